"""What a validator is, and what it finds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from validation.site import Site


@dataclass(frozen=True, slots=True)
class Tool:
    """A program or a file that a validator needs."""

    name: str
    present: Callable[[], bool]
    remedy: str
    """What to do where it is not there."""


@dataclass(frozen=True, slots=True)
class Validator:
    """One row of the table."""

    name: str
    purpose: str
    files: Callable[[Site], Sequence[str]]
    """The files that it checks, as paths inside the output."""
    check: Callable[[Site, Sequence[str]], Iterable[Diagnostic]]
    tools: tuple[Tool, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """What came of a validator."""

    validator: str
    checked: int = 0
    findings: tuple[Diagnostic, ...] = ()
    missing: str = ""
    """Why it was not run, and what to do; empty if it was."""
    seconds: float = 0.0

    def count(self, severity: Severity) -> int:
        """How many findings weigh so much."""
        return sum(finding.severity is severity for finding in self.findings)


def finding(
    validator: str, file: str, message: str, line: int | None = None, severity: Severity = Severity.ERROR
) -> Diagnostic:
    """A finding in a file of the output; the message is brought to one line."""
    return Diagnostic(validator, " ".join(message.split()), Location(file, line), severity)
