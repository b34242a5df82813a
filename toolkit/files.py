"""Files are replaced whole or not at all: whoever reads one never sees half of it."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator


_PATIENCE = 0.5
"""Seconds to wait for a lock: the workers of a killed build end, and let it go, within this time."""
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a run killed at any moment leaves the old file or the new one.

    The bytes go to a temporary file beside the target (``.<random>.tmp``), reach the disk, and are renamed over it.
    An existing file keeps its permissions, a symbolic link keeps pointing where it did, missing folders are made.
    Raises `ToolkitError` (``unwritable``) if the place cannot be written.
    """
    target = Path(os.path.realpath(path))
    temporary = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write_through(temporary, data, _mode(target))
            temporary.replace(target)
        except BaseException:  # an interrupt must not leave the temporary file behind either
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise ToolkitError(_unwritable(path, error)) from error


@contextlib.contextmanager
def exclusive(path: Path, message: str) -> Iterator[None]:
    """Holds the lock at `path`, which ends with the process, however that ends.

    Raises `UsageError` (``locked``) with the message where another process holds it, `ToolkitError` (``unwritable``)
    where no lock can be made.
    """
    from filelock import FileLock, Timeout

    lock = FileLock(path)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        lock.acquire(timeout=_PATIENCE)
    except Timeout:
        raise UsageError(Diagnostic("locked", message, hint="wait until it has ended")) from None
    except OSError as error:
        raise ToolkitError(_unwritable(path, error)) from error
    try:
        yield
    finally:
        lock.release()


def strays(folder: Path) -> list[Path]:
    """The temporary files that killed runs have left in a folder."""
    with contextlib.suppress(OSError):
        return [path for path in folder.iterdir() if _TEMPORARY.fullmatch(path.name)]
    return []


def _write_through(path: Path, data: bytes, mode: int | None) -> None:
    """Make the file with the bytes on the disk, not merely in its cache."""
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        path.chmod(mode)


def _mode(path: Path) -> int | None:
    """Permission bits of an existing file."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except FileNotFoundError:
        return None


def _unwritable(path: Path, error: OSError) -> Diagnostic:
    return Diagnostic(
        "unwritable",
        "the file cannot be written",
        Location(path.as_posix()),
        detail=error.strerror or str(error),
        hint="check that the folder exists, that you may write to it, and that the disk has room",
    )
