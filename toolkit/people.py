"""Translators and reviewers as catalogs name them: a name, and after it, in parentheses, an organisation."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_WITH_ORGANISATION = re.compile(r"(?P<name>[^()]*[^()\s])\s*\((?P<organisation>[^()]+)\)")


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who has worked on a translation."""

    name: str
    organisation: str = ""


def people(names: Iterable[str]) -> tuple[Person, ...]:
    """The people, in their order; ``Anna Petrova (National Library)`` works for the National Library."""
    return tuple(map(_person, names))


def _person(text: str) -> Person:
    match = _WITH_ORGANISATION.fullmatch(text.strip())
    return Person(match["name"], match["organisation"].strip()) if match else Person(text.strip())
