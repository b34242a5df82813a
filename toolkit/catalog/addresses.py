"""A catalog for everybody: with the names of those who made it, without their mail addresses."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog

_WORD = re.compile(r"\s*(\S+)")
_ADDRESS = re.compile(r"[^@]+@[^@]+")
_AROUND = "<>()[]{}\"'.,;:"
_AFTER = ",;"
_NAMES_PEOPLE = ("last-translator", "language-team")
"""Headers that GNU gettext (6.2) puts names and addresses of people into."""


def without_addresses(catalog: Catalog) -> Catalog:
    """The catalog whose comments and headers about people have no address: of translators, reviewers and teams."""
    headers = tuple(
        (name, _without(value) if name.lower() in _NAMES_PEOPLE else value) for name, value in catalog.headers
    )
    header = replace(catalog.header, comments=tuple(map(_without, catalog.header.comments)))
    messages = tuple(
        replace(one, comments=tuple(map(_without, one.comments))) if any("@" in line for line in one.comments) else one
        for one in catalog.messages
    )
    return replace(catalog, headers=headers, header=header, messages=messages)


def _without(text: str) -> str:
    """The text without words that are addresses; what separates them from what follows stays."""
    return _WORD.sub(lambda word: _kept(word[1], word[0]), text) if "@" in text else text


def _kept(word: str, whole: str) -> str:
    if not _ADDRESS.fullmatch(word.strip(_AROUND)):
        return whole
    return word[-1] if word.endswith(tuple(_AFTER)) else ""
