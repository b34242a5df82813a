"""The check ``isbn``: the last digit of an ISBN is reckoned from the others (ISO 2108)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

_ISBN = re.compile(r"\bISBN(?:-1[03])?:?\s*((?:97[89][-\s]?)?(?:\d[-\s]?){9}[\dXx])\b")


def find(unit: Unit, _: Context) -> Iterator[Finding]:
    """Every ISBN whose last digit does not go with the others."""
    for match in _ISBN.finditer(unit.target.plain):
        digits = re.sub(r"[-\s]", "", match[1]).upper()
        if not _is_valid(digits):
            yield Finding("the last digit of an ISBN is wrong", match[1], "copy the number from the book or the source")


def _is_valid(digits: str) -> bool:
    values = [10 if digit == "X" else int(digit) for digit in digits]
    if len(values) == 13:
        return sum(value * (3 if place % 2 else 1) for place, value in enumerate(values)) % 10 == 0
    return sum(value * (10 - place) for place, value in enumerate(values)) % 11 == 0


CHECK = Check(
    code="isbn",
    reason="a number with a wrong last digit leads to no book",
    find=find,
    compares=False,
)
