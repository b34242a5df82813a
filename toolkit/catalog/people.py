"""Who made a catalog: translators and reviewers with their organisations, and the team, as the catalog itself names them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.catalog.model import Catalog

_PERSON = re.compile(
    r"\s*(?P<name>[^<>():]+?)\s*(?:\((?P<organisation>[^()<>]*)\))?\s*(?P<address><[^<>]*>)?\s*(?:,(?P<years>.*))?"
)
_YEAR = re.compile(r"\d{4}")
_NOBODY = {"automatically generated", "first author", "full name", "none", "language"}
"""What tools write where no one is named yet (GNU gettext, 6.2)."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who is named in a catalog."""

    name: str
    organisation: str = ""

    def __str__(self) -> str:
        return f"{self.name} ({self.organisation})" if self.organisation else self.name


def read_person(text: str) -> Person | None:
    """The person that ``Anna Petrova (National Library) <a@b.org>`` names, without the address; None if it names nobody."""
    match = _PERSON.fullmatch(text)
    if match is None or match["name"].casefold() in _NOBODY or _YEAR.fullmatch(match["name"]):
        return None
    return Person(match["name"], " ".join((match["organisation"] or "").split()))


def translators(catalog: Catalog) -> tuple[Person, ...]:
    """Those whom the head comments name (``# Anna Petrova <a@b.org>, 2024.``), then the last translator."""
    return unique_people(filter(None, map(read_person, named_translators(catalog))))


def named_translators(catalog: Catalog) -> tuple[str, ...]:
    """The same as the catalog writes them, with their addresses."""
    signed = (line for line in catalog.header.comments if (name := _PERSON.fullmatch(line)) and _is_signature(name))
    return tuple(text for text in (*signed, catalog.value("Last-Translator")) if read_person(text))


def team(catalog: Catalog, language: str) -> str:
    """The organisation in ``Language-Team``, without its address; empty if that only names the language, as tools write it."""
    person = read_person(catalog.value("Language-Team"))
    return "" if person is None or person.name.casefold() == language.casefold() else str(person)


def unique_people(people: Iterable[Person]) -> tuple[Person, ...]:
    """Everyone once, in order, with an organisation if one is named anywhere."""
    found: dict[str, Person] = {}
    for person in people:
        if person.name not in found or not found[person.name].organisation:
            found[person.name] = person
    return tuple(found.values())


def _is_signature(match: re.Match[str]) -> bool:
    """A comment is a translator's if years stand behind the name; other lines of the head say other things."""
    return bool(_YEAR.search(match["years"] or "")) and not match["name"].casefold().startswith("copyright")
