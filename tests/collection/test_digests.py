"""A file's hash is kept as long as its record says that it is the same, and never longer."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from toolkit.collection import digests
from toolkit.collection.digests import UNREADABLE, Digests
from toolkit.system.fingerprints import NO_FILE, file_hash

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

NAME = "i18n/ru/plan.po"


@pytest.fixture(autouse=True)
def _old_files(monkeypatch: pytest.MonkeyPatch) -> None:
    """No file of these tests counts as just written."""
    monkeypatch.setattr(digests, "COARSE", 0)


def read(project: Project, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that are read to say the hash of one."""
    looked: list[str] = []
    with monkeypatch.context() as patched:
        patched.setattr(digests, "file_hash", lambda path: looked.append(path) or file_hash(path))
        known = Digests(project)
        assert known.of(NAME) == (file_hash(str(project.root / NAME)) if (project.root / NAME).exists() else NO_FILE)
        known.keep()
    return looked


def test_a_file_is_read_once(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """And again when it has changed, though its size and its time say that it has not."""
    path = tiny.root / NAME
    assert len(read(tiny, monkeypatch)) == 1
    assert read(tiny, monkeypatch) == []
    status, data = path.stat(), path.read_bytes()
    path.write_bytes(data.replace(b"plan", b"plum"))
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert path.stat().st_size == status.st_size
    assert len(read(tiny, monkeypatch)) == 1
    path.unlink()
    assert read(tiny, monkeypatch) == []


def test_what_was_written_just_now_is_read_again(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second change within the same moment would not be seen."""
    monkeypatch.setattr(digests, "COARSE", 10**18 * 9)
    assert len(read(tiny, monkeypatch)) == len(read(tiny, monkeypatch)) == 1


def test_only_what_is_new_is_written(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    read(tiny, monkeypatch)
    kept = tiny.cache_path / "digests"
    before = kept.stat().st_ino
    read(tiny, monkeypatch)
    assert kept.stat().st_ino == before
    (tiny.root / NAME).unlink()
    read(tiny, monkeypatch)
    assert kept.stat().st_ino != before
    assert b"plan.po" not in kept.read_bytes()


def test_a_file_that_cannot_be_read_is_asked_for_again(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What keeps it from being read does not stand in its own record."""
    with monkeypatch.context() as patched:
        patched.setattr(digests, "file_hash", lambda _: NO_FILE)
        known = Digests(tiny)
        assert known.of(NAME) == UNREADABLE
        known.keep()
    assert len(read(tiny, monkeypatch)) == 1


def test_what_is_written_is_looked_at_again(tiny: Project) -> None:
    """A run that writes a file knows what is in it then."""
    known = Digests(tiny)
    before = known.of(NAME)
    path: Path = tiny.root / NAME
    path.write_bytes(path.read_bytes() + b"\n")
    assert known.of(NAME) == before
    known.forget(NAME)
    assert known.of(NAME) == file_hash(str(path)) != before
