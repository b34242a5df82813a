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
def heard(tell: Tell | None) -> Iterator[Tell | None]:
    """Gives what workers call; `tell` is called with the same in a thread of this process. Nothing where it is None."""
    if tell is None:
        yield None
        return
    import multiprocessing
    import threading

    queue: SimpleQueue[tuple[str, str] | None] = multiprocessing.SimpleQueue()
    listener = threading.Thread(target=_listen, args=(queue, tell), daemon=True)
    listener.start()
    try:
        yield Teller(queue)
    finally:
        queue.put(None)
        listener.join(_PATIENCE)


_PATIENCE = 1
"""Seconds: a worker that was killed may have left a word half said."""


def _listen(queue: SimpleQueue[tuple[str, str] | None], tell: Tell) -> None:
    while told := queue.get():
        tell(*told)
