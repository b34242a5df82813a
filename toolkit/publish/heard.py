"""What workers tell of long files while they make them, heard in the process that began the build."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.queues import SimpleQueue

    Tell = Callable[[str, str], None]
    """Hears of a file that is being made: its path, and how far it is."""


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells it from another process."""

    queue: SimpleQueue[tuple[str, str] | None]

    def __call__(self, path: str, words: str) -> None:
        """Tells how far a file is."""
        self.queue.put((path, words))


@contextmanager
def listening(queue: SimpleQueue[tuple[str, str] | None] | None, tell: Tell | None) -> Iterator[None]:
    """Within it, `tell` is called in a thread of this process with what a `Teller` puts into the queue."""
    if queue is None or tell is None:
        yield
        return
    import threading

    listener = threading.Thread(target=_listen, args=(queue, tell), daemon=True)
    listener.start()
    try:
        yield
    finally:
        queue.put(None)
        listener.join(_PATIENCE)


_PATIENCE = 1
"""Seconds: a worker that was killed may have left a word half said."""


def _listen(queue: SimpleQueue[tuple[str, str] | None], tell: Tell) -> None:
    while told := queue.get():
        tell(*told)
