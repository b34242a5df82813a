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
from toolkit.system.whole import COARSE, read_whole, state_of, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.project.project import Project

UNREADABLE = "?"
"""In place of the hash of a file that is there."""
_KEPT = "digests"
_State = list[int]
"""What `state_of` gives."""
_Known = dict[str, dict[str, list[int | str]]]
"""By folder and name: the state of each file, and its hash behind it."""


class Digests:
    """The hashes of a project's files as they are when their folder is first asked for."""

    def __init__(self, project: Project) -> None:
        self.project = project
        self._known = _read(project.cache_path / _KEPT)
        self._states: dict[str, dict[str, _State]] = {}
        """Of files in the folders that were asked for, as they were then."""
        self._found: dict[str, dict[str, str]] = {}
        """The hashes, of those that are known so far."""
        self._folders: dict[tuple[str, str], str] = {}
        self._anew: list[tuple[str, str]] = []
        """Folder and name of those that were read."""
        self._begin = time.time_ns()

    def of(self, path: str) -> str:
        """The hash of a file by its path below the project's root; `NO_FILE` where there is none, `UNREADABLE` where it cannot be read."""
        folder, _, name = path.rpartition("/")
        return self.in_folder(folder, name)

    def in_folder(self, folder: str, name: str) -> str:
        """The same, by folder and name."""
        found = self._found.get(folder)
        if found is None:
            found = self._read_folder(folder)
        digest = found.get(name)
        if digest is None:
            return self._read(folder, name) if name in self._states[folder] else NO_FILE
        return digest

    def source(self, document: str) -> str:
        """The hash of a document's source."""
        return self.in_folder(self.project.sources, self.project.source(document).name)

    def template(self, domain: str) -> str:
        """The hash of a domain's template."""
        return self.in_folder(f"{self.project.i18n}/templates", f"{domain}.pot")

    def catalog(self, domain: str, locale: str) -> str:
        """The hash of a catalog."""
        return self.in_folder(f"{self.project.i18n}/{locale}", f"{domain}.po")

    def stamps(self, domain: str, locale: str) -> str:
        """The hash of the file of stamps beside a catalog."""
        return self.in_folder(f"{self.project.i18n}/{locale}", f"{domain}.reviews")

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
                self._states[folder][name] = state_of((self.project.root / path).stat())

    def keep(self) -> None:
        """Keeps what was read anew, where the project's cache can be written, and forgets the files that are gone.

        What may have changed since without a sign is not kept; where there is nothing else, nothing is written.
        """
        there = {folder: dict(one) for folder, one in self._known.items() if (self.project.root / folder).is_dir()}
        for folder, states in self._states.items():
            for name in there.get(folder, {}).keys() - states.keys():
                del there[folder][name]
        for folder, name in self._anew:
            state, digest = self._states[folder].get(name), self._found[folder].get(name)
            if state and digest and digest != UNREADABLE and self._begin - max(state[1:3]) >= COARSE:
                there.setdefault(folder, {})[name] = [*state, digest]
        if there != self._known:
            with contextlib.suppress(ToolkitError):  # the files are read again the next time
                write_whole(self.project.cache_path / _KEPT, json.dumps(there, separators=(",", ":")).encode())

    def _read_folder(self, folder: str) -> dict[str, str]:
        """Looks at a folder's files; the hashes of those that are as they were."""
        self._states[folder] = states = {}
        with contextlib.suppress(OSError), os.scandir(self.project.root / folder) as entries:
            for entry in entries:
                if state := _state_of(entry):
                    states[entry.name] = state
        known = self._known.get(folder, {}).items()
        found = {name: str(one[-1]) for name, one in known if one and one[:-1] == states.get(name)}
        self._found[folder] = found
        return found

    def _read(self, folder: str, name: str) -> str:
        """The hash of a file that has changed, or was not read before."""
        digest = file_hash(f"{self.project.root}/{folder}/{name}").replace(NO_FILE, UNREADABLE)
        self._anew.append((folder, name))
        self._found[folder][name] = digest
        return digest

    def _names(self, folder: str) -> Iterator[str]:
        for place, folders, names in os.walk(self.project.root / folder):
            folders.sort()
            below = os.path.relpath(place, self.project.root).replace(os.sep, "/")
            yield from (f"{below}/{name}" for name in names)


def _state_of(entry: os.DirEntry[str]) -> _State | None:
    """The state of a file; None for what is none, and for a link that leads nowhere."""
    try:
        return state_of(entry.stat()) if entry.is_file() else None
    except OSError:
        return None


def _read(path: Path) -> _Known:
    """What was kept; nothing where it is damaged, or has another form."""
    try:
        found = json.loads(read_whole(path) or b"{}")
        good = all(type(one) is list for folder in found.values() for one in folder.values())
    except (ValueError, RecursionError, AttributeError):
        return {}
    return found if good else {}
