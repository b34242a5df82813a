"""Where the code spans of an inline Markdown text end."""

from __future__ import annotations

import re

_TICKS = re.compile(r"`+")


def code_ends(text: str) -> dict[tuple[int, int], int]:
    """By the places of a run of backticks, where the span ends that it opens: behind the next run of the same length.

    A run whose first is escaped opens one without it (CommonMark 0.31, 6.1), so it is there under both beginnings.
    """
    ends: dict[tuple[int, int], int] = {}
    following: dict[int, int] = {}
    for match in reversed(list(_TICKS.finditer(text))):
        start, end = match.span()
        for opening in (start, start + 1):
            if end - opening in following:
                ends[opening, end] = following[end - opening]
        following[end - start] = end
    return ends
