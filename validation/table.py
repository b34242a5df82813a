"""Tells what came of the validators: a table for people, JSON for programs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.errors import Diagnostic
    from validation.model import Row

_HEAD = ("validator", "files", "errors", "warnings", "seconds")


def table(rows: Iterable[Row]) -> str:
    """One line a validator, in columns."""
    lines = [_HEAD, *map(_cells, rows)]
    widths = [max(len(line[column]) for line in lines if len(line) == len(_HEAD)) for column in range(len(_HEAD))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _cells(row: Row) -> tuple[str, ...]:
    if row.missing:
        return (row.validator, f"not run: {row.missing}")
    counts = (row.count(Severity.ERROR), row.count(Severity.WARNING))
    return (row.validator, str(row.checked), *map(str, counts), f"{row.seconds:.1f}")


def _aligned(line: Sequence[str], widths: Sequence[int]) -> str:
    first, *others = line
    if len(line) < len(widths):
        return "  ".join((first.ljust(widths[0]), *others))
    return "  ".join(
        (first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True)))
    )


def line(finding: Diagnostic) -> str:
    """A finding on one line: where, how grave, what, whose."""
    return str(finding)


def as_json(rows: Iterable[Row]) -> str:
    """The same, whole."""
    return json.dumps([_record(row) for row in rows], ensure_ascii=False, indent=1) + "\n"


def _record(row: Row) -> dict[str, object]:
    return {
        "validator": row.validator,
        "checked": row.checked,
        "seconds": round(row.seconds, 1),
        "not run": row.missing,
        "findings": [
            {
                "file": finding.location.path if finding.location else "",
                "line": finding.location.line if finding.location else None,
                "severity": str(finding.severity),
                "message": finding.message,
            }
            for finding in row.findings
        ],
    }
