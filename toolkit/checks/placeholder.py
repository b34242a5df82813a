"""A placeholder that is lost or added."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.texts import read_text

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """Placeholders such as ``{number}`` that only one of the two texts has.

    The plural form for one may leave the number out, as the source's singular often does.
    """
    given = Counter(unit.target.placeholders)
    most = least = Counter(unit.source.placeholders)
    if unit.plural:
        singular = Counter(read_text(unit.message.msgid).placeholders)
        plural = Counter(read_text(unit.message.msgid_plural or "").placeholders)
        most = singular | plural
        least = singular & plural if unit.form else Counter()
    if lost := least - given:
        listed = ", ".join(lost)
        yield Finding(f"placeholder lost: {listed}", unit.target.raw, f"put {listed} where the value belongs")
    if added := given - most:
        listed = ", ".join(added)
        yield Finding(f"placeholder added: {listed}", unit.target.raw, "nothing is put there; copy the source's names")


CHECK = Check(
    code="placeholder",
    reason="a lost placeholder drops a value from the page, an unknown one breaks it",
    find=find,
)
