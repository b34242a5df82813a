"""``polyedition memory``."""

from __future__ import annotations

import json
import os
import threading
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner, Result

from tests.drafts.memory.projects import make_project, said, write_catalog
from toolkit.cli import polyedition
from toolkit.drafts.memory import Memory
from toolkit.errors import ToolkitError, UsageError
from toolkit.exchange.tmx import Unit, read_tmx, write_tmx

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with one catalog, in which the commands run."""
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    project = make_project(root, "ru")
    write_catalog(project, "ru", "alma", said("Public library", "Публичная библиотека", "rec-1"))
    return project


def run(*arguments: str) -> Result:
    """The result of a command that must not fail with anything but a diagnostic."""
    result = CliRunner().invoke(polyedition, ["memory", *arguments], standalone_mode=False)
    if result.exception:
        raise result.exception
    return result


def make_tmx(path: Path, *units: Unit) -> Path:
    """A TMX file."""
    path.write_text("".join(write_tmx(units)), "utf-8")
    return path


def test_search_shows_score_state_and_place(project: Project) -> None:
    """A person reads the score, then where it is from, then both texts."""
    assert run("search", "Public library", "-l", "ru").stdout.splitlines() == [
        "100 %  translated  alma › rec-1",
        "       Public library",
        "       Публичная библиотека",
    ]
    assert run("search", "Something quite different", "-l", "ru").stdout == "nothing found\n"


def test_bytes_that_are_no_text_find_nothing(project: Project) -> None:
    """They come from a terminal of another encoding."""
    assert run("search", "\udcff library", "-l", "ru", "--min", "100").exit_code == 0
    with pytest.raises(UsageError, match="there is no locale"):
        run("search", "library", "-l", "\udcff")


def test_search_as_json(project: Project) -> None:
    """A program reads the same."""
    assert json.loads(run("search", "public libraries", "-l", "ru", "--min", "50", "--json").stdout) == [
        {
            "context": "rec-1",
            "document": "alma",
            "found": "like",
            "locale": "ru",
            "score": 73,
            "source": "Public library",
            "state": "translated",
            "text": "Публичная библиотека",
        }
    ]


def test_search_goes_on_to_the_words(project: Project) -> None:
    """Where no whole text is like it; it says so, and a program can tell."""
    text = "Access to information in every public library, and what the state owes to those who read there"
    write_catalog(project, "ru", "plan", said(text, "Доступ к информации", "rec-2"))
    shown = run("search", "information access", "-l", "ru").stdout.splitlines()
    assert shown[0] == "no text is 75 % like it; these have its words:"
    assert shown[1:3] == ["    ·  translated  plan › rec-2", f"       {text}"]
    assert [one["found"] for one in json.loads(run("search", "информ", "-l", "ru", "--json").stdout)] == ["words"]


def test_search_for_less_offers_the_nearest(project: Project) -> None:
    """Below the usual minimum whole texts are wanted, however little they are like it."""
    shown = run("search", "The public reading room", "-l", "ru", "--min", "70").stdout.splitlines()
    assert shown[0] == "no text is 70 % like it; the nearest are:"
    assert shown[2] == "       Public library"
    assert run("search", "The public reading room", "-l", "ru").stdout == "nothing found\n"


def test_concordance(project: Project) -> None:
    """Words are found inside the translation; there is no score."""
    (found,) = json.loads(run("search", "библиотек", "-l", "ru", "--concordance", "--json").stdout)
    assert (found["source"], found["score"]) == ("Public library", None)
    assert "·  translated" in run("search", "библиотек", "-l", "ru", "--concordance").stdout


def test_import_copies_the_file_as_it_is(project: Project, tmp_path: Path) -> None:
    """The file is the project's from then on, byte for byte, and survives the cache."""
    file = make_tmx(tmp_path / "Архив 2019, final.tmx", Unit("Reader", "Читатель", "ru"), Unit("Reader", "Чытач", "be"))
    home = project.root / "i18n/memory/Архив-2019-final.tmx"
    assert run("import", str(file)).stdout == "i18n/memory/Архив-2019-final.tmx: 2 translations into be, ru\n"
    assert home.read_bytes() == file.read_bytes()
    assert Memory(project).suggest("Reader", "ru").document == "Архив-2019-final"
    assert run("import", str(home)).return_value == 0


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="named pipes are POSIX's")
def test_a_pipe_is_imported(project: Project, tmp_path: Path) -> None:
    """What comes out of it comes once: it is checked and kept in one reading."""
    data = make_tmx(tmp_path / "a.tmx", Unit("Reader", "Читатель", "ru")).read_bytes()
    pipe = tmp_path / "pipe.tmx"
    os.mkfifo(pipe)
    writer = threading.Thread(target=pipe.write_bytes, args=(data,), daemon=True)
    writer.start()
    assert run("import", str(pipe)).stdout == "i18n/memory/pipe.tmx: 1 translations into ru\n"
    writer.join(5)
    assert (project.root / "i18n/memory/pipe.tmx").read_bytes() == data
    assert [path.name for path in (project.root / "i18n/memory").iterdir()] == ["pipe.tmx"]


def test_import_takes_all_files_or_none(project: Project, tmp_path: Path) -> None:
    """One file with a fault, or two of one name, and nothing is copied."""
    good = make_tmx(tmp_path / "good.tmx", Unit("Reader", "Читатель", "ru"))
    bad = tmp_path / "bad.tmx"
    bad.write_text("<tmx>")
    with pytest.raises(ToolkitError, match=r"bad\.tmx:1: error: not well-formed"):
        run("import", str(good), str(bad))
    (tmp_path / "other").mkdir()
    twin = make_tmx(tmp_path / "other" / "good.tmx", Unit("Reader", "Чтец", "ru"))
    with pytest.raises(UsageError, match=r"would both be called good\.tmx"):
        run("import", str(good), str(twin))
    assert not list(project.root.glob("i18n/memory/*"))


def test_export_then_import_is_the_identity(project: Project, tmp_path: Path) -> None:
    """What is exported, to a file or to standard output, holds every unit; a new project gets them all."""
    write_catalog(project, "ru", "cis", said("A\nb", "«В»\n\tг & <д>", "title"), said("Draft", "Черновик", draft=True))
    out = tmp_path / "all.tmx"
    assert run("export", str(out)).stdout == f"{out}: 3 translations\n"
    assert run("export").stdout_bytes == out.read_bytes()
    units = Memory(project).units()
    assert list(read_tmx(out, "all.tmx")) == units
    (tmp_path / "new").mkdir()
    new = make_project(tmp_path / "new", "ru")
    (new.root / "i18n/memory").mkdir(parents=True)
    (new.root / "i18n/memory/all.tmx").write_bytes(out.read_bytes())
    assert Memory(new).units() == units


def test_export_of_one_language(project: Project) -> None:
    """Only the languages asked for are written; a language that nobody knows is a wrong call."""
    write_catalog(project, "kk", "alma", said("Reader", "Оқырман"))
    assert "Оқырман" not in run("export", "-l", "ru").stdout
    assert "Оқырман" in run("export", "-l", "ru", "-l", "kk").stdout
    with pytest.raises(UsageError, match="there is no locale"):
        run("export", "-l", "qq")


def test_stats(project: Project) -> None:
    """Each language has its line; an empty memory says so."""
    assert run("stats").stdout.splitlines() == [
        "locale  translations  reviewed  translated  draft  files",
        "ru                 1         ·           1      ·      1",
    ]
    (row,) = json.loads(run("stats", "--json").stdout)
    assert row == {
        "files": ["i18n/ru/alma.po"],
        "locale": "ru",
        "states": {"draft": 0, "reviewed": 0, "translated": 1},
        "units": 1,
    }
    project.catalog("alma", "ru").unlink()
    assert run("stats").stdout.startswith("the memory is empty")


def test_a_broken_catalog_is_told_and_sets_the_exit_code(project: Project) -> None:
    """The command answers from what it knows and says what it could not read."""
    run("stats")
    project.catalog("alma", "ru").write_text('msgid "')
    result = run("search", "Public library", "-l", "ru")
    assert "Публичная библиотека" in result.stdout
    assert "i18n/ru/alma.po:1: error:" in result.stderr
    assert result.return_value == 1
