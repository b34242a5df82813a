"""A punctuation mark in place of the language's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Signs that the profile knows as mistyped, after a letter of the language: ``:`` for the Armenian full stop."""
    for seen, meant in context.target.wrong_marks.items():
        for match in re.finditer(rf"(?<=[^\W\d_]){re.escape(seen)}(?=\s|$)", unit.target.plain):
            if unit.target.plain[match.start() - 1] in context.target.alphabet:
                yield Finding(
                    f"{seen} in place of {meant}",
                    around(unit.target.plain, match.start(), match.end()),
                    f"write {meant} (U+{ord(meant[0]):04X}), if that is what is meant",
                )
                return


CHECK = Check(
    code="punctuation",
    reason="the language has a sign of its own, and readers of it expect it",
    find=find,
    severity=Severity.WARNING,
    compares=False,
)
