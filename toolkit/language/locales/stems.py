"""Words as a search compares them: without case, marks and apostrophes; and which words are forms of one another.

A search that finds too much is mended by its order, one that finds nothing by nothing: these rules are generous. No native
reader has confirmed the endings; they decide only which words a search takes together.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, ToolkitError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from types import ModuleType

Folds = tuple[tuple[str, str], ...]
"""What is replaced by what in a word of small letters, one after the other."""

JOINTS = "\u0300-\u036f\u064b-\u0655\u0670\u00ad\u200b-\u200d\u2060'’‘`´ʻʼ՛՜՞՚"
"""Marks, apostrophes and invisible signs that a word may hold besides letters and digits; for a character class."""
_NOTHING = re.compile(rf"[\W_{JOINTS}]+")
_WORD = re.compile(rf"(?:[^\W_]|[{JOINTS}])+")

_MOST = 1 << 14
"""So many words are kept as they are folded: as many as long documents have."""

_FOLDS: Folds = (
    # Letters that are a letter with a mark to readers, but not to Unicode; typed without it where a keyboard lacks them.
    *zip("ıəøłđ", "ieold", strict=True),
    *zip("әґғқҡңөұүһҳҷіїє", "аггккноууххчиие", strict=True),
    *zip("كيى", "کیی", strict=True),
    ("և", "եւ"),
    ("եվ", "եւ"),  # և in capitals is ԵՎ
)
_UZBEK_LETTERS = (
    "аa бb вv гg ғg дd еe ёyo жj зz иi йy кk қq лl мm нn оo пp рr сs тt уu ўo фf хx ҳh цs чch шsh ъ ь эe юyu яya"
)
_UZBEK: Folds = (
    # Both scripts alike: who writes only one of them finds what stands in the other.
    *((pair[0], pair[1:]) for pair in _UZBEK_LETTERS.split()),
    ("ts", "s"),
    ("ye", "e"),
    ("ı", "i"),
)

_SNOWBALL = {
    "ar": "arabic", "cs": "czech", "da": "danish", "de": "german", "el": "greek", "en": "english", "es": "spanish",
    "et": "estonian", "fa": "persian", "fi": "finnish", "fr": "french", "hu": "hungarian", "it": "italian",
    "lt": "lithuanian", "nb": "norwegian", "nl": "dutch", "pl": "polish", "pt": "portuguese", "ro": "romanian",
    "ru": "russian", "sr": "serbian", "sv": "swedish", "tr": "turkish",
}  # fmt: skip
"""Languages that a Snowball stemmer serves. Armenian has one that is no help: գրադարան, "library", its plural and its adjective
become three stems, because -արան is taken for an ending."""

_TURKIC_LATIN = (
    "l[ae]r|[iuy]?m[iuy]z|[iuy]n[iuy]z|[iuy][mn]|s[iuy]|n[iuy]n|[nd][iuy]|y[aeiu]|n[ae]|n?d[ae]n?|n?d[ae]k[iuy]|[aeiuy]"
)
_TURKIC_CYRILLIC = (
    "[лдт][аео]р|[ыиу]?[мбп][ыиу]з|[ыиу]?н[ыиу]з|[ыиу][мн]|с[ыиу]|[ндт][ыиу]н?|[гкн][аео]|н[аео]н|н?[дт][аео]н?"
    "|н?[дт][аеоу]г[ыиу]|[мбп]ен|[ыиу]"
)
_ENDINGS = {
    "az": _TURKIC_LATIN,
    "be": (
        "[аяы]ми|[аояыи]?х|[аоея]у|[аяоыи]м|[ае]и|[аоыияе]и|[ая]ю|и?[яюе]|[ая]га|[ая]му|ыя|ую|юю|ае|яе|[ыиаяуюеоьэ]"
    ),
    "hy": (
        "ություն|ության|ներ|եր|ում|ից|ով|ուց|ին|ան|[եա]լ(?:ու|ով)?|վ[եա]լ|ման|մամբ|ված|վեց|եց|եցին|ող|ենք|ացն|եցն|[իընսդ]"
    ),
    "kk": _TURKIC_CYRILLIC,
    "ky": _TURKIC_CYRILLIC,
    "tg": "хои?|ро|г?он|ен|и",
    "tk": f"{_TURKIC_LATIN}|ya[rn]|m[ae][kg]|m[ae]l[iy]",
    "uz": "lar|ning|ni|[gkq]a|da(?:gi|n)?|si|i?miz|ingiz|i(?:m|ng)|i",
}
"""Endings by language, as they are in folded words."""
_SOFTENED = str.maketrans("gбгц", "qпкк")
"""Consonants that change before an ending, and what they are without one."""


@cache
def folds(language: str) -> Folds:
    """The replacements of a language (the tag's first part) that come before Unicode's own decomposition."""
    return _UZBEK if language == "uz" else _FOLDS


@lru_cache(_MOST)
def fold(word: str, language: str) -> str:
    """A word as it is compared: letters and digits alone, small and without marks; nothing is left of a mere mark."""
    word = unicodedata.normalize("NFC", word).lower()
    letters, others = _tables(language)
    word = word.translate(letters)
    for old, new in others:
        word = word.replace(old, new)
    return _NOTHING.sub("", unicodedata.normalize("NFKD", word))


@cache
def _tables(language: str) -> tuple[dict[int, str], Folds]:
    """The replacements of single letters, which come first and give nothing that another replaces, and the others."""
    found = folds(language)
    first = next((place for place, (old, _) in enumerate(found) if len(old) > 1), len(found))
    return {ord(old): new for old, new in found[:first]}, found[first:]


def words(text: str) -> list[str]:
    """The words of a text in their order, as they stand there."""
    return _WORD.findall(text)


def families(found: Iterable[str], language: str) -> list[list[str]]:
    """The folded words that are forms of one another, in groups of two or more; groups and words in alphabetical order.

    Raises `ToolkitError` (``stemmers``) where the language's stemmer is not installed.
    """
    stem = _stemmer(language)
    groups: dict[str, set[str]] = {}
    for word in set(found):
        groups.setdefault(stem(word), set()).add(fold(word, language))
    return sorted(sorted(group) for group in groups.values() if len(group) > 1)


def stem_of(word: str, language: str) -> str:
    """The one stem that a stemmer or a short list of endings leaves of a word; the folded word, where there is neither.

    Raises `ToolkitError` (``stemmers``) where the language's stemmer is not installed.
    """
    return _stemmer(language)(word)


@cache
def _stemmer(language: str) -> Callable[[str], str]:
    if language in _SNOWBALL:
        stemmer = _snowball().stemmer(_SNOWBALL[language])
        marks = re.compile(f"[{JOINTS}]")
        return lambda word: str(stemmer.stemWord(marks.sub("", unicodedata.normalize("NFC", word).lower())))
    if language in _ENDINGS:
        # A stem keeps three letters, four where the ending is a single one.
        ending = re.compile(rf"(?:(?<=....)|(?<=...)(?!.$))(?:{_ENDINGS[language]})$")
        return lambda word: _without_endings(fold(word, language), ending)
    return lambda word: fold(word, language)


def _snowball() -> ModuleType:
    try:
        return import_module("snowballstemmer")  # which has PyStemmer do the work
    except ModuleNotFoundError:
        hint = "install them: pip install snowballstemmer"
        raise ToolkitError(Diagnostic("stemmers", "the stemmers are missing", hint=hint)) from None


def _without_endings(word: str, ending: re.Pattern[str]) -> str:
    shorter = ending.sub("", word, count=1)
    while shorter != word:
        word, shorter = shorter, ending.sub("", shorter, count=1)
    return word[:-1] + word[-1:].translate(_SOFTENED)
