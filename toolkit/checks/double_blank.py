"""Two blanks in a row."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator

_BLANKS = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """Blanks that are doubled where the source's are not."""
    match = _BLANKS.search(unit.target.raw)
    if match and not _BLANKS.search(unit.source.raw):
        yield Finding("two blanks in a row", around(unit.target.raw, match.start(), match.end()), "leave one")


CHECK = Check(
    code="double-blank",
    reason="a typing mistake that shows where lines are justified, and in plain text",
    find=find,
    severity=Severity.WARNING,
)
