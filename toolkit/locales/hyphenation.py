"""Where a word may be broken at the end of a line: syllable rules for the languages that pyphen has no patterns for.

One rule serves them all: between two vowels the break stands before the last consonant (V-CV, VC-CV, VCC-CV), or
between the vowels if there is none; never after the first or before the last letter. What is a vowel, and which letters
are one sound, stands in the table ``[syllables]`` of the profile. A break that might be wrong is not offered.
"""

from __future__ import annotations

import functools
import itertools
import re
import tomllib
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from toolkit.locales.load import DATA, load_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.locales.model import Locale

RULES = "rules"
"""The value of `Locale.hyphenation` that stands for this module."""

_SEPARATORS = "ъʼ’"
"""Signs that close the syllable of the letter before them: санъ-ат."""
_ATTACHED = "ьЬЪ՛՜՞՚ʻ" + _SEPARATORS
"""Signs that are never parted from the letter before them."""
_IOTATED = "еёюя"
"""Letters that begin with the sound of й, so that a й before them closes the syllable: тай-ёр."""
_LONGEST_ACRONYM = 5


def positions(word: str, locale: Locale) -> list[int]:
    """The indices before which the word may be broken, ascending; none for acronyms and words with foreign signs."""
    if locale.hyphenation == RULES:
        return _syllable_breaks(word, locale)
    if not locale.hyphenation:
        return []
    import pyphen

    return [int(position) for position in pyphen.Pyphen(lang=locale.hyphenation).positions(word)]


def register(tags: Iterable[str]) -> None:
    """Make ``hyphens: auto`` work for these locales in this process.

    WeasyPrint asks `pyphen.Pyphen(lang=…)`, which looks the language up in `pyphen.LANGUAGES` by its lower-case name and
    takes the dictionary from `pyphen.hdcache`, or reads the file if it is not there. The dictionary put there is an object with
    the one method that is called, `positions(word)`; so no pattern file is written anywhere.
    """
    import pyphen

    for tag in tags:
        locale, name = load_locale(tag), tag.replace("-", "_")
        if locale.hyphenation == RULES:
            path: Any = PurePath(f"hyph_{name}.rules")
            pyphen.hdcache[path] = _Dictionary(locale, pyphen.DataInt)
        else:
            path = pyphen.LANGUAGES.get(locale.hyphenation)
        if path is not None:
            pyphen.LANGUAGES[name] = path
            pyphen.LANGUAGES_LOWERCASE[name.lower()] = name


@dataclass(frozen=True, slots=True)
class _Dictionary:
    """What pyphen calls in place of its own pattern dictionary."""

    locale: Locale
    integer: type[int]
    """`pyphen.DataInt`: an index that may carry a change of spelling; ours never does."""

    def positions(self, word: str) -> list[int]:
        return [self.integer(position) for position in positions(word, self.locale)]


@dataclass(frozen=True, slots=True)
class _Syllables:
    """The table ``[syllables]`` of a profile; small letters."""

    vowels: str
    units: tuple[str, ...] = ()
    """Letters written with two signs, and long vowels."""
    undivided: tuple[str, ...] = ()
    """Units that have no break next to them before a vowel."""
    closed: str = ""
    """Vowels that end in a consonant of their own."""
    half_vowels: str = ""
    """Vowels that are consonants after a vowel."""
    glide: str = ""
    """A consonant that belongs to the consonant before it."""
    onsets: tuple[str, ...] = ()
    """Pairs of consonants that begin a syllable together after another consonant: Қазақ-стан."""
    largest_cluster: int = 9
    """The most consonants between two vowels that can be divided safely."""


def _syllable_breaks(word: str, locale: Locale) -> list[int]:
    if _is_opaque(word, locale):
        return []
    rules = _syllables(locale.tag)
    units = _units("".join(map(_small, word)), rules)
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit))
    vowels = _vowels(units, rules)
    breaks = (_break(units, left, right, rules) for left, right in itertools.pairwise(vowels))
    return [starts[at] for at in breaks if at is not None and 1 < at < len(units) - 1]


def _break(units: list[str], left: int, right: int, rules: _Syllables) -> int | None:
    """The number of the unit that begins the next line, for two neighbouring vowels."""
    last = units[right - 1]
    between = right - left - 1
    if between == 0:
        return None if last[0] in rules.closed else right
    if last[-1] in _SEPARATORS or (last == "й" and units[right][0] in _IOTATED):
        return right
    if between > rules.largest_cluster or last in rules.undivided:
        return None
    together = between > 2 and "".join(units[right - 2 : right]) in rules.onsets
    return right - 2 if together else right - 1


def _units(low: str, rules: _Syllables) -> list[str]:
    """The word in sounds: digraphs whole, signs with the letter before them."""
    found: list[str] = re.findall(_unit_pattern(rules), low)
    if not rules.glide:
        return found
    joined: list[str] = []
    for unit, following in zip(found, [*found[1:], ""], strict=True):
        consonant = bool(joined) and joined[-1][0] not in rules.vowels
        if unit == rules.glide and consonant and following[:1] in rules.vowels:
            joined[-1] += unit
        else:
            joined.append(unit)
    return joined


def _vowels(units: list[str], rules: _Syllables) -> list[int]:
    found: list[int] = []
    for at, unit in enumerate(units):
        after_vowel = bool(found) and found[-1] == at - 1
        if unit[0] in rules.vowels and not (unit[0] in rules.half_vowels and after_vowel):
            found.append(at)
    return found


def _is_opaque(word: str, locale: Locale) -> bool:
    """Nothing is known about the syllables of an acronym or of a word with digits or letters of another script."""
    known = locale.alphabet | set(locale.word_marks) | set("’\u00ad")
    return not word or not known.issuperset(word) or (word.isupper() and len(word) <= _LONGEST_ACRONYM)


def _small(letter: str) -> str:
    """The letter in small case, one for one (Python makes two characters of İ)."""
    return "i" if letter == "İ" else letter.lower()


@functools.cache
def _unit_pattern(rules: _Syllables) -> str:
    units = "|".join(map(re.escape, rules.units))
    return rf"(?:{units + '|' if units else ''}.)[{_ATTACHED}]*"


@functools.cache
def _syllables(tag: str) -> _Syllables:
    language = tag if (DATA / f"{tag}.toml").exists() else tag.rpartition("-")[0]
    data = tomllib.loads((DATA / f"{language}.toml").read_text(encoding="utf-8"))["syllables"]
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return _Syllables(**fields)
