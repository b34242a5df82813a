"""Caches: what stands in the place of their files is cleared away, nothing outside is touched, and damage is no cache."""

from __future__ import annotations

import os
import shutil
import sqlite3
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from toolkit.drafts.machine.receipts import Receipt, Receipts
from toolkit.errors import UsageError
from toolkit.system import whole
from toolkit.system.held import exclusive, remove_temporary_folders, temporary_folder
from toolkit.system.whole import CACHE, COARSE, is_whole, keep, read_whole, write_whole, write_with_digest

if TYPE_CHECKING:
    from collections.abc import Callable

IN_PLACE = ["folder", "link", "dangling", "loop", "pipe", "file above", "link above"]


def put(kind: str, path: Path, outside: Path) -> None:
    """Something in the place of a cache's file, or of the folder above it."""
    (outside / "mine").write_text("mine", "utf-8")
    path.parent.parent.mkdir(parents=True, exist_ok=True)
    if "above" not in kind:
        path.parent.mkdir(exist_ok=True)
    match kind:
        case "folder":
            path.mkdir()
            (path / "x").write_text("x", "utf-8")
        case "link":
            path.symlink_to(outside / "mine")
        case "dangling":
            path.symlink_to(outside / "new")
        case "loop":
            path.symlink_to(path.name)
        case "pipe":
            os.mkfifo(path)
        case "file above":
            path.parent.write_text("x", "utf-8")
        case _:
            path.parent.symlink_to(outside)


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    folder = tmp_path / "outside"
    folder.mkdir()
    return folder


@pytest.mark.parametrize("kind", IN_PLACE)
@pytest.mark.parametrize("write", [keep, write_whole, write_with_digest])
def test_what_is_in_the_way(tmp_path: Path, outside: Path, kind: str, write: Callable[[Path, bytes], None]) -> None:
    """It goes, where it leads to stays as it was, and the file is there."""
    path = tmp_path / CACHE / "room" / "file"
    put(kind, path, outside)
    assert read_whole(path) is None
    assert not is_whole(path)
    write(path, b"data")
    assert path.read_bytes().endswith(b"data")
    assert not path.is_symlink()
    assert [one.name for one in outside.iterdir()] == ["mine"]
    assert (outside / "mine").read_text("utf-8") == "mine"


@pytest.mark.parametrize("kind", IN_PLACE)
def test_the_answers_of_machines(tmp_path: Path, outside: Path, kind: str) -> None:
    """The same of a file that grows."""
    path = tmp_path / CACHE / "machine" / "x.jsonl"
    put(kind, path, outside)
    Receipts(path).put("a", Receipt("text"))
    assert Receipts(path).get("a") == Receipt("text")
    assert [one.name for one in outside.iterdir()] == ["mine"]


@pytest.mark.parametrize("kind", IN_PLACE)
def test_locks(tmp_path: Path, outside: Path, kind: str) -> None:
    """Whatever stands in their place holds nobody up; what holds is a lock."""
    home = tmp_path / CACHE / "room"
    put(kind, home / "build.lock", outside)
    lock = home / "build.lock"
    with exclusive(lock, "held"), pytest.raises(UsageError, match="held"), exclusive(lock, "held", 0):
        pass
    shutil.rmtree(home)
    put(kind, home / "run-lock", outside)
    remove_temporary_folders(home)
    with temporary_folder(home) as folder:
        assert folder.parent == home
    assert [one.name for one in outside.iterdir()] == ["mine"]


def test_an_answer_that_was_damaged_is_none(tmp_path: Path) -> None:
    """Whichever bit of it: though the line can be read, its text is not believed."""
    path = tmp_path / "x.jsonl"
    Receipts(path).put("a", Receipt("Книга"))
    whole = path.read_bytes()
    for place in range(len(whole) - 1):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert Receipts(path).get("a") in {None, Receipt("Книга")}
    for line in (b"3", b"[]", b'{"key": "a", "text": "b"}', b"[" * 5000, b"\xff"):
        path.write_bytes(line + b"\n" + whole)
        assert Receipts(path).get("a") == Receipt("Книга")


@pytest.mark.parametrize("kind", IN_PLACE)
def test_the_memory(tmp_path: Path, outside: Path, kind: str) -> None:
    """A database of its own, and nothing beside what is not."""
    from toolkit.drafts.memory.store import connect

    path = tmp_path / CACHE / "room" / "memory.sqlite"
    put(kind, path, outside)
    connection = connect(path)
    assert connection.execute("SELECT count(*) FROM unit").fetchone() == (0,)
    connection.close()
    assert [one.name for one in outside.iterdir()] == ["mine"]


def test_a_unit_of_the_memory_that_was_damaged(make_tiny: Callable[..., object], tmp_path: Path) -> None:
    """Is not offered: the database is made anew."""
    from dataclasses import replace

    from tests.test_fuzz_files import TRANSLATED
    from toolkit.catalog.po import read_po, write_po
    from toolkit.drafts.memory import Memory
    from toolkit.project.project import Project

    project = make_tiny(tmp_path / "tiny")
    assert isinstance(project, Project)
    write_po(replace(TRANSLATED, headers=read_po(project.catalog("plan", "ru")).headers), project.catalog("plan", "ru"))
    with Memory(project) as memory:
        found = memory.suggest("Lend more books.", "ru")
    assert found
    with sqlite3.connect(memory.path) as connection:
        connection.execute("UPDATE unit SET target = 'Сожгите больше книг.'")
    connection.close()
    with Memory(project) as memory:
        assert memory.suggest("Lend more books.", "ru") == found


def test_the_disk_is_waited_for_where_no_digest_tells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[int] = []
    monkeypatch.setattr(os, "fsync", waited.append)
    write_whole(tmp_path / "one", b"x")
    write_with_digest(tmp_path / "two", b"x")
    assert waited == []
    keep(tmp_path / "three", b"x")
    assert len(waited) == 1


@pytest.mark.skipif(os.name == "nt", reason="Windows keeps no time of a file's record")
@pytest.mark.parametrize("name", ["font.ttf", "font.ttf.sha256"])
def test_a_file_is_read_again_only_where_it_may_have_changed(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once the moment in which it was written is over; a change is seen even if size and time are set back."""
    path = tmp_path / "font.ttf"
    write_with_digest(path, b"data")
    moment = time.time_ns() + 2 * COARSE
    with monkeypatch.context() as later:
        later.setattr(time, "time_ns", lambda: moment)
        assert is_whole(path)
        later.setattr(Path, "read_bytes", None)
        assert is_whole(path)
    changed = tmp_path / name
    before = changed.stat()
    changed.write_bytes(b"x" * before.st_size)
    os.utime(changed, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert not is_whole(path)


def test_a_file_that_was_just_written_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may change in the same moment, with nothing to tell by."""
    path = tmp_path / "font.ttf"
    write_with_digest(path, b"data")
    now = time.time_ns()
    monkeypatch.setattr(whole, "state_of", lambda _: [4, now, now, 1])
    assert is_whole(path)
    path.write_bytes(b"atad")
    assert not is_whole(path)
