"""How far a PDF is. WeasyPrint tells it to its log, which is heard here without importing it."""

from __future__ import annotations

import logging
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_OFTEN = 0.1
"""Seconds between two words at least."""


@contextmanager
def told_progress(tell: Callable[[str], None]) -> Iterator[None]:
    """Within it, `tell` is called with words on how far a PDF is, ten times a second at most."""
    logger, handler = logging.getLogger("weasyprint.progress"), _Steps(tell)
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
    try:
        yield
    finally:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)


class _Steps(logging.Handler):
    def __init__(self, tell: Callable[[str], None]) -> None:
        super().__init__()
        self.tell = tell
        self.last = 0.0

    def emit(self, record: logging.LogRecord) -> None:
        words = _words(record)
        now = time.monotonic()
        if words and now - self.last >= _OFTEN:
            self.last = now
            self.tell(words)


def _words(record: logging.LogRecord) -> str:
    """What a step is called: the number of the page, or that it is being drawn."""
    text = record.getMessage()
    if "Page" in text and isinstance(record.args, tuple):
        return f"page {record.args[0]}"
    return "drawing" if text.startswith("Step 6") else ""
