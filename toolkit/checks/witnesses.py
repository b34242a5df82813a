"""The edition that stands alone: all others, the source among them, agree on a number, a name, a link or a count."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.checks.model import Finding
from toolkit.language.numbers import Numbers, read_numbers, years_as

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.errors import Location
    from toolkit.language.locales.model import Locale
    from toolkit.language.texts import Text

CODE = "witnesses"
REASON = "where all other languages agree, the one that differs is most likely wrong"
FEWEST = 4
"""Texts, the source's included: of three, one against two says little."""
_NAME = re.compile(r"(?<![^\W_])[A-Z][A-Z0-9]*[A-Z][A-Z0-9]*(?![A-Za-z0-9])")
_STOP = re.compile(
    r"(\w*)[\"'”’»)\]]*([.!?…։؟।۔])[.!?…]*[\"'”’»)\]]*\s+[^\w\s]*(\w)|[。！？]+[」』）”’]*(?=[^\s。！？」』）”’])"
)
_SHORTEST_WORD = 3
"""A full stop behind a shorter one may end an abbreviation."""
_SHORTEST_LIST = 3
_ITEM = re.compile("[;؛；·]")


@dataclass(frozen=True)
class Witness:
    """One text in one language, and where it is written."""

    locale: Locale
    text: Text
    place: Location

    @cached_property
    def numbers(self) -> Numbers:
        """The numbers in it."""
        return read_numbers(self.text.plain, self.locale)

    @cached_property
    def values(self) -> frozenset[str]:
        """What they say."""
        return frozenset(self.numbers.values)

    @cached_property
    def names(self) -> frozenset[str]:
        """Acronyms in Latin capitals, but for Roman numerals."""
        romans = {one.text for one in self.numbers.found if one.roman}
        return frozenset(_NAME.findall(self.text.plain)) - romans

    @cached_property
    def links(self) -> frozenset[str]:
        """Where its links lead."""
        return frozenset((*self.text.marks.targets, *self.text.addresses))

    @cached_property
    def sentences(self) -> int:
        """How many sentences there are, at least one."""
        return 1 + sum(_ends_sentence(match) for match in _STOP.finditer(self.text.plain.strip()))

    @cached_property
    def items(self) -> int:
        """How many parts a list within the text has; 1 where there is none."""
        count = 1 + len(_ITEM.findall(self.text.plain.strip().rstrip(";؛；")))
        return count if count >= _SHORTEST_LIST else 1


def odd_ones(witnesses: Sequence[Witness]) -> Iterator[tuple[Witness, Finding]]:
    """The witnesses that stand alone against all others who agree, each with what they are alone in."""
    found: dict[int, list[str]] = {}
    for what, values in _SETS.items():
        for number, words in _alone_in_a_set(witnesses, values):
            found.setdefault(number, []).append(f"{what} {words}")
    for what, count in _COUNTS.items():
        counts = [count(one) for one in witnesses]
        usual = Counter(counts).most_common(1)[0]
        if usual[1] == len(counts) - 1:
            number = next(place for place, value in enumerate(counts) if value != usual[0])
            own = f"{counts[number]} {what if counts[number] > 1 else what.removesuffix('s')}"
            found.setdefault(number, []).append(f"{own} where all others have {usual[0]}")
    for number, faults in found.items():
        hint = "compare it with the others; if it is right, excuse it with `# ignore: witnesses`"
        name = witnesses[number].locale.name
        yield (
            witnesses[number],
            Finding(f"{name} stands alone: {'; '.join(faults)}", _said(witnesses[number], witnesses), hint),
        )


def _alone_in_a_set(
    witnesses: Sequence[Witness], values: Callable[[Witness], frozenset[str]]
) -> Iterator[tuple[int, str]]:
    holders = Counter(value for one in witnesses for value in sorted(values(one)))
    for value, count in holders.items():
        if count == len(witnesses) - 1:
            number = next(place for place, one in enumerate(witnesses) if value not in values(one))
            own = {*witnesses[number].numbers.spelt, *values(witnesses[number])}
            if own.isdisjoint((value, *years_as(value, witnesses[number].locale.tag))):
                yield number, f"{value} is missing"
        elif count == 1 and not value.isupper():  # an acronym is translated in many ways
            number = next(place for place, one in enumerate(witnesses) if value in values(one))
            others = (one for place, one in enumerate(witnesses) if place != number)
            is_year = any(value in years_as(other, witnesses[number].locale.tag) for other in holders)
            if not is_year and not any(value in one.numbers.spelt for one in others):
                yield number, f"{value} is in no other"


def _ends_sentence(match: re.Match[str]) -> bool:
    word, stop, following = match.groups()
    if following is None:
        return True
    is_word = stop != "." or len(word) >= _SHORTEST_WORD or word.isdecimal()
    return is_word and not following.islower() and not following.isdecimal()


def _said(odd: Witness, witnesses: Sequence[Witness]) -> str:
    others = [one for one in witnesses if one is not odd]
    return "\n".join(f"{one.locale.tag}: {one.text.raw}" for one in (odd, others[0]))


_SETS: dict[str, Callable[[Witness], frozenset[str]]] = {
    "number": lambda one: one.values,
    "name": lambda one: one.names,
    "link": lambda one: one.links,
}
_COUNTS: dict[str, Callable[[Witness], int]] = {
    "sentences": lambda one: one.sentences,
    "items": lambda one: one.items,
}
