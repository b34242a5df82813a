"""A document from another program on its way to Markdown: a tree of HTML elements, its properties, pictures, and losses."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from lxml.etree import _Element

NOTE = "data-note"
"""Attribute of an empty ``sup``: the name of the footnote that it refers to; and of the ``aside`` that is the footnote."""
PICTURE = "data-picture"
"""Attribute of an ``img``: the name of its file in `Foreign.pictures`."""
_NUMBERS_OF_A_PAGE = 2
_EAST_ASIAN = "\u2e80"
"""From this sign on brackets bring their own blanks."""


@dataclass(slots=True)
class Properties:
    """What a document says of itself, as far as our front matter has a place for it."""

    title: str = ""
    subtitle: str = ""
    authors: tuple[str, ...] = ()
    date: str = ""
    """ISO 8601 calendar date, or nothing."""
    language: str = ""
    """BCP 47 tag as the file has it."""
    publishers: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    others: dict[str, str] = field(default_factory=dict)
    """Front-matter keys with one text: ``abstract``, ``rights``, ``place`` …"""


@dataclass(slots=True)
class Losses:
    """What does not come along, each with its place in words."""

    name: str
    """Of the file, as diagnostics call it."""
    found: list[Diagnostic] = field(default_factory=list)

    def add(self, place: str, what: str, hint: str = "") -> None:
        """Takes note of something that is left out or changed."""
        message = f"{place}: {what}" if place else what
        one = Diagnostic("left-out", message, Location(self.name), Severity.WARNING, hint=hint)
        if one not in self.found:
            self.found.append(one)

    def margin(self, kind: str, words: str) -> None:
        """Takes note of the words of a page's `kind` of margin, unless they are no more than a page's number, of so many."""
        if re.search(r"[^\W\d_]", words) or len(re.findall(r"\d+", words)) > _NUMBERS_OF_A_PAGE:
            self.add("", f"a page {kind} is left out: “{shorten(words)}”")


@dataclass(slots=True)
class Foreign:
    """A document as another program has it.

    The tree has the elements of HTML that documents are made of: ``h1`` to ``h6``, ``p``, ``ol`` (with ``start``), ``ul``,
    ``table``, ``dl``, ``blockquote``, ``pre``, ``hr``, ``figure`` with ``figcaption``; within texts ``em strong s code a br
    img`` and footnotes (see `NOTE`).
    """

    body: _Element
    losses: Losses
    properties: Properties = field(default_factory=Properties)
    pictures: dict[str, bytes] = field(default_factory=dict)
    is_page: bool = False
    """It comes from the web, where the first heading is the title, and the title that of the page."""


def shorten(text: str, most: int = 60) -> str:
    """Enough of a text to know it by, on one line."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1]}…"


def in_brackets(base: str, reading: str) -> str:
    """What stands behind words for a reading above them, as pages show ruby where they have no room for it."""
    if not reading.strip():
        return ""
    return f"（{reading.strip()}）" if any(sign >= _EAST_ASIAN for sign in base) else f" ({reading.strip()})"


def plain_words(element: _Element) -> str:
    """All words in an element, on one line and without soft hyphens."""
    return " ".join("".join(map(str, element.itertext())).replace("\u00ad", "").split())
