"""How likely it is that one passage translates another: each kind of evidence as a logarithm of odds.

The figures were chosen on the Universal Declaration in Armenian, Kazakh, Arabic and Chinese; `python -m benchmarks.bitext`
measures them on its other translations, and on this project's catalogs.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.drafts.bitext.words import Lexicon, Words
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.drafts.bitext.passages import Passage

_SPREAD, _SHORT = 0.20, 1.6
"""Of the logarithm of the lengths' ratio in true pairs: of long ones, and how much more short ones have."""
_RANDOM = 1.1
"""The same in pairs that mean nothing."""
_DENSE_RATIO, _SYLLABLE_RATIO = 0.32, 0.42
"""So many signs has a text where a sign stands for a word or a part of one, or for a syllable, of one in letters."""
_SAME_NUMBER, _OTHER_NUMBER = 1.6, -1.0
_SAME_LINK, _OTHER_LINK = 4.0, -1.5
_SAME_END, _OTHER_END = {"?": 1.6, ":": 0.9, ";": 0.5, ",": 0.7}, {"?": -1.6, ":": -0.5}
_SAME_HEADING, _OTHER_HEADING = 1.1, -2.6
_SAME_KIND, _OTHER_KIND = 0.3, -0.7
_SAME_ITEM = 0.5
_NAME, _MOST_NAMES = 0.4, 6.0


@dataclass(slots=True)
class Evidence:
    """Judges pairs of passages of two documents."""

    source: Sequence[Passage]
    target: Sequence[Passage]
    ratio: float
    """So many letters has the translation for each of the source."""
    lexicon: Lexicon = field(default_factory=Lexicon)
    _rare: dict[str, float] = field(init=False)
    _rare_numbers: dict[str, float] = field(init=False)
    _there: Words = field(init=False)
    _back: Words = field(init=False)
    _found: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = field(init=False)

    def __post_init__(self) -> None:
        self._found = {}
        count = max(len(self.source), len(self.target), 2)
        self._rare = _rarity((one.names for one in self.source), (one.names for one in self.target), count)
        ours, theirs = (Counter(stem for one in side for stem in one.stems) for side in (self.source, self.target))
        self._there = Words(self.lexicon.ties, theirs, count)
        self._back = Words(self.lexicon.backwards(), ours, count)
        self._rare_numbers = _rarity((one.numbers for one in self.source), (one.numbers for one in self.target), count)

    def of(self, one: Passage, other: Passage) -> float:
        """The odds, as a natural logarithm; 0 says nothing."""
        if not one.places or not other.places:
            return self._sum(one, other)
        key = (one.places, other.places)
        found = self._found.get(key)
        if found is None:
            found = self._found[key] = self._sum(one, other)
        return found

    def _sum(self, one: Passage, other: Passage) -> float:
        return (
            self.length(one, other)
            + self._numbers(one, other)
            + _links(one, other)
            + _form(one, other)
            + self._names(one, other)
            + self._stems(one, other)
        )

    def length(self, one: Passage, other: Passage) -> float:
        """What the lengths alone say."""
        expected = one.length * self.ratio
        off = math.log((other.length + 4) / (expected + 4))
        spread = _SPREAD + _SHORT / math.sqrt(max(min(expected, other.length), 4) + 4)
        return max(-6.0, -((off / spread) ** 2) / 2 + (off / _RANDOM) ** 2 / 2 + math.log(_RANDOM / spread))

    def _numbers(self, one: Passage, other: Passage) -> float:
        if not one.numbers and not other.numbers:
            return 0.0
        shared = one.numbers & other.numbers
        lone = [value for value in (one.numbers - other.numbers) if value not in other.spelt]
        lone += [value for value in (other.numbers - one.numbers) if value not in one.spelt]
        spelt = [value for value in (one.numbers - other.numbers) if value in other.spelt]
        spelt += [value for value in (other.numbers - one.numbers) if value in one.spelt]
        return (
            sum(min(_SAME_NUMBER * self._rare_numbers.get(value, 1.0) / 1.5, 3.5) for value in shared)
            + 0.8 * min(len(spelt), 2)
            + _OTHER_NUMBER * min(len(lone), 4)
        )

    def _names(self, one: Passage, other: Passage) -> float:
        return min(sum(_NAME * self._rare[name] for name in one.names & other.names), _MOST_NAMES)

    def _stems(self, one: Passage, other: Passage) -> float:
        taught = self.lexicon.has_taught(one, other)
        return (self._there.odds(one, other, taught=taught) + self._back.odds(other, one, taught=taught)) / 2


def prior_ratio(source: Sequence[Passage], target: Sequence[Passage]) -> float:
    """How much longer the translation is likely to be, before anything is known of the pairs."""
    ours, theirs = sum(one.length for one in source), sum(one.length for one in target)
    usual = _density(target) / _density(source)
    found = (theirs + 1) / (ours + 1)
    return min(max(found, usual * 0.75), usual * 1.35)


def _density(passages: Sequence[Passage]) -> float:
    text = "".join(one.plain for one in passages[:60])
    if sum("\u3040" <= sign <= "\u9fff" for sign in text) > len(text) // 4:
        return _DENSE_RATIO
    return _SYLLABLE_RATIO if sum("\uac00" <= sign <= "\ud7a3" for sign in text) > len(text) // 4 else 1.0


def _rarity(ours: Iterable[Iterable[str]], theirs: Iterable[Iterable[str]], count: int) -> dict[str, float]:
    """How much it says that a thing is in two passages: the logarithm of how seldom it is, on the side where it is less so."""
    first, second = (Counter(one for each in side for one in set(each)) for side in (ours, theirs))
    return {one: math.log(count / max(first[one], second[one], 1)) for one in first.keys() | second.keys()}


def _links(one: Passage, other: Passage) -> float:
    if not one.links and not other.links:
        return 0.0
    return _SAME_LINK * min(len(one.links & other.links), 2) + _OTHER_LINK * min(len(one.links ^ other.links), 2)


def _form(one: Passage, other: Passage) -> float:
    """What the two are in their documents, and how they end."""
    total = 0.0
    if one.end == other.end:
        total += _SAME_END.get(one.end, 0.0)
    else:
        total += min(_OTHER_END.get(one.end, 0.0), _OTHER_END.get(other.end, 0.0))
    headings = (one.kind is Kind.HEADING) + (other.kind is Kind.HEADING)
    if headings == 1:
        return total + _OTHER_HEADING
    if headings == 2:
        return total + _SAME_HEADING + (0.3 if one.depth == other.depth else -0.3)
    total += _SAME_KIND if one.kind is other.kind else _OTHER_KIND
    return total + (_SAME_ITEM if one.item and one.item == other.item else 0.0)
