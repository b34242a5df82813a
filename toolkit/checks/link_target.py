"""A link that leads elsewhere than the source's."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.texts import Text


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Addresses of links, pictures and in plain words that differ from the source's; their order is free.

    A picture may be the language's own version of the source's: ``visits.fa.png`` for ``visits.png``.
    """
    sources, targets = _targets(unit.source), _targets(unit.target)
    if not sources and not targets:
        return
    wanted = Counter(sources)
    given = Counter(_original(target, wanted, context.target.tag) for target in targets)
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


def _original(target: str, wanted: Counter[str], locale: str) -> str:
    """The source's picture that this one is the version of, for the locale or its language; else the target itself."""
    stem, dot, ending = target.rpartition(".")
    for tag in (locale, locale.partition("-")[0]):
        name = f"{stem.removesuffix(f'.{tag}')}{dot}{ending}"
        if name != target and name in wanted:
            return name
    return target


def _targets(text: Text) -> list[str]:
    return [*text.marks.targets, *text.addresses]


CHECK = Check(
    code="link-target",
    reason="a changed address leads the reader astray; only a link's words are translated",
    find=find,
)
