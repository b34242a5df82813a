"""Files are replaced whole or not at all: whoever reads one never sees half of it."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import stat
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO


_PATIENCE = 0.5
"""Seconds to wait for a lock: the workers of a killed build end, and let it go, within this time."""
_CHUNK = 1 << 20
_FOLDER, _IN_USE = "run-", "in-use"
"""How temporary folders begin, and the file in them whose lock says that they are needed."""
_TEMPORARY = re.compile(r"\.[0-9a-f]{16}\.tmp")


def write_atomically(path: Path, data: bytes) -> None:
    """Put `data` at `path` in one step: a run killed at any moment leaves the old file or the new one.

    The bytes go to a temporary file beside the target (``.<random>.tmp``), reach the disk, and are renamed over it.
    An existing file keeps its permissions, a symbolic link keeps pointing where it did, missing folders are made.
    Raises `ToolkitError` (``unwritable``) if the place cannot be written.
    """
    _replace(Path(os.path.realpath(path)), data, path)


def write_below(folder: Path, name: str, data: bytes) -> None:
    """The same for a file below a folder, and nowhere else: a link at its place is replaced, not followed.

    Raises `ToolkitError` (``outside``) where a link among the folders on the way leads out.
    """
    _replace(place_below(folder, name), data, folder / name)


def lies_below(path: Path, folder: Path) -> bool:
    """Whether a path really lies below a folder, links followed as far as they lead anywhere."""
    return Path(os.path.realpath(path)).is_relative_to(os.path.realpath(folder))


def place_below(folder: Path, name: str) -> Path:
    """The real place of a file below a folder. Raises `ToolkitError` (``outside``) if a link leads out of the folder."""
    path = folder / name
    place = Path(os.path.realpath(path.parent)) / path.name
    if not lies_below(path.parent, folder):
        message = f"a symbolic link leads out of {folder.name}/, where nothing is written or removed"
        raise ToolkitError(Diagnostic("outside", message, Location(path.as_posix()), hint="remove the link"))
    return place


def _replace(target: Path, data: bytes, path: Path) -> None:
    """Puts the data at the real place `target`; `path` is what errors call it."""
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


@contextlib.contextmanager
def exclusive(path: Path, message: str, patience: float = _PATIENCE) -> Iterator[None]:
    """Holds the lock at `path`, which ends with the process, however that ends; waits `patience` seconds for it.

    Raises `UsageError` (``locked``) with the message where another process holds it, `ToolkitError` (``unwritable``)
    where no lock can be made.
    """
    from filelock import FileLock, Timeout

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
    with contextlib.suppress(OSError), _folders_held(home):
        _remove_left(home)


@contextlib.contextmanager
def _folders_held(home: Path) -> Iterator[None]:
    """No temporary folder below another comes or goes within it."""
    from filelock import FileLock

    home.mkdir(parents=True, exist_ok=True)
    with FileLock(home / f"{_FOLDER}lock"):
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


def readable(path: Path) -> str:
    """The path with forward slashes as a text that every file can hold: bytes that are no UTF-8 stand as ``\\xff``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def is_stray(name: str) -> bool:
    """Whether a file is called as temporary files are."""
    return bool(_TEMPORARY.fullmatch(name))


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
