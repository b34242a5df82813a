"""Choosing among pairs (place before, place after) those that keep their order."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


class Pair(NamedTuple):
    """An old segment and a new one, by their places, and how alike they are."""

    old: int
    new: int
    likeness: float


def longest_chain(places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The most pairs that rise on both sides; `places` rise on the first and differ on the second. O(n log n)."""
    tails: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for index, (_, new) in enumerate(places):
        at = bisect_left(tails, new)
        before.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [new]
        last[at : at + 1] = [index]
    return [places[index] for index in _follow(before, last[-1] if last else -1)]


def heaviest_chain(pairs: Iterable[Pair]) -> list[Pair]:
    """The pairs that rise on both sides with the greatest sum of likeness. O(n log n)."""
    # Equal old places come with falling new ones, so that no two of them can be in one chain.
    ordered = sorted(pairs, key=lambda pair: (pair.old, -pair.new, -pair.likeness))
    ranks = {new: rank for rank, new in enumerate(sorted({pair.new for pair in ordered}), start=1)}
    best = _PrefixMaximum(len(ranks))
    before: list[int] = []
    for index, pair in enumerate(ordered):
        weight, previous = best.up_to(ranks[pair.new] - 1)
        before.append(previous)
        best.raise_at(ranks[pair.new], weight + pair.likeness, index)
    return [ordered[index] for index in _follow(before, best.up_to(len(ranks))[1])]


class _PrefixMaximum:
    """A Fenwick tree: the greatest weight at or before a place, and whose it is."""

    def __init__(self, size: int) -> None:
        self.cells: list[tuple[float, int]] = [(0.0, -1)] * (size + 1)

    def up_to(self, place: int) -> tuple[float, int]:
        best = (0.0, -1)
        while place:
            if self.cells[place][0] > best[0]:
                best = self.cells[place]
            place &= place - 1
        return best

    def raise_at(self, place: int, weight: float, index: int) -> None:
        while place < len(self.cells):
            if weight > self.cells[place][0]:
                self.cells[place] = (weight, index)
            place += place & -place


def _follow(before: Sequence[int], index: int) -> list[int]:
    """The chain that ends at `index`, from its beginning."""
    chain = []
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]
