"""Which words are forms of one: by the endings that a language has, else by a stemmer; exact, where neither is known.

A word has as many possible stems as there are ways to take endings off; two words are forms of one if they share a stem.
Acronyms are never taken apart: an ending follows them whole.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from bisect import bisect_left
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.language.locales.stems import JOINTS, fold, stem_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FOLDER = Path(__file__).parent / "locales" / "inflection"
_LEAST = 3
_MORE = 10
"""So many letters longer may a form of a verb be."""
_MOST = 1 << 15
"""So many ends of words are remembered."""
_LONGEST = 60
"""Letters: what is longer is no word of a language."""
_MARKS = re.compile(f"[{JOINTS}]")
_BEHIND_ACRONYM = re.compile(r"[-\u2010\u2011'’ʼ]?[^\W\d_]{0,14}")
_DOTTED = frozenset({"az", "tr"})
"""Languages that have an i without a dot as well."""
_FOLDED = frozenset({"uz"})
"""Languages whose two scripts the search reads as one; so do we."""


@dataclass(frozen=True)
class Inflection:
    """What follows a stem in one language, and how stems change."""

    slots: tuple[tuple[str, ...], ...]
    """Endings in the order in which they may follow one another."""
    back: str = ""
    front: str = ""
    """Vowels of harmony; both empty where there is none."""
    free: str = ""
    """Letters after which either kind of endings may stand."""
    invariable: tuple[str, ...] = ()
    """Endings that are the same after either."""
    final: dict[str, str] = field(default_factory=dict)
    inside: dict[str, str] = field(default_factory=dict)
    fleeting: tuple[str, ...] = ()
    verbs: tuple[str, ...] = ()
    """Endings that name a verb."""
    least: int = _LEAST
    irregular: dict[str, str] = field(default_factory=dict)
    letters: dict[str, str] = field(default_factory=dict)
    """Another alphabet of the language as this one."""

    def stems(self, word: str) -> frozenset[str]:
        """Every stem that a word in small letters may have, changed sounds made one."""
        word = word.translate(self._letters) if self.letters else word
        known = self._known
        found: set[str] = set()
        sure = len(word.rstrip(self._signs))  # no ending reaches further
        for end in range(max(min(self.least, len(word)), sure), len(word) + 1):
            ending = word[end:]
            if ending not in known:
                if len(known) > _MOST:
                    known.clear()
                known[ending] = self._kinds(ending) if self._endings.fullmatch(ending) else None
            kinds = known[ending]
            if kinds is not None and (not kinds or self._harmonises(word[:end], kinds)):
                found.update(self._read(word[:end]))
        return frozenset(found)

    @cached_property
    def _letters(self) -> dict[int, str]:
        return str.maketrans(self.letters)

    def _kinds(self, ending: str) -> frozenset[str]:
        """The kinds of vowels in an ending, but for what is the same after either."""
        for same in self.invariable:
            ending = ending.removesuffix(same)
        return frozenset(kind for char in ending if (kind := self._kind(char)))

    def _harmonises(self, stem: str, kinds: frozenset[str]) -> bool:
        if len(kinds) > 1:
            return False
        last = next(filter(None, map(self._kind, reversed(stem))), "")
        return not last or last in kinds or stem[-1] in self.free

    @cached_property
    def _known(self) -> dict[str, frozenset[str] | None]:
        """What ends words, with the kinds of its vowels; None for what is no ending."""
        return {}

    def _kind(self, char: str) -> str:
        return "back" if char in self.back else "front" if char in self.front else ""

    def _read(self, stem: str) -> Iterator[str]:
        """A stem with changed sounds undone; also without its fleeting vowel."""
        for old, new in self.inside.items():
            stem = stem.replace(old, new)
        whole = self._end(stem)
        yield self.irregular.get(whole, whole)
        if self._fleeting and (match := self._fleeting.fullmatch(stem)):
            yield self._end(f"{match[1]}{match[2]}")

    def _end(self, stem: str) -> str:
        return stem[:-1] + self.final.get(stem[-1:], stem[-1:])

    @cached_property
    def _signs(self) -> str:
        """Every letter that is in an ending."""
        return "".join({letter for slot in self.slots for ending in slot for letter in ending})

    @cached_property
    def _endings(self) -> re.Pattern[str]:
        longest = ("|".join(sorted(map(re.escape, slot), key=len, reverse=True)) for slot in self.slots)
        return re.compile("".join(f"(?:{slot})?" for slot in longest))

    @cached_property
    def _fleeting(self) -> re.Pattern[str] | None:
        vowels = "|".join(map(re.escape, self.fleeting))
        consonant = r"[^\W\d_аеёиоуыэюяәөүұіeaiouıöüəäyաեէըիոօ]"
        return re.compile(rf"(\w*{consonant})(?:{vowels})({consonant}{{1,2}})") if vowels else None


def may_be_forms(one: str, other: str, language: str) -> bool:
    """Whether two words may be forms of one in a language (the tag's first part), whatever their case."""
    if is_acronym(one):
        return _has_acronym(one, other) or (
            language in _FOLDED and _has_acronym(fold(one, language), fold(other, language))
        )
    if not stems(one, language).isdisjoint(stems(other, language)):
        return True
    beginning = _verb(one, language)
    if _verb(other, language) == _plain(one, language):
        return True
    return bool(beginning) and _plain(other, language).startswith(beginning) and len(other) <= len(one) + _MORE


def _has_acronym(acronym: str, word: str) -> bool:
    return word.startswith(acronym) and bool(_BEHIND_ACRONYM.fullmatch(word[len(acronym) :]))


def is_acronym(word: str) -> bool:
    """Capitals alone, two of them or more: such a word is what it is."""
    return len(word) > 1 and word.isupper()


@lru_cache(1 << 16)
def stems(word: str, language: str) -> frozenset[str]:
    """Every stem that a word may have in a language, of one letter case and one script."""
    word = _plain(word, language)
    inflection = load_inflection(language)
    if inflection is None:
        return frozenset((stem_of(word, language), word))
    return inflection.stems(word) | _lemmas(word, language)


_SURE = 4
"""Letters of a stem that words are taken together by without anybody looking at them."""


def inflected_families(found: Iterable[str], language: str) -> list[list[str]]:
    """The folded words that the language's endings make forms of one another, in groups of two or more, alike on every machine.

    Words stand in as many groups as they may have stems; those of a verb in that of the word that names it.
    """
    inflection = load_inflection(language)
    if inflection is None:
        return []
    plain = {_plain(word, language): fold(word, language) for word in sorted(set(found)) if len(word) <= _LONGEST}
    groups: dict[str, set[str]] = {}
    for word, folded in plain.items():
        least = max(min(_SURE, len(word)), inflection.least)
        for stem in inflection.stems(word):
            if len(stem) >= least:
                groups.setdefault(stem, set()).add(folded)
    order = sorted(plain)
    for word, folded in plain.items():
        if len(beginning := _verb(word, language)) >= _SURE:
            forms = order[bisect_left(order, beginning) : bisect_left(order, f"{beginning}\U0010ffff")]
            longest = len(word) + _MORE
            near = {plain[form] for form in forms if len(form) <= longest}
            groups.setdefault(f"{beginning}-", set()).update(near, (folded,))
    return sorted(map(list, {tuple(sorted(group)) for group in groups.values() if len(group) > 1}))


@lru_cache(1 << 16)
def _plain(word: str, language: str) -> str:
    """A word in small letters, without marks."""
    word = unicodedata.normalize("NFC", word[:_LONGEST])
    word = (word.replace("I", "ı").replace("İ", "i") if language in _DOTTED else word).lower()
    return fold(word, language) if language in _FOLDED else _MARKS.sub("", word)


@lru_cache(1 << 12)
def _verb(word: str, language: str) -> str:
    """The beginning of a word that names a verb; nothing of any other."""
    inflection = load_inflection(language)
    word = _plain(word, language)
    ending = next(filter(word.endswith, inflection.verbs), "") if inflection else ""
    beginning = word.removesuffix(ending)
    return beginning if ending and len(beginning) >= _LEAST else ""


@cache
def load_inflection(language: str) -> Inflection | None:
    """The endings of a language by the tag's first part; None if nobody has written them down."""
    path = _FOLDER / f"{language}.toml"
    if not path.is_file():
        return None
    data: dict[str, Any] = tomllib.loads(path.read_text("utf-8"))
    slots = tuple(map(tuple, data.pop("slots")))
    lists: dict[str, Any] = {name: tuple(data.pop(name, ())) for name in ("invariable", "fleeting", "verbs")}
    return Inflection(slots, **lists, **data)


def _lemmas(word: str, language: str) -> frozenset[str]:
    """What an installed dictionary says besides: pymorphy3, an extra, knows Russian and Ukrainian words by heart."""
    morph = _dictionary(language)
    return frozenset(one.normal_form.replace("ё", "е") for one in morph.parse(word)[:4]) if morph else frozenset()


@cache
def _dictionary(language: str) -> Any:
    if language not in {"ru", "uk"}:
        return None
    try:
        import pymorphy3
    except ModuleNotFoundError:
        return None
    try:
        return pymorphy3.MorphAnalyzer(lang=language)
    except Exception:  # noqa: BLE001 - its dictionaries are packages of their own, and may be missing
        return None
