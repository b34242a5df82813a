"""A measured figure, and how a table of them is written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """One figure."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    """It must not be above this."""

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps its limit; true without one."""
        return self.limit is None or self.value <= self.limit


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | limit | |", "|---|--:|--:|---|"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
        lines.append(f"| {row.name} | {row.value:.2f} {row.unit} | {limit} | {'' if row.is_met else 'missed'} |")
    return "\n".join(lines) + "\n"
