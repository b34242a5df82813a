"""A letter or apostrophe that looks like the right one of the same script."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.letters import is_allowed, script_of, script_of_writing
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.locales.model import Locale
    from toolkit.language.texts import Word


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Words with a sign that the profile knows as a mistake: cedilla ş in Romanian, ў in Tajik, oʻ with an apostrophe."""
    pattern = _pattern(context.target)
    if pattern is None or not pattern.search(unit.target.plain):
        return
    for word in unit.target.words:
        match = pattern.search(_with_end(word, unit))
        if match and not is_allowed(word.text, unit.source, context.terms) and _is_native(word.text, context):
            meant = context.target.confusable[match[0]]
            shown = f"{match[0]} ({_points(match[0])})"
            yield Finding(
                f"“{word.text}” has {shown} for {meant}" if meant else f"“{word.text}” has {shown}",
                around(unit.target.plain, word.start, word.end),
                f"write {meant} ({_points(meant)})" if meant else f"{context.target.name} does not write it",
            )


def _with_end(word: Word, unit: Unit) -> str:
    """The word with a straight apostrophe after it (Uzbek bog'), unless it closes a quotation."""
    plain = unit.target.plain
    end = plain[word.end : word.end + 1]
    if end not in {"'", "`"} or plain[word.start - 1 : word.start] == "'":
        return word.text
    quoting = plain.find(" '")
    return word.text if -1 < quoting < word.start - 1 else word.text + end


def _is_native(word: str, context: Context) -> bool:
    return all(script_of(char) in {"", context.script} for char in word)


@lru_cache
def _pattern(locale: Locale) -> re.Pattern[str] | None:
    keys = [key for key, meant in locale.confusable.items() if _is_own(key, locale) and not _is_typography(key, meant)]
    if not keys:
        return None
    return re.compile("|".join(_place(key) for key in sorted(keys, key=len, reverse=True)))


def _is_own(key: str, locale: Locale) -> bool:
    return all(script_of(char) in {"", script_of_writing(locale)} for char in key)


def _is_typography(key: str, meant: str) -> bool:
    """A straight apostrophe for a curly one, or եւ for its ligature և: the same letters, in another dress."""
    if unicodedata.normalize("NFKC", meant) == key:
        return True
    return not any(map(str.isalpha, key + meant))


def _place(key: str) -> str:
    """An apostrophe alone is wrong only between letters."""
    return re.escape(key) if any(map(str.isalpha, key)) else rf"(?<=[^\W\d_]){re.escape(key)}(?=[^\W\d_])"


def _points(text: str) -> str:
    return " ".join(f"U+{ord(char):04X}" for char in text)


CHECK = Check(
    code="wrong-letter",
    reason="a letter that only looks right is another letter to search, sorting, hyphenation and screen readers",
    find=find,
    compares=False,
)
