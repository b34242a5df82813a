"""A build with nothing to do, done again: nothing is read where all is as it was, and whatever may be otherwise is looked at."""

from __future__ import annotations

import json
import os
import shutil
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.commands import imported_by_build, say
from toolkit.project.project import find_project
from toolkit.publish.settled import begin, settle, settled
from toolkit.system.states import Moment, States, moment, states
from toolkit.system.whole import COARSE

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.project.project import Project

SAID = [["nothing to do"], {}]


@pytest.fixture
def quiet(tmp_path: Path, make_tiny: Callable[..., Project]) -> Project:
    """The tiny project, built, with all that can be in one, of which a build has said that there is nothing to do."""
    project = make_tiny(tmp_path / "tiny", built=True)
    for name in ("theme/extra.css", "fonts/own.ttf", "output/robots.txt"):
        (project.root / name).parent.mkdir(exist_ok=True)
        (project.root / name).write_text("one", "utf-8")
    other = tmp_path / "other"
    (other / "plain").mkdir(parents=True)
    (project.root / "sources" / "pictures").symlink_to(other, target_is_directory=True)
    time.sleep(0.02)
    start = begin(project.root)
    assert start
    settle(start, project, "all", SAID)
    return project


def overwrite(path: Path) -> None:
    """Another content of the same length, and the old time of the change."""
    before, data = path.stat(), path.read_bytes()
    path.write_bytes(bytes([data[0] ^ 1]) + data[1:])
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert path.stat().st_mtime_ns == before.st_mtime_ns


def exchange(path: Path) -> None:
    """The same by renaming, as editors write."""
    new = path.with_name("new")
    new.write_bytes(path.read_bytes())
    overwrite(new)
    new.replace(path)


CHANGES = {
    "source": lambda root: overwrite(root / "sources/plan.md"),
    "template": lambda root: overwrite(root / "i18n/templates/plan.pot"),
    "catalog": lambda root: overwrite(root / "i18n/ru/plan.po"),
    "catalog, renamed over": lambda root: exchange(root / "i18n/ru/plan.po"),
    "catalog, touched": lambda root: (root / "i18n/ru/plan.po").touch(),
    "catalog, gone": lambda root: (root / "i18n/ru/plan.po").unlink(),
    "stamps": lambda root: (root / "i18n/ru/plan.reviews").write_text("", "utf-8"),
    "settings": lambda root: overwrite(root / "polyedition.toml"),
    "other settings": lambda root: (root / "pyproject.toml").write_text("", "utf-8"),
    "releases": lambda root: (root / "releases.toml").write_text("", "utf-8"),
    "theme": lambda root: overwrite(root / "theme/extra.css"),
    "fonts": lambda root: overwrite(root / "fonts/own.ttf"),
    "a new source": lambda root: (root / "sources/more.md").write_text("# More\n", "utf-8"),
    "page": lambda root: overwrite(root / "output/ru/plan.html"),
    "page, gone": lambda root: (root / "output/ru/plan.html").unlink(),
    "a file of the site": lambda root: overwrite(root / "output/index.html"),
    "manifest": lambda root: overwrite(root / "output/manifest.json"),
    "journal": lambda root: (root / "output/.journal").write_text("", "utf-8"),
    "a file of somebody else's": lambda root: overwrite(root / "output/robots.txt"),
    "output, gone": lambda root: shutil.rmtree(root / "output"),
    "behind a link": lambda root: (root / "sources/pictures/plain/one.png").write_text("", "utf-8"),
    "what was kept, damaged": lambda root: overwrite(root / ".polyedition/settled"),
    "what was kept, gone": lambda root: (root / ".polyedition/settled").unlink(),
    "what was kept, a folder": lambda root: exchange_folder(root / ".polyedition/settled"),
}


def exchange_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def test_nothing_has_changed(quiet: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was said is said again, in the project's folder and below it, but to no other wish, and for no other Python."""
    assert settled(quiet.root, "all") == SAID
    assert settled(quiet.root / "sources", "all") == SAID
    assert settled(quiet.root, "some") is None
    monkeypatch.setattr(sys, "version", "0")
    assert settled(quiet.root, "all") is None


@pytest.mark.parametrize("name", CHANGES)
def test_whatever_changes_is_seen(name: str, quiet: Project) -> None:
    """Every file that a build reads or makes, however it was changed."""
    CHANGES[name](quiet.root)
    assert settled(quiet.root, "all") is None


def test_a_link_to_another_folder_is_seen(quiet: Project, tmp_path: Path) -> None:
    """Even to one that is there already, by another link."""
    second = quiet.root / "sources" / "second"
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    for link, target in (("x", "a"), ("y", "b"), ("second", "b")):
        (quiet.root / "sources" / link).symlink_to(tmp_path / target, target_is_directory=True)
    before = states([str(quiet.root)]).digest()
    second.unlink()
    second.symlink_to(tmp_path / "a", target_is_directory=True)
    assert states([str(quiet.root)]).digest() != before


def test_a_link_that_leads_back_ends(tmp_path: Path) -> None:
    """Nothing goes round in circles."""
    (tmp_path / "back").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "nowhere").symlink_to(tmp_path / "none")
    assert states([str(tmp_path)]).digest() == states([str(tmp_path)]).digest()


def test_packages_are_seen(quiet: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that comes, or says that it adds something else, may add what editions are made with."""
    record = tmp_path / "packages" / "more-1.0.dist-info"
    record.mkdir(parents=True)
    monkeypatch.syspath_prepend(record.parent)
    assert settled(quiet.root, "all") is None
    (record / "entry_points.txt").write_text("", "utf-8")
    time.sleep(0.02)
    start = begin(quiet.root)
    assert start
    settle(start, quiet, "all", SAID)
    assert settled(quiet.root, "all") == SAID
    (record / "entry_points.txt").write_text("x", "utf-8")
    assert settled(quiet.root, "all") is None


def test_nearer_settings_are_another_project(quiet: Project) -> None:
    """A folder below may become a project of its own."""
    (quiet.root / "sources" / "polyedition.toml").write_text("", "utf-8")
    assert settled(quiet.root / "sources", "all") is None


def test_a_copy_is_another_project(quiet: Project, tmp_path: Path) -> None:
    """What is kept in a copy says nothing of it."""
    copy = tmp_path / "copy"
    shutil.copytree(quiet.root, copy, symlinks=True)
    assert settled(copy, "all") is None


@pytest.mark.parametrize("path", ["sources/plan.md", "i18n/ru/plan.po", "output/ru/plan.html"])
def test_what_changes_meanwhile_is_not_kept(path: str, quiet: Project) -> None:
    """A file that was written since the build began to read, or in the same moment, may not be what was read."""
    (quiet.cache_path / "settled").unlink()
    start = begin(quiet.root)
    assert start
    overwrite(quiet.root / path)
    settle(start, quiet, "all", SAID)
    assert settled(quiet.root, "all") is None
    time.sleep(0.02)
    start = begin(quiet.root)
    assert start
    settle(start, quiet, "all", SAID)
    assert settled(quiet.root, "all") == SAID


def test_moments_of_other_file_systems_are_coarse(tmp_path: Path) -> None:
    """A clock that is not the mark's counts its moments in two seconds at worst."""
    (tmp_path / "one").write_text("", "utf-8")
    time.sleep(0.02)
    now = moment(tmp_path / "mark")
    assert now
    found = states([str(tmp_path / "one")])
    assert found.are_older_than(now)
    assert not found.are_older_than(Moment(now.time, now.device + 1))
    assert found.are_older_than(Moment(now.time + COARSE, now.device + 1))
    assert States().are_older_than(now)


def test_a_link_in_place_of_the_mark_is_not_followed(quiet: Project, tmp_path: Path) -> None:
    """No file comes where it leads."""
    mark = quiet.cache_path / "moment"
    mark.unlink()
    mark.symlink_to(tmp_path / "elsewhere")
    assert begin(quiet.root)
    assert not (tmp_path / "elsewhere").exists()
    assert mark.is_file()


def test_nothing_is_kept_where_times_say_too_little(quiet: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """On Windows a program can set back all times that a file has."""
    monkeypatch.setattr("toolkit.publish.settled._TIMES_CAN_BE_TRUSTED", False)
    assert begin(quiet.root) is None


def test_without_a_cache_nothing_is_kept(tmp_path: Path) -> None:
    """Where no cache can be written, every build looks at all files."""
    (tmp_path / "polyedition.toml").write_text("", "utf-8")
    assert begin(tmp_path) is None
    assert settled(tmp_path, "all") is None
    assert moment(tmp_path / "none" / "mark") is None


PROJECT = ("toolkit.project.project", "toolkit.publish.plan", "tomllib", "shutil")
"""Modules that tell of a project."""


def test_the_command_reads_no_project(
    quiet: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second build with nothing to do says what the first said, and imports next to nothing; then a change is built."""
    monkeypatch.chdir(quiet.root)
    (quiet.root / "output/robots.txt").unlink()
    (quiet.root / "sources/pictures").unlink()
    say(capsys, monkeypatch, "build")  # the theme has a file more
    time.sleep(0.02)
    code, out, err = say(capsys, monkeypatch, "build")
    assert (code, err) == (0, "")
    assert out == "nothing to do: 8 editions in output/ are up to date\n"
    assert imported_by_build(quiet.root, *PROJECT) == (out.rstrip("\n"), [])
    code, out, _ = say(capsys, monkeypatch, "build", "--json")
    assert {**json.loads(out), "seconds": 0} == {
        "built": [], "diagnostics": [], "held": [], "removed": [], "seconds": 0, "unchanged": 8,
    }  # fmt: skip
    overwrite(quiet.root / "output/ru/plan.html")
    code, out, _ = say(capsys, monkeypatch, "build", "--explain")
    assert out.startswith("built ru/plan.html (it was changed by hand or damaged)\n")


def test_what_went_wrong_is_said_again(
    quiet: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A build with errors has something to do, each time."""
    monkeypatch.chdir(quiet.root)
    (quiet.root / "i18n/ru/plan.po").write_text("msgid \n", "utf-8")
    first = say(capsys, monkeypatch, "build")
    time.sleep(0.02)
    second, third = (say(capsys, monkeypatch, "build") for _ in range(2))
    assert first[0] == second[0] == third[0] == 1
    assert second[2] == third[2] != ""
    assert find_project(quiet.root).documents
