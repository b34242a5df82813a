"""Two texts of equal right for one message: one is its translation, the other stands in a comment until somebody chooses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Message

CONFLICT = "conflict: "
"""Begins the comment that shows the other text."""


def with_conflict(message: Message, text: str) -> Message:
    """The message with another text shown in a comment, on one line."""
    line = CONFLICT + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r")
    return message if line in message.comments else replace(message, comments=(*message.comments, line))


def conflicts_of(message: Message) -> tuple[str, ...]:
    """The other texts that wait for a choice."""
    return tuple(line.removeprefix(CONFLICT) for line in message.comments if line.startswith(CONFLICT))
