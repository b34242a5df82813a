"""What a merge did: the catalog, and a decision for every message where the two sides differed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog


class Outcome(StrEnum):
    """What became of the other side's version of a message, or of a line of the header."""

    TAKEN = "taken"
    KEPT = "kept"
    """The present one stays; the other is not better."""
    CONFLICT = "conflict"
    """Two people's texts: both are in the catalog, somebody has to choose."""
    REFUSED = "refused"
    """It cannot be placed."""


@dataclass(frozen=True, slots=True)
class Decision:
    """One difference between the sides, and what was made of it."""

    outcome: Outcome
    id: str
    """Of the segment; of a message without one its msgid; of a header line its name."""
    reason: str
    """In words, without a full stop."""
    line: int | None = None
    """Where the other side's message begins in its file."""


@dataclass(frozen=True, slots=True)
class Merged:
    """A merged catalog, and how it came about."""

    catalog: Catalog
    decisions: tuple[Decision, ...]

    def having(self, outcome: Outcome) -> tuple[Decision, ...]:
        """The decisions with this outcome."""
        return tuple(one for one in self.decisions if one.outcome is outcome)
