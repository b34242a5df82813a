"""The translator's comments of two sides: notes, stamps and the origin, line by line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.catalog.carry import is_stamp

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.catalog.model import Message

_MARKS = re.compile(r"^[#\s]+")


def merge_comments(
    base: Message | None, ours: Message, theirs: Message, *, from_theirs: bool, trusted: bool
) -> tuple[str, ...]:
    """The comment lines of both sides in our order, with the origin of the side that the text is `from_theirs`.

    What one side has removed since the base is gone where its removals are `trusted`: most tools lose comments
    without being asked to.
    """
    before = _by_text(base.comments if base else ())
    mine, other = _by_text(ours.comments), _by_text(theirs.comments)
    lost_here = {text for text in before if text not in mine}
    lost_there = {text for text in before if text not in other} if trusted else set()
    if ours.msgstr != theirs.msgstr:  # the origin belongs to the text
        lost_there -= {text for text, line in mine.items() if is_stamp(line, "origin")}
    kept = [line for text, line in mine.items() if text not in lost_there]
    if not from_theirs:
        new = [line for text, line in other.items() if text not in mine and text not in lost_here]
        return (*kept, *_without_origin(new))
    new = [
        line for text, line in other.items() if is_stamp(line, "origin") or (text not in mine and text not in lost_here)
    ]
    return (*_without_origin(kept), *new)


def _by_text(comments: Iterable[str]) -> dict[str, str]:
    """The lines by what they say, however many ``#`` a tool has put before it (Poedit adds one)."""
    return {_MARKS.sub("", line).rstrip() or line: line for line in comments}


def _without_origin(comments: Iterable[str]) -> list[str]:
    return [line for line in comments if not is_stamp(line, "origin")]
