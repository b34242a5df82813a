"""What the parser's rules find wrong, kept in the parser's environment until the reader tells it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

_FAULTS = "faults"


@dataclass(frozen=True, slots=True)
class Fault:
    """One finding of a rule."""

    line: int
    """Counted from 0 in the text that was parsed."""
    code: str
    message: str
    hint: str
    severity: Severity = Severity.ERROR


def add_fault(env: MutableMapping[str, Any], fault: Fault) -> None:
    """Takes note of a fault, each once."""
    env.setdefault(_FAULTS, {})[fault] = None


def faults_in(env: MutableMapping[str, Any]) -> tuple[Fault, ...]:
    """What was found, in the order of the text."""
    return tuple(sorted(env.get(_FAULTS, ()), key=lambda fault: fault.line))
