"""What readers have written about a text, as a translator's comment beside it: ``# feedback: Anna Petrova, 2026-11-28: …``.

It stands in the catalog of the language that was read; of the original, which has none, in the template.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime

    from toolkit.catalog.model import Catalog, Message

_PREFIX = "feedback:"
FEEDBACK = f"# {_PREFIX}".encode()
"""Is in every file that has such notes."""
EARLIER = "[earlier text] "
"""Begins a note on a text that was another by the time the note came."""
_LINE = re.compile(rf"{_PREFIX} (?:(?P<name>[^,:]+), )?\d{{4}}-\d\d-\d\d: (?P<words>.*)")


def with_feedback(message: Message, name: str, date: datetime.date, words: str) -> Message:
    """The message with a reader's words, under the name if there is one; the same words of the same reader stand there once."""
    known = (
        (found["name"] or "", found["words"].removeprefix(EARLIER))
        for line in message.comments
        if (found := _LINE.fullmatch(line))
    )
    if (name, words.removeprefix(EARLIER)) in known:
        return message
    by = f"{name}, " if name else ""
    return replace(message, comments=(*message.comments, f"{_PREFIX} {by}{date.isoformat()}: {words}"))


def notes_of(message: Message) -> tuple[str, ...]:
    """The comments of a message that are readers' notes."""
    return tuple(line for line in message.comments if line.startswith(_PREFIX))


def readers(catalog: Catalog) -> tuple[str, ...]:
    """Those who wrote and may be named, in the order of the texts."""
    found = (_LINE.fullmatch(line) for message in catalog.messages for line in message.comments)
    return tuple(dict.fromkeys(one["name"] for one in found if one and one["name"]))
