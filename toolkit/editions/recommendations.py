"""The recommendations of a document: each with its track, its wording, and its text and state in every language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.model import SOURCE
from toolkit.editions.markup import quotes_of
from toolkit.editions.tracks import items
from toolkit.sources.inline import InlineRenderer

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.collection.localize import LocalizedDocument
    from toolkit.sources.document import Document

DISCUSSED = "discussed"
"""Worded as the document itself words it."""
OFFICIAL = "official"
"""Worded as another document words it, which this one appends."""
_TITLE = "meta/title"


@dataclass(frozen=True, slots=True)
class Text:
    """A recommendation, or the heading above it, in one language."""

    text: str
    """Without markup."""
    language: str
    """That the text is in: another than asked for where there is no translation."""
    state: str


@dataclass(frozen=True, slots=True)
class Track:
    """The heading that recommendations stand under."""

    id: str
    """Its anchor, the same in every language."""
    texts: Mapping[str, Text]
    """By locale."""


@dataclass(frozen=True, slots=True)
class Recommendation:
    """An item of a list with the role ``recommendations``."""

    id: str
    """Its anchor, the same in every language."""
    number: str
    track: Track | None
    """None where the list stands above the first heading."""
    wording: str
    """`OFFICIAL` for the items of an appendix (a section whose id begins with ``appendix``), else `DISCUSSED`."""
    original: Text
    """In the language that the document was written in."""
    texts: Mapping[str, Text]
    """By locale."""


@dataclass(frozen=True, slots=True)
class Recommendations:
    """All recommendations of a document."""

    document: str
    language: str
    """That the document was written in."""
    titles: Mapping[str, Text]
    """Of the document, by locale."""
    items: tuple[Recommendation, ...]
    """In reading order."""

    @property
    def tracks(self) -> tuple[Track, ...]:
        """The headings, each once, in reading order."""
        return tuple({one.track.id: one.track for one in self.items if one.track}.values())

    def neighbours(self, place: int) -> tuple[Recommendation | None, Recommendation | None]:
        """Those before and after the one at `place` that belong to the same wording, so that one can read them through."""
        wording = self.items[place].wording
        before = [one for one in self.items[:place] if one.wording == wording]
        after = [one for one in self.items[place + 1 :] if one.wording == wording]
        return (before[-1] if before else None, after[0] if after else None)


def recommendations(editions: Sequence[LocalizedDocument]) -> Recommendations:
    """The recommendations of one document, given it in every language."""
    document = editions[0].document
    inline = InlineRenderer(document.references, document.notes)
    tracks: dict[str, Track] = {}
    found = []
    for item in items(document):
        headings, segment = item.headings, item.segment
        if headings and headings[-1].id not in tracks:
            heading = headings[-1]
            tracks[heading.id] = Track(heading.id, {one.locale: _text(one, heading.id, inline) for one in editions})
        language = document.meta.language
        found.append(
            Recommendation(
                id=segment.id,
                number=str(item.number),
                track=tracks[headings[-1].id] if headings else None,
                wording=OFFICIAL if item.is_appended else DISCUSSED,
                original=Text(inline.plain(segment.text, quotes_of(language)), language, SOURCE),
                texts={one.locale: _text(one, segment.id, inline) for one in editions},
            )
        )
    titles = {one.locale: _text(one, _TITLE, inline) for one in editions}
    return Recommendations(document.name, document.meta.language, titles, tuple(found))


def recommendation_ids(document: Document) -> frozenset[str]:
    """The anchors of a document's recommendations."""
    return frozenset(one.segment.id for one in items(document))


def _text(localized: LocalizedDocument, id: str, inline: InlineRenderer) -> Text:
    rendition = localized.renditions[id]
    return Text(inline.plain(rendition.text, quotes_of(rendition.locale)), rendition.locale, str(rendition.state))
