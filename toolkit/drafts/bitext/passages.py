"""What an aligner sees of a text: how long it is, its numbers, links, words, names, and what it is in its document."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.drafts.bitext.romanize import skeleton
from toolkit.language.numbers import Numbers
from toolkit.language.texts import Syntax, read_text
from toolkit.sources.marks import HOLE

if TYPE_CHECKING:
    from toolkit.language.locales.model import Locale
    from toolkit.language.texts import Word
    from toolkit.sources.document import Kind, Segment

_PREFIX = 5
"""So many letters of a word stand for its stem."""
_FEWEST = 3
_DENSE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\u0e00-\u0e7f\u0e80-\u0eff\u1780-\u17ff\u1000-\u109f]+")
"""Writings without blanks between words."""
_ENDS = {
    "?": "?", "？": "?", "՞": "?", "؟": "?", ";": ";", "；": ";", "؛": ";", ":": ":", "：": ":", "՝": ":", ",": ",", "，": ",",
    "،": ",", ".": ".", "。": ".", "։": ".", "!": "!", "！": "!", "।": ".", "॥": ".", "۔": ".", "។": ".", "။": ".", "።": ".",
}  # fmt: skip
_CLOSING = "»”\"')]*_’›） \u00a0"
_NUMBER_OF_ITEM = re.compile(r"item (\d+) of")


@dataclass(frozen=True)
class Passage:
    """One text of a document, or several that stand behind each other."""

    text: str
    """Inline Markdown."""
    kind: Kind
    locale: Locale
    depth: int = 0
    """Of a heading: how many headings are above it."""
    item: str = ""
    """Of an item of a list: its place in it."""
    places: tuple[int, ...] = ()
    """In its document; those of all its parts."""

    @cached_property
    def plain(self) -> str:
        """Its words."""
        return read_text(self.text, Syntax.MARKDOWN).plain.replace(HOLE, " ")

    @cached_property
    def length(self) -> int:
        """Letters and digits."""
        return sum(sign.isalnum() for sign in self.plain)

    @cached_property
    def numbers(self) -> Counter[str]:
        """The numbers by value."""
        return Numbers(self.plain, self.locale).values

    @cached_property
    def spelt(self) -> frozenset[str]:
        """The numbers that words may stand for."""
        return Numbers(self.plain, self.locale).spelt

    @cached_property
    def links(self) -> frozenset[str]:
        """Where links lead, and the addresses that are written out."""
        marks = read_text(self.text, Syntax.MARKDOWN)
        return frozenset((*marks.marks.targets, *marks.addresses, *marks.marks.codes))

    @cached_property
    def stems(self) -> frozenset[str]:
        """The beginnings of its words; pairs of signs where words are not set apart."""
        found = {word.text.casefold()[:_PREFIX] for word in self._words if len(word.text) >= _FEWEST}
        for run in _DENSE.findall(self.plain):
            found |= {run[at : at + 2] for at in range(len(run) - 1)}
        return frozenset(found)

    @cached_property
    def names(self) -> frozenset[str]:
        """Skeletons of words that may be alike in other languages."""
        return frozenset(filter(None, (skeleton(word.text) for word in self._words if len(word.text) >= _FEWEST)))

    @cached_property
    def end(self) -> str:
        """The sign that it ends with, as a Latin one; empty for none."""
        bare = self.plain.rstrip(_CLOSING)
        if "՞" in bare[-24:]:
            return "?"
        return _ENDS.get(bare[-1:], "")

    @property
    def _words(self) -> tuple[Word, ...]:
        return read_text(self.text, Syntax.MARKDOWN).words


def passage_of(segment: Segment, locale: Locale) -> Passage:
    """What is seen of a segment."""
    match = _NUMBER_OF_ITEM.match(segment.where[-1])
    return Passage(segment.text, segment.kind, locale, len(segment.where), match[1] if match else "")


def joined(passages: tuple[Passage, ...]) -> Passage:
    """Several passages as one, with all that was seen of each."""
    if len(passages) == 1:
        return passages[0]
    first, last = passages[0], passages[-1]
    blank = "" if _DENSE.search(first.plain[-2:]) else " "
    places = tuple(place for one in passages for place in one.places)
    made = Passage(blank.join(one.text for one in passages), first.kind, first.locale, first.depth, first.item, places)
    made.__dict__.update(  # what is cached of the parts need not be found again
        plain=blank.join(one.plain for one in passages),
        length=sum(one.length for one in passages),
        numbers=sum((one.numbers for one in passages), Counter()),
        end=last.end,
        **{
            name: frozenset[str]().union(*(getattr(one, name) for one in passages))
            for name in ("spelt", "links", "stems", "names")
        },
    )
    return made
