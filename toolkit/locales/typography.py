"""No-break spaces where the locale's typography forbids a line to end."""

from __future__ import annotations

import functools
import re
from typing import TYPE_CHECKING

from toolkit.locales.load import load_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.locales.model import Locale

NO_BREAK = "\u00a0"
_LEFT_END = r"(?<![^\s«»„“”‘’(\[—–/])"
"""The left end of a word: the start, a blank, or a mark that opens."""
_RIGHT_END = r"(?![^\s«»„“”‘’)\],.;:!?…։])"


def keep_together(text: str, locale: Locale) -> str:
    """Plain text in which blanks that must not end a line are no-break spaces; nothing else is changed.

    They stand after the profile's `nobreak_after` (short prepositions, ``№``), before its `nobreak_before` (``г.``, the
    dash), between the initials and the surname, and between a number and the one-sign unit after it. To be given the
    text between markup, never a whole HTML or Markdown source.
    """
    for pattern in _patterns(locale.tag):
        text = pattern.sub(lambda match: match[0].replace(" ", NO_BREAK), text)
    return text


@functools.cache
def _patterns(tag: str) -> tuple[re.Pattern[str], ...]:
    locale = load_locale(tag)
    capitals = "".join(sorted(letter for letter in locale.alphabet if letter.isupper())) or "A-Z"
    initial = rf"{_LEFT_END}[{capitals}]\."
    patterns = [rf"(?:{initial} )+(?=[{capitals}])", r"\d (?=[%‰°])"]
    if locale.nobreak_after:
        patterns.append(rf"(?i:{_LEFT_END}{_any_of(locale.nobreak_after)}) (?=\S)")
    if locale.nobreak_before:
        patterns.append(rf"(?<=\S) (?={_any_of(locale.nobreak_before)}{_RIGHT_END})")
    return tuple(map(re.compile, patterns))


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
