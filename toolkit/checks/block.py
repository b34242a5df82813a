"""A translation that is more than the one block of text that it stands in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.catalog.model import is_blank
from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.numbers import normal_digits, read_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

_MARK = re.compile(r" {0,3}(?:(?P<heading>#{1,6})|(?P<item>[-+*])|(?P<number>\d{1,9})[.)]|(?P<quotation>>))(?:[ \t]|$)")
_FENCE = re.compile(r" {0,3}(?:```|~~~)")
_RULE = re.compile(r" {0,3}(?:-{3,}|={3,}|\*{3,}|_{3,})[ \t]*")
_NAMES = {"heading": "a heading", "item": "a list", "number": "a numbered list", "quotation": "a quotation"}


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Lines that begin with a mark of headings, lists, quotations or code, and empty lines, if the source has no such lines.

    A number that the source has, too, is an ordinal (``1. Mai``), not the number of a list's item.
    """
    if is_blank(unit.target.raw):
        return
    usual = {_kind(line) for line in unit.source.raw.split("\n")}
    lines = unit.target.raw.strip().split("\n")
    for line in lines:
        kind = "" if line.strip() else "an empty line"
        kind = kind or _kind(line)
        if not kind or kind in usual or (kind == _NAMES["number"] and _is_known(line, unit, context)):
            continue
        if kind == "an empty line":
            yield Finding(
                "an empty line divides the translation", unit.target.raw, "write one paragraph, as the source does"
            )
        else:
            yield Finding(
                f"a line begins like {kind}", line, "remove the mark: the source's own place decides what it is"
            )
        return


def _kind(line: str) -> str:
    """What a line would begin if it stood in a source; nothing for running text."""
    if match := _MARK.match(line):
        return _NAMES[str(match.lastgroup)]
    if _FENCE.match(line):
        return "code"
    return "a line across the page" if _RULE.fullmatch(line) else ""


def _is_known(line: str, unit: Unit, context: Context) -> bool:
    match = _MARK.match(line)
    number = normal_digits(match["number"]) if match else ""
    return number in (numbers := read_numbers(unit.source.plain, context.source)).values or number in numbers.spelt


CHECK = Check(
    code="block",
    reason="a translation stands in the place of one text: marks of other blocks are printed as they are, paragraphs run together",
    find=find,
    markdown_only=True,
)
