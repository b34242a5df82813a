"""Writing files whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from toolkit.errors import ToolkitError
from toolkit.system.files import read_file, write_atomically
from toolkit.system.fingerprints import NO_FILE, file_hash

if TYPE_CHECKING:
    from pathlib import Path


def test_makes_folders_and_leaves_nothing_else(tmp_path: Path) -> None:
    """The file is there with its bytes, and no temporary one beside it."""
    path = tmp_path / "a" / "b" / "file.bin"
    write_atomically(path, b"one")
    write_atomically(path, b"two\r\n\0")
    assert path.read_bytes() == b"two\r\n\0"
    assert list(path.parent.iterdir()) == [path]


def test_a_new_file_follows_the_umask(tmp_path: Path) -> None:
    """A new file has the permissions that any other new file has."""
    (tmp_path / "usual").touch()
    write_atomically(tmp_path / "new", b"")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "usual").stat().st_mode


def test_keeps_permissions(tmp_path: Path) -> None:
    """A replaced file keeps its permissions."""
    path = tmp_path / "file"
    path.touch()
    path.chmod(0o640)
    write_atomically(path, b"x")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_follows_a_link(tmp_path: Path) -> None:
    """A symbolic link stays one; the file that it names is replaced."""
    (tmp_path / "real").write_bytes(b"old")
    (tmp_path / "link").symlink_to("real")
    write_atomically(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"new"


@pytest.mark.parametrize("reason", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failure_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, reason: BaseException) -> None:
    """Whatever stops the writing, the old bytes are there and the temporary file is not."""
    path = tmp_path / "file"
    path.write_bytes(b"old")

    def fail(_: int) -> None:
        raise reason

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises((ToolkitError, KeyboardInterrupt)):
        write_atomically(path, b"new")
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_says_what_is_wrong(tmp_path: Path) -> None:
    """A place that cannot be written is a diagnostic."""
    (tmp_path / "file").touch()
    with pytest.raises(ToolkitError, match=r"file/below: error: the file cannot be written \[unwritable\]"):
        write_atomically(tmp_path / "file" / "below", b"x")
    with pytest.raises(ToolkitError, match="unwritable"):
        write_atomically(tmp_path, b"x")


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX's")
def test_what_never_ends_is_no_file(tmp_path: Path) -> None:
    """A pipe that nobody writes into holds nobody up."""
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("pipe")
    for name in ("pipe", "link"):
        with pytest.raises(OSError, match="no file"):
            read_file(tmp_path / name)
        assert file_hash(str(tmp_path / name)) == NO_FILE
    with pytest.raises(IsADirectoryError):
        read_file(tmp_path)
