"""How much two texts share, counted in the words that are special to them rather than in those that many texts have."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from math import log
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_WORD = re.compile(r"\w+")
_DIGIT = re.compile(r"\d")
_NUMBER = "0"
_SOFT_HYPHEN = "\u00ad"
_NEAR = 0.75
"""Share of letters in common from which two words count as forms, or a misspelling, of one."""
_SHORTEST_NEAR = 4
"""Letters: shorter words are too often near each other by chance."""
_LONGEST_NEAR = 64
"""Letters: what is longer is an address or a number; comparing two such letter by letter would take long."""
_MOST_LEFT = 24
"""Words: with more than these left over on a side, looking for misspellings changes nothing."""
_CONTAINED = 0.9
"""Share of the shorter text found in the longer one from which it counts as grown rather than changed."""
_FEWEST_CONTAINED = 6
"""Words: a shorter text is contained in another too easily."""
_WORTH_A_LOOK = 0.3
"""Share of the shorter text in common without which misspellings are not looked for."""
_BRIEF = 3
"""Words: a text as short as this may have nothing but misspelt words."""
_MOST_GROWTH = 3.0
_MOST_IN_ORDER = 4_000
"""Words of both texts: the order of longer ones is not looked at, whose cost would grow with the square."""


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as it is compared."""

    words: tuple[str, ...]
    """In order, in lower case."""
    written: tuple[str, ...]
    """What stands between blanks: with punctuation and markup, as the author wrote it."""

    @property
    def numberless(self) -> tuple[str, ...]:
        """The words with one sign for every number; empty if there is none, or nothing else: «v2.8.1» says no more than which."""
        found = tuple(_NUMBER if _DIGIT.search(word) else word for word in self.words)
        return found if found != self.words and any(word != _NUMBER for word in found) else ()


@lru_cache(maxsize=4096)
def wording(text: str) -> Wording:
    """The text taken apart."""
    text = text.replace(_SOFT_HYPHEN, "")
    words = _WORD.findall(text.lower())
    if "_" in text:  # those within a name in code belong to it, those around words emphasise them
        words = [word for one in words if (word := one.strip("_"))]
    return Wording(tuple(words), tuple(text.split()))


class Likeness:
    """The likeness of any two texts of two versions of a document.

    A word counts the more the fewer segments have it (its inverse document frequency, log(1 + N/n)): what many
    share ("Everyone has the right to …") says little about whether two are the same.
    """

    def __init__(self, old: Iterable[str], new: Iterable[str]) -> None:
        old_texts, new_texts = set(old), set(new)
        frequency = _frequency(old_texts & new_texts)
        before, after = _frequency(old_texts - new_texts), _frequency(new_texts - old_texts)
        # A word that survives an edit must not look more common than one that the edit took away.
        for word in before.keys() | after.keys():
            frequency[word] += max(before[word], after[word])
        self.frequency: Mapping[str, int] = frequency
        self.size = max(len(old_texts), len(new_texts), 1)
        self.weights: dict[str, float] = {}

    def weight(self, word: str) -> float:
        """What a word counts; always more than nothing."""
        weight = self.weights.get(word)
        if weight is None:
            weight = self.weights[word] = log(1 + self.size / (self.frequency.get(word) or 1))
        return weight

    def compare(self, first: Wording, second: Wording) -> float:
        """The likeness of two texts: 0 for nothing in common, 1 for the same signs.

        The mean of three measures, each of which is blind to something: what they share counted by rarity, how many of
        their words stand in one order, and how much of it is written in the same way.
        """
        if not first.words or not second.words:
            return in_order(first.written, second.written)
        shared = self.shared(first.words, second.words)
        return (shared + in_order(first.words, second.words) + in_order(first.written, second.written)) / 3

    def shared(self, first: Sequence[str], second: Sequence[str]) -> float:
        """The share of the words in common, the rare ones counting more: 1 for the same words in any order."""
        left, right, shared = self._without_common(first, second)
        first_sum, second_sum = shared + self._sum(left), shared + self._sum(right)
        near = 0.0
        if shared >= _WORTH_A_LOOK * min(first_sum, second_sum) or max(len(first), len(second)) <= _BRIEF:
            near, near_weight = self._pair_near(left, right)
            if near_weight:
                first_sum = shared + self._sum(left) + near_weight
                second_sum = shared + self._sum(right) + near_weight
        common = shared + near
        likeness = 2 * common / (first_sum + second_sum)
        smaller, larger = sorted((first_sum, second_sum))
        contained = common / smaller
        if (
            contained >= _CONTAINED
            and larger <= _MOST_GROWTH * smaller
            and min(len(first), len(second)) >= _FEWEST_CONTAINED
        ):
            return max(likeness, 0.95 * contained)
        return likeness

    def found(self, words: Sequence[str], text: Sequence[str]) -> float:
        """The share of the words, the rare ones counting more, that the text has, or nearly; 0 for no words."""
        left, right, shared = self._without_common(words, text)
        whole = shared + self._sum(left)
        return (shared + self._pair_near(left, right)[0]) / whole if whole else 0.0

    def _without_common(
        self, first: Sequence[str], second: Sequence[str]
    ) -> tuple[dict[str, int], dict[str, int], float]:
        """How often each word stands in one text more than in the other, and the weight of all the rest."""
        right = dict(Counter(second))
        left: dict[str, int] = {}
        shared = 0.0
        for word in first:
            if count := right.get(word):
                right[word] = count - 1
                shared += self.weight(word)
            else:
                left[word] = left.get(word, 0) + 1
        return left, {word: count for word, count in right.items() if count}, shared

    def rarest(self, words: Sequence[str], most: int) -> list[str]:
        """Up to `most` different words, the rarest first."""
        return sorted(set(words), key=lambda word: (self.frequency.get(word, 0), word))[:most]

    def _sum(self, words: Mapping[str, int]) -> float:
        return sum(count * self.weight(word) for word, count in words.items())

    def _pair_near(self, left: dict[str, int], right: dict[str, int]) -> tuple[float, float]:
        """What nearly equal words have in common, and what they weigh; takes them out of both.

        A pair weighs as its more common word: a misspelling is rare, yet not special.
        """
        candidates = [word for word in right if _is_wordlike(word)]
        if not candidates or len(left) > _MOST_LEFT or len(right) > _MOST_LEFT:
            return 0.0, 0.0
        from rapidfuzz import process
        from rapidfuzz.distance import Indel

        found = weighed = 0.0
        for word in sorted(filter(_is_wordlike, left)):
            match = process.extractOne(word, candidates, scorer=Indel.normalized_similarity, score_cutoff=_NEAR)
            if match is None:
                continue
            other, ratio, place = match
            del candidates[place]
            count = min(left[word], right[other])
            weight = count * min(self.weight(word), self.weight(other))
            left[word] -= count
            right[other] -= count
            found += ratio * weight
            weighed += weight
        return found, weighed


def in_order(first: Sequence[str], second: Sequence[str]) -> float:
    """The share of both texts that stands in the longest sequence of words that both have; linear for long texts."""
    from rapidfuzz.distance import Indel

    if len(first) + len(second) > _MOST_IN_ORDER:
        one, two = Counter(first), Counter(second)
        return 2 * (one & two).total() / (len(first) + len(second))
    return Indel.normalized_similarity(first, second)


def _is_wordlike(word: str) -> bool:
    return _SHORTEST_NEAR <= len(word) <= _LONGEST_NEAR and not word.isdigit()


def _frequency(texts: Iterable[str]) -> Counter[str]:
    """In how many of the texts each word is."""
    found: Counter[str] = Counter()
    for text in texts:
        found.update(set(wording(text).words))
    return found
