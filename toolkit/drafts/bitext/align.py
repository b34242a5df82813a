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

from toolkit.drafts.bitext.evidence import Evidence, Lexicon, prior_ratio
from toolkit.drafts.bitext.moves import moved_pairs
from toolkit.drafts.bitext.passages import joined
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
_HIGHEST = 0.99
"""No pair that a program has found is quite sure."""
_ROUNDS = 3
_SURE = 1.5
_TEACHES = 0.5
_DOUBTFUL = 0.0
_MOVED, _MARGIN = 1.0, 0.7
"""What a pair must have that is out of order, and by how much it must be better than any other."""
_BAND, _NARROW = 150, 24
"""So many passages off the diagonal are looked at, and a fifth of the text; off what the first round has found."""
_LEAST_LENGTH = -1.0
"""What the lengths must say at least of passages that are joined."""
_MORE = 0.15
"""So much more counts what is found in one passage more."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Passages that say the same, by their places in their documents."""

    source: tuple[int, ...]
    target: tuple[int, ...]
    odds: float
    """A natural logarithm."""
    moved: bool = False

    @property
    def score(self) -> float:
        """How sure it is, from 0 to 1."""
        sureness = self.odds / len(self.source + self.target) * 2 - 0.3
        return min(_HIGHEST, 1 / (1 + math.exp(-max(min(sureness, 20), -20))))


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
    elsewhere = moved_pairs(evidence)
    if elsewhere:
        pairs = _without(evidence, elsewhere)
    return _with_moved(
        evidence, [*pairs, *(Pair((one,), (other,), odds, moved=True) for one, other, odds in elsewhere)]
    )


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


def _with_moved(evidence: Evidence, pairs: list[Pair]) -> list[Pair]:
    """The pairs and those that are out of order; pairs that are more unlikely than not are taken apart."""
    kept = [one for one in pairs if one.odds > _DOUBTFUL]
    used_source = {place for one in kept for place in one.source}
    used_target = {place for one in kept for place in one.target}
    free = [place for place in range(len(evidence.source)) if place not in used_source]
    others = [place for place in range(len(evidence.target)) if place not in used_target]
    odds = {(one, other): evidence.of(evidence.source[one], evidence.target[other]) for one in free for other in others}
    moved: list[Pair] = []
    taken: set[tuple[str, int]] = set()
    for (one, other), value in sorted(odds.items(), key=lambda pair: -pair[1]):
        if value < _MOVED or ("s", one) in taken or ("t", other) in taken:
            continue
        rivals = [odds[one, each] for each in others if each != other and ("t", each) not in taken]
        rivals += [odds[each, other] for each in free if each != one and ("s", each) not in taken]
        if value - max(rivals, default=-math.inf) >= _MARGIN:
            taken |= {("s", one), ("t", other)}
            moved.append(Pair((one,), (other,), value, moved=_is_out_of_order(kept, one, other)))
    lost = [one for one in pairs if one.odds <= _DOUBTFUL and not _touches(one, moved)]
    return sorted((*kept, *moved, *lost), key=lambda one: one.source)


def _is_out_of_order(pairs: Sequence[Pair], one: int, other: int) -> bool:
    return any((pair.source[0] < one) != (pair.target[0] < other) for pair in pairs)


def _touches(one: Pair, others: Sequence[Pair]) -> bool:
    used = {("s", place) for pair in others for place in pair.source} | {
        ("t", place) for pair in others for place in pair.target
    }
    return any(("s", place) in used for place in one.source) or any(("t", place) in used for place in one.target)
