"""A pair: passages of a text and of its translation that say the same."""

from __future__ import annotations

import math
from dataclasses import dataclass

_HIGHEST = 0.99
"""No pair that a program has found is quite sure."""


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
