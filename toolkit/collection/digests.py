"""What the files of a project have in them, as short hashes; one that is as it was when it was read is not read again.

Whether it is as it was is told by its size, its times and its number, as git's index tells it: programs can set back the time of
a change, but not the time of the file's record. What changed within the last moments before it was read is read again the next
time: file systems tell no two moments apart that are close.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.system.fingerprints import NO_FILE, file_hash, short_hash
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.project.project import Project

UNREADABLE = "?"
"""In place of the hash of a file that is there."""
_KEPT = "digests"
_CLOSE = 2_000_000_000
"""Nanoseconds that the coarsest file systems take for one moment."""

_State = list[int]
"""Size, time of the change, time of the record's change and number of a file."""


class Digests:
    """The hashes of a project's files as they are when their folder is first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project
        self._known = _read(project.cache_path / _KEPT)
        self._states: dict[str, dict[str, _State]] = {}
        self._found: dict[str, dict[str, tuple[_State, str]]] = {}
        self._folders: dict[tuple[str, str], str] = {}
        self._begin = time.time_ns()
        self._is_new = False

    def of(self, path: str) -> str:
        """The hash of a file by its path below the project's root; `NO_FILE` where there is none, `UNREADABLE` where it cannot be read."""
        folder, _, name = path.rpartition("/")
        found = self._found.get(folder)
        if found is None:
            self._read_folder(folder)
            found = self._found[folder]
        if name in found:
            return found[name][1]
        state = self._states[folder].get(name)
        return NO_FILE if state is None else self._read(folder, name, state)

    def source(self, document: str) -> str:
        """The hash of a document's source."""
        return self.of(f"{self._project.sources}/{self._project.source(document).name}")

    def template(self, domain: str) -> str:
        """The hash of a domain's template."""
        return self.of(f"{self._project.i18n}/templates/{domain}.pot")

    def catalog(self, domain: str, locale: str) -> str:
        """The hash of a catalog."""
        return self.of(f"{self._project.i18n}/{locale}/{domain}.po")

    def stamps(self, domain: str, locale: str) -> str:
        """The hash of the file of stamps beside a catalog."""
        return self.of(f"{self._project.i18n}/{locale}/{domain}.reviews")

    def below(self, folder: str, *, without: str = "\0") -> str:
        """A hash of all files of a folder and of those below it, whose names end otherwise than `without`."""
        if (folder, without) not in self._folders:
            found = sorted(name for name in self._names(folder) if not name.lower().endswith(without))
            self._folders[folder, without] = short_hash(*(f"{name} {self.of(name)}" for name in found))
        return self._folders[folder, without]

    def forget(self, path: str) -> None:
        """Looks at a file again when it is next asked for: it was written."""
        folder, _, name = path.rpartition("/")
        if folder in self._states:
            self._found[folder].pop(name, None)
            self._states[folder].pop(name, None)
            with contextlib.suppress(OSError):
                self._states[folder][name] = _state((self._project.root / path).stat())

    def keep(self) -> None:
        """Keeps what was read anew, where the project's cache can be written, and forgets the files that are gone."""
        if not self._is_new:
            return
        there = {folder: one for folder, one in self._known.items() if (self._project.root / folder).is_dir()}
        for folder, states in self._states.items():
            known = {name: one for name, one in there.get(folder, {}).items() if name in states}
            there[folder] = known | {name: [*state, digest] for name, (state, digest) in self._found[folder].items()}
            for name, (state, digest) in self._found[folder].items():
                if digest == UNREADABLE or self._begin - max(state[1:3]) < _CLOSE:
                    del there[folder][name]
        with contextlib.suppress(ToolkitError):  # the files are read again the next time
            write_whole(self._project.cache_path / _KEPT, json.dumps(there, separators=(",", ":")).encode())

    def _read_folder(self, folder: str) -> None:
        self._found[folder] = {}
        self._states[folder] = states = {}
        with contextlib.suppress(OSError), os.scandir(self._project.root / folder) as entries:
            for entry in entries:
                with contextlib.suppress(OSError):  # a link that leads nowhere
                    if entry.is_file():
                        states[entry.name] = _state(entry.stat())
        self._is_new |= not self._known.get(folder, {}).keys() <= states.keys()

    def _read(self, folder: str, name: str, state: _State) -> str:
        known = self._known.get(folder, {}).get(name)
        if known and known[:-1] == state:
            digest = str(known[-1])
        else:
            digest = file_hash(f"{self._project.root}/{folder}/{name}").replace(NO_FILE, UNREADABLE)
            self._is_new = True
        self._found[folder][name] = (state, digest)
        return digest

    def _names(self, folder: str) -> Iterator[str]:
        for place, folders, names in os.walk(self._project.root / folder):
            folders.sort()
            below = os.path.relpath(place, self._project.root).replace(os.sep, "/")
            yield from (f"{below}/{name}" for name in names)


def _state(found: os.stat_result) -> _State:
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def _read(path: Path) -> dict[str, dict[str, list[int | str]]]:
    """What was kept; nothing where it is damaged, or has another form."""
    try:
        found = json.loads(read_whole(path) or b"{}")
        good = all(type(one) is list for folder in found.values() for one in folder.values())
    except (ValueError, RecursionError, AttributeError):
        return {}
    return found if good else {}
