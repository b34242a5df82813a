"""What went wrong, where, and what to do about it: the one vocabulary of problems."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePath
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Severity(StrEnum):
    """How much a diagnostic weighs: an error sets exit code 1, a warning never does."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, as an editor jumps to it: ``path:line``."""

    path: str
    """Relative to the project's root where it lies inside, with forward slashes."""
    line: int | None = None
    """Counted from 1; None when the whole file is meant."""

    def __str__(self) -> str:
        return self.path if self.line is None else f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One finding about the project's content."""

    code: str
    """Short stable name in kebab case, e.g. ``link-target``."""
    message: str
    """One line, no full stop at the end."""
    location: Location | None = None
    severity: Severity = Severity.ERROR
    detail: str = ""
    """The real values, if the message alone does not show them."""
    hint: str = ""
    """What to do."""

    def __str__(self) -> str:
        where = f"{self.location}: " if self.location else ""
        message = " ".join(self.message.splitlines())  # a name that was given may have breaks in it
        lines = [f"{where}{self.severity}: {message} [{self.code}]"]
        lines += [f"  {line}" for line in self.detail.splitlines()]
        if self.hint:
            lines.append(f"  hint: {self.hint}")
        return "\n".join(lines)


class ToolkitError(Exception):
    """The content is wrong; carries every diagnostic that was collected. Exit code 1."""

    exit_code = 1

    def __init__(self, *diagnostics: Diagnostic) -> None:
        super().__init__(*diagnostics)
        self.diagnostics = diagnostics

    def __str__(self) -> str:
        return "\n".join(map(str, self.diagnostics))


class UsageError(ToolkitError):
    """The call or the project file is wrong. Exit code 2."""

    exit_code = 2


def of_machine(error: OSError) -> ToolkitError:
    """What the machine refuses, as a full disk or a file that may not be read, in the words that a user is told."""
    where = Location(PurePath(error.filename).as_posix()) if isinstance(error.filename, str) else None
    message = f"cannot be used: {error.strerror or error}"
    return ToolkitError(Diagnostic("file", message, where, hint="check that it is there and that you may use it"))


def raise_if_errors(diagnostics: Iterable[Diagnostic]) -> None:
    """Raise `ToolkitError` with all of them if one is an error."""
    found = tuple(diagnostics)
    if any(one.severity is Severity.ERROR for one in found):
        raise ToolkitError(*found)
