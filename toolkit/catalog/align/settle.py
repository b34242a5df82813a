"""What is likely: the pairs that all evidence together speaks for, the plain ones first, then each gap as a whole."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from toolkit.catalog.align import evidence
from toolkit.catalog.align.candidates import Candidates
from toolkit.catalog.align.chains import Pair, heaviest_chain
from toolkit.catalog.align.compositions import find_further_parts, match_compositions
from toolkit.catalog.align.matching import TEXT, Why
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.catalog.align.matching import Gap, Matching


def settle(matching: Matching) -> None:
    """Pairs what certain evidence left over; every pair is the best of both its segments, or of its whole gap."""
    for gap in _gaps(matching):
        match_compositions(matching, gap)
    settler = _Settler(matching)
    settler.pair_plain()
    settler.pair_gaps()
    settler.pair_plain()
    settler.pair_headings()
    settler.pair_other_sorts()
    find_further_parts(matching)


def _gaps(matching: Matching) -> Iterator[Gap]:
    yield from matching.gaps_in_order()
    yield from matching.gaps_between_neighbours()


class _Settler:
    def __init__(self, matching: Matching) -> None:
        self.matching = matching
        self.candidates = Candidates(matching)
        self.living = {segment.text for segment in matching.new}

    def pair_plain(self) -> None:
        """Pairs what is nearest to each other, clearly nearer than to anything else, wherever it stands."""
        matching = self.matching
        together = self._gap_numbers()
        pairs = list(self._weighed(matching.left_old(), matching.left_new()))
        of_old, of_new = self._nearest(pairs, "old"), self._nearest(pairs, "new")
        for pair in pairs:
            same_gap = together.get(("old", pair.old), -1) == together.get(("new", pair.new), -2)
            base = evidence.LEAST if same_gap else evidence.LEAST_MOVED
            texts = self._texts(pair)
            rivals = [
                likeness
                for one in (of_old[pair.old], of_new[pair.new])
                for its, likeness in one.items()
                if its != texts
            ]
            if (
                matching.is_free(pair.old, pair.new)
                and pair.likeness >= evidence.least(matching, pair.old, pair.new, base=base)
                and pair.likeness >= max(rivals, default=0.0) + evidence.CLEARLY
                and not self._is_of_a_kind(pair, same_gap=same_gap)
            ):
                matching.pair(pair.old, pair.new, Why.ALIKE, pair.likeness)

    def pair_gaps(self) -> None:
        """Pairs in each gap those that together are most alike and keep their order."""
        for olds, news in _gaps(self.matching):
            alone = len(olds) == 1 == len(news)
            pairs = [fit for pair in self._weighed(olds, news) if (fit := self._fit(pair, alone=alone))]
            for pair in heaviest_chain(pairs):
                self.matching.pair(pair.old, pair.new, Why.IN_ORDER, pair.likeness)

    def _fit(self, pair: Pair, *, alone: bool) -> Pair | None:
        """The pair with the likeness that it has in its gap, if that is enough."""
        matching = self.matching
        numberless = matching.numberless_likeness(pair.old, pair.new)
        if numberless == 1:
            return pair._replace(likeness=max(pair.likeness, evidence.SAME_BUT_NUMBERS))
        base = evidence.LEAST
        if alone:
            base = evidence.LEAST_HELD if self._is_held(pair) else evidence.LEAST_ALONE
            pair = pair._replace(likeness=max(pair.likeness, evidence.NUMBERS_AND_MORE * numberless))
        enough = pair.likeness >= evidence.least(matching, pair.old, pair.new, base=base)
        return pair if enough and not self._is_of_a_kind(pair, same_gap=True) else None

    def _is_held(self, pair: Pair) -> bool:
        matching = self.matching
        longest = max(len(matching.old_words(pair.old)), len(matching.new_words(pair.new)))
        return longest <= evidence.HELD and matching.is_between(pair.old, pair.new)

    def pair_headings(self) -> None:
        """Pairs a heading with the one that stood in its very place, even if no word of it is left.

        Both neighbours must be there, unchanged: what stands under a heading alone says little whose heading it was.
        A heading that goes on elsewhere, word for word, was not renamed.
        """
        matching = self.matching
        for olds, news in _gaps(matching):
            gone = [index for index in olds if matching.old[index].msgid not in self.living]
            if len(gone) == 1 == len(news) and self._is_same_place(gone[0], news[0]):
                matching.pair(gone[0], news[0], Why.HEADING, matching.compare(gone[0], news[0]))

    def _is_same_place(self, index: int, place: int) -> bool:
        matching = self.matching
        are_headings = matching.old_sorts[index] == Kind.HEADING == matching.new_sorts[place]
        return are_headings and matching.is_between(index, place)

    def pair_other_sorts(self) -> None:
        """Pairs a heading with a paragraph of the very same words, which was set otherwise, or the other way round.

        A new heading may have a few words more or less than the paragraph that was made one.
        """
        matching = self.matching
        for olds, news in _gaps(matching):
            pairs = (
                Pair(index, place, matching.compare(index, place))
                for place, candidates in self.candidates.among(olds, news)
                for index in candidates
                if {matching.old_sorts[index], matching.new_sorts[place]} == {Kind.HEADING, TEXT}
            )
            for pair in sorted(filter(self._is_set_otherwise, pairs), key=lambda pair: -pair.likeness):
                if matching.is_free(pair.old, pair.new):
                    matching.pair(pair.old, pair.new, Why.IN_ORDER, pair.likeness)

    def _is_set_otherwise(self, pair: Pair) -> bool:
        if pair.likeness >= evidence.MADE_HEADING and self.matching.new_sorts[pair.new] == Kind.HEADING:
            return True
        return self.matching.old_words(pair.old) == self.matching.new_words(pair.new) != ()

    def _weighed(self, olds: Sequence[int], news: Sequence[int]) -> Iterator[Pair]:
        matching = self.matching
        for place, candidates in self.candidates.among(olds, news):
            for index in candidates:
                if matching.is_free(index, place) and matching.old_sorts[index] == matching.new_sorts[place]:
                    yield Pair(index, place, matching.compare(index, place))

    def _is_of_a_kind(self, pair: Pair, *, same_gap: bool) -> bool:
        """Whether a text that goes on elsewhere is about as near, and nothing of what the old one had beyond it is left.

        Of a pair that is very much alike in its place only its siblings are asked: items of a list have a stem in common.
        """
        likeness = self.matching.likeness
        old, new = self.matching.old_words(pair.old), self.matching.new_words(pair.new)
        is_in_its_place = same_gap and pair.likeness >= evidence.IN_ITS_PLACE
        return old != new and any(
            max(likeness.found(_beyond(old, living.words), new), likeness.found(_beyond(new, living.words), old))
            < evidence.OWN
            for near, living in self.candidates.living(pair.new, siblings=is_in_its_place)
            if near > pair.likeness - evidence.LIVING
        )

    def _nearest(self, pairs: Iterable[Pair], side: str) -> dict[int, dict[tuple[str, str], float]]:
        """For each segment of a side its two nearest pairs and their likeness; pairs of the very same texts are one."""
        found: dict[int, dict[tuple[str, str], float]] = defaultdict(dict)
        for pair in sorted(pairs, key=lambda pair: -pair.likeness):
            nearest = found[getattr(pair, side)]
            if len(nearest) < 2:
                nearest.setdefault(self._texts(pair), pair.likeness)
        return found

    def _texts(self, pair: Pair) -> tuple[str, str]:
        return self.matching.old[pair.old].msgid, self.matching.new[pair.new].text

    def _gap_numbers(self) -> dict[tuple[str, int], int]:
        numbers: dict[tuple[str, int], int] = {}
        for number, (olds, news) in enumerate(self.matching.gaps_in_order()):
            numbers |= {("old", index): number for index in olds} | {("new", place): number for place in news}
        return numbers


def _beyond(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words that the others do not have, or not so often."""
    return [*(Counter(words) - Counter(others)).elements()]
