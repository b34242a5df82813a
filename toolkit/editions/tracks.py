"""The tracks of a document: the headings that its recommendations stand under, each with a colour of its own."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.project.look import TRACKS
from toolkit.sources.document import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.sources.document import Block, Document, Segment

APPENDIX = "appendix"
"""Begins the ids of sections that word recommendations as another document does."""


@dataclass(frozen=True, slots=True)
class Item:
    """A recommendation in its place."""

    number: int
    headings: tuple[Segment, ...]
    """Those above it, from the outermost."""
    segment: Segment
    """Its text."""

    @property
    def is_appended(self) -> bool:
        """Whether it stands in an appendix."""
        return any(one.id.startswith(APPENDIX) for one in self.headings)


def items(document: Document) -> Iterator[Item]:
    """The recommendations of a document, in reading order."""
    headings: dict[int, Segment] = {}
    for block in document.walk():
        if block.kind is Kind.HEADING and block.segment:
            headings = {level: one for level, one in headings.items() if level < block.level}
            headings[block.level] = block.segment
        elif block.kind is Kind.LIST and block.role is Role.RECOMMENDATIONS:
            for place, item in enumerate(block.children):
                segment = _first_text(item)
                if segment:
                    yield Item(block.start + place, tuple(headings.values()), segment)


def tracks(document: Document) -> dict[str, int]:
    """The number of its colour, from 1, by the id of each track's heading; an appendix repeats recommendations and is none."""
    blocks, found = _last[0]
    if blocks is not document.blocks:
        ids = dict.fromkeys(one.headings[-1].id for one in items(document) if one.headings and not one.is_appended)
        found = {id: place % len(TRACKS) + 1 for place, id in enumerate(ids)}
        _last[0] = (document.blocks, found)
    return dict(found)


_last: list[tuple[tuple[Block, ...] | None, dict[str, int]]] = [(None, {})]
"""The blocks of the document that was asked for last, with its tracks: one edition asks seven times, all languages alike."""


def _first_text(item: Block) -> Segment | None:
    return item.children[0].segment if item.children else None
