"""What the pairs in order have left over, and what they can spare: paired anew, in whatever order.

A passage that was moved to beside the translation of another is taken for a part of it, for a pair with plain evidence hardly
suffers from a stranger; a passage whose own translation was moved takes what is left in its place. So three kinds of passages are
settled together: those without a pair, parts of joined pairs that add nothing to them, and pairs of one with one that
are hardly likely.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.drafts.bitext.pairs import Pair
from toolkit.drafts.bitext.passages import joined

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.drafts.bitext.evidence import Evidence

_DOUBTFUL = 0.0
_LEAST, _MARGIN = 1.0, 0.7
"""The odds that a new pair must have, and by how much it must be worth more than with any passage that stays alone."""
_IN_ORDER, _HELD = 1.5, 3.0
"""What it counts that a pair is in the order of the others, and that the order of all has made it."""
_SPARE = 2.0
"""What a part adds at most to a joined pair that can do without it."""
_WEAK = 5.0
"""A pair with less odds may be taken apart for a better one."""
_SWEEPS = 8


def settled(evidence: Evidence, pairs: Sequence[Pair]) -> list[Pair]:
    """The pairs with what was left over, in the order of the source; what is more unlikely than not stands last in its place."""
    kept = [one for one in pairs if one.odds > _DOUBTFUL]
    pool = _Pool(evidence, kept)
    found = pool.pairs()
    used = {("s", place) for one in found for place in one.source} | {
        ("t", place) for one in found for place in one.target
    }
    lost = [one for one in pairs if one.odds <= _DOUBTFUL and not used & _places(one)]
    return sorted((*found, *lost), key=lambda one: one.source)


def _places(one: Pair) -> set[tuple[str, int]]:
    return {("s", place) for place in one.source} | {("t", place) for place in one.target}


@dataclass(slots=True)
class _Pool:
    """The passages that are to be settled, and what it costs the pairs in order to give them away."""

    evidence: Evidence
    kept: list[Pair]
    rows: dict[int, float] = field(default_factory=dict)
    columns: dict[int, float] = field(default_factory=dict)
    firm: list[Pair] = field(default_factory=list)
    weak: dict[tuple[int, int], Pair] = field(default_factory=dict)
    without: dict[tuple[str, int], tuple[Pair, Pair]] = field(default_factory=dict)
    """By a part that can be spared: its pair, and the pair without it."""

    def __post_init__(self) -> None:
        used_source = {place for one in self.kept for place in one.source}
        used_target = {place for one in self.kept for place in one.target}
        self.rows = {place: 0.0 for place in range(len(self.evidence.source)) if place not in used_source}
        self.columns = {place: 0.0 for place in range(len(self.evidence.target)) if place not in used_target}
        for one in self.kept:
            self._sort_in(one)

    def _sort_in(self, one: Pair) -> None:
        if len(one.source) == len(one.target) == 1:
            if one.odds < _WEAK:
                self.weak[one.source[0], one.target[0]] = one
                self.rows[one.source[0]] = self.columns[one.target[0]] = 0.0
            else:
                self.firm.append(one)
            return
        self.firm.append(one)
        least = min(self._reduced(one), key=lambda part: part[2], default=None)
        if least and least[2] < _SPARE:
            side, place, adds, rest = least
            self.without[side, place] = (one, rest)
            (self.rows if side == "s" else self.columns)[place] = max(adds, 0.0)

    def _reduced(self, one: Pair) -> list[tuple[str, int, float, Pair]]:
        """The pair without its first or last part on either side, and what that part adds to it."""
        whole = self._odds(one.source, one.target)
        found = []
        for side, places in (("s", one.source), ("t", one.target)):
            for part, rest in ((places[0], places[1:]), (places[-1], places[:-1])):
                if rest:
                    source, target = (rest, one.target) if side == "s" else (one.source, rest)
                    odds = self._odds(source, target)
                    found.append((side, part, whole - odds, Pair(source, target, odds)))
        return found

    def _odds(self, source: tuple[int, ...], target: tuple[int, ...]) -> float:
        return self.evidence.of(
            joined(tuple(self.evidence.source[place] for place in source)),
            joined(tuple(self.evidence.target[place] for place in target)),
        )

    def pairs(self) -> list[Pair]:
        """All pairs, when each of the pool has found the best that is left."""
        values = self._values()
        chosen = _plain(values, _assigned(values), self.weak)
        taken = {("s", one) for one, _ in chosen} | {("t", other) for _, other in chosen}
        rest = {id(pair): less for part, (pair, less) in self.without.items() if part in taken}
        firm = [rest.get(id(one), one) for one in self.firm]
        return [*firm, *(self._pair(one, other, firm) for one, other in chosen)]

    def _pair(self, one: int, other: int, firm: Sequence[Pair]) -> Pair:
        known = self.weak.get((one, other))
        odds = self.evidence.of(self.evidence.source[one], self.evidence.target[other])
        return known or Pair((one,), (other,), odds, moved=_is_out_of_order(firm, one, other))

    def _values(self) -> dict[tuple[int, int], float]:
        """What each pair that may be would be worth."""
        gaps = _gaps(self.firm)
        found = {}
        for one, cost in self.rows.items():
            for other, price in self.columns.items():
                odds = self.evidence.of(self.evidence.source[one], self.evidence.target[other])
                order = _HELD if (one, other) in self.weak else _IN_ORDER if _fits(gaps, one, other) else 0.0
                if (odds > _LEAST and not self._is_repeated(one, other)) or (one, other) in self.weak:
                    found[one, other] = odds + order - cost - price
        return {pair: value for pair, value in found.items() if value > 0}

    def _is_repeated(self, one: int, other: int) -> bool:
        """Whether either has a pair already with a text that says the same word for word: nothing is gained with another."""
        source, target = self.evidence.source, self.evidence.target
        return any(
            (row == one and target[column].text == target[other].text)
            or (column == other and source[row].text == source[one].text)
            for row, column in self.weak
        )


def _assigned(values: Mapping[tuple[int, int], float]) -> list[tuple[int, int]]:
    """The pairs, each passage in one at most, that are worth most together: the best first, then exchanged while that gains."""
    across: dict[int, int] = {}
    back: dict[int, int] = {}
    order = sorted(values, key=lambda pair: (-values[pair], pair))
    for one, other in order:
        if one not in across and other not in back:
            across[one], back[other] = other, one
    for _ in range(_SWEEPS):
        gains = [_exchanged(values, across, back, one, other) for one, other in order]
        if not any(gains):
            break
    return sorted(across.items())


def _plain(
    values: Mapping[tuple[int, int], float], chosen: list[tuple[int, int]], known: Mapping[tuple[int, int], Pair]
) -> list[tuple[int, int]]:
    """Those that were there before, and the new ones that could hardly be with another that has none."""
    rows, columns = {one for one, _ in chosen}, {other for _, other in chosen}
    best: dict[tuple[str, int], float] = {}
    for (one, other), value in values.items():
        if other not in columns:
            best["s", one] = max(best.get(("s", one), 0.0), value)
        if one not in rows:
            best["t", other] = max(best.get(("t", other), 0.0), value)
    return [
        (one, other)
        for one, other in chosen
        if (one, other) in known
        or values[one, other] - max(best.get(("s", one), 0.0), best.get(("t", other), 0.0)) >= _MARGIN
    ]


def _exchanged(
    values: Mapping[tuple[int, int], float], across: dict[int, int], back: dict[int, int], one: int, other: int
) -> bool:
    """Whether two passages were better with each other, and those that they had with one another or with none."""
    had, was = across.get(one), back.get(other)
    if had == other:
        return False
    before = (values[one, had] if had is not None else 0.0) + (values[was, other] if was is not None else 0.0)
    between = values.get((was, had), 0.0) if was is not None and had is not None else 0.0
    if values[one, other] + between <= before + 1e-9:
        return False
    if was is not None:
        del across[was]
    if had is not None:
        del back[had]
    across[one], back[other] = other, one
    if between and was is not None and had is not None:
        across[was], back[had] = had, was
    return True


def _gaps(pairs: Sequence[Pair]) -> list[tuple[int, int]]:
    return [(-1, -1), *sorted((one.source[0], one.target[0]) for one in pairs if not one.moved), (1 << 30, 1 << 30)]


def _fits(gaps: Sequence[tuple[int, int]], one: int, other: int) -> bool:
    """Whether a pair stands between the same pairs on both sides."""
    return any(row < one < end and column < other < far for (row, column), (end, far) in pairwise(gaps))


def _is_out_of_order(pairs: Sequence[Pair], one: int, other: int) -> bool:
    return any((pair.source[0] < one) != (pair.target[0] < other) for pair in pairs if not pair.moved)
