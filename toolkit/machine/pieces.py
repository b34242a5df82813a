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
    tokens = [match.span() for match in token.finditer(text)]
    found = []
    for match in places.finditer(text):
        begin, end = match.start() + len(match[0].rstrip()), match.end()
        if begin > 0 and end < len(text) and not any(first < end and begin < last for first, last in tokens):
            found.append((begin, end))
    return found


def _cut_at(
    text: str, cuts: list[tuple[int, int]], limit: int, size: Callable[[str], int]
) -> list[tuple[str, str]] | None:
    """As few pieces as these places allow; None if one of them is still too long."""
    pieces: list[tuple[str, str]] = []
    start = 0
    ends = [*cuts, (len(text), len(text))]
    for number, (begin, end) in enumerate(ends):
        if size(text[start:begin]) > limit:
            return None
        is_last = number + 1 == len(ends)
        if is_last or size(text[start : ends[number + 1][0]]) > limit:
            pieces.append((text[start:begin], text[begin:end]))
            start = end
    return pieces
