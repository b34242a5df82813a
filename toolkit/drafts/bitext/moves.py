"""Passages that stand elsewhere in the translation: plainly each other's best, and not in the order of the others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.drafts.bitext.evidence import Evidence

_LEAST, _MARGIN = 4.5, 1.5
"""The odds that such a pair must have, and by how much they must be better than those with any other passage."""
_MOST = 400_000
"""So many pairs are looked at; larger texts are taken to be in order, but for what is left over."""

Moved = tuple[int, int, float]
"""Places in the source and in the translation, and the odds."""


def moved_pairs(evidence: Evidence) -> list[Moved]:
    """The pairs that are out of order, by their places in the source."""
    rows, columns = len(evidence.source), len(evidence.target)
    if rows * columns > _MOST:
        return []
    odds = [[evidence.of(one, other) for other in evidence.target] for one in evidence.source]
    plain = [one for row in range(rows) if (one := _plain(odds, row))]
    kept = set(_in_order(plain))
    return [one for one in plain if one not in kept]


def _plain(odds: Sequence[Sequence[float]], row: int) -> Moved | None:
    """The passage that is plainly the other half of one, if each is the other's best by far."""
    line = odds[row]
    column = max(range(len(line)), key=line.__getitem__)
    value = line[column]
    beside = max((other for place, other in enumerate(line) if place != column), default=-_LEAST)
    above = max((one[column] for place, one in enumerate(odds) if place != row), default=-_LEAST)
    return (row, column, value) if value >= _LEAST and value - max(beside, above) >= _MARGIN else None


def _in_order(pairs: Sequence[Moved]) -> list[Moved]:
    """Those that are in the same order on both sides and have the most odds together."""
    best: list[tuple[float, int]] = []
    for place, (_, column, odds) in enumerate(pairs):
        before = [(best[other][0], other) for other in range(place) if pairs[other][1] < column]
        most, link = max(before, default=(0.0, -1))
        best.append((most + odds, link))
    found: list[Moved] = []
    place = max(range(len(best)), key=lambda one: best[one][0], default=-1)
    while place >= 0:
        found.append(pairs[place])
        place = best[place][1]
    return found[::-1]
