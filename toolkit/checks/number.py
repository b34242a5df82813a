"""A number, date or percentage that is lost, added or changed."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.numbers import normal_digits, read_numbers, with_point, years_as

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.numbers import Numbers

_HALF_DAY = 12
_SHORT = 12
"""Texts of more words may say the same number once where the other says it twice."""
_HINT = "write the same value in the language's own way; excuse a number left out on purpose with `# ignore: number`"


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Values that only one of the two texts has, in figures or in words; and percentages that are none any more."""
    source = read_numbers(unit.source.plain, context.source)
    target = read_numbers(unit.target.plain, context.target)
    if not (source.found or target.found):
        if unit.heading:
            yield from _head(source, target)
        return
    wanted, given = _comparable(source, target)
    is_long = len(unit.source.words) > _SHORT
    lost = [value for value in wanted - given if not _is_said(value, target, is_long)]
    added = [value for value in given - wanted if not _is_said(value, source, is_long)]
    if unit.plural:
        lost, added = [], [value for value in added if value not in _of_plural(unit, context)]
    lost, added = _without_half_days(source, target, lost, added)
    lost, added = _without_years(context.target.tag, lost, added)
    if lost or added:
        yield Finding(_message(lost, added), _detail(source, target), _HINT)
    elif source.percentages and not unit.plural and not target.says_percent:
        yield Finding(f"percentage lost: {_listed(source.percentages)} %", _detail(source, target), _HINT)
    if unit.heading:
        yield from _head(source, target)


def _comparable(source: Numbers, target: Numbers) -> tuple[Counter[str], Counter[str]]:
    """The values of both; what is written in the same figures and is no decimal number says the same."""
    wanted, given = _divided(source, target.values), _divided(target, source.values)
    rows = {number.text: number.values for number in source.found if len(number.values) > 1}
    for number in target.found:
        if number.text in rows and len(number.values) == 1:
            wanted.update(number.values)
            wanted.subtract(rows[number.text])
    return +wanted, +given


def _divided(numbers: Numbers, others: Counter[str]) -> Counter[str]:
    """The values of a text as the other text bears them out.

    Two numbers that stand side by side and pass for one are two; what is a row by the language's signs, as a version
    (2.1) where points stand between thousands, is one number with a point.
    """
    values = Counter(numbers.values)
    for number in numbers.found:
        one = with_point(number.text) if len(number.values) > 1 else None
        if one and one in others:
            values.subtract(number.values)
            values[one] += 1
        if any(map(str.isspace, number.text)) and number.values[0] not in others:
            parts = Counter(map(normal_digits, number.text.split()))
            if all(others[part] >= count for part, count in parts.items()):
                values.subtract(number.values)
                values.update(parts)
    return values


def _is_said(value: str, numbers: Numbers, is_long: bool) -> bool:
    """Whether the other text says it in words, or, where it is long enough to repeat itself, has it another time."""
    return value in numbers.spelt or (is_long and value in numbers.values)


def _of_plural(unit: Unit, context: Context) -> Counter[str]:
    texts = (unit.message.msgid, unit.message.msgid_plural or "")
    found: Counter[str] = Counter()
    for text in texts:
        found |= read_numbers(text, context.source).values
    return found


def _without_half_days(
    source: Numbers, target: Numbers, lost: list[str], added: list[str]
) -> tuple[list[str], list[str]]:
    """Three o'clock p.m. may be written as 15, and the other way round."""
    if not (source.twelve_hours or target.twelve_hours):
        return lost, added
    hours = {value for value in lost if value.isdigit() and str((int(value) + _HALF_DAY) % 24) in added}
    return [value for value in lost if value not in hours], [
        value for value in added if not (value.isdigit() and str((int(value) + _HALF_DAY) % 24) in hours)
    ]


def _without_years(tag: str, lost: list[str], added: list[str]) -> tuple[list[str], list[str]]:
    """A year may be written in the calendar that readers of the language use."""
    years = {value: other for value in lost for other in years_as(value, tag) if other in added}
    return [one for one in lost if one not in years], [one for one in added if one not in years.values()]


def _head(source: Numbers, target: Numbers) -> Iterator[Finding]:
    wanted, given = source.head_roman(), target.head_roman()
    if wanted and wanted != given and wanted not in target.values:
        yield Finding(
            "number of the heading lost or changed", _detail(source, target), "begin with the source's numeral"
        )


def _message(lost: list[str], added: list[str]) -> str:
    if lost and added:
        return f"number changed: {_listed(lost)} → {_listed(added)}"
    return f"number lost: {_listed(lost)}" if lost else f"number added: {_listed(added)}"


def _listed(values: list[str] | Counter[str]) -> str:
    return ", ".join(values)


def _detail(source: Numbers, target: Numbers) -> str:
    def shown(numbers: Numbers) -> str:
        return ", ".join(f"{one.text}{' %' if one.percent else ''}" for one in numbers.found) or "none"

    return f"numbers of the source: {shown(source)}; of the translation: {shown(target)}"


CHECK = Check(
    code="number",
    reason="a number, date or percentage that is lost or changed misinforms; values are compared, not their writing",
    find=find,
)
