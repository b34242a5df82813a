"""The same source text translated in different ways in one catalog."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.typography import fold
from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """The other translations of the same text, typography and the first letter's case aside."""
    if unit.plural:
        return
    own = _folded(unit.target.raw)
    others = [text for text in context.translations.get(unit.message.msgid, ()) if _folded(text) != own]
    if others:
        yield Finding("the same source text is also translated otherwise", "\n".join([unit.target.raw, *others]))


def _folded(text: str) -> str:
    return fold(text).casefold()


CHECK = Check(
    code="inconsistent",
    reason="readers take two names for two things",
    find=find,
    severity=Severity.WARNING,
)
