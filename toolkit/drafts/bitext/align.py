"""The best pairs of passages of a text and its translation: in their order, then those that were moved.

Dynamic programming over passages, as Gale and Church (1993) do it for sentences, with other evidence beside lengths; up to
three passages go with up to three, and either side may have some of its own. What the sure pairs teach (words that come
together, how much longer the translation is) serves the next round.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.drafts.bitext.evidence import Evidence, prior_ratio
from toolkit.drafts.bitext.leftover import settled
from toolkit.drafts.bitext.moves import moved_pairs
from toolkit.drafts.bitext.pairs import Pair
from toolkit.drafts.bitext.passages import joined
from toolkit.drafts.bitext.words import Lexicon
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.drafts.bitext.passages import Passage

_SHAPES = {
    (1, 1): 0.0, (1, 2): -2.4, (2, 1): -2.4, (2, 2): -8.0, (1, 3): -4.2, (3, 1): -4.2, (2, 3): -9.0, (3, 2): -9.0, (3, 3): -11.0,
}  # fmt: skip
"""How likely so many passages go with so many, as logarithms."""
_ALONE = -1.9
"""For a passage that has no other."""
_STEPS = (
    (1, 0, _ALONE),
    (0, 1, _ALONE),
    *((down, across, prior) for (down, across), prior in _SHAPES.items()),
)
_PART = 0.3
"""So much of its odds a pair loses with one passage of several."""
_ROUNDS = 3
_SURE = 1.5
_TEACHES = 0.5
_BAND, _NARROW = 150, 24
"""So many passages off the diagonal are looked at, and a fifth of the text; off what the first round has found."""
_LEAST_LENGTH = -1.0
"""What the lengths must say at least of passages that are joined."""
_MORE = 0.15
"""So much more counts what is found in one passage more."""


def align_passages(
    source: Sequence[Passage], target: Sequence[Passage], known: Iterable[tuple[Passage, Passage]] = ()
) -> list[Pair]:
    """The pairs, in the order of the source. `known` are texts of both languages whose translations are at hand."""
    if not source or not target:
        return []
    taught = list(known)
    source, target = ([replace(one, places=(place,)) for place, one in enumerate(side)] for side in (source, target))
    evidence = Evidence(source, target, prior_ratio(source, target), Lexicon.learned(taught))
    rows, columns = len(source), len(target)
    pairs = _Search(evidence, _expected((), rows, columns), max(_BAND, columns // 5)).pairs()
    for _ in range(_ROUNDS - 1):
        sure = [(source[one.source[0]], target[one.target[0]]) for one in pairs if _is_sure(one)]
        found = [(_all(source, one.source), _all(target, one.target)) for one in pairs if one.odds > _TEACHES]
        lexicon = Lexicon.learned([*taught, *found])
        evidence = Evidence(source, target, _ratio(sure, evidence.ratio), lexicon)
        pairs = _Search(evidence, _expected(pairs, rows, columns), _NARROW).pairs()
    elsewhere = [one for one in moved_pairs(evidence) if one[2] > _at_stake(pairs, one[0], one[1])]
    if elsewhere:
        pairs = _without(evidence, elsewhere)
    return settled(evidence, [*pairs, *(Pair((one,), (other,), odds, moved=True) for one, other, odds in elsewhere)])


def _at_stake(pairs: Sequence[Pair], one: int, other: int) -> float:
    """What the pairs in order would lose if these two passages went with each other."""
    lost = (pair for pair in pairs if one in pair.source or other in pair.target)
    return sum(max(pair.odds, 0.0) * (1.0 if len(pair.source + pair.target) == 2 else _PART) for pair in lost)


def _without(evidence: Evidence, elsewhere: Sequence[tuple[int, int, float]]) -> list[Pair]:
    """The best pairs in order of what has not been moved."""
    ours = [place for place in range(len(evidence.source)) if place not in {one for one, _, _ in elsewhere}]
    theirs = [place for place in range(len(evidence.target)) if place not in {other for _, other, _ in elsewhere}]
    rest = replace(
        evidence, source=[evidence.source[place] for place in ours], target=[evidence.target[place] for place in theirs]
    )
    found = (
        _Search(rest, _expected((), len(ours), len(theirs)), max(_BAND, len(theirs) // 5)).pairs()
        if ours and theirs
        else []
    )
    return [
        replace(
            one, source=tuple(ours[place] for place in one.source), target=tuple(theirs[place] for place in one.target)
        )
        for one in found
    ]


def _is_sure(one: Pair) -> bool:
    return one.odds > _SURE and len(one.source) == len(one.target) == 1


def _all(passages: Sequence[Passage], places: Sequence[int]) -> Passage:
    return joined(tuple(passages[place] for place in places))


def _ratio(pairs: Sequence[tuple[Passage, Passage]], before: float) -> float:
    """The median of the ratios of lengths."""
    ratios = sorted(other.length / one.length for one, other in pairs if one.length > 20)
    return ratios[len(ratios) // 2] if len(ratios) >= 5 else before


@dataclass(slots=True)
class _Search:
    """The best pairs in order, looked for near the places where they are expected."""

    evidence: Evidence
    centres: Sequence[int]
    """For each place of the source, the place of the translation that it is likely to be at."""
    band: int
    best: list[dict[int, float]] = field(default_factory=list)
    steps: list[dict[int, tuple[int, int, float]]] = field(default_factory=list)
    _ours: list[list[Passage | None]] = field(default_factory=list)
    _theirs: list[list[Passage | None]] = field(default_factory=list)

    def pairs(self) -> list[Pair]:
        """Goes through all places, from the beginning to the end."""
        rows, columns = len(self.evidence.source), len(self.evidence.target)
        self._ours, self._theirs = _groups(self.evidence.source), _groups(self.evidence.target)
        self.best = [{} for _ in range(rows + 1)]
        self.steps = [{} for _ in range(rows + 1)]
        self.best[0][0] = 0.0
        for row in range(rows + 1):
            centre = self.centres[min(row, len(self.centres) - 1)]
            first = 0 if row == 0 else max(0, centre - self.band)
            last = columns if row == rows else min(columns, centre + self.band)
            for column in range(first, last + 1):
                self._reach(row, column)
        return _traced(self.steps, rows, columns)

    def _reach(self, row: int, column: int) -> None:
        """The best way to a place."""
        here, way = self.best[row].get(column, -math.inf), self.steps[row].get(column)
        for down, across, prior in _STEPS:
            if row < down or column < across:
                continue
            before = self.best[row - down].get(column - across)
            if before is None:
                continue
            odds = self._odds(row - down, column - across, down, across) if down and across else 0.0
            if odds is not None and before + odds + prior > here:
                here, way = before + odds + prior, (down, across, odds)
        if way:
            self.best[row][column], self.steps[row][column] = here, way

    def _odds(self, row: int, column: int, down: int, across: int) -> float | None:
        """The odds of a pair; None for passages that are not to be joined, or too unlike in length."""
        one, other = self._ours[row][down - 1], self._theirs[column][across - 1]
        if one is None or other is None:
            return None
        if down + across == 2:
            return self.evidence.of(one, other)
        if self.evidence.length(one, other) < _LEAST_LENGTH:
            return None
        return self.evidence.of(one, other) * (1.0 + _MORE * (down + across - 2))


def _expected(pairs: Sequence[Pair], rows: int, columns: int) -> list[int]:
    """Where each place of the source is in the translation, as pairs tell; between them in proportion."""
    known = [(0, 0), *((one.source[0], one.target[0]) for one in pairs if one.odds > _SURE), (rows, columns)]
    found: list[int] = []
    for (row, column), (end, far) in pairwise(known):
        found += [column + (far - column) * (place - row) // max(1, end - row) for place in range(row, end)]
    return [*found, columns]


def _groups(passages: Sequence[Passage]) -> list[list[Passage | None]]:
    """At each place one, two and three passages as one; none where a heading would be joined."""
    found: list[list[Passage | None]] = []
    for place in range(len(passages)):
        line: list[Passage | None] = []
        for count in (1, 2, 3):
            some = tuple(passages[place : place + count])
            mixed = count > 1 and any(one.kind is Kind.HEADING for one in some)
            line.append(None if mixed or len(some) < count else joined(some))
        found.append(line)
    return found


def _traced(step: Sequence[dict[int, tuple[int, int, float]]], row: int, column: int) -> list[Pair]:
    pairs = []
    while row or column:
        down, across, odds = step[row][column]
        row, column = row - down, column - across
        if down and across:
            pairs.append(Pair(tuple(range(row, row + down)), tuple(range(column, column + across)), odds))
    return pairs[::-1]
