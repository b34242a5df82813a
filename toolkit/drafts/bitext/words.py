"""What words say of a pair: which go with which is learned from the pairs themselves, in both directions.

Two measures are averaged, for they err in different places: the share of the known words of a passage whose counterparts
are there (Dice's coefficient, weighed by how rare they are), and the likelihood ratio of those that are there and those that are not.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolkit.drafts.bitext.passages import Passage

_MOST, _BY_CHANCE, _ENOUGH = 12.0, 0.33, 5
"""What shares say at most, how many of the words that should be there are there by chance, and how many are needed."""
_LEAST = -3.0
_LEAST_TIES, _LEAST_SHARE = 2, 0.35
_LIKELY, _MOST_LIKELY = 0.35, 9.0
"""So much of its logarithm counts of a likelihood, for words do not come alone; and what it says at most."""
_SUREST, _COMMONEST = 0.95, 0.6
"""No word is surer to be there if the pair is right, and none is taken for commoner if it is wrong."""

Ties = dict[str, dict[str, tuple[int, int]]]
"""By a stem: stems of the other language, with how often they come together, and how often either comes."""


@dataclass(slots=True)
class Lexicon:
    """Which words go with which, as pairs that are sure have shown.

    A pair is never judged by what it has taught itself: else a wrong one would prove itself right.
    """

    ties: Ties = field(default_factory=dict)
    """By stems of the source."""
    taught: Mapping[int, tuple[int, ...]] = field(default_factory=dict)
    """By a place of the source: the places of the translation that it was paired with to teach."""

    @classmethod
    def learned(cls, pairs: Iterable[tuple[Passage, Passage]]) -> Lexicon:
        """The words of pairs; what came together once only says nothing."""
        ours: Counter[str] = Counter()
        theirs: Counter[str] = Counter()
        both: Counter[tuple[str, str]] = Counter()
        taught: dict[int, tuple[int, ...]] = {}
        for source, target in pairs:
            ours.update(source.stems)
            theirs.update(target.stems)
            both.update((one, other) for one in source.stems for other in target.stems)
            taught |= dict.fromkeys(source.places, target.places)
        ties: Ties = {}
        for (one, other), count in both.items():
            total = ours[one] + theirs[other]
            if count >= _LEAST_TIES and 2 * count >= _LEAST_SHARE * total:
                ties.setdefault(one, {})[other] = (count, total)
        return cls(ties, taught)

    def backwards(self) -> Ties:
        """The same by stems of the translation."""
        found: Ties = {}
        for one, others in self.ties.items():
            for other, counts in others.items():
                found.setdefault(other, {})[one] = counts
        return found

    def has_taught(self, one: Passage, other: Passage) -> bool:
        """Whether the two, or parts of them, were such a pair."""
        return any(place in other.places for each in one.places for place in self.taught.get(each, ()))


@dataclass(frozen=True, slots=True)
class _Lead:
    """What one stem leads to."""

    shares: Mapping[str, float]
    gains: Mapping[str, float]
    """By a stem of the other language: what the likelihood gains if it is there."""
    lost: float = 0.0
    """What it loses if none is there."""


@dataclass(frozen=True, slots=True)
class _Known:
    """What all stems of a passage lead to."""

    leads: Mapping[str, Sequence[tuple[str, float, float]]]
    """By a stem of the other language: the stems that lead to it, with share and gain."""
    most: float
    """The shares if each stem finds the best of its own."""
    count: int
    lost: float


@dataclass(slots=True)
class Words:
    """Judges pairs by the words of one of the two languages."""

    ties: Ties
    often: Mapping[str, int]
    """In how many of the other language's passages each of its stems is."""
    passages: int
    """How many there are."""
    _leads: dict[str, _Lead] = field(init=False)
    _known: dict[tuple[int, ...], _Known] = field(init=False)

    def __post_init__(self) -> None:
        self._leads = {stem: self._lead(stem, 0) for stem in self.ties}
        self._known = {}

    def odds(self, one: Passage, other: Passage, *, taught: bool) -> float:
        """What the words of a passage say of another being its translation; `taught` by this very pair, they say less."""
        known = None if taught else self._known.get(one.places)
        if known is None:
            known = self._of(one, taught=taught)
            if one.places and not taught:
                self._known[one.places] = known
        share, gain = _best(known.leads, other.stems)
        shared = 0.0
        if known.most:
            shared = max(_MOST * (share / known.most - _BY_CHANCE) * min(1.0, known.count / _ENOUGH), _LEAST)
        likely = _LIKELY * (known.lost + gain)
        return (shared + max(_LEAST, min(_MOST_LIKELY, likely))) / 2

    def _of(self, one: Passage, *, taught: bool) -> _Known:
        leads: dict[str, list[tuple[str, float, float]]] = {}
        most, count, lost = 0.0, 0, 0.0
        for stem in one.stems & self.ties.keys():
            lead = self._lead(stem, 1) if taught else self._leads[stem]
            most += max(lead.shares.values(), default=0.0)
            count += bool(lead.shares)
            lost += lead.lost
            for word in lead.shares.keys() | lead.gains.keys():
                leads.setdefault(word, []).append((stem, lead.shares.get(word, 0.0), lead.gains.get(word, 0.0)))
        return _Known(leads, most, count, lost)

    def _lead(self, stem: str, own: int) -> _Lead:
        """What a stem leads to, without what the pair itself has taught in `own` places."""
        counts = {
            word: (count - own, total - 2 * own)
            for word, (count, total) in self.ties[stem].items()
            if count > own and 2 * (count - own) >= _LEAST_SHARE * (total - 2 * own)
        }
        shares = {
            word: 2 * count / total * math.log(self.passages / max(1, self.often.get(word, 1)))
            for word, (count, total) in counts.items()
            if count >= _LEAST_TIES
        }
        sure = {
            word: min(_SUREST, 2 * count / (total + 1))
            for word, (count, total) in counts.items()
            if count >= _LEAST_TIES or total == 2 * count
        }
        best = max(sure.values(), default=0.0)
        chance = min(_COMMONEST, sum((self.often.get(word, 0) + 0.5) / (self.passages + 1) for word in sure))
        if best <= chance:
            return _Lead(shares, {})
        lost = math.log((1 - best) / (1 - chance))
        return _Lead(
            shares, {word: math.log(value / chance) - lost for word, value in sure.items() if value > chance}, lost
        )


def _best(leads: Mapping[str, Sequence[tuple[str, float, float]]], there: frozenset[str]) -> tuple[float, float]:
    """The sums of the best shares and gains that each stem leads to among the words that are there."""
    shares: dict[str, float] = {}
    gains: dict[str, float] = {}
    for word in there & leads.keys():
        for stem, share, gain in leads[word]:
            if share > shares.get(stem, 0.0):
                shares[stem] = share
            if gain > gains.get(stem, 0.0):
                gains[stem] = gain
    return sum(shares.values()), sum(gains.values())
