"""A link that leads elsewhere than the source's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.texts import Text


def find(unit: Unit, context: Context) -> Iterator[Finding]:  # noqa: ARG001 - the signature is the protocol
    """Addresses of links, pictures and in plain words that differ from the source's; their order is free."""
    wanted, given = Counter(_targets(unit.source)), Counter(_targets(unit.target))
    lost, added = list((wanted - given).elements()), list((given - wanted).elements())
    for number, target in enumerate(added):
        if number < len(lost):
            detail = f"the source links to {lost[number]}, the translation to {target}"
            yield Finding(
                "link target changed", detail, "copy the address from the source; only the words are translated"
            )
        else:
            yield Finding("address added", target, "remove it, or add it to the source")
    for target in lost[len(added) :]:
        yield Finding("address lost", target, "copy it from the source")


def _targets(text: Text) -> list[str]:
    return [*text.marks.targets, *text.addresses]


CHECK = Check(
    code="link-target",
    reason="a changed address leads the reader astray; only a link's words are translated",
    find=find,
)
