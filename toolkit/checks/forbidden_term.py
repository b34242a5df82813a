"""A rendering that the termbase rules out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENDING = 3
"""So many letters of an ending may follow a forbidden word."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Forbidden renderings of the terms that the source uses, unless another of these terms is rightly rendered so."""
    used = dict.fromkeys(term for term, _, _ in context.terms.used_in(unit.source.plain))
    right = " ".join(term.translation for term in used).casefold()
    text = " ".join(unit.target.plain.casefold().split())
    for term in used:
        for rendering in term.forbidden:
            folded = rendering.casefold()
            if folded not in text or folded in right:
                continue
            if match := _pattern(rendering).search(unit.target.plain):
                hint = f"write “{term.translation}”" if term.translation else "choose another word"
                yield Finding(f"“{match[0]}” is not to be used for “{term.source}”", hint=hint)


@lru_cache(1 << 12)
def _pattern(rendering: str) -> re.Pattern[str]:
    ending = "" if rendering.isupper() else rf"\w{{0,{_ENDING}}}"
    text = re.escape(rendering).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){text}{ending}(?!\w)", re.NOFLAG if rendering.isupper() else re.IGNORECASE)


CHECK = Check(
    code="forbidden-term",
    reason="the termbase names renderings that mislead; whoever knows better may still choose one",
    find=find,
    severity=Severity.WARNING,
)
