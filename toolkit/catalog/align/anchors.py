"""What is certain: the same text, or an id that the author gave."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from toolkit.catalog.align.compositions import join_following
from toolkit.catalog.align.matching import SEPARATOR, Why, where_of
from toolkit.catalog.typography import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterable

    from toolkit.catalog.align.matching import Matching
    from toolkit.catalog.model import Message
    from toolkit.sources.document import Segment

_CROSSED = 10_000
"""Above this many pairs of one repeated text they are paired in order rather than by nearness."""


def match_equal_texts(matching: Matching) -> None:
    """Pairs equal texts: under the same id, then in the same section, then anywhere; typography counts last."""
    _match_same_id_and_text(matching)
    for key_old, key_new in _KEYS:
        _match_equal(matching, key_old, key_new)


def match_given_ids(matching: Matching) -> None:
    """Pairs what the author says to be the same segments, whatever their texts."""
    places = {matching.old[index].msgctxt: index for index in matching.left_old()}
    for place in matching.left_new():
        index = places.get(matching.new[place].id, -1)
        if index >= 0 and matching.new[place].given:
            matching.pair(index, place, Why.GIVEN)
            join_following(matching, index, place)


def _match_same_id_and_text(matching: Matching) -> None:
    """Where a text is repeated under ids made by hash, their order says more than their ids."""
    old, new = matching.old, matching.new
    repeated = _repeated(message.msgid for message in old) | _repeated(one.text for one in new)
    places = {message.msgctxt: index for index, message in enumerate(old)}
    for place, segment in enumerate(new):
        index = places.get(segment.id, -1)
        if index >= 0 and old[index].msgid == segment.text and (segment.named or segment.text not in repeated):
            matching.pair(index, place, Why.SAME_TEXT)


def _match_equal(
    matching: Matching, key_old: Callable[[Message], Hashable], key_new: Callable[[Segment], Hashable]
) -> None:
    olds: dict[Hashable, list[int]] = defaultdict(list)
    news: dict[Hashable, list[int]] = defaultdict(list)
    for index in matching.left_old():
        olds[key_old(matching.old[index])].append(index)
    for place in matching.left_new():
        news[key_new(matching.new[place])].append(place)
    shared = [key for key in news if key in olds]
    for key in shared:
        if len(olds[key]) == 1 == len(news[key]):
            matching.pair(olds[key][0], news[key][0], Why.SAME_TEXT)
    if shared:
        _match_beside_pairs(matching, key_old, key_new)
    for key in shared:
        olds[key] = [index for index in olds[key] if matching.new_of[index] < 0]
        news[key] = [place for place in news[key] if matching.old_of[place] < 0]
    # What is unambiguous first: it tells where the ambiguous ones should be looked for.
    for key in sorted(shared, key=lambda key: len(olds[key]) != len(news[key])):
        for index, place in _in_order_or_nearest(matching, olds[key], news[key]):
            matching.pair(index, place, Why.SAME_TEXT)


def _match_beside_pairs(
    matching: Matching, key_old: Callable[[Message], Hashable], key_new: Callable[[Segment], Hashable]
) -> None:
    """Pairs equal texts next to a pair, behind it or before: of a repeated text that is the one which stood there."""
    last = len(matching.new) - 1
    for step, places in ((1, range(1, last + 1)), (-1, range(last - 1, -1, -1))):
        for place in places:
            beside = matching.old_of[place - step]
            index = beside + step
            if beside < 0 or not 0 <= index < len(matching.old) or not matching.is_free(index, place):
                continue
            if key_old(matching.old[index]) == key_new(matching.new[place]):
                matching.pair(index, place, Why.SAME_TEXT)


def _in_order_or_nearest(matching: Matching, olds: list[int], news: list[int]) -> list[tuple[int, int]]:
    if len(olds) == len(news) or len(olds) * len(news) > _CROSSED:
        return list(zip(olds, news, strict=False))
    expected = {index: _expected_place(matching, index) for index in olds}
    distances = sorted((abs(expected[index] - place), index, place) for index in olds for place in news)
    found: dict[int, int] = {}
    used: set[int] = set()
    for _, index, place in distances:
        if index not in found and place not in used:
            found[index] = place
            used.add(place)
    return sorted(found.items())


def _expected_place(matching: Matching, index: int) -> int:
    """Where an old segment would be now if it followed the one that it used to follow."""
    before = index - 1
    while before >= 0 and matching.new_of[before] < 0:
        before -= 1
    return index - before + (matching.new_of[before] if before >= 0 else -1)


def _section(message: Message) -> str:
    return SEPARATOR.join(where_of(message)[:-1])


_KEYS: tuple[tuple[Callable[[Message], Hashable], Callable[[Segment], Hashable]], ...] = (
    (lambda old: (_section(old), old.msgid), lambda new: (SEPARATOR.join(new.section), new.text)),
    (lambda old: (_section(old), fold(old.msgid)), lambda new: (SEPARATOR.join(new.section), fold(new.text))),
    (lambda old: old.msgid, lambda new: new.text),
    (lambda old: fold(old.msgid), lambda new: fold(new.text)),
)


def _repeated(texts: Iterable[str]) -> set[str]:
    seen: set[str] = set()
    return {text for text in texts if text in seen or seen.add(text)}  # type: ignore[func-returns-value]
