"""The places of a document that links can lead to: by their ids, or by the words of headings as GitHub makes names of them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.sources.document import Kind
from toolkit.sources.inline import InlineRenderer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.sources.document import Document

_NO_SIGN_OF_NAMES = re.compile(r"[^\w\- ]")


@dataclass(frozen=True, slots=True)
class Anchors:
    """The anchors of a document."""

    ids: frozenset[str]
    """As its editions have them."""
    names: dict[str, str] = field(default_factory=dict)
    """Ids by the names that are made of headings: ``opening-hours``, and ``opening-hours-1`` for the second of that name."""

    def find(self, name: str) -> str | None:
        """The id that a link's ``#name`` means; None where there is no such place."""
        if name in self.ids:
            return name
        return self.names.get(name) or self.names.get(_letters(name))


def anchors_of(document: Document) -> Anchors:
    """The anchors of a document whose ids are settled."""
    names: dict[str, str] = {}
    for name, id in _names(document):
        names.setdefault(name, id)
        names.setdefault(_letters(name), id)
    return Anchors(frozenset(_ids(document)), names)


def _ids(document: Document) -> Iterator[str]:
    for block in document.walk():
        if block.kind is Kind.FOOTNOTE:
            yield from (f"note-{block.id}", f"ref-{block.id}")
        elif block.id:
            yield block.id
        if block.segment:
            yield block.segment.id


def _names(document: Document) -> Iterator[tuple[str, str]]:
    inline = InlineRenderer(document.references, document.notes)
    counts: dict[str, int] = {}
    for block in document.walk():
        if block.kind is Kind.HEADING and block.segment:
            words = inline.plain(block.segment.text)
            name = _NO_SIGN_OF_NAMES.sub("", words.strip().lower()).replace(" ", "-")
            number = counts[name] = counts.get(name, -1) + 1
            yield (f"{name}-{number}" if number else name), block.segment.id


def _letters(name: str) -> str:
    """The name without anything that people write in one way and another."""
    return "".join(filter(str.isalnum, name.lower()))
