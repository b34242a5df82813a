"""Where a word may be broken at the end of a line: pyphen's patterns, and syllable rules where they are missing or wrong.

One rule serves all languages without patterns: between two vowels the break stands before the last consonant (V-CV,
VC-CV, VCC-CV), or between the vowels if there is none; never after the first or before the last letter. What is a vowel,
and which letters are one sound, stands in the table ``[syllables]`` of the profile. A language with patterns may have
that table too; then they are held to it. Names and acronyms stay whole. A break that might be wrong is not offered.
"""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING, Any

from toolkit.language.locales.load import load_locale, profile_path, profile_table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.language.locales.model import Locale

RULES = "rules"
"""The value of `Locale.hyphenation` that stands for this module."""

_SEPARATORS = "ъʼ’"
"""Signs that close the syllable of the letter before them: санъ-ат."""
_ATTACHED = "ьЬЪ՛՜՞՚ʻ" + _SEPARATORS
"""Signs that are never parted from the letter before them."""
_NOUNS_WITH_CAPITALS = frozenset(("de", "lb", "nds", "gsw"))
"""Languages in which a capital at the beginning does not make a word a name."""


def positions(word: str, locale: Locale) -> list[int]:
    """The indices before which the word may be broken, ascending; none for names, acronyms and words with foreign signs."""
    if not locale.hyphenation or _is_name(word, locale):
        return []
    if locale.hyphenation == RULES:
        return _syllable_breaks(word, locale)
    return _pattern_breaks(word, locale)


def register(tags: Iterable[str]) -> None:
    """Make ``hyphens: auto`` work for these locales in this process.

    WeasyPrint asks `pyphen.Pyphen(lang=…)`, which looks the language up in `pyphen.LANGUAGES` by its lower-case name and
    takes the dictionary from `pyphen.hdcache`, or reads the file if it is not there. The dictionary put there is an object with
    the one method that is called, `positions(word)`; so no pattern file is written anywhere.
    """
    import pyphen

    for tag in tags:
        locale, name = load_locale(tag), tag.replace("-", "_")
        if not locale.hyphenation:
            continue
        if locale.hyphenation != RULES:
            _pattern_file(locale.hyphenation)  # taken before the name leads to us
        path: Any = PurePath(f"hyph_{name}.rules")
        pyphen.hdcache[path] = _Dictionary(locale, pyphen.DataInt)
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
    closing: str = ""
    """Consonants that always end a syllable: аў, ой."""
    iotated: str = "еёюя"
    """Letters that begin with the sound of й, so that a й before them closes the syllable: тай-ёр."""
    onsets: tuple[str, ...] = ()
    """What begins a syllable with two consonants after another consonant: қазақ-стандық, прад-стаўнік."""
    liquid: str = ""
    """A consonant that may belong with the one before it: a longer cluster that ends in it is left whole (инфра-)."""
    prefixes: tuple[str, ...] = ()
    """Their last letter and the first of the root may look like one of `units`: над-звычай, пад-земны."""
    largest_cluster: int = 9
    """The most consonants between two vowels that can be divided safely."""


def _is_name(word: str, locale: Locale) -> bool:
    """A capital makes a name or an acronym."""
    nouns = locale.tag.partition("-")[0] in _NOUNS_WITH_CAPITALS
    return any(letter.isupper() for letter in (word[1:] if nouns else word))


def _pattern_breaks(word: str, locale: Locale) -> list[int]:
    """What pyphen's patterns give, without the faults that can be known."""
    if not all(letter.isalpha() or letter in _ATTACHED + locale.word_marks for letter in word):
        return []
    found = [int(position) for position in _patterns(locale.hyphenation).positions(word)]
    found = [at for at in found if word[at] not in _ATTACHED]
    rules = _syllables(locale.tag)
    return _with_vowels(word.lower(), found, rules.vowels) if rules else found


@functools.cache
def _patterns(name: str) -> Any:
    import pyphen

    return pyphen.Pyphen(filename=_pattern_file(name))


@functools.cache
def _pattern_file(name: str) -> Any:
    import pyphen

    return pyphen.LANGUAGES[pyphen.language_fallback(name)]


def _with_vowels(low: str, breaks: list[int], vowels: str) -> list[int]:
    """The breaks that have a vowel in the part on either side, and take no vowel from the consonant before it."""
    edges = [0, *breaks, len(low)]
    mute = [not any(letter in vowels for letter in low[start:end]) for start, end in itertools.pairwise(edges)]
    return [
        at
        for number, at in enumerate(breaks)
        if not mute[number] and not mute[number + 1] and (low[at] not in vowels or low[at - 1] in vowels + _ATTACHED)
    ]


def _syllable_breaks(word: str, locale: Locale) -> list[int]:
    if _is_opaque(word, locale):
        return []
    rules = _syllables(locale.tag)
    assert rules is not None, locale.tag
    units = _units("".join(map(_small, word)), rules)
    starts = [0]
    for unit in units:
        starts.append(starts[-1] + len(unit))
    vowels = _vowels(units, rules)
    breaks = (_break(units, left, right, rules) for left, right in itertools.pairwise(vowels))
    found = [starts[at] for at in breaks if at is not None and 1 < at < len(units) - 1]
    low = word.lower()
    return [at for at in found if not _is_at_prefix(low, at, rules)]


def _is_at_prefix(low: str, at: int, rules: _Syllables) -> bool:
    """Whether the break stands next to two letters of which nobody knows if they are one sound."""
    return any(
        low.startswith(prefix) and low[len(prefix) - 1 : len(prefix) + 1] in rules.units and abs(at - len(prefix)) <= 1
        for prefix in rules.prefixes
    )


_LONGEST_ONSET = 6


def _break(units: list[str], left: int, right: int, rules: _Syllables) -> int | None:
    """The number of the unit that begins the next line, for two neighbouring vowels."""
    last = units[right - 1]
    between = right - left - 1
    if between == 0:
        return None if last[0] in rules.closed else right
    if last[-1] in _SEPARATORS or last in rules.closing or (last == "й" and units[right][0] in rules.iotated):
        return right
    if between > rules.largest_cluster or last in rules.undivided:
        return None
    if between <= 2:
        return right - 1
    if "".join(units[right - 2 : right + _LONGEST_ONSET]).startswith(rules.onsets):
        return right - 2
    return None if last == rules.liquid else right - 1


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
    """Nothing is known about the syllables of a word with digits or letters of another script."""
    known = locale.alphabet | set(locale.word_marks) | set("’\u00ad")
    return not word or not known.issuperset(word)


def _small(letter: str) -> str:
    """The letter in small case, one for one (Python makes two characters of İ)."""
    return "i" if letter == "İ" else letter.lower()


@functools.cache
def _unit_pattern(rules: _Syllables) -> str:
    units = "|".join(map(re.escape, rules.units))
    return rf"(?:{units + '|' if units else ''}.)[{_ATTACHED}]*"


@functools.cache
def _syllables(tag: str) -> _Syllables | None:
    """The profile's table; None if it has none, or there is no profile."""
    own = next((name for name in (tag, tag.rpartition("-")[0]) if name and profile_path(name)), None)
    data = profile_table(own, "syllables") if own else None
    if data is None:
        return None
    fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
    return _Syllables(**fields)
