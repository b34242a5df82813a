"""Which script a letter belongs to, and which words of a translation may keep foreign letters."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.terms import Termbase
    from toolkit.language.locales.model import Locale
    from toolkit.language.texts import Text

_SCRIPTS = {
    "LATIN": "Latn",
    "CYRILLIC": "Cyrl",
    "ARMENIAN": "Armn",
    "ARABIC": "Arab",
    "GREEK": "Grek",
    "GEORGIAN": "Geor",
    "CJK": "Hani",
    "HIRAGANA": "Hani",
    "KATAKANA": "Hani",
    "HANGUL": "Hani",
}
"""By the first word of a letter's name. What Chinese, Japanese and Korean mix is one script to us."""
_MIXED = {"Bopo": "Hani", "Hang": "Hani", "Hira": "Hani", "Kana": "Hani"}
_WRITINGS = {"Hans": "Hani", "Hant": "Hani", "Jpan": "Hani", "Kore": "Hani"}
"""Kinds of writing whose letters are all of one script."""
_WITHOUT_BLANKS = frozenset({"Hani", "Khmr", "Laoo", "Mymr", "Thai", "Tibt"})
_STEM = 3
"""So many letters make two words forms of one."""
_LONGEST = 64
"""No stem has more letters."""
_ROMAN = re.compile(r"[IVXLCDM]+")


@lru_cache(1 << 12)
def script_of(letter: str) -> str:
    """The ISO 15924 code of a letter's script; nothing for a sign of no script (ʼ, digits)."""
    category = unicodedata.category(letter)
    if category[0] != "L" or category == "Lm":
        return ""
    known = _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0])
    return known or _rare_script(letter)


def _rare_script(letter: str) -> str:
    from fontTools import unicodedata as tables  # type: ignore[import-untyped]

    script = str(tables.script(letter))
    return _MIXED.get(script, script)


def script_of_writing(locale: Locale) -> str:
    """The script of a locale's letters, as `script_of` says it: that of Japanese is Hani, not Jpan."""
    return _WRITINGS.get(locale.script, locale.script)


def divides_words(locale: Locale) -> bool:
    """Whether blanks stand between words; Chinese, Japanese, Thai and some others are written without."""
    return script_of_writing(locale) not in _WITHOUT_BLANKS


@lru_cache(1 << 16)
def script_runs(word: str) -> tuple[tuple[str, str], ...]:
    """A word as its runs of letters of one script: ``PDFті`` gives Latn ``PDF`` and Cyrl ``ті``."""
    letters = [(script_of(char), char) for char in word]
    known = [(script, char) for script, char in letters if script]
    return tuple((script, "".join(char for _, char in run)) for script, run in groupby(known, key=lambda one: one[0]))


def is_roman(word: str) -> bool:
    """Whether it may be a Roman numeral: its capitals only."""
    return bool(_ROMAN.fullmatch(word))


def is_allowed(word: str, source: Text, terms: Termbase) -> bool:
    """Whether a word may stand as it is: the source has it, or the termbase."""
    folded = word.casefold()
    return folded in source.word_set or folded in terms.words


def is_form(word: str, source: Text, terms: Termbase) -> bool:
    """Whether a foreign word may stand, since the source has it in some form: ``cookie`` of “cookies”, ``e-mail``."""
    folded = word.casefold()
    if is_allowed(word, source, terms):
        return True
    if len(folded) < _STEM:
        return source.has_word_from(f"{folded}'") or source.has_word_from(f"{folded}’")
    return source.has_word_from(folded) or any(
        folded[:end] in source.word_set for end in range(_STEM, min(len(folded), _LONGEST))
    )


def letters_of(locale: Locale) -> frozenset[str]:
    """Every letter that good text in the locale may have; empty if nothing is known."""
    return locale.alphabet | locale.auxiliary | frozenset(locale.word_marks) if locale.alphabet else frozenset()
