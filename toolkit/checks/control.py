"""Control characters and characters that nobody sees."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator

_UNSEEN = frozenset({"Cc", "Cf", "Co", "Cs", "Zl", "Zp"})
_JOINERS = frozenset("\u200c\u200d\u200e\u200f")
"""Zero-width (non-)joiner and direction marks: needed in scripts that run from right to left."""
_NAMES = {"\u00ad": "soft hyphen", "\ufeff": "byte order mark", "\ufffd": "replacement character", "\t": "tabulator"}


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Control, invisible, private and replacement characters that the source has not.

    No-break spaces are seen, and pass; so do the joiners and direction marks of scripts that need them.
    """
    text = unit.target.raw
    for char in dict.fromkeys(text):
        if _is_unseen(char) and char not in unit.source.raw and not _is_needed(char, context):
            name = _NAMES.get(char) or unicodedata.name(char, "control character").lower()
            place = text.index(char)
            yield Finding(
                f"{name} (U+{ord(char):04X})",
                around(text.replace(char, "␣"), place, place + 1),
                "remove it; the editions hyphenate by themselves" if char == "\u00ad" else "remove it",
            )


@lru_cache(1 << 12)
def _is_unseen(char: str) -> bool:
    if char == "\n" or (char.isascii() and char.isprintable()):
        return False
    return char == "\ufffd" or unicodedata.category(char) in _UNSEEN


def _is_needed(char: str, context: Context) -> bool:
    return char in context.target.word_marks or (char in _JOINERS and context.target.direction == "rtl")


CHECK = Check(
    code="control",
    reason="unseen characters break searching and copying, and can turn the order of a line round",
    find=find,
    compares=False,
)
