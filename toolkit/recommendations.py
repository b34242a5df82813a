"""The recommendations of a document: each with its track, its wording, and its text and state in every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.document import Kind, Role
from toolkit.markup import quotes_of
from toolkit.sources.inline import InlineRenderer

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.document import Block, Document, Segment
    from toolkit.localize import LocalizedDocument

DISCUSSED = "discussed"
"""Worded as the document itself words it."""
OFFICIAL = "official"
"""Worded as another document words it, which this one appends."""
_APPENDIX = "appendix"


@dataclass(frozen=True, slots=True)
class Text:
    """A recommendation in one language."""

    text: str
    """Without markup."""
    language: str
    """That the text is in: another than asked for where there is no translation."""
    state: str


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item of a list with the role ``recommendations``."""

    document: str
    id: str
    """Its anchor, the same in every language."""
    number: str
    track: str
    """The id of the heading that it stands under."""
    wording: str
    """`OFFICIAL` for the items of an appendix (a section whose id begins with ``appendix``), else `DISCUSSED`."""
    texts: Mapping[str, Text]
    """By locale."""
    tracks: Mapping[str, str]
    """The words of the heading, by locale."""


def recommendations(editions: Sequence[LocalizedDocument]) -> tuple[Recommendation, ...]:
    """The recommendations of one document, given it in every language; in reading order."""
    if not editions:
        return ()
    found = []
    for number, heading, segment in _items(editions[0].document):
        found.append(
            Recommendation(
                document=editions[0].document.name,
                id=segment.id,
                number=number,
                track=heading.id if heading else "",
                wording=OFFICIAL if heading and heading.id.startswith(_APPENDIX) else DISCUSSED,
                texts={one.locale: _text(one, segment) for one in editions},
                tracks={one.locale: _text(one, heading).text if heading else "" for one in editions},
            )
        )
    return tuple(found)


def recommendation_ids(document: Document) -> frozenset[str]:
    """The anchors of a document's recommendations."""
    return frozenset(segment.id for _, _, segment in _items(document))


def _items(document: Document) -> Iterator[tuple[str, Segment | None, Segment]]:
    heading: Segment | None = None
    for block in document.walk():
        if block.kind is Kind.HEADING:
            heading = block.segment
        elif block.kind is Kind.LIST and block.role is Role.RECOMMENDATIONS:
            for place, item in enumerate(block.children):
                segment = _first_text(item)
                if segment:
                    yield str(block.start + place), heading, segment


def _first_text(item: Block) -> Segment | None:
    return item.children[0].segment if item.children else None


def _text(localized: LocalizedDocument, segment: Segment) -> Text:
    rendition = localized.renditions[segment.id]
    inline = InlineRenderer(localized.document.references)
    return Text(inline.plain(rendition.text, quotes_of(rendition.locale)), rendition.locale, str(rendition.state))
