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
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    line = "  ".join(f"%{'' if place in right else '-'}{width}s" for place, width in enumerate(widths))
    lines = [(line % tuple(row)).rstrip() for row in rows]
    if is_terminal():
        lines[0] = click.style(lines[0], bold=True)
    return "\n".join(lines)
