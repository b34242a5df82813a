"""Files of caches that say whether they are whole: what stands in one is believed by its digest, never by its name alone.

A cache is ours: what stands in the place of its files, a link or a folder, is cleared away, and never followed.
"""

from __future__ import annotations

import hashlib
import time
from typing import TYPE_CHECKING

from toolkit.system.files import unwritable, write_below

if TYPE_CHECKING:
    import os
    from pathlib import Path

CACHE = ".polyedition"
"""The folder of a project for what can be made again."""
_SIZE = hashlib.sha256().digest_size
_BESIDE = ".sha256"
COARSE = 2_000_000_000
"""Nanoseconds that the coarsest file systems take for one moment, in which a file may change twice without a sign."""
_WHOLE: dict[Path, list[list[int]]] = {}
"""Files that were found to be whole, as they and their digests were then."""


def state_of(found: os.stat_result) -> list[int]:
    """Size, time of the change, time of the record's change and number of a file."""
    return [found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino]


def write_whole(path: Path, data: bytes) -> None:
    """Puts the data at `path`, with their digest before them. Raises `ToolkitError` if the place cannot be written."""
    _put(path, hashlib.sha256(data).digest() + data, wait=False)


def read_whole(path: Path) -> bytes | None:
    """What `write_whole` has put there; None where it is not there, cannot be read, or is not as it was written."""
    try:
        stored = path.read_bytes() if path.is_file() else b""
    except OSError:
        return None
    digest, data = stored[:_SIZE], stored[_SIZE:]
    return data if hashlib.sha256(data).digest() == digest else None


def write_with_digest(path: Path, data: bytes) -> None:
    """Puts the data at `path` as they are, for other programs to read, and their digest beside them."""
    _put(path, data, wait=False)
    _put(_beside(path), hashlib.sha256(data).hexdigest().encode(), wait=False)


def is_whole(path: Path) -> bool:
    """Whether a file is as `write_with_digest` has written it; a process reads it once, and again where it may have changed."""
    beside = _beside(path)
    try:
        if not path.is_file() or not beside.is_file():
            return False
        states = [state_of(one.stat()) for one in (path, beside)]
        if _WHOLE.get(path) == states:
            return True
        if hashlib.sha256(path.read_bytes()).hexdigest().encode() != beside.read_bytes():
            return False
    except OSError:
        return False
    if max(moment for one in states for moment in one[1:3]) < time.time_ns() - COARSE:
        _WHOLE[path] = states
    return True


def keep(path: Path, data: bytes) -> None:
    """Puts the data at `path` as they are. Raises `ToolkitError` if the place cannot be written."""
    _put(path, data, wait=True)


def make_way(path: Path) -> None:
    """Clears away what stands in the place of a file of a cache, or of a folder on the way to it: links, and other kinds.

    Only what lies in a project's cache folder by its own name is touched; links are removed, what they lead to stays.
    Raises `ToolkitError` (``unwritable``) where that cannot be done.
    """
    depth = next((number for number, one in enumerate(path.parents) if one.name == CACHE), 0)
    try:
        for folder in reversed(path.parents[:depth]):
            if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
                folder.unlink()
        if path.is_dir() and not path.is_symlink():
            import shutil  # takes as long to import as all the rest

            shutil.rmtree(path)
        elif path.is_symlink() or (path.exists() and not path.is_file()):
            path.unlink()
    except OSError as error:
        raise unwritable(path, error) from None


def _put(path: Path, data: bytes, *, wait: bool) -> None:
    """`wait` is for the disk: nobody needs it whom a digest tells what the machine's last end has left of a file."""
    make_way(path)
    write_below(path.parent, path.name, data, wait=wait)


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _BESIDE)
