"""A message with too few, too many or empty plural forms."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """What the forms of one message lack; said once a message, at its first form that has a text."""
    forms = unit.message.msgstr
    if not unit.plural or unit.form != next(number for number, text in enumerate(forms) if text):
        return
    empty = [number for number, text in enumerate(forms) if not text]
    if empty:
        listed = ", ".join(f"msgstr[{number}]" for number in empty)
        yield Finding(f"plural form empty: {listed}", hint="fill every form")
    count = context.plurals or context.target.plural_count
    if len(forms) != count:
        yield Finding(
            f"{len(forms)} plural forms instead of {count}",
            hint="run `polyedition update`, then fill the forms",
        )


CHECK = Check(
    code="plural-forms",
    reason="a missing plural form shows nothing, or the wrong form, for some numbers",
    find=find,
    compares=False,
)
