"""How a table fits its page: columns hold their longest word whole, or the letters get smaller, or the page is turned."""

from __future__ import annotations

import re
from html import unescape
from itertools import accumulate
from typing import NamedTuple
from unicodedata import category

_CELL = re.compile(r"<(t[hd])\b[^<>]*>(.*?)(?=</\1>)", re.DOTALL)
_TAG = re.compile(r"<br>|</?(?:ul|ol|li)\b[^<>]*>|(<[^<>]*>)")
_BLANKS = re.compile(r"[ \t\n\u200b\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]+")
"""Where a line may end: no-break spaces are not among them, and every sign of Chinese and Japanese is."""
_LONGEST = 32
"""A word of more letters, an address or a sum, may be broken in any cell."""
_ROOM_FOR_LONG = 12.0
"""What such a word needs at least, in ems."""
_TALL = 1500
"""Letters in a row that may go over the end of a page."""
_WIDEST_LETTER = 1.05
_WIDTHS = {"Lu": 0.72, "Ll": 0.57, "Nd": 0.58, "Lo": 0.6, "Mn": 0.0, "Zs": 0.26, "Po": 0.35, "Pd": 0.55}
"""Of the widest of the fonts, on an average of letters, by category, in ems."""
_WIDE = dict.fromkeys("mwшщжюфыMWШЩЖЮФЫ", 0.95)
_OTHER, _BOLD = 0.6, 1.08
_LISTS = re.compile(r"</?[uo]l\b")
_INDENT = 1.4
"""Of a list in a cell, in ems; `print.css` has the same."""
_MM_PER_POINT = 25.4 / 72


class Fit(NamedTuple):
    """A way to set tables."""

    style: str
    """Its class in the style sheet."""
    size: float
    """Of the letters, in points."""
    padding: float
    """Of a cell, left and right together, in millimetres, the line beside it included."""
    width: float
    """Of the page's text, in millimetres."""


FITS = (
    Fit("", 9.5, 4.3, 142),
    Fit("small", 8, 2.7, 142),
    Fit("turned", 8.5, 3.3, 239),
    Fit("turned small", 7, 2.3, 239),
    Fit("turned tiny", 6, 1.7, 239),
)
"""From the best to the last resort; widths are those of the narrower of the two sheets."""
LARGE_FITS = (
    Fit("", 10.5, 4.3, 96),
    Fit("small", 9, 2.7, 96),
    Fit("turned", 9, 2.7, 137),
    Fit("turned small", 7, 2.3, 137),
    Fit("turned tiny", 6, 1.7, 137),
)
"""The same for large print, before it is enlarged."""


def fitted_table(html: str, fits: tuple[Fit, ...] = FITS) -> str:
    """The table with the class of the first fit that tears no word; cells of words longer than any line may break them."""
    columns: dict[int, float] = {}
    rows = [_measured(row, columns) for row in html.split("</tr>")]
    needed = [(sum(columns.values()) * one.size * _MM_PER_POINT + len(columns) * one.padding, one) for one in fits]
    style = next((one.style for needs, one in needed if needs <= one.width), f"{fits[-1].style} torn")
    return with_class("</tr>".join(rows), "table", style) if style else "</tr>".join(rows)


def _measured(row: str, columns: dict[int, float]) -> str:
    """The row, its cells of very long words marked; what each column needs goes into `columns`, in ems."""
    place = -1

    def cell(found: re.Match[str]) -> str:
        nonlocal place
        place += 1
        tag, inside = found.groups()
        needs, is_long = _needs(inside, columns.get(place, 0.0), _BOLD if tag == "th" else 1.0)
        columns[place] = max(columns.get(place, 0.0), needs)
        return with_class(found[0], tag, "long") if is_long else found[0]

    measured = _CELL.sub(cell, row)
    start, tag, rest = measured.rpartition("<tr>")
    return f'{start}<tr class="tall">{rest}' if tag and len(rest) > _TALL else measured


def _needs(inside: str, known: float, weight: float) -> tuple[float, bool]:
    """How many ems the longest word of a cell takes, if more than is `known`; and whether one is too long to be kept whole."""
    widest, is_long = known, False
    indent = _INDENT * max(accumulate(1 - 2 * end.startswith("</") for end in _LISTS.findall(inside)), default=0)
    for word in _BLANKS.split(unescape(_TAG.sub(lambda tag: "" if tag[1] else " ", inside))):
        if len(word) > _LONGEST:
            is_long, widest = True, max(widest, _ROOM_FOR_LONG)
        elif len(word) * _WIDEST_LETTER * weight + indent > widest:
            widest = max(widest, weight * sum(map(_width, word)) + indent)
    return widest, is_long


def _width(sign: str) -> float:
    return _WIDE.get(sign) or _WIDTHS.get(category(sign), _OTHER)


def with_class(html: str, tag: str, name: str) -> str:
    """The HTML with a class more in its first element."""
    start, end, rest = html.partition(">")
    if ' class="' in start:
        return start.replace(' class="', f' class="{name} ', 1) + end + rest
    return start.replace(f"<{tag}", f'<{tag} class="{name}"', 1) + end + rest
