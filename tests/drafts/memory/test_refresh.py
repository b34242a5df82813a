"""The memory follows the files, and its own file may come to any harm."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.drafts.memory.projects import make_project, said, write_catalog
from toolkit.drafts.memory import Memory, harvest, index, refresh
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """A project with two catalogs."""
    project = make_project(tmp_path, "ru", "kk")
    write_catalog(project, "ru", "a", said("Library", "Библиотека"))
    write_catalog(project, "kk", "a", said("Library", "Кітапхана"))
    return project


def texts(project: Project, text: str = "Library", locale: str = "ru") -> list[str]:
    """What a newly opened memory finds."""
    with Memory(project) as memory:
        return [one.text for one in memory.search(text, locale)]


def test_an_edit_is_seen_at_the_next_opening(project: Project) -> None:
    """Changed, new and removed catalogs change the memory."""
    assert texts(project) == ["Библиотека"]
    write_catalog(project, "ru", "a", said("Library", "Читальня"))
    assert texts(project) == ["Читальня"]
    write_catalog(project, "ru", "b", said("Library", "Библиотека"))
    assert sorted(texts(project)) == ["Библиотека", "Читальня"]
    project.catalog("a", "ru").unlink()
    assert texts(project) == ["Библиотека"]


def test_only_what_has_changed_is_read(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An unchanged catalog is not parsed again, even if its time is new."""
    texts(project)
    read = []
    parse = harvest.parse_po
    monkeypatch.setattr(harvest, "parse_po", lambda data, name: read.append(name) or parse(data, name))
    project.catalog("a", "kk").touch()
    assert texts(project) == ["Библиотека"]
    assert read == []
    write_catalog(project, "ru", "a", said("Library", "Читальня"))
    texts(project)
    assert read == ["i18n/ru/a.po"]


def test_it_may_be_deleted_at_any_time(project: Project) -> None:
    """Without the cache folder the same is found."""
    before = texts(project)
    for path in project.cache_path.iterdir():
        path.unlink()
    project.cache_path.rmdir()
    assert texts(project) == before


def test_many_small_updates_and_one_rebuild_find_the_same(project: Project) -> None:
    """An index that grew piece by piece, and was made anew on the way, answers as a new one."""
    for number in range(index._ADDITIONS + 4):
        write_catalog(project, "ru", "a", said(f"Library of the town number {'x' * number}", f"Перевод {number}"))
        assert texts(project, f"Library of a town number {'x' * number}")[:1] == [f"Перевод {number}"]
    grown = texts(project, "Library of the town")
    (project.cache_path / "memory.sqlite").unlink()
    assert texts(project, "Library of the town") == grown


def test_pieces_are_written_whole(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An index too large for one piece in memory is written in several, and finds the same."""
    monkeypatch.setattr(index, "_PENDING", 50)
    write_catalog(project, "ru", "b", *(said(f"Sentence about {word}s", word) for word in ("fish", "bird", "cat")))
    assert texts(project, "Sentence about birdz")[:1] == ["bird"]


@pytest.mark.parametrize("offset", [0, 20, 100, 5_000, 9_000, 20_000])
def test_a_damaged_file_is_made_anew(project: Project, offset: int) -> None:
    """Whatever part of the file is overwritten, the answer is right and no error is seen."""
    texts(project)
    path = project.cache_path / "memory.sqlite"
    data = bytearray(path.read_bytes())
    assert len(data) > offset + 3_000
    data[offset : offset + 3_000] = b"\xff" * 3_000
    path.write_bytes(data)
    assert texts(project) == ["Библиотека"]
    with Memory(project) as memory:
        assert len(memory.units()) == 2


@pytest.mark.parametrize("content", [b"", b"not a database at all" * 100])
def test_a_file_that_is_no_database_is_replaced(project: Project, content: bytes) -> None:
    """An empty file and a foreign one are made anew."""
    project.cache_path.mkdir()
    (project.cache_path / "memory.sqlite").write_bytes(content)
    assert texts(project) == ["Библиотека"]


@pytest.mark.parametrize(
    "harm", ["PRAGMA user_version=99", "DROP TABLE posting", "DROP TABLE unit", "ALTER TABLE unit DROP COLUMN state"]
)
def test_another_version_is_made_anew(project: Project, harm: str) -> None:
    """Tables of an older or a newer version, or missing ones, are replaced."""
    texts(project)
    connection = sqlite3.connect(project.cache_path / "memory.sqlite")
    connection.execute(harm)
    connection.close()
    write_catalog(project, "ru", "a", said("Library", "Читальня"))
    assert texts(project) == ["Читальня"]


def test_a_cache_that_cannot_be_written_is_said(project: Project) -> None:
    """A file in the place of the cache folder is a diagnostic."""
    project.cache_path.write_text("")
    with pytest.raises(ToolkitError, match=r"the translation memory cannot be used.* \[memory\]"):
        texts(project)


def test_a_broken_catalog_keeps_what_was_known(project: Project) -> None:
    """A catalog with errors is told of, stops nothing, and is read as soon as it is whole."""
    texts(project)
    path = project.catalog("a", "ru")
    whole = path.read_bytes()
    path.write_bytes(b'msgid "Library\n')
    (project.root / "i18n/memory").mkdir()
    (project.root / "i18n/memory/bad.tmx").write_text("<tmx>")
    with Memory(project) as memory:
        assert memory.suggest("Library", "ru").text == "Библиотека"
        assert memory.suggest("Library", "kk").text == "Кітапхана"
        assert {one.location.path for one in memory.diagnostics} == {"i18n/ru/a.po", "i18n/memory/bad.tmx"}
    path.write_bytes(whole.replace("Библиотека".encode(), "Читальня".encode()))
    (project.root / "i18n/memory/bad.tmx").unlink()
    assert texts(project) == ["Читальня"]


def test_a_run_that_is_stopped_leaves_a_whole_memory(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """An interrupt in the middle of an update changes nothing; the next run does it all."""
    texts(project)
    write_catalog(project, "ru", "a", said("Library", "Читальня"))

    def stop(_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(refresh.IndexWriter, "close", stop)
        with pytest.raises(KeyboardInterrupt):
            texts(project)
    assert texts(project) == ["Читальня"]


def test_several_processes_at_once(project: Project) -> None:
    """Four processes that open a memory that is not there yet all find the same."""
    write_catalog(project, "ru", "b", *(said(f"Sentence number {'x' * n}", f"Фраза {n}") for n in range(300)))
    program = (
        "import sys; from pathlib import Path; from toolkit.drafts.memory import Memory; from toolkit.project.project import find_project\n"
        "print(ascii([Memory(find_project(Path(sys.argv[1]))).suggest('Library', 'ru').text for _ in range(5)]))"
    )
    command = [sys.executable, "-c", program, str(project.root)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    answers = [process.communicate(timeout=60) for process in running]
    assert answers == [(ascii(["Библиотека"] * 5) + "\n", "")] * 4
