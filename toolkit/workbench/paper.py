"""Where the texts stand in the last PDF that was built: from its own table of places, for an estimate of what typing does to its pages."""

from __future__ import annotations

import datetime
import itertools
import re
import statistics
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.workbench.jobs import built
from toolkit.workbench.shelf import seen
from toolkit.workbench.texts import texts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.collection.collection import Collection
    from toolkit.workbench.texts import Text

_LARGEST = 1 << 26
"""Bytes of a PDF, and of each of its streams."""
_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_PAGES = re.compile(rb"/Type /Pages\s*/Kids \[([0-9R ]*)\]")
_PLACE = re.compile(rb"(?:\(([^()\\]+)\)|<feff([0-9a-f]+)>) ?\[(\d+) 0 R /XYZ [-\d.]+ ([-\d.]+) ")
"""A named destination: its name, the page's object and the height (ISO 32000-2, 12.3.2.4)."""

_LEAST_LETTER, _LETTER, _MOST_LETTER = 0.1, 0.18, 0.4
"""Points that a letter adds to a text's height: a line of 15 points has some 85 letters."""
Place = tuple[int, float]
"""The page, counted from 1, and how far above the page's lower edge, in points."""


@dataclass(slots=True)
class Papers:
    """What is known of the PDFs of a project."""

    _lengths: dict[tuple[str, str], tuple[object, dict[str, int]]] = field(default_factory=dict)

    def paper(self, collection: Collection, document: str, locale: str) -> dict[str, Any] | None:
        """The PDF as it was built last; None where there is none. Lengths of texts are there if they are known to be its own."""
        path = built(collection.project, document, locale, "pdf")
        now = seen(path)
        if now is None or now[1] > _LARGEST:
            return None
        pages, places = places_in(path.read_bytes())
        texts = texts_of(collection, document, locale)
        found = [(one, places[one.id]) for one in texts if one.id in places]
        if not found or not pages:
            return None
        catalog = seen(collection.project.catalog(document, locale))
        if catalog and catalog[2] <= now[2]:
            self._lengths[document, locale] = now, {one.id: _length(one) for one in texts}
        of, lengths = self._lengths.get((document, locale), (None, {}))
        return {
            "built": datetime.datetime.fromtimestamp(now[2] / 1e9, datetime.UTC).isoformat(),
            "pages": pages,
            "places": dict(_pages(texts, places)),
            "lengths": lengths if of == now else None,
            **_measures(found, places),
        }


def places_in(data: bytes) -> tuple[int, Mapping[str, Place]]:
    """How many pages a PDF of ours has, and where its anchors are; nothing of any other."""
    parts = [data, *_streams(data)]
    kids = next((found[1] for part in parts if (found := _PAGES.search(part))), b"")
    numbers = {number: place for place, number in enumerate(re.findall(rb"(\d+) 0 R", kids), start=1)}
    places = {}
    for plain, coded, page, height in (found for part in parts for found in _PLACE.findall(part)):
        name = plain.decode("latin-1") if plain else bytes.fromhex(coded.decode()).decode("utf-16-be", "replace")
        if page in numbers:
            places[name] = numbers[page], float(height)
    return len(numbers), places


def _pages(texts: Sequence[Text], places: Mapping[str, Place]) -> Iterator[tuple[str, int]]:
    """The page of each text: of one without an anchor, a table's cell, say, that of the one before it."""
    page = 1
    for one in texts:
        page = places[one.id][0] if one.id in places else page
        yield one.id, page


def _measures(found: Sequence[tuple[Text, Place]], places: Mapping[str, Place]) -> dict[str, float]:
    """Points that a letter takes, that a page holds, and that the last page of the text still has."""
    heights = [height for _, height in places.values()]
    lowest = min(heights)
    body = [(one, place) for one, place in found if not one.id.startswith("note-")] or list(
        found
    )  # notes stand at the foot
    letter = _letter(body)
    last = max(page for _, (page, _) in body)
    end, height = min(((one, height) for one, (page, height) in body if page == last), key=lambda one: one[1])
    free = max(height - lowest - _length(end) * letter, 0.0)
    return {"letter": letter, "body": max(max(heights) - lowest, 1.0), "free": free}


def _letter(body: Sequence[tuple[Text, Place]]) -> float:
    """How much a letter more adds to a text's height: the slope of heights over lengths, within what print can be."""
    pairs = [
        (_length(one), height - below)
        for (one, (page, height)), (_, (following, below)) in itertools.pairwise(body)
        if page == following and height > below
    ]
    try:
        slope = statistics.linear_regression(*zip(*pairs, strict=True)).slope
    except (statistics.StatisticsError, TypeError):  # too few, or all of one length
        return _LETTER
    return slope if _LEAST_LETTER <= slope <= _MOST_LETTER else _LETTER


def _length(text: Text) -> int:
    return len(text.texts[0] or text.source)


def _streams(data: bytes) -> Iterator[bytes]:
    for match in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :], _LARGEST)
        except zlib.error:
            continue
