"""A comment that speaks of a review and does not count as one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.review import doubtful_stamps
from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """Each such comment, with the reason."""
    if unit.form == 0 and unit.message.comments:
        for comment, reason in doubtful_stamps(unit.message):
            hint = "write `# reviewed: NAME, 2026-11-21` on a finished translation, or run `polyedition review`"
            yield Finding(f"a review that does not count: {reason}", comment, hint)


CHECK = Check(
    code="stamp",
    reason="a reviewer has said yes, and the edition does not know",
    find=find,
    severity=Severity.WARNING,
    compares=False,
)
