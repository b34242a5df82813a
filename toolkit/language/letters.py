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
}
_STEM = 3
"""So many letters make two words forms of one."""
_BLANKLESS = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1100-\u11ff\u1780-\u17ff\u3005-\u3007\u3041-\u312f\u3131-\u318e\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\uff66-\uff9d\U00020000-\U0003ffff]+"
)
"""Thai, Lao, Burmese, Khmer, Chinese and Japanese; and Korean, whose endings join any word."""
_ROMAN = re.compile(r"[IVXLCDM]+")


@lru_cache(1 << 12)
def script_of(letter: str) -> str:
    """The ISO 15924 code of a letter's script; ``Zzzz`` for another one, nothing for a sign of no script (ʼ, digits)."""
    category = unicodedata.category(letter)
    if category[0] != "L" or category == "Lm":
        return ""
    return _SCRIPTS.get(unicodedata.name(letter, "").partition(" ")[0], "Zzzz")


@lru_cache(1 << 16)
def script_runs(word: str) -> tuple[tuple[str, str], ...]:
    """A word as its runs of letters of one script: ``PDFті`` gives Latn ``PDF`` and Cyrl ``ті``."""
    letters = [(script_of(char), char) for char in word]
    known = [(script, char) for script, char in letters if script]
    return tuple((script, "".join(char for _, char in run)) for script, run in groupby(known, key=lambda one: one[0]))


def pieces_between_blankless(word: str) -> list[str]:
    """What stands between letters of scripts that set no blanks around foreign words: ``IFLA`` of ``IFLA的宣言``."""
    return _BLANKLESS.split(word)


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
    return any(
        other.startswith(folded) or (len(other) >= _STEM and folded.startswith(other))
        for other in source.word_set
        if len(folded) >= _STEM or other.startswith((f"{folded}'", f"{folded}’"))
    )


def letters_of(locale: Locale) -> frozenset[str]:
    """Every letter that good text in the locale may have; empty if nothing is known."""
    return locale.alphabet | locale.auxiliary | frozenset(locale.word_marks) if locale.alphabet else frozenset()
