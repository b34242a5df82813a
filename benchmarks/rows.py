"""A measured figure, and how a table of them is written."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Row:
    """One figure, or why there is none."""

    name: str
    value: float = 0.0
    unit: str = ""
    limit: float | None = None
    """It must not be above this."""
    skipped: str = ""
    """Why this machine cannot measure it."""
    failed: str = ""
    """How measuring it went wrong."""

    @property
    def is_met(self) -> bool:
        """Whether the figure keeps its limit; true without one, and of what was skipped, false of what failed."""
        return not self.failed and (bool(self.skipped) or self.limit is None or self.value <= self.limit)


def measured(name: str, measure: Callable[[], Iterable[Row]]) -> list[Row]:
    """The rows that `measure` gives; those so far, and one that says what went wrong, where it raises."""
    rows: list[Row] = []
    try:
        rows.extend(measure())
    except Exception as error:  # noqa: BLE001 - whatever goes wrong with one figure, the others are measured
        text = " ".join(str(error).split())[:200]
        print(f"{name} failed: {type(error).__name__}: {text}", file=sys.stderr)
        rows.append(Row(name, failed=f"failed: {type(error).__name__}"))
    return rows


def markdown(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | measured | limit | |", "|---|--:|--:|---|"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g} {row.unit}"
        note = row.skipped or row.failed
        value, result = ("", note) if note else (f"{row.value:.2f} {row.unit}", "" if row.is_met else "missed")
        lines.append(f"| {row.name} | {value} | {limit} | {result} |")
    return "\n".join(lines) + "\n"


def most_memory(process: int | None = None) -> float:
    """Megabytes that a process, by default this one, has held at most since its program began.

    `resource` counts what the process before it held that it was forked from (Linux, getrusage(2)).
    """
    status = Path(f"/proc/{process or os.getpid()}/status").read_text("ascii")
    return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1000
