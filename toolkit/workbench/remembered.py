"""What was made of some objects, for as long as they are the same objects: a page that is opened again need not be worked out again."""

from __future__ import annotations

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

    def get(self, key: object, parts: tuple[object, ...], make: Callable[[], _Made]) -> _Made:
        """What was made for the key of these very objects, else what `make` gives now."""
        found = self._kept.get(key)
        if found and len(found[0]) == len(parts) and all(map(is_, found[0], parts)):
            return found[1]
        made = make()
        self._kept.pop(key, None)
        if len(self._kept) >= _MOST:
            self._kept.pop(next(iter(self._kept)), None)
        self._kept[key] = (parts, made)
        return made
