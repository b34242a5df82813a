"""Texts that were divided into several, or joined into one."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from toolkit.catalog.align.evidence import BRIEF, FURTHER, FURTHER_OF_IT, MOST_OF_IT, SAME_PART
from toolkit.catalog.align.matching import TEXT, Why

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.catalog.align.matching import Gap, Matching

_MOST_PARTS = 3
_BESIDE = 8
"""A further part is looked for so many segments before and behind: what was written between may be new."""
_COMPARED = 5
"""So many runs that begin like the whole are looked at."""


def match_compositions(matching: Matching, gap: Gap) -> None:
    """Pairs an old text with the adjacent new ones that make it up, and a new one with old ones.

    Of a divided text the first part goes on under its id: a link to the segment goes on leading to where it began.
    Where one part is nearly all of it, that one does: what was cut off is then what is new.
    """
    olds, news = gap
    for index, parts in _compositions(olds, news, matching.old_words, matching.new_words, matching.new_sorts):
        if matching.new_of[index] < 0 and all(matching.old_of[part] < 0 for part in parts):
            if (most := _most_of_it(matching.new_words, parts)) is not None:
                matching.pair(index, most, Why.CUT, matching.compare(index, most))
            else:
                matching.pair(index, parts[0], Why.DIVIDED)
    for place, parts in _compositions(news, olds, matching.new_words, matching.old_words, matching.old_sorts):
        if matching.old_of[place] < 0 and all(matching.new_of[part] < 0 for part in parts):
            matching.join(parts, place)


def join_following(matching: Matching, index: int, place: int) -> None:
    """Joins to a pair the old segments that follow, if they were drawn into the new text, too."""
    following = matching.run_from(index + 1)[: _MOST_PARTS - 1]
    for count in range(1, len(following) + 1):
        parts = [index, *following[:count]]
        if _is_composed(matching.new_words(place), [matching.old_words(part) for part in parts]):
            matching.join(parts, place)
            return


def find_further_parts(matching: Matching) -> None:
    """Finds the new texts that continue nothing, and are a further part of an old one that a text near them continues."""
    for place in matching.left_new():
        if matching.new_sorts[place] == TEXT:
            beside = range(max(0, place - _BESIDE), min(len(matching.new), place + _BESIDE + 1))
            olds = sorted({matching.old_of[near] for near in beside if matching.why[near] is not Why.SAME_TEXT} - {-1})
            measured = [(_further(matching, index, place), -index) for index in olds]
            share, index = max(measured, default=(0.0, 0))
            if share >= FURTHER:
                matching.part_of[place] = -index


def _further(matching: Matching, index: int, place: int) -> float:
    """The share of the new text that is found in what its continuation left over of an old one; 0 if that is little of it."""
    old, new = matching.old_words(index), matching.new_words(place)
    least = max(BRIEF, FURTHER_OF_IT * len(old))
    if len(new) < least:
        return 0.0
    left = Counter(old) - Counter(matching.new_words(matching.new_of[index]))
    if (left & Counter(new)).total() < least:
        return 0.0
    return matching.likeness.found(new, [*left.elements()])


def _most_of_it(words_of_part: Callable[[int], Sequence[str]], parts: Sequence[int]) -> int | None:
    """The part that has nearly all words of the whole, if one has."""
    largest = max(parts, key=lambda part: len(words_of_part(part)))
    total = sum(len(words_of_part(part)) for part in parts)
    return largest if len(words_of_part(largest)) >= MOST_OF_IT * total else None


def _compositions(
    wholes: Sequence[int],
    parts: Sequence[int],
    words_of_whole: Callable[[int], Sequence[str]],
    words_of_part: Callable[[int], Sequence[str]],
    sorts: Sequence[str],
) -> Iterator[tuple[int, list[int]]]:
    """Each whole with the two or three neighbouring parts that make it up; both begin with the same two words."""
    if len(parts) < 2:
        return
    present = {part for part in parts if sorts[part] == TEXT}
    beginnings: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for part in sorted(present):
        if part + 1 in present:
            beginnings[tuple(words_of_part(part)[:2])].append(part)
    for whole in wholes:
        words = words_of_whole(whole)
        for part in beginnings.get(tuple(words[:2]), ())[:_COMPARED]:
            for count in range(2, _MOST_PARTS + 1):
                run = [place for place in range(part, part + count) if place in present]
                if len(run) == count and _is_composed(words, [words_of_part(place) for place in run]):
                    yield whole, run


def _is_composed(whole: Sequence[str], parts: Sequence[Sequence[str]]) -> bool:
    """Whether the parts, one after the other, are nearly the whole, each in its place."""
    lengths = [len(part) for part in parts]
    total = sum(lengths)
    if min(lengths) < 2 or abs(total - len(whole)) > max(1, len(whole) // 6):
        return False
    begin = 0
    for part in parts:
        end = begin + len(part)
        place = whole[round(begin * len(whole) / total) : round(end * len(whole) / total)]
        found = set(place)
        if sum(1 for word in part if word in found) < SAME_PART * max(len(part), len(place)):
            return False
        begin = end
    return True
