"""What goes to a terminal or a pipe: no sign of somebody else's text can steer it."""

from __future__ import annotations

import io
import re
import sys

_STEERING = "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
_IN_A_PIPE = re.compile(f"{_STEERING}|\r(?!\n)")
_ON_A_TERMINAL = re.compile(f"(\x1b\\[[0-9;?]*[mhlK])|{_STEERING}")
"""Colours and the bar's own moves are ours; titles of windows, clipboards and the like are not."""


def harmless(text: str, *, terminal: bool) -> str:
    """The text with control characters, and those that turn it round, as visible escapes."""
    pattern = _ON_A_TERMINAL if terminal else _IN_A_PIPE
    return pattern.sub(lambda found: found[1] if terminal and found[1] else repr(found[0])[1:-1], text)


class Stream(io.TextIOWrapper):
    """A standard stream that writes nothing but `harmless` text."""

    def write(self, text: str, /) -> int:
        """Writes the text."""
        super().write(harmless(text, terminal=self.isatty()))
        return len(text)


def guard_streams() -> None:
    """Puts such streams in the places of the process's own; what a test or a program has put there stays."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if type(stream) is io.TextIOWrapper:
            encoding, lines = stream.encoding, stream.line_buffering
            # For consoles that have no Cyrillic.
            setattr(sys, name, Stream(stream.detach(), encoding, errors="backslashreplace", line_buffering=lines))
        elif isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
