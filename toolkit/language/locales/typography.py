"""Where the locale's typography forbids a line to end: no-break spaces, and words that stay whole."""

from __future__ import annotations

import functools
import re
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.language.locales.load import load_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.language.locales.model import Locale

NO_BREAK = "\u00a0"
_MOST = 4096
"""So many texts are remembered: those of an edition, which stand in its page, its PDF and its lists alike."""
_LEFT_END = r"(?<![^\s«»„“”‘’(\[—–/])"
"""The left end of a word: the start, a blank, or a mark that opens."""
_RIGHT_END = r"(?![^\s«»„“”‘’)\],.;:!?…։])"
_DIGIT = re.compile(r"\d")


def keep_together(text: str, locale: Locale) -> str:
    """Plain text in which blanks that must not end a line are no-break spaces; nothing else is changed.

    They stand after the profile's `nobreak_after` (short prepositions, ``№``), before its `nobreak_before` (``г.``),
    before dashes and before a number that ends a bracket, between the initials and the surname, the day and its month, the thousands of a number, the ends of a
    range, and between a number and the one-sign unit after it. To be given the text between markup, never a whole HTML or
    Markdown source.
    """
    return _kept_together(text, locale.tag) if " " in text else text


@functools.lru_cache(_MOST)
def _kept_together(text: str, tag: str) -> str:
    has_digits = bool(_DIGIT.search(text))
    for pattern, of_numbers in _patterns(tag):
        if has_digits or not of_numbers:
            text = pattern.sub(_unbroken, text)
    return text


def _unbroken(match: re.Match[str]) -> str:
    return match[0].replace(" ", NO_BREAK)


def whole_words(text: str) -> list[tuple[str, bool]]:
    """The text in pieces, each with whether a line must not end within it; joined they are the text.

    Whole are ranges (4–5), names such as C++, and words whose hyphen must not end a line: one after a number, an acronym, a closing
    quotation mark or bracket and before a short ending (2023-жылдын, IFLA-nın, «Дайджест»-тің), one next to a single
    letter or before a particle (кто-то).
    """
    if not _JOINED.search(text):
        return [(text, False)]
    pieces = ((piece, _is_whole(piece)) for piece in _WORDS.split(text))
    found: list[tuple[str, bool]] = []
    for whole, group in groupby(pieces, key=lambda one: one[1]):
        together = [piece for piece, _ in group]
        found += [(piece, True) for piece in together] if whole else [("".join(together), False)]
    return found


_WORDS = re.compile(r"([^\s]+)")
_LONGEST_WHOLE = 24
"""Longer words may have to be broken in a narrow column."""
_RANGE = re.compile(r"\d[%‰°]?[-‐–—]\d")
_NAME = re.compile(r"\w\+\+")
"""C++: else a line may end between the signs (UAX 14, LB 25)."""
_HYPHEN = re.compile(r"[-‐]")
_JOINED = re.compile(r"[-‐–—]|\+\+")
"""Without one of these no word is whole."""
_ADDRESS_SIGNS = "/@\\"
_CLOSING = "»”“’)]"
_LONGEST_ENDING, _LONGEST_AFTER_NUMBER, _LONGEST_PARTICLE = 5, 9, 3


def _is_whole(word: str) -> bool:
    if not _JOINED.search(word) or len(word) > _LONGEST_WHOLE or any(sign in word for sign in _ADDRESS_SIGNS):
        return False
    if _RANGE.search(word) or _NAME.search(word):
        return True
    before, *endings = _HYPHEN.split(word)
    for ending in endings:
        if _holds(before, _LETTERS.match(ending)):
            return True
        before = ending
    return False


_LETTERS = re.compile(r"[^\W\d_]*")


def _holds(before: str, letters: re.Match[str] | None) -> bool:
    """Whether what stands before a hyphen keeps the letters after it on its line."""
    ending = letters[0] if letters else ""
    if not ending:
        return False
    stem = before.lstrip("(«„“”‘’[")
    if before[-1:].isdigit() or before[-1:] in ("%", "‰", "°"):
        return len(ending) <= _LONGEST_AFTER_NUMBER
    if len(ending) <= _LONGEST_PARTICLE or len(stem) == 1:
        return True
    acronym = len(stem) > 1 and stem[-2:].isupper()
    return (not before or acronym or before[-1] in _CLOSING) and ending.islower() and len(ending) <= _LONGEST_ENDING


_OVER = 10
"""So many letters too many a single word may have before it is cut."""


def shortened(text: str, most: int, locale: Locale) -> str:
    """The text, or as many of its first words as `most` letters hold, and an ellipsis.

    One that is longer is cut. The last word is none that leads to the next (a short preposition), and quotations that are cut are closed.
    """
    if len(text) <= most:
        return text
    words = text.split(maxsplit=most + 1)[: most + 1]  # more cannot be kept: each is a letter and a blank at least
    while len(words) > 1 and (len(" ".join(words)) >= most or _leads_on(words[-1], locale)):
        words.pop()
    kept = " ".join(words)[: most + _OVER]
    kept = kept.rstrip(",;:.…–—-([ " + locale.quotes[0] + locale.inner_quotes[0]) + "…"
    for opening, closing in (locale.inner_quotes, locale.quotes):
        if opening != closing:
            kept += closing * (kept.count(opening) - kept.count(closing))
    return kept


def _leads_on(word: str, locale: Locale) -> bool:
    return word.lower() in locale.nobreak_after or not any(sign.isalnum() for sign in word)


@functools.cache
def _patterns(tag: str) -> tuple[tuple[re.Pattern[str], bool], ...]:
    """What holds blanks that must not end a line, in the order in which it is looked for; and whether it holds a digit, too."""
    locale = load_locale(tag)
    capitals = "A-Z" + "".join(sorted(letter for letter in locale.alphabet if letter.isupper()))
    months = _any_of(locale.months)
    patterns = [
        (rf"{_LEFT_END}(?:[{capitals}]\. ?)*[{capitals}]\. (?=[{capitals}])", False),
        (r"\d (?=[%‰°])", True),
        (r"(?<!\d)\d{1,3}(?: \d{3})+(?!\d)", True),
        (r"(?<=\w) (?=\d{1,3}[)\]])", True),
        (r"(?<=\S) (?=[-–—](?:\s|$))", False),
        (r"(?<=\d)\s[-–—] (?=\d)", True),
        (rf"(?<!\d)\d{{1,2}} (?=(?i:{months}))", True),
        (rf"{_LEFT_END}(?i:{months}) (?=\d{{1,2}}(?!\d))", True),
    ]
    if locale.nobreak_after:
        patterns.append((rf"{_LEFT_END}(?i:{_any_of(locale.nobreak_after)}) (?=\S)", False))
    if locale.nobreak_before:
        patterns.append((rf"(?<=\S) (?={_any_of(locale.nobreak_before)}{_RIGHT_END})", False))
    return tuple((re.compile(pattern), of_numbers) for pattern, of_numbers in patterns)


def _any_of(words: Iterable[str]) -> str:
    return f"(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})"
