"""Markup that is lost, added or left open."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEFTOVER = re.compile(
    r"\*\*|\]\(|\]\[|\[\^|(?<![\w*])\*(?=[^\W\d_])|(?<=[^\W\d_])\*(?![\w*])|``?|(?<!\w)__?(?=\w)|(?<=\w)__?(?!\w)"
)
_PLURALS = {"italics": "italics", "code": "pieces of code"}


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """Kinds of markup that occur more or less often than in the source, and signs of markup that were read as text."""
    source, target = unit.source.marks, unit.target.marks
    if source.counts != target.counts:
        wanted, given = Counter(dict(source.counts)), Counter(dict(target.counts))
        if lost := wanted - given:
            yield Finding(f"markup lost: {_listed(lost)}", _shown(unit), "mark the same words as the source does")
        if added := given - wanted:
            yield Finding(f"markup added: {_listed(added)}", _shown(unit), "mark only what the source marks")
    signs = _LEFTOVER.findall(target.plain)
    for sign in Counter(signs) - Counter(_LEFTOVER.findall(source.plain)) if signs else ():
        message = f"markup left open: {sign}"
        yield Finding(message, unit.target.raw, "close it, without a blank between the sign and the words it marks")
    yield from _changed("code", source.codes, target.codes)
    yield from _changed("footnote mark", source.notes, target.notes)


def _changed(what: str, wanted: tuple[str, ...], given: tuple[str, ...]) -> Iterator[Finding]:
    if wanted == given:
        return
    lost, added = Counter(wanted) - Counter(given), Counter(given) - Counter(wanted)
    if lost and added:
        detail = f"the source has {', '.join(lost)}, the translation {', '.join(added)}"
        yield Finding(f"{what} changed", detail, "copy it from the source")


def _listed(counts: Counter[str]) -> str:
    return ", ".join(
        what if number == 1 else f"{number} × {_PLURALS.get(what, f'{what}s')}" for what, number in counts.items()
    )


def _shown(unit: Unit) -> str:
    return f"source: {unit.source.raw}\ntranslation: {unit.target.raw}"


CHECK = Check(
    code="markup",
    reason="lost, added or unclosed bold, italics, links, code or footnote marks show as stray signs or change the sense",
    find=find,
    markdown_only=True,
)
