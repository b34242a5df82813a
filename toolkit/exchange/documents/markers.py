"""Signs that tie a paragraph to what is known of it while a library turns it into HTML."""

from __future__ import annotations

import re

MARK = re.compile("[\ue000\ue001]")
_MARKER = re.compile("\ue000(\\d+)\ue001")


def marker(number: int) -> str:
    """What stands before the text of a paragraph."""
    return f"\ue000{number}\ue001"


def read_marker(text: str) -> tuple[int | None, str]:
    """The number that a text begins with, and the rest of it."""
    match = _MARKER.match(text)
    return (int(match[1]), text[match.end() :]) if match else (None, text)


def without_marks(text: str) -> str:
    """The text without signs that would be taken for markers."""
    return MARK.sub("", text)
