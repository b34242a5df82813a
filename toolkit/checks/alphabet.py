"""A letter that the language's alphabet has not."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.letters import is_allowed, is_form, is_roman, letters_of, script_runs
from toolkit.language.locales.lookalikes import LOOKALIKES
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.texts import Word

_COMPOUND = re.compile(r"[A-Za-z]+(?:-[A-Za-z]+)*")
_NEAR = 24
_ACCENTS = frozenset("\u0300\u0301")
"""Stress marks, that any language may need over a vowel."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Words with letters outside the locale's alphabet and auxiliary letters.

    Words that the source or the termbase has may keep theirs; so may Roman numerals,
    acronyms in Latin capitals, and a Latin letter alone (a–z).
    """
    known = letters_of(context.target)
    if not known:
        return
    for word in unit.target.words:
        runs = script_runs(word.text)
        if len(runs) > 1:
            continue
        letters = unicodedata.normalize("NFC", word.text)
        foreign = [char for char in dict.fromkeys(letters) if _is_foreign(char, known, context)]
        if foreign and not _is_excused(word, unit, context):
            listed = ", ".join(f"{char} (U+{ord(char):04X})" for char in foreign)
            yield Finding(
                f"“{word.text}” has letters that {context.target.name} does not use: {listed}",
                around(unit.target.plain, word.start, word.end),
                "correct the word; a foreign name may stay as the source writes it",
            )


def _is_foreign(char: str, known: frozenset[str], context: Context) -> bool:
    if char in known or char in _ACCENTS or not char.isalpha() or unicodedata.category(char) == "Lm":
        return False
    return char not in context.target.confusable or script_runs(char)[0][0] != context.script


def _is_excused(word: Word, unit: Unit, context: Context) -> bool:
    if is_allowed(word.text, unit.source, context.terms):
        return True
    ((script, letters),) = script_runs(word.text) or (("", ""),)
    if script != "Latn" or context.script == "Latn":
        return False
    return (
        len(letters) == 1
        or is_roman(letters)
        or _is_acronym(letters, context)
        or _is_part_of_source(word, unit, context)
    )


def _is_acronym(word: str, context: Context) -> bool:
    """Two capitals or more, of which one at least looks like no letter of the locale's script."""
    lookalikes = LOOKALIKES.get(context.script, {})
    return len(word) > 1 and word.isupper() and not all(char in lookalikes for char in word)


def _is_part_of_source(word: Word, unit: Unit, context: Context) -> bool:
    plain, last = unit.target.plain, word.end + _NEAR
    compound = _COMPOUND.search(plain, max(0, word.start - _NEAR), last)
    while compound and compound.end() < word.end:
        compound = _COMPOUND.search(plain, compound.end(), last)
    joined = compound[0].replace("-", "") if compound and compound.start() <= word.start else word.text
    return any(is_form(one, unit.source, context.terms) for one in (word.text, joined))


CHECK = Check(
    code="alphabet",
    reason="a letter from outside the alphabet is a typing mistake, or a word of another language",
    find=find,
    compares=False,
)
