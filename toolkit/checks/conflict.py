"""A conflict of a merge that nobody has settled."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.conflict import conflicts_of
from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """Other texts that were merged into the message's comments."""
    if unit.form == 0:
        for text in conflicts_of(unit.message):
            hint = "choose one of the two, then delete the line `# conflict:` and the fuzzy mark"
            yield Finding("two people's texts for one message", text, hint)


CHECK = Check(
    code="conflict",
    reason="two people have translated a text differently, and only one of the two is shown",
    find=find,
    compares=False,
)
