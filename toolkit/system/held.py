"""What one process holds at a time: locks, and folders for as long as it works. They end with it, however it ends."""

from __future__ import annotations

import contextlib
import os
import shutil
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, ToolkitError, UsageError
from toolkit.system.files import unwritable
from toolkit.system.whole import make_way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_PATIENCE = 0.5
"""Seconds to wait for a lock: the workers of a killed build end, and let it go, within this time."""
_FOLDER, _IN_USE = "run-", "in-use"
"""How temporary folders begin, and the file in them whose lock says that they are needed."""


@contextlib.contextmanager
def exclusive(path: Path, message: str, patience: float = _PATIENCE) -> Iterator[None]:
    """Holds the lock at `path`, which ends with the process, however that ends; waits `patience` seconds for it.

    Raises `UsageError` (``locked``) with the message where another process holds it, `ToolkitError` (``unwritable``)
    where no lock can be made.
    """
    from filelock import FileLock, Timeout

    make_way(path)
    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=patience)
    except Timeout:
        raise UsageError(Diagnostic("locked", message, hint="wait until it has ended")) from None
    except OSError as error:
        raise unwritable(path, error) from error
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def temporary_folder(home: Path) -> Iterator[Path]:
    """A folder below another for as long as the block runs; those that killed runs have left there are cleared away.

    Raises `ToolkitError` (``unwritable``) where none can be made.
    """
    from filelock import FileLock

    folder = home / f"{_FOLDER}{os.urandom(8).hex()}"
    lock = FileLock(folder / _IN_USE)
    try:
        with _folders_held(home):
            _remove_left(home)
            folder.mkdir()
            lock.acquire()
    except OSError as error:
        raise unwritable(folder, error) from error
    try:
        yield folder
    finally:
        lock.release()
        shutil.rmtree(folder, ignore_errors=True)


def remove_temporary_folders(home: Path) -> None:
    """Clears away the temporary folders of killed runs below another; those in use stay."""
    with contextlib.suppress(OSError, ToolkitError), _folders_held(home):
        _remove_left(home)


@contextlib.contextmanager
def _folders_held(home: Path) -> Iterator[None]:
    """No temporary folder below another comes or goes within it."""
    from filelock import FileLock

    lock = home / f"{_FOLDER}lock"
    make_way(lock)
    home.mkdir(parents=True, exist_ok=True)
    with FileLock(lock):
        yield


def _remove_left(home: Path) -> None:
    for folder in home.glob(f"{_FOLDER}*/"):
        if folder.is_dir() and not folder.is_symlink() and _is_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Whether nobody holds a temporary folder. The lock is let go again: Windows removes no file that is open."""
    from filelock import FileLock, Timeout

    try:
        with FileLock(folder / _IN_USE, timeout=0):
            return True
    except (Timeout, OSError):
        return False
