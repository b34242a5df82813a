"""A tiny project to try everything on, and the way to ask for tools of the machine."""

from __future__ import annotations

import gc
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from tests.commands import require_program
from toolkit.project.places import pair_name
from toolkit.project.project import Project, find_project
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.revision.revise import update_project
from validation.tools import CHROMIUM_TOOL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from validation.browser import Browser, Tab
    from validation.model import Tool

ROOT = Path(__file__).parents[1]
MEMORY, ROOM = Path("/dev/shm"), 2 << 30  # noqa: S108
"""Where files are kept in memory, and the bytes that a run of all tests may need there."""


def memory_serves() -> bool:
    """Whether tests may work in memory: there is room, and programs begin there. In many containers neither is so."""
    if not os.access(MEMORY, os.W_OK):
        return False
    found = os.statvfs(MEMORY)
    return found.f_bavail * found.f_frsize >= ROOM and not found.f_flag & os.ST_NOEXEC


# Every file reaches the disk before it has its name, and a disk makes tests wait for that.
if "TMPDIR" not in os.environ and memory_serves():
    os.environ["TMPDIR"] = str(MEMORY)
    tempfile.tempdir = None
os.environ.setdefault("POLYEDITION_FONTS", str(ROOT / ".polyedition" / "fonts"))
"""Fonts are made once for all tests, and kept for the next run: names say what they were made from."""
# Python starts hundreds of times: what it has compiled is kept, whatever the machine's habit.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False
# Programs in Java run for a second or two: compiling them well takes as long again.
os.environ.setdefault("JAVA_TOOL_OPTIONS", "-XX:TieredStopAtLevel=1")
# No test is a race: how quickly examples are made and tried says something of the machine alone.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
PLAN = """\
---
title: The plan
language: en
date: 2026-01-15
---

## Aims

Read more books.

Lend more books.

{.recommendations}
1. Open the doors.
2. Keep them open.
"""
NOTE = """\
---
title: A note
language: en
---

One word about shelves.
"""
SETTINGS = """\
title = "Tiny"
locales = ["en", "ru", "uz", "uz-Cyrl"]
formats = ["html"]
publish.complete = 0
"""


def pytest_collection_finish() -> None:
    """Modules and tests stay to the end: they are not searched for garbage again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 50)


def pytest_runtest_teardown() -> None:
    """Programs of the next test look for no fonts in a folder of this one, which is gone."""
    os.environ.pop("FONTCONFIG_FILE", None)


@pytest.fixture
def require_tool() -> Callable[[str], str]:
    """Gives a program's path; where it is missing the test is skipped, on CI it fails."""
    return require_program


def require(tool: Tool) -> None:
    """Skips the test where a validator's tool is missing; on CI it fails."""
    if not tool.present():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{tool.name} is not installed: {tool.remedy}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, once for all tests of a process; one process of it has all pages, of which one is open at a time."""
    from validation.browser import Browser  # it leads Chromium as only POSIX can

    require(CHROMIUM_TOOL)
    with Browser("--renderer-process-limit=1") as started:
        yield started


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A new tab, closed after the test: a page that stays open goes on working, and asks its server for news."""
    opened = browser.tab()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def tiny_folder(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, bool], Path]:
    """Gives the folder of the tiny project with some settings, updated or built too, to be copied: each is made once in a process."""
    made: dict[tuple[str, bool, str | None], Path] = {}

    def folder(settings: str, built: bool) -> Path:
        key = settings, built, os.environ.get("SOURCE_DATE_EPOCH")
        if key not in made:
            root = tmp_path_factory.mktemp("tiny") / "tiny"
            if built:
                _copy(folder(settings, built=False), root)
                project = find_project(root)
                pairs = [pair_name(pair) for pair in project.parallel]
                selection = Selection(project.documents, project.locales, project.formats, pairs)
                assert build(project, selection, workers=1).diagnostics == []
            else:
                _write_tiny(root, settings)
                project = find_project(root)
                update_project(project, project.locales)
            made[key] = root
        return made[key]

    return folder


def _copy(folder: Path, root: Path) -> None:
    shutil.copytree(folder, root, copy_function=shutil.copyfile, dirs_exist_ok=True)


def _write_tiny(root: Path, settings: str) -> None:
    (root / "sources").mkdir(parents=True)
    (root / "polyedition.toml").write_text(settings, "utf-8")
    (root / "sources" / "plan.md").write_text(PLAN, "utf-8")
    (root / "sources" / "note.md").write_text(NOTE, "utf-8")


@pytest.fixture
def make_tiny(tiny_folder: Callable[[str, bool], Path]) -> Callable[..., Project]:
    """Makes a project with two documents in a folder: ``plan`` and ``note``, in en, ru, uz and uz-Cyrl, HTML only."""

    def make(root: Path, settings: str = SETTINGS, *, update: bool = True, built: bool = False) -> Project:
        if update:
            _copy(tiny_folder(settings, built), root)
        else:
            _write_tiny(root, settings)
        return find_project(root)

    return make


@pytest.fixture
def tiny(tmp_path: Path, make_tiny: Callable[..., Project]) -> Project:
    """The tiny project, updated once."""
    return make_tiny(tmp_path / "tiny")
