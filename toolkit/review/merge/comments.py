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
    """The comment lines of both sides in our order, with what belongs to a text from the side that it comes from.

    What one side has removed since the base is gone where its removals are `trusted`: most tools lose comments
    without being asked to.
    """
    unchanged = (ours.comments, base.comments) if base else (ours.comments,)
    if not from_theirs and theirs.comments in unchanged:
        return ours.comments
    before = _by_text(base.comments if base else ())
    mine, other = _by_text(ours.comments), _by_text(theirs.comments)
    lost_here = {text for text in before if text not in mine}
    lost_there = {text for text in before if text not in other} if trusted else set()
    new = {text: line for text, line in other.items() if text not in mine and text not in lost_here}
    if ours.msgstr == theirs.msgstr:
        judged = new.values() if trusted else _notes(new.values())
        return (*(line for text, line in mine.items() if text not in lost_there), *judged)
    kept = [line for text, line in mine.items() if text not in lost_there or _is_of_text(line)]
    if not from_theirs:
        return (*kept, *_notes(new.values()))
    theirs_only = [line for text, line in other.items() if _is_of_text(line) or text in new]
    return (*_notes(kept), *theirs_only)


def _by_text(comments: Iterable[str]) -> dict[str, str]:
    """The lines by what they say, however many ``#`` a tool has put before it (Poedit adds one)."""
    return {_MARKS.sub("", line).rstrip() or line: line for line in comments}


def _notes(comments: Iterable[str]) -> list[str]:
    return [line for line in comments if not _is_of_text(line)]


def _is_of_text(comment: str) -> bool:
    """Whether it says where a text came from, or what it was made for: it goes with the text."""
    return is_stamp(comment, "origin") or is_stamp(comment, "outdated")
