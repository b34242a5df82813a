"""White space before or after the text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.model import is_blank
from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """White space at either end that the source has not."""
    if is_blank(unit.target.raw):
        yield Finding("nothing but white space", repr(unit.target.raw), "translate it, or empty the translation")
        return
    for place, wanted, given in (
        ("beginning", _before(unit.source.raw), _before(unit.target.raw)),
        ("end", _after(unit.source.raw), _after(unit.target.raw)),
    ):
        if given and not wanted:
            yield Finding(f"white space at the {place}", repr(given), "remove it")


def _before(text: str) -> str:
    return text[: len(text) - len(text.lstrip())]


def _after(text: str) -> str:
    return text[len(text.rstrip()) :]


CHECK = Check(
    code="blanks",
    reason="white space at the ends shows as gaps, or is lost where parts are put together",
    find=find,
    compares=False,
)
