"""Quotation marks of another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator

_STRAIGHT = '"'
_MARKS = re.compile(r"[\"«»„“”‟‹›]")


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Quotation marks that the locale's profile does not have; said once a text.

    Straight ones may follow the source's: in documents each language's own marks are shown for them.
    """
    own = {*context.target.quotes, *context.target.inner_quotes, *(_STRAIGHT if _STRAIGHT in unit.source.plain else "")}
    for match in _MARKS.finditer(unit.target.plain):
        if match[0] not in own:
            outer, inner = " ".join(context.target.quotes), " ".join(context.target.inner_quotes)
            yield Finding(
                f"quotation mark {match[0]}",
                around(unit.target.plain, match.start(), match.end()),
                f"{context.target.name} quotes with {outer}, inside a quotation with {inner}",
            )
            return


CHECK = Check(
    code="quotes",
    reason="each language has its own quotation marks",
    find=find,
    severity=Severity.WARNING,
    compares=False,
)
