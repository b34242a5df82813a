"""Which pairs of segments are worth weighing: a few for each new one, found by the rare words that they share."""

from __future__ import annotations

from collections import defaultdict
from functools import cached_property
from heapq import nsmallest
from typing import TYPE_CHECKING

from toolkit.catalog.align.likeness import wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from toolkit.catalog.align.likeness import Wording
    from toolkit.catalog.align.matching import Matching

_ALL_PAIRS = 64
"""In a gap with no more pairs than this every one is compared."""
_RAREST, _POSTINGS, _CLOSEST = 12, 50, 5
"""Otherwise: candidates by the rarest words, unless too many texts have the word; this many are compared."""
_WORTH_A_LOOK = 0.4
"""Share of what the closest has in common with a text that another must have to be compared, too."""
_RARE, _LOOKED_AT = 100, 300
"""Living texts are found by words that no more segments have than this, in so many segments at most, rarest first."""

_OF_A_KIND = 0.2
"""Share of a text's words, counted by rarity, without which a living text is not compared."""


class Candidates:
    """Looks for what a new segment may continue, and for what else it resembles."""

    def __init__(self, matching: Matching) -> None:
        self._matching = matching
        self._left = frozenset(matching.left_new())

    def among(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[tuple[int, Sequence[int]]]:
        """Each of the new segments with the old ones that may be its own."""
        if len(olds) * len(news) <= _ALL_PAIRS:
            yield from ((place, olds) for place in news)
            return
        index_of = _postings(olds, self._matching.old_words)
        for place in news:
            yield place, self._closest(self._matching.new_words(place), index_of)

    def _closest(self, words: Sequence[str], index_of: Mapping[str, list[int]]) -> list[int]:
        likeness = self._matching.likeness
        shared: dict[int, float] = defaultdict(float)
        for word in likeness.rarest(words, _RAREST):
            postings = index_of.get(word, ())
            if len(postings) <= _POSTINGS:
                weight = likeness.weight(word)
                for index in postings:
                    shared[index] += weight
        least = _WORTH_A_LOOK * max(shared.values(), default=0.0)
        length = len(words)
        near = [
            (-weight / (len(self._matching.old_words(index)) + length), index)
            for index, weight in shared.items()
            if weight >= least
        ]
        return [index for _, index in nsmallest(_CLOSEST, near)]

    def living(self, place: int, *, siblings: bool) -> list[tuple[float, Wording]]:
        """The texts nearest to a new segment that certainly go on, each with its likeness to it.

        With `siblings` only those that stand in its section and are of its form.
        """
        matching = self._matching
        words = matching.new_words(place)
        shared: dict[str, float] = defaultdict(float)
        budget = _LOOKED_AT
        for word in matching.likeness.rarest(words, len(words)):
            having = self._living.get(word, ())
            budget -= len(having)
            if budget < 0:
                break
            weight = matching.likeness.weight(word)
            for text in having:
                shared[text] += weight
        shared.pop(matching.new[place].text, None)
        least = _OF_A_KIND * sum(map(matching.likeness.weight, words))
        near = [(-weight, text) for text, weight in shared.items() if weight >= least]
        if siblings:
            near = [(weight, text) for weight, text in near if self._household(place) in self._living_in[text]]
        texts = [wording(text) for _, text in nsmallest(_CLOSEST, near)]
        return [(matching.likeness.compare(text, matching.new_wording(place)), text) for text in texts]

    def _household(self, place: int) -> tuple[tuple[str, ...], str]:
        return self._matching.new[place].section, self._matching.new_forms[place]

    @cached_property
    def _living_in(self) -> dict[str, set[tuple[tuple[str, ...], str]]]:
        """The sections, and the forms, in which each text stands that certainly went on at first."""
        found: dict[str, set[tuple[tuple[str, ...], str]]] = defaultdict(set)
        for place, segment in enumerate(self._matching.new):
            if place not in self._left:
                found[segment.text].add(self._household(place))
        return found

    @cached_property
    def _living(self) -> dict[str, list[str]]:
        """The texts that certainly went on at first, by each of the rarer words that the others have."""
        matching = self._matching
        needed = {word for place in self._left for word in matching.new_words(place)}
        needed = {word for word in needed if matching.likeness.frequency[word] <= _RARE}
        found: dict[str, list[str]] = defaultdict(list)
        for text in sorted(self._living_in):
            for word in needed.intersection(wording(text).words):
                found[word].append(text)
        return found


def _postings(places: Iterable[int], words_at: Callable[[int], Sequence[str]]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for place in places:
        for word in set(words_at(place)):
            found[word].append(place)
    return found
