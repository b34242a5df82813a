"""Files are replaced whole or not at all: whoever reads one never sees half of it."""

from __future__ import annotations

import contextlib
import errno
import os
import re
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


_CHUNK = 1 << 20
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a run killed at any moment leaves the old file or the new one.

    The bytes go to a temporary file beside the target (``.<random>.tmp``), reach the disk, and are renamed over it.
    An existing file keeps its permissions, a symbolic link keeps pointing where it did, missing folders are made.
    Raises `ToolkitError` (``unwritable``) if the place cannot be written.
    """
    _replace(Path(os.path.realpath(path)), data, path)


def write_below(folder: Path, name: str, data: bytes, *, wait: bool = True) -> None:
    """The same for a file below a folder, and nowhere else: a link at its place is replaced, not followed.

    Without `wait` the bytes may reach the disk later: for files that say themselves whether they are whole.
    Raises `ToolkitError` (``outside``) where a link among the folders on the way leads out.
    """
    _replace(place_below(folder, name), data, folder / name, wait=wait)


def lies_below(path: Path, folder: Path) -> bool:
    """Whether a path really lies below a folder, links followed as far as they lead anywhere."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def place_below(folder: Path, name: str) -> Path:
    """The real place of a file below a folder. Raises `ToolkitError` (``outside``) if a link leads out of the folder."""
    path = folder / name
    parent = Path(os.path.realpath(path.parent))
    if not parent.is_relative_to(os.path.realpath(folder)):
        message = f"a symbolic link leads out of {folder.name}/, where nothing is written or removed"
        raise ToolkitError(Diagnostic("outside", message, Location(path.as_posix()), hint="remove the link"))
    return parent / path.name


def _replace(target: Path, data: bytes, path: Path, *, wait: bool = True) -> None:
    """Puts the data at the real place `target`; `path` is what errors call it."""
    temporary = target.with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            _write(temporary, data, _mode(target), wait=wait)
            temporary.replace(target)
        except BaseException:  # an interrupt must not leave the temporary file behind either
            with contextlib.suppress(OSError):
                temporary.unlink()
            raise
    except OSError as error:
        raise unwritable(path, error) from error


@contextlib.contextmanager
def spooled(source: Path, home: Path, most: int) -> Iterator[Path]:
    """A copy of a file, or of what comes out of a pipe, beside its home: read once, and gone at the end.

    At most `most` bytes and one more are read. Raises `ToolkitError` where the source cannot be read (``unreadable``) or the
    copy cannot be written.
    """
    temporary = Path(os.path.realpath(home)).with_name(f".{os.urandom(8).hex()}.tmp")
    try:
        with _opened(source) as stream:
            _copy(stream, temporary, most + 1, home)
        yield temporary
    finally:
        with contextlib.suppress(OSError):
            temporary.unlink()


def _opened(source: Path) -> BinaryIO:
    try:
        return source.open("rb")
    except OSError as error:
        raise ToolkitError(_unreadable(source, error)) from None


def _copy(stream: BinaryIO, target: Path, most: int, home: Path) -> None:
    """At most so many bytes of the stream; `home` is what errors call the target."""
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("xb") as file:
            while most and (chunk := stream.read(min(most, _CHUNK))):
                file.write(chunk)
                most -= len(chunk)
            file.flush()
            os.fsync(file.fileno())
    except OSError as error:
        raise unwritable(home, error) from error


def remove_strays(*folders: Path) -> None:
    """Clears away the temporary files that killed runs have left below some folders, while none is at work there.

    Symbolic links are not followed.
    """
    for folder in folders:
        for place, _, names in os.walk(folder):
            for name in names:
                if is_stray(name):
                    with contextlib.suppress(OSError):
                        Path(place, name).unlink()


def read_file(path: Path) -> bytes:
    """What is in a file. Raises `OSError`, for what is none as well: nobody may ever write into a pipe."""
    require_file(path)
    return path.read_bytes()


def require_file(path: Path) -> None:
    """Raises `OSError` unless a file that ends, or a folder, is at the path, or a link leads to one."""
    mode = path.stat().st_mode
    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
        raise OSError(errno.EINVAL, "it is no file", str(path))


def readable(path: Path) -> str:
    """The path with forward slashes as a text that every file can hold: bytes that are no UTF-8 stand as ``\\xff``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def is_stray(name: str) -> bool:
    """Whether a file is called as temporary files are."""
    return bool(_TEMPORARY.fullmatch(name))


def _write(path: Path, data: bytes, mode: int | None, *, wait: bool) -> None:
    """Make the file; with `wait` its bytes are on the disk, not merely in its cache."""
    with path.open("xb") as file:
        file.write(data)
        if wait:
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


def _unreadable(path: Path, error: OSError) -> Diagnostic:
    reason = error.strerror or str(error)
    message = f"the file cannot be read: {reason}"
    return Diagnostic("unreadable", message, Location(readable(path)), hint="check the name")


def unwritable(path: Path, error: OSError) -> ToolkitError:
    """What to raise where a file cannot be written."""
    return ToolkitError(
        Diagnostic(
            "unwritable",
            "the file cannot be written",
            Location(readable(path)),
            detail=error.strerror or str(error),
            hint="check that the folder exists, that you may write to it, and that the disk has room",
        )
    )
