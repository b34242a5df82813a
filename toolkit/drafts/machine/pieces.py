"""Texts that are too long for one request, cut at the ends of sentences and never inside a token."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_CUTS = (
    re.compile(r"(?<=[.!?…։;])[»”\"')\]]*\s+"),
    re.compile(r"(?<=[,:])\s+"),
    re.compile(r"\s+"),
)
"""Where a text may be cut, the best places first; the blanks themselves are not sent."""


def cut(text: str, limit: int, size: Callable[[str], int], token: re.Pattern[str]) -> list[tuple[str, str]] | None:
    """Pieces of at most `limit` with the blanks that follow each; joined they are the text. None if it cannot be cut."""
    if size(text) <= limit:
        return [(text, "")]
    for places in _CUTS:
        cuts = _allowed(text, places, token)
        if cuts and (pieces := _cut_at(text, cuts, limit, size)):
            return pieces
    return None


def _allowed(text: str, places: re.Pattern[str], token: re.Pattern[str]) -> list[tuple[int, int]]:
    """The blanks at which the text may be cut, as (begin, end): those outside tokens, not at its ends."""
    inside = [match.span() for match in token.finditer(text)]
    found = []
    number = 0
    for match in places.finditer(text):
        begin, end = match.start() + len(match[0].rstrip()), match.end()
        while number < len(inside) and inside[number][1] <= begin:
            number += 1
        if begin > 0 and end < len(text) and not (number < len(inside) and inside[number][0] < end):
            found.append((begin, end))
    return found


def _cut_at(
    text: str, cuts: list[tuple[int, int]], limit: int, size: Callable[[str], int]
) -> list[tuple[str, str]] | None:
    """As few pieces as these places allow; None if one of them is still too long."""
    pieces: list[tuple[str, str]] = []
    start = stop = after = 0  # the piece so far is text[start:stop], the blanks behind it end at `after`
    taken = 0
    for begin, end in (*cuts, (len(text), len(text))):
        more = size(text[stop:begin])
        if taken and taken + more > limit:
            pieces.append((text[start:stop], text[stop:after]))
            start, taken, more = after, 0, size(text[after:begin])
        if more > limit:
            return None
        taken += more
        stop, after = begin, end
    return [*pieces, (text[start:], "")]
