"""Which old segment is this new one? The alignment of a revised document with the committed template.

First what is certain: the same text under the same id, in the same section, elsewhere; then an id that the author
gave. Between these anchors the texts that are alike, in order; last, headings over the same text, and what was both
moved and reworded. The rest is new: no previous translation is better than a wrong one.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from toolkit.catalog.align.chains import Pair, heaviest_chain, longest_chain
from toolkit.catalog.align.likeness import Likeness, words_of
from toolkit.catalog.typography import fold
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from toolkit.catalog.model import Message
    from toolkit.sources.document import Segment

TO_TRANSLATORS = "translators: "
"""Begins an extracted comment that the source says to translators."""
SEPARATOR = " › "
"""Between the parts of the extracted comment that says where a segment stands."""

_LEAST_LIKENESS, _LEAST_LIKENESS_SHORT = 0.65, 0.9
_LEAST_LIKENESS_HEADING = 0.5
_LEAST_LIKENESS_MOVED = 0.8
_FEWEST_GROWN = 3
"""Words: a text of so many that only gained or only lost words is not held to be a short one."""
_SAME_NUMBER = 0.15
"""Taken off the least likeness where the number is the same as well."""
_ALL_PAIRS = 256
"""In a gap with no more pairs than this every one is compared."""
_RAREST, _POSTINGS, _CLOSEST = 6, 50, 5
"""Otherwise: candidates by the rarest words, unless too many texts have the word; this many are compared."""
_RARE, _LOOKED_AT = 100, 300
"""Competitors are found by words that no more segments have than this, in so many segments at most, rarest first."""
_CLEARLY = 1.5
"""By this factor any other text must be further away than the one that a new text continues."""
_SAME_PART = 0.75
"""Share of a part's words that must be found in its place for a text to count as divided or joined."""
_MOST_PARTS = 3
_CROSSED = 10_000
"""Above this many pairs of one repeated text they are paired in order rather than by nearness."""


@dataclass(frozen=True, slots=True)
class Continuation:
    """What one new segment continues."""

    id: str
    """Final: given or numbered by the source, kept from the ledger, or new."""
    old: tuple[str, ...] = ()
    """Ids in the ledger: none if the text is new, several if they were joined into it."""
    divided: bool = False
    """It is the first part only of the old text."""
    numbered: bool = False
    """Its id is an address (``rec-7``)."""


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of each segment between the ledger and the document."""

    continuations: tuple[Continuation, ...]
    """One for each new segment, in reading order."""
    gone: tuple[str, ...]
    """Ids of the ledger that nothing continues."""
    texts: Mapping[str, str]
    """The ledger's text of each id: tells whether a catalog is in step with it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The final ids, for `Document.with_ids`."""
        return tuple(continuation.id for continuation in self.continuations)


def align(old: Sequence[Message], new: Sequence[Segment]) -> Alignment:
    """The alignment of the segments of a document with the messages of its ledger, whose ids must differ.

    Ids are names: a segment keeps its own when it is edited or moved. One that the source itself gives (by name, or
    by role and number) wins over the ledger's. Time grows linearly with the number of segments, up to a logarithm.
    """
    aligner = _Aligner(old, new)
    aligner.match()
    ids = _final_ids(aligner)
    continuations = tuple(
        Continuation(
            id=ids[place],
            old=tuple(old[index].msgctxt or "" for index in aligner.sources(place)),
            divided=place in aligner.divided,
            numbered=segment.numbered,
        )
        for place, segment in enumerate(new)
    )
    continued = {index for place in range(len(new)) for index in aligner.sources(place)}
    gone = tuple(message.msgctxt or "" for index, message in enumerate(old) if index not in continued)
    return Alignment(continuations, gone, {message.msgctxt or "": message.msgid for message in old})


def _final_ids(aligner: _Aligner) -> list[str]:
    """A different id for every new segment; no id of the ledger goes to another text unless the source says so."""
    ids = [""] * len(aligner.new)
    taken = _Names()
    for place, segment in enumerate(aligner.new):
        if segment.given or segment.numbered:
            ids[place] = taken.take(segment.id)
    for place in range(len(ids)):
        sources = aligner.sources(place)
        kept = aligner.old[sources[0]].msgctxt if sources else None
        if not ids[place] and kept and kept not in taken.used:
            ids[place] = taken.take(kept)
    taken.used.update(message.msgctxt or "" for message in aligner.old)
    for place, segment in enumerate(aligner.new):
        ids[place] = ids[place] or taken.take(segment.id)
    return ids


class _Names:
    """Ids that are in use; a further taker of one gets it with ``-2``, ``-3`` …"""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.numbers: dict[str, int] = {}

    def take(self, id: str) -> str:
        name = id
        while name in self.used:
            self.numbers[id] = self.numbers.get(id, 1) + 1
            name = f"{id}-{self.numbers[id]}"
        self.used.add(name)
        return name


@dataclass
class _Aligner:
    """The stages, each of which pairs segments that the earlier ones left over."""

    old: Sequence[Message]
    new: Sequence[Segment]
    divided: set[int] = field(default_factory=set)
    joined: dict[int, list[int]] = field(default_factory=dict)
    """Further old segments that a new one continues, besides `old_of`."""

    def __post_init__(self) -> None:
        self.old_of = [-1] * len(self.new)
        self.new_of = [-1] * len(self.old)
        self._old_words = cache(lambda index: words_of(self.old[index].msgid))
        self._new_words = cache(lambda place: words_of(self.new[place].text))

    def sources(self, place: int) -> list[int]:
        """The old segments that a new one continues, in order."""
        first = self.old_of[place]
        return [] if first < 0 else [first, *self.joined.get(place, ())]

    def match(self) -> None:
        """Run all stages."""
        self._match_same_id_and_text()
        for key_old, key_new in _KEYS:
            self._match_equal(key_old, key_new)
        if self._is_done():
            return
        self._match_given()
        for gaps in (self._gaps_in_order, self._gaps_between_neighbours):
            for olds, news in gaps():
                self._match_gap(olds, news)
        self._match_renamed_headings()
        self._match_moved_and_reworded()

    def _is_done(self) -> bool:
        return -1 not in self.old_of or -1 not in self.new_of

    def _pair(self, old: int, new: int) -> None:
        self.old_of[new] = old
        self.new_of[old] = new

    # -- certain: the same text, or an id that the author gave -------------------------------------

    def _match_same_id_and_text(self) -> None:
        """Where a text is repeated under ids made by hash, their order says more than their ids."""
        repeated = _repeated(message.msgid for message in self.old) | _repeated(one.text for one in self.new)
        places = {message.msgctxt: index for index, message in enumerate(self.old)}
        for place, segment in enumerate(self.new):
            index = places.get(segment.id, -1)
            named = segment.given or segment.numbered
            if index >= 0 and self.old[index].msgid == segment.text and (named or segment.text not in repeated):
                self._pair(index, place)

    def _match_equal(self, key_old: Callable[[Message], Hashable], key_new: Callable[[Segment], Hashable]) -> None:
        olds: dict[Hashable, list[int]] = defaultdict(list)
        news: dict[Hashable, list[int]] = defaultdict(list)
        for index in self._left_old():
            olds[key_old(self.old[index])].append(index)
        for place in self._left_new():
            news[key_new(self.new[place])].append(place)
        shared = [key for key in news if key in olds]
        # What is unambiguous first: it tells where the ambiguous ones should be looked for.
        for key in sorted(shared, key=lambda key: len(olds[key]) != len(news[key])):
            for index, place in self._in_order_or_nearest(olds[key], news[key]):
                self._pair(index, place)

    def _in_order_or_nearest(self, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
        if len(olds) == len(news) or len(olds) * len(news) > _CROSSED:
            return list(zip(olds, news, strict=False))
        expected = {index: self._expected_place(index) for index in olds}
        distances = sorted((abs(expected[index] - place), index, place) for index in olds for place in news)
        found: dict[int, int] = {}
        used: set[int] = set()
        for _, index, place in distances:
            if index not in found and place not in used:
                found[index] = place
                used.add(place)
        return sorted(found.items())

    def _expected_place(self, index: int) -> int:
        """Where an old segment would be now if it followed the one that it used to follow."""
        before = index - 1
        while before >= 0 and self.new_of[before] < 0:
            before -= 1
        return index - before + (self.new_of[before] if before >= 0 else -1)

    def _match_given(self) -> None:
        """The author says that these are the same segments, whatever their texts."""
        places = {self.old[index].msgctxt: index for index in self._left_old()}
        for place in self._left_new():
            index = places.get(self.new[place].id, -1)
            if index >= 0 and self.new[place].given:
                self._pair(index, place)
                self._join_following(index, place)

    def _join_following(self, index: int, place: int) -> None:
        """More old segments that were joined into one whose id the author gave."""
        following = self._run_from(index + 1)[: _MOST_PARTS - 1]
        for count in range(1, len(following) + 1):
            parts = [index, *following[:count]]
            if _is_composed(self._new_words(place), [self._old_words(part) for part in parts]):
                self._join(parts, place)
                return

    # -- likely: alike, and between the same anchors -----------------------------------------------

    def _gaps_in_order(self) -> Iterator[tuple[list[int], list[int]]]:
        """What is left between neighbours of the longest chain of anchors that kept their order."""
        places = [(index, place) for index, place in enumerate(self.new_of) if place >= 0]
        anchors = [(-1, -1), *longest_chain(places), (len(self.old), len(self.new))]
        for (old_from, new_from), (old_to, new_to) in pairwise(anchors):
            olds = [index for index in range(old_from + 1, old_to) if self.new_of[index] < 0]
            news = [place for place in range(new_from + 1, new_to) if self.old_of[place] < 0]
            if olds and news:
                yield olds, news

    def _gaps_between_neighbours(self) -> Iterator[tuple[list[int], list[int]]]:
        """What is left beside anchors that moved, a whole section for instance."""
        place = 0
        while place < len(self.new):
            begin = place
            while place < len(self.new) and self.old_of[place] < 0:
                place += 1
            if place > begin:
                left = self.old_of[begin - 1] if begin else -1
                right = self.old_of[place] if place < len(self.new) else len(self.old)
                olds = sorted({*self._run_from(left + 1), *self._run_to(right - 1)})
                if olds:
                    yield olds, list(range(begin, place))
            place += 1

    def _run_from(self, index: int) -> list[int]:
        end = index
        while end < len(self.old) and self.new_of[end] < 0:
            end += 1
        return list(range(index, end))

    def _run_to(self, index: int) -> list[int]:
        begin = index
        while begin >= 0 and self.new_of[begin] < 0:
            begin -= 1
        return list(range(begin + 1, index + 1))

    def _match_gap(self, olds: list[int], news: list[int]) -> None:
        self._match_divided(olds, news)
        self._match_joined(olds, news)
        olds = [index for index in olds if self.new_of[index] < 0]
        news = [place for place in news if self.old_of[place] < 0]
        for pair in heaviest_chain(self._alike(olds, news, self._least)):
            self._pair(pair.old, pair.new)

    def _match_renamed_headings(self) -> None:
        """A heading over the same text is the same heading, even if no word of it is left."""
        for place in self._left_new():
            following = self.old_of[place + 1] if place + 1 < len(self.new) else -1
            if following < 1 or self.new_of[following - 1] >= 0 or not self._is_new_text(place + 1):
                continue
            if _sort_of_new(self.new[place]) == Kind.HEADING == _sort_of_old(self.old[following - 1]):
                self._pair(following - 1, place)

    def _match_moved_and_reworded(self) -> None:
        """What is left anywhere, if it is very much alike: it was moved and touched in one go."""
        pairs = self._alike(list(self._left_old()), list(self._left_new()), self._least_moved)
        for pair in sorted(pairs, key=lambda pair: (-pair.likeness, pair)):
            if self.new_of[pair.old] < 0 and self.old_of[pair.new] < 0:
                self._pair(pair.old, pair.new)

    def _alike(self, olds: list[int], news: list[int], least: Callable[[int, int], float]) -> list[Pair]:
        """The pairs that are alike enough to be one segment, and more so than with any other text."""
        found: list[Pair] = []
        if not olds or not news:
            return found
        for place, candidates in self._candidates(olds, news):
            pairs = [
                Pair(index, place, self.likeness.compare(self._old_words(index), self._new_words(place)))
                for index in candidates
                if _sort_of_old(self.old[index]) == _sort_of_new(self.new[place])
            ]
            if best := self._clearly_best(pairs, least):
                found += best
        return found

    def _clearly_best(self, pairs: list[Pair], least: Callable[[int, int], float]) -> list[Pair]:
        """The best pair of one new segment (several if the old text is repeated), or nothing in doubt."""
        if not pairs:
            return []
        best = max(pairs, key=lambda pair: pair.likeness)
        text = self.old[best.old].msgid
        rivals = [pair.likeness for pair in pairs if self.old[pair.old].msgid != text]
        if best.likeness < least(best.old, best.new) or any(_is_near(best.likeness, rival) for rival in rivals):
            return []
        if self._has_competitor(best):
            return []
        return [pair for pair in pairs if self.old[pair.old].msgid == text]

    def _candidates(self, olds: list[int], news: list[int]) -> Iterator[tuple[int, Sequence[int]]]:
        if len(olds) * len(news) <= _ALL_PAIRS:
            yield from ((place, olds) for place in news)
            return
        index_of: dict[str, list[int]] = defaultdict(list)
        for index in olds:
            for word in set(self._old_words(index)):
                index_of[word].append(index)
        for place in news:
            yield place, self._closest(self._new_words(place), index_of)

    def _closest(self, words: Sequence[str], index_of: Mapping[str, list[int]]) -> list[int]:
        shared: dict[int, float] = defaultdict(float)
        for word in self.likeness.rarest(words, _RAREST * 2):
            postings = index_of.get(word, ())
            if len(postings) <= _POSTINGS:
                for index in postings:
                    shared[index] += self.likeness.weight(word)
        return sorted(shared, key=lambda index: (-shared[index], index))[:_CLOSEST]

    def _least(self, index: int, place: int) -> float:
        """The likeness that a pair must have: in a short text one changed word may change everything."""
        if self.new[place].kind is Kind.HEADING:
            return _LEAST_LIKENESS_HEADING
        shorter, longer = sorted((self._old_words(index), self._new_words(place)), key=len)
        if len(shorter) >= _FEWEST_GROWN and not Counter(shorter) - Counter(longer):
            return _LEAST_LIKENESS
        least = min(_LEAST_LIKENESS_SHORT, max(_LEAST_LIKENESS, 0.98 - 0.02 * len(shorter)))
        same_number = self.new[place].numbered and self.old[index].msgctxt == self.new[place].id
        return least - _SAME_NUMBER if same_number else least

    def _least_moved(self, index: int, place: int) -> float:
        return max(_LEAST_LIKENESS_MOVED, self._least(index, place))

    # -- a likeness that many share proves nothing -------------------------------------------------

    def _has_competitor(self, pair: Pair) -> bool:
        """Whether the new text is about as much like a text that is still in its old place."""
        words = self._new_words(pair.new)
        shared: dict[str, float] = defaultdict(float)
        budget = _LOOKED_AT
        for word in self.likeness.rarest(words, len(words)):
            texts = self._alive.get(word, ())
            budget -= len(texts)
            if budget < 0:
                break
            for text in texts:
                shared[text] += self.likeness.weight(word)
        own = {self.old[pair.old].msgid, self.new[pair.new].text}
        closest = sorted((text for text in shared if text not in own), key=lambda text: (-shared[text], text))
        likenesses = (self.likeness.compare(words_of(text), words) for text in closest[:_CLOSEST])
        return any(_is_near(pair.likeness, likeness) for likeness in likenesses)

    @cached_property
    def _alive(self) -> dict[str, list[str]]:
        """The texts that certainly go on, by each of the rarer words that the others have."""
        needed = {word for place in self._left_new() for word in self._new_words(place)}
        needed = {word for word in needed if self.likeness.frequency[word] <= _RARE}
        texts = {segment.text for place, segment in enumerate(self.new) if self.old_of[place] >= 0}
        found: dict[str, list[str]] = defaultdict(list)
        for text in sorted(texts):
            for word in needed.intersection(words_of(text)):
                found[word].append(text)
        return found

    @cached_property
    def likeness(self) -> Likeness:
        return Likeness((message.msgid for message in self.old), (segment.text for segment in self.new))

    # -- divided and joined ------------------------------------------------------------------------

    def _match_divided(self, olds: list[int], news: list[int]) -> None:
        """An old text that adjacent new ones make up: the first goes on under its id.

        The first, not the largest: a link to the segment goes on leading to where it began.
        """
        for index, parts in self._compositions(olds, news, self._old_words, self._new_words, self._is_new_text):
            if self.new_of[index] < 0 and all(self.old_of[part] < 0 for part in parts):
                self._pair(index, parts[0])
                self.divided.add(parts[0])

    def _match_joined(self, olds: list[int], news: list[int]) -> None:
        """A new text that adjacent old ones make up goes on for all of them."""
        for place, parts in self._compositions(news, olds, self._new_words, self._old_words, self._is_old_text):
            if self.old_of[place] < 0 and all(self.new_of[part] < 0 for part in parts):
                self._join(parts, place)

    def _join(self, parts: list[int], place: int) -> None:
        for part in reversed(parts):
            self._pair(part, place)
        self.joined[place] = parts[1:]

    def _compositions(
        self,
        wholes: list[int],
        parts: list[int],
        words_of_whole: Callable[[int], list[str]],
        words_of_part: Callable[[int], list[str]],
        is_text: Callable[[int], bool],
    ) -> Iterator[tuple[int, list[int]]]:
        """Each whole with the two or three neighbouring parts that make it up; both begin with the same two words."""
        if len(parts) < 2:
            return
        present = set(parts)
        beginnings: dict[tuple[str, ...], list[int]] = defaultdict(list)
        for part in parts:
            if part + 1 in present and is_text(part):
                beginnings[tuple(words_of_part(part)[:2])].append(part)
        for whole in wholes:
            words = words_of_whole(whole)
            for part in beginnings.get(tuple(words[:2]), ())[:_CLOSEST]:
                for count in range(2, _MOST_PARTS + 1):
                    run = [place for place in range(part, part + count) if place in present and is_text(place)]
                    if len(run) == count and _is_composed(words, [words_of_part(place) for place in run]):
                        yield whole, run

    def _is_old_text(self, index: int) -> bool:
        return _sort_of_old(self.old[index]) == _TEXT

    def _is_new_text(self, place: int) -> bool:
        return _sort_of_new(self.new[place]) == _TEXT

    # -- small words -------------------------------------------------------------------------------

    def _left_old(self) -> Iterator[int]:
        return (index for index, place in enumerate(self.new_of) if place < 0)

    def _left_new(self) -> Iterator[int]:
        return (place for place, index in enumerate(self.old_of) if index < 0)


_TEXT = "text"


def _sort_of_old(message: Message) -> str:
    """Headings, front matter and running text never turn into each other by mere likeness."""
    id = message.msgctxt or ""
    if id.startswith(f"{Kind.META}/"):
        return Kind.META
    is_heading = where_of(message)[-1] == Kind.HEADING or id.rpartition("/")[2].startswith(f"{Kind.HEADING}-")
    return Kind.HEADING if is_heading else _TEXT


def _sort_of_new(segment: Segment) -> str:
    return segment.kind if segment.kind in {Kind.META, Kind.HEADING} else _TEXT


def where_of(message: Message) -> tuple[str, ...]:
    """Where a segment stands, from the extracted comment of its message; at least one part."""
    return tuple(_place(message).split(SEPARATOR))


def _section(message: Message) -> str:
    return _place(message).rpartition(SEPARATOR)[0]


def _place(message: Message) -> str:
    """The comment without what the source says to translators."""
    lines = takewhile(lambda line: not line.startswith(TO_TRANSLATORS), message.extracted)
    return " ".join(lines)


_KEYS: tuple[tuple[Callable[[Message], Hashable], Callable[[Segment], Hashable]], ...] = (
    (lambda old: (_section(old), old.msgid), lambda new: (SEPARATOR.join(new.section), new.text)),
    (lambda old: (_section(old), fold(old.msgid)), lambda new: (SEPARATOR.join(new.section), fold(new.text))),
    (lambda old: old.msgid, lambda new: new.text),
    (lambda old: fold(old.msgid), lambda new: fold(new.text)),
)


def _repeated(texts: Iterator[str]) -> set[str]:
    seen: set[str] = set()
    return {text for text in texts if text in seen or seen.add(text)}  # type: ignore[func-returns-value]


def _is_near(best: float, other: float) -> bool:
    """Whether the other is not clearly further away than the best."""
    return 1 - other <= _CLEARLY * (1 - best)


def _is_composed(whole: list[str], parts: list[list[str]]) -> bool:
    """Whether the parts, one after the other, are nearly the whole, each in its place."""
    lengths = [len(part) for part in parts]
    total = sum(lengths)
    if min(lengths) < 2 or abs(total - len(whole)) > max(1, len(whole) // 6):
        return False
    begin = 0
    for part in parts:
        end = begin + len(part)
        place = whole[round(begin * len(whole) / total) : round(end * len(whole) / total)]
        common = sum(1 for word in part if word in place)
        if common < _SAME_PART * max(len(part), len(place)):
            return False
        begin = end
    return True
