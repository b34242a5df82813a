"""A poster: one large sheet with all recommendations of a document, in one language or in two."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.editions.covers import Sheet, cover_words
from toolkit.editions.overview import overview
from toolkit.editions.pdf.body import with_kept_words
from toolkit.editions.pdf.render import make_pdf
from toolkit.editions.templates import render

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.editions.edition import Edition
    from toolkit.editions.overview import Track
    from toolkit.editions.rendered import Rendered

_SHEETS = {"A4": (297.0, 420.0), "Letter": (279.4, 431.8)}
"""Width and height in millimetres of the sheet that is twice as large each way as half of the project's: A3, Tabloid."""
_MEASURES = (8.5, 7.6, 6.8, 6.1, 5.4, 4.8, 4.2, 3.7, 3.2, 2.8)
"""Sizes of letters in millimetres, from what is read across a room to eight points."""
_BAND = 95
"""Height of the coloured band at the head, in millimetres."""


_HEADING, _LINE = 60, 20
"""What a heading, and the last line of an item, take up beside their letters."""


_MANY = 8
"""Items of a single track that are set in two columns."""


def render_poster(edition: Edition) -> Rendered:
    """The poster in one language. Raises what `make_pdf` raises."""
    return _largest(edition)


def render_parallel_poster(first: Edition, second: Edition) -> Rendered:
    """The same with each recommendation in two languages. Raises what `make_pdf` raises."""
    return _largest(first, second)


def _largest(*editions: Edition) -> Rendered:
    """The poster in the largest letters in which all of it fits on one sheet; in the smallest there are, on as many as it needs."""
    low, high = 0, len(_MEASURES) - 1
    found: dict[int, Rendered] = {}
    while low < high:
        middle = (low + high) // 2
        found[middle] = make_pdf(poster_html(_MEASURES[middle], *editions), *editions)
        low, high = (low, middle) if found[middle].pages == 1 else (middle + 1, high)
    return found.get(low) or make_pdf(poster_html(_MEASURES[low], *editions), *editions)


def _columns(tracks: Sequence[tuple[Track, ...]]) -> list[Sequence[tuple[Track, ...]]]:
    """The tracks in two columns of nearly the same length; in one, where each has two languages, or there is but one."""
    if len(tracks) == 1 and len(tracks[0]) == 1 and len(tracks[0][0].items) > _MANY:
        (track,) = tracks[0]
        middle = (len(track.items) + 1) // 2
        return [
            [(replace(track, items=track.items[:middle]),)],
            [(replace(track, heading=None, items=track.items[middle:]),)],
        ]
    lengths = [_HEADING + sum(_LINE + len(one.entry.text) for one in track[0].items) for track in tracks]
    if len(tracks) < 2 or len(tracks[0]) > 1:
        return [tracks] if tracks else []
    cut = min(range(1, len(tracks)), key=lambda place: abs(sum(lengths[:place]) - sum(lengths[place:])))
    return [tracks[:cut], tracks[cut:]]


def poster_html(measure: float, *editions: Edition) -> str:
    """The HTML of a poster whose recommendations are in letters of so many millimetres."""
    first = editions[0]
    page = render(
        first.project.theme_path,
        "print_poster.html",
        first.interface,
        edition=first,
        editions=editions,
        locale=first.locale,
        title=" / ".join(dict.fromkeys(one.title_text for one in editions)),
        columns=_columns(list(zip(*(overview(one.localized, fewest=1) for one in editions), strict=True))),
        further_style="poster.css",
        band=_BAND,
        measure=measure,
        **cover_words(first, Sheet(*_SHEETS[first.project.page_size])),
    )
    return with_kept_words(page, first.locale)
