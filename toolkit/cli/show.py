"""How commands speak: JSON for programs, plain lines for a pipe, colour and tables for a terminal."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import click

from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.errors import Diagnostic

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow"}


def is_terminal() -> bool:
    """Whether a person is looking at the output."""
    return sys.stdout.isatty()


def show_json(data: object) -> None:
    """Prints data as JSON."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=1, sort_keys=True))


def show_diagnostics(diagnostics: Iterable[Diagnostic]) -> int:
    """Prints diagnostics to standard error; the exit code that they ask for: 1 if one is an error."""
    code = 0
    for one in diagnostics:
        text = str(one)
        if sys.stderr.isatty():
            head, _, rest = text.partition("\n")
            text = head.replace(
                f"{one.severity}:", click.style(f"{one.severity}:", fg=_COLOURS[one.severity], bold=True), 1
            )
            text += f"\n{rest}" if rest else ""
        click.echo(text, err=True)
        if one.severity is Severity.ERROR:
            code = 1
    return code


def diagnostic_data(one: Diagnostic) -> dict[str, object]:
    """A diagnostic for JSON."""
    return {
        "code": one.code,
        "severity": str(one.severity),
        "message": one.message,
        "path": one.location.path if one.location else None,
        "line": one.location.line if one.location else None,
        "detail": one.detail,
        "hint": one.hint,
    }


def table(rows: Sequence[Sequence[str]], right: Iterable[int] = ()) -> str:
    """Rows as aligned columns, the first row being the head; `right` names the columns that align to the right."""
    right = set(right)
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = []
    for number, row in enumerate(rows):
        cells = [
            text.rjust(width) if column in right else text.ljust(width)
            for column, (text, width) in enumerate(zip(row, widths, strict=True))
        ]
        line = "  ".join(cells).rstrip()
        lines.append(click.style(line, bold=True) if number == 0 and is_terminal() else line)
    return "\n".join(lines)
