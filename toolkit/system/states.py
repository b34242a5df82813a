"""What tells whether files are as they were, without reading one: size, times and number, as git's index keeps them.

Programs can set back the time of a change, but not the time of the file's record. File systems tell no two moments apart that are
close, so that a file may change again without a sign in the moment in which it was changed: what was found out of files holds for
later runs only where all of them are older than a moment that was set before the first was read.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.system.whole import COARSE, make_way, state_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

_NOT_OURS = "__pycache__"
"""What Python keeps beside a program, and may write at any time."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment by the clock of a file system, in nanoseconds."""

    time: int
    device: int


@dataclass(slots=True)
class States:
    """The states of files, as one digest, and when each file system that they lie in was last changed among them."""

    _lines: list[str] = field(default_factory=list)
    _newest: dict[int, int] = field(default_factory=dict)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def add(self, place: str) -> None:
        """Looks at a file, or at all files of a folder and of those below it; links are followed."""
        try:
            found = os.stat(place)  # noqa: PTH116 - a hundred thousand of them
        except OSError:
            self._lines.append(f"{place}\0-")
            return
        if stat.S_ISDIR(found.st_mode):
            self._add_folder(place, found)
        else:
            self._add_file(place, found)

    def _add_file(self, place: str, found: os.stat_result) -> None:
        size, changed, recorded, number = state_of(found)
        self._lines.append(f"{place}\0{size} {changed} {recorded} {number}")
        self._note(found.st_dev, max(changed, recorded))

    def _note(self, device: int, time: int) -> None:
        if time > self._newest.get(device, 0):
            self._newest[device] = time

    def _add_folder(self, folder: str, found: os.stat_result) -> None:
        """The folder's own times count as the newest alone: what has come into it or gone from it is seen by the names."""
        if (found.st_dev, found.st_ino) in self._seen:
            self._lines.append(f"{folder}\0{found.st_dev} {found.st_ino}")  # a link leads to it, too, or back
            return
        if found.st_ino:
            self._seen.add((found.st_dev, found.st_ino))
        self._note(found.st_dev, max(found.st_mtime_ns, found.st_ctime_ns))
        try:
            with os.scandir(folder) as entries:
                there = list(entries)
        except OSError:
            self._lines.append(f"{folder}\0-")
            return
        for entry in there:
            try:
                one = entry.stat()
            except OSError:  # a link that leads nowhere
                self._lines.append(f"{entry.path}\0-")
                continue
            if not stat.S_ISDIR(one.st_mode):
                self._add_file(entry.path, one)
            elif entry.name != _NOT_OURS:
                self._add_folder(entry.path, one)

    def digest(self, *texts: str) -> str:
        """All of them, and texts, as hex digits."""
        lines = "\0\0".join([*texts, *sorted(self._lines)])
        return hashlib.sha256(lines.encode("utf-8", "surrogateescape")).hexdigest()

    def are_older_than(self, moment: Moment) -> bool:
        """Whether none has changed since a moment, or so shortly before that nobody can tell."""
        return all(
            time < (moment.time if device == moment.device else moment.time - COARSE)
            for device, time in self._newest.items()
        )


def states(places: Iterable[str]) -> States:
    """The states of files, and of all files below folders."""
    found = States()
    for place in places:
        found.add(place)
    return found


def moment(mark: Path) -> Moment | None:
    """What time it is by the file system that a file lies in, which is made or touched; None where that cannot be done."""
    try:
        make_way(mark)
        mark.touch()
        found = mark.stat()
    except (OSError, ToolkitError):
        return None
    return Moment(max(found.st_mtime_ns, found.st_ctime_ns), found.st_dev)
