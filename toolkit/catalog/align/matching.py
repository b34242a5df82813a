"""The segments of a ledger and of a document while they are paired: what is settled, what is left, and where."""

from __future__ import annotations

from enum import StrEnum
from functools import cache, cached_property
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from toolkit.catalog.align.chains import longest_chain
from toolkit.catalog.align.likeness import Likeness, in_order, wording
from toolkit.catalog.typography import same_but_typography
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.catalog.model import Message
    from toolkit.sources.document import Segment

SEPARATOR = " › "
"""Between the parts of the extracted comment that says where a segment stands."""
NOTE = "translators: "
"""Begins an extracted comment that the author wrote, below the one that says where the segment stands."""
TEXT = "text"


class Why(StrEnum):
    """What speaks for a new segment's being an old one, in words."""

    NEW = "nothing that was there before"
    SAME_TEXT = "the same text"
    GIVEN = "the source gives it this id"
    DIVIDED = "the first part of it"
    CUT = "nearly all of it; the rest was cut off"
    JOINED = "joined out of these"
    ALIKE = "more alike than anything else"
    IN_ORDER = "alike, and in its order between the same neighbours"
    HEADING = "a heading in the same place"


Gap = tuple[list[int], list[int]]
"""Old and new segments, by place, that are left between the same neighbours."""


class Matching:
    """Which old segment each new one continues, so far. Old ones are called by index, new ones by place."""

    def __init__(self, old: Sequence[Message], new: Sequence[Segment]) -> None:
        self.old = old
        self.new = new
        self.old_of = [-1] * len(new)
        self.new_of = [-1] * len(old)
        self.why = [Why.NEW] * len(new)
        self.likenesses = [1.0] * len(new)
        self.joined: dict[int, list[int]] = {}
        """Further old segments that a new one continues, besides `old_of`."""
        self.part_of: dict[int, int] = {}
        """The old segment, continued by another new one, of which a new one is a further part."""
        self.old_wording = cache(lambda index: wording(old[index].msgid))
        self.new_wording = cache(lambda place: wording(new[place].text))
        self.old_sorts = [_sort_of_old(message) for message in old]
        self.new_sorts = [one.kind if one.kind in {Kind.META, Kind.HEADING} else TEXT for one in new]
        self.old_forms = [_form(where_of(message)) for message in old]
        self.new_forms = [_form(segment.where) for segment in new]

    @cached_property
    def likeness(self) -> Likeness:
        """Of any two texts of the ledger and the document."""
        return Likeness((message.msgid for message in self.old), (segment.text for segment in self.new))

    def old_words(self, index: int) -> tuple[str, ...]:
        """The words of an old segment, in order and in lower case."""
        return self.old_wording(index).words

    def new_words(self, place: int) -> tuple[str, ...]:
        """The words of a new segment, in order and in lower case."""
        return self.new_wording(place).words

    def compare(self, index: int, place: int) -> float:
        """The likeness of an old segment and a new one, from 0 to 1."""
        return self.likeness.compare(self.old_wording(index), self.new_wording(place))

    def numberless_likeness(self, index: int, place: int) -> float:
        """The likeness of an old segment and a new one if all numbers are taken for equal; 0 where a side has none."""
        old, new = self.old_wording(index).numberless, self.new_wording(place).numberless
        return in_order(old, new) if old and new else 0.0

    def sources(self, place: int) -> list[int]:
        """The old segments that a new one continues, in order."""
        first = self.old_of[place]
        return [] if first < 0 else [first, *self.joined.get(place, ())]

    def pair(self, index: int, place: int, why: Why, likeness: float = 1) -> None:
        """The new segment continues the old one; `likeness` where that is what speaks for it."""
        self.why[place], self.likenesses[place] = why, likeness
        self.old_of[place] = index
        self.new_of[index] = place

    def join(self, parts: Sequence[int], place: int) -> None:
        """The new segment continues several old ones."""
        for part in reversed(parts):
            self.pair(part, place, Why.JOINED)
        self.joined[place] = list(parts[1:])

    def is_free(self, index: int, place: int) -> bool:
        """Whether neither is settled."""
        return self.new_of[index] < 0 and self.old_of[place] < 0

    def is_unchanged(self, index: int, place: int) -> bool:
        """Whether the new segment continues the old one as it was; the ends of both documents count as that, too."""
        if index < 0 or place < 0:
            return index < 0 and place < 0
        if index >= len(self.old) or place >= len(self.new):
            return index >= len(self.old) and place >= len(self.new)
        return self.new_of[index] == place and same_but_typography(self.old[index].msgid, self.new[place].text)

    def is_between(self, index: int, place: int) -> bool:
        """Whether both stand between the same neighbours, which are unchanged."""
        return all(self.is_unchanged(index + step, place + step) for step in (-1, 1))

    def is_done(self) -> bool:
        """Whether nothing is left on one side."""
        return -1 not in self.old_of or -1 not in self.new_of

    def left_old(self) -> list[int]:
        """The old segments that nothing continues yet."""
        return [index for index, place in enumerate(self.new_of) if place < 0]

    def left_new(self) -> list[int]:
        """The new segments that continue nothing yet."""
        return [place for place, index in enumerate(self.old_of) if index < 0]

    def gaps_in_order(self) -> Iterator[Gap]:
        """What is left between neighbours of the longest chain of pairs that kept their order."""
        places = [(index, place) for index, place in enumerate(self.new_of) if place >= 0]
        anchors = [(-1, -1), *longest_chain(places), (len(self.old), len(self.new))]
        for (old_from, new_from), (old_to, new_to) in pairwise(anchors):
            olds = [index for index in range(old_from + 1, old_to) if self.new_of[index] < 0]
            news = [place for place in range(new_from + 1, new_to) if self.old_of[place] < 0]
            if olds and news:
                yield olds, news

    def gaps_between_neighbours(self) -> Iterator[Gap]:
        """What is left beside pairs that moved, a whole section for instance."""
        place = 0
        while place < len(self.new):
            begin = place
            while place < len(self.new) and self.old_of[place] < 0:
                place += 1
            if place > begin:
                left = self.old_of[begin - 1] if begin else -1
                right = self.old_of[place] if place < len(self.new) else len(self.old)
                olds = sorted({*self.run_from(left + 1), *self._run_to(right - 1)})
                if olds:
                    yield olds, list(range(begin, place))
            place += 1

    def run_from(self, index: int) -> list[int]:
        """The old segments from this one on that are left side by side."""
        end = index
        while end < len(self.old) and self.new_of[end] < 0:
            end += 1
        return list(range(index, end))

    def _run_to(self, index: int) -> list[int]:
        begin = index
        while begin >= 0 and self.new_of[begin] < 0:
            begin -= 1
        return list(range(begin + 1, index + 1))


def where_of(message: Message) -> tuple[str, ...]:
    """Where a segment stands, from the extracted comment of its message; at least one part."""
    lines = takewhile(lambda line: not line.startswith(NOTE), message.extracted)
    return tuple(" ".join(lines).split(SEPARATOR))


def _sort_of_old(message: Message) -> str:
    """Headings, front matter and running text never turn into each other by mere likeness."""
    id = message.msgctxt or ""
    if id.startswith(f"{Kind.META}/"):
        return Kind.META
    is_heading = where_of(message)[-1] == Kind.HEADING or id.rpartition("/")[2].startswith(f"{Kind.HEADING}-")
    return Kind.HEADING if is_heading else TEXT


def _form(where: Sequence[str]) -> str:
    """``paragraph``, ``item``, ``table`` …: the first of the words that say where a segment stands."""
    return where[-1].partition(" ")[0].rstrip(",")
