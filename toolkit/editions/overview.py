"""All recommendations of an edition on one page: those of each track below its heading."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.editions.markup import Markup
from toolkit.editions.tracks import items, tracks

if TYPE_CHECKING:
    from toolkit.collection.localize import LocalizedDocument
    from toolkit.editions.contents import Entry

_FEWEST = 3
"""With fewer recommendations there is nothing to be seen at a glance."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A recommendation in the overview."""

    number: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Track:
    """The recommendations below one heading."""

    heading: Entry | None
    """None above the first heading."""
    colour: int
    """Of `toolkit.editions.tracks`; 0 for none."""
    items: tuple[Listed, ...]


def overview(localized: LocalizedDocument, fewest: int = _FEWEST) -> tuple[Track, ...]:
    """The tracks in reading order; nothing where there are fewer recommendations than `fewest`.

    What an appendix repeats is left out, unless there is nothing else.
    """
    found = tuple(items(localized.document))
    found = tuple(one for one in found if not one.is_appended) or found
    if len(found) < fewest:
        return ()
    colours = tracks(localized.document)
    entry = Markup(localized).entry
    groups = groupby(found, key=lambda one: one.headings[-1].id if one.headings else "")
    return tuple(
        Track(
            entry(id) if id else None,
            colours.get(id, 0),
            tuple(Listed(one.number, entry(one.segment.id)) for one in group),
        )
        for id, group in groups
    )
