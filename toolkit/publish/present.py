"""What is really in the output folder, and whether it is what was recorded."""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cache
from typing import TYPE_CHECKING

from toolkit.project.places import MANIFEST
from toolkit.system.files import read_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from toolkit.publish.manifest import File


class Present:
    """The files that are there when it is first asked for their folder, beside those that are recorded."""

    def __init__(self, output: Path, files: Mapping[str, File]) -> None:
        self.output = output
        self.files = files
        self._ended = _modified(output / MANIFEST)
        self._folder = cache(self._read_folder)

    def size(self, path: str) -> int | None:
        """The bytes of a file; -1 if its content is not what was recorded, None if it is not there."""
        return self._folder(path.rpartition("/")[0]).get(path)

    def sizes(self, folders: Iterable[str]) -> dict[str, int]:
        """The same for every file right in some folders of the output, by path."""
        return {path: size for folder in folders for path, size in self._folder(folder).items()}

    def _read_folder(self, folder: str) -> dict[str, int]:
        found = {}
        with (
            contextlib.suppress(OSError),  # it is not there, or its recorded name is longer than any can be
            os.scandir(self.output / folder) as entries,
        ):
            for entry in entries:
                if entry.is_file():
                    path = f"{folder}/{entry.name}" if folder else entry.name
                    found[path] = self._size(path, entry.stat())
        return found

    def _size(self, path: str, status: os.stat_result) -> int:
        """Only what was written after the last build had ended is read: the manifest is the last file of every build."""
        file = self.files.get(path)
        if file and _changed(status) >= self._ended and digest(self.output / path) != file.sha256:
            return -1
        return status.st_size


def digest(path: Path) -> str:
    """The SHA-256 of a file in hex digits; empty if it cannot be read."""
    try:
        return hashlib.sha256(read_file(path)).hexdigest()
    except OSError:
        return ""


def _modified(path: Path) -> int:
    """When a file was last touched, in nanoseconds; 0 if it is not there."""
    try:
        return _changed(path.stat())
    except OSError:
        return 0


def _changed(status: os.stat_result) -> int:
    """When the content or the record of a file was changed: programs can set the first time back, not the second."""
    return max(status.st_mtime_ns, status.st_ctime_ns)
