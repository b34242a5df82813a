"""What was made of some objects, for as long as they are the same objects: a page that is opened again need not be worked out again."""

from __future__ import annotations

import threading
from operator import is_
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

_MOST = 4
_Made = TypeVar("_Made")


class Remembered(Generic[_Made]):
    """A few answers by their keys. Collections that live long give the same object while its file is the same."""

    def __init__(self) -> None:
        self._kept: dict[object, tuple[tuple[object, ...], _Made]] = {}
        self._lock = threading.RLock()

    def get(self, key: object, parts: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """What was made for the key of these very objects, else what `make` gives now; who asks meanwhile waits for it."""
        with self._lock:
            found = self._kept.pop(key, None)
            if not found or len(found[0]) != len(parts) or not all(map(is_, found[0], parts)):
                found = (parts, make())
            self._kept[key] = found
            if len(self._kept) > _MOST:
                self._kept.pop(next(iter(self._kept)))
            return found[1]
