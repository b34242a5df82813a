"""Files are replaced whole or not at all: whoever reads one never sees half of it."""

from __future__ import annotations

import contextlib
import os
import stat
from pathlib import Path

from toolkit.errors import Diagnostic, Location, ToolkitError


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
