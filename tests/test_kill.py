"""Processes killed at random moments: what they leave is whole, and the next run does the rest."""

from __future__ import annotations

import contextlib
import os
import random
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from toolkit.catalog.po import parse_po, read_po, write_po
from toolkit.exchange.tmx import Unit, write_tmx
from toolkit.project.places import JOURNAL
from toolkit.publish.manifest import read_manifest
from toolkit.revision.revise import update_project

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.project.project import Project

KILLS = 40 if os.environ.get("FUZZ") else 6
"""Of each command: `make fuzz` kills 200 in all."""
CALL = """
import sys
from toolkit.cli import polyedition
print("go", flush=True)
polyedition.main(sys.argv[2:], standalone_mode=False)
"""
CALLS = (("format",), ("translate", "uz", "--provider", "memory"), ("memory", "import", "all.tmx"))
SETTINGS = 'title = "Tiny"\nlocales = ["en", "ru", "uz", "uz-Cyrl"]\nformats = ["html"]\npublish.complete = 0\n'
UPDATE = """
import sys
from pathlib import Path
import toolkit.revision.extract, toolkit.sources.markdown
from toolkit.project.project import find_project
from toolkit.revision.revise import update_project

project = find_project(Path(sys.argv[1]))
print("go", flush=True)
update_project(project, project.locales)
"""
BUILD = """
import sys
from pathlib import Path
import toolkit.publish.worker, toolkit.editions.html
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.project.project import find_project

project = find_project(Path(sys.argv[1]))
print("go", flush=True)
build(project, Selection(project.documents, project.locales, project.formats), workers=2)
"""


def run(program: str, root: Path, kill_after: float | None = None, call: tuple[str, ...] = ()) -> float:
    """Runs the program on a project and kills it so many seconds after it set to work; how long it worked."""
    with subprocess.Popen(
        [sys.executable, "-c", program, root, *call], cwd=root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as child:
        assert child.stdout
        assert child.stdout.readline() == b"go\n"
        begin = time.monotonic()
        try:
            code = child.wait(kill_after)
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
        else:
            assert child.stderr
            assert code == 0, child.stderr.read().decode()
        return time.monotonic() - begin


def content(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in folder.rglob("*"):
        # The worker of a killed build may still be renaming the file that it has just written.
        with contextlib.suppress(FileNotFoundError):
            if path.is_file():
                found[path.relative_to(folder).as_posix()] = path.read_bytes()
    return found


def texts(folder: Path) -> set[str]:
    """Every translation in the catalogs of a folder, each of which must be whole."""
    found: set[str] = set()
    for path in folder.rglob("*.po*"):
        found.update(text for one in parse_po(path.read_bytes(), path.name).messages for text in one.msgstr if text)
    return found


def translate_all(path: Path, tag: str) -> None:
    catalog = read_po(path)
    messages = tuple(replace(one, msgstr=(f"{tag} {one.msgid}",)) for one in catalog.messages)
    write_po(replace(catalog, messages=messages), path)


@pytest.fixture
def project(tmp_path: Path, make_tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project with translations, at a fixed time."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    made = make_tiny(tmp_path / "tiny", SETTINGS, update=False)
    update_project(made, made.locales)
    translate_all(made.catalog("plan", "ru"), "ru")
    translate_all(made.catalog("note", "ru"), "ru")
    return made


def test_killed_updates(project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every catalog and template is whole, no translation is lost, and another run gives what an undisturbed one gives."""
    source = project.source("plan")
    more = "".join(f"\n## Aim {n}\n\nAim {n} asks for {n} more books.\n\nIt costs {n * n} coins.\n" for n in range(60))
    source.write_text(source.read_text("utf-8") + more, "utf-8")
    update_project(project, project.locales)
    translate_all(project.catalog("plan", "ru"), "ru")
    before = texts(project.root / "i18n")
    revised = (
        source.read_text("utf-8")
        .replace("more books", "new books")
        .replace("## Aim 7\n", "## Aim seven\n\nA new one.\n")
    )
    source.write_text(revised, "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700086400")
    shutil.copytree(project.root, tmp_path / "calm")
    seconds = run(UPDATE, tmp_path / "calm")
    calm = content(tmp_path / "calm" / "i18n")
    moments = random.Random(20261121)  # noqa: S311
    for number in range(KILLS):
        root = tmp_path / f"killed-{number}"
        shutil.copytree(project.root, root)
        run(UPDATE, root, seconds * moments.uniform(number, number + 1) / KILLS)
        assert texts(root / "i18n") >= before
        run(UPDATE, root)
        assert content(root / "i18n") == calm


def test_killed_builds(project: Project, tmp_path: Path) -> None:
    """No file is ever half, no orphan keeps the lock, and the end is that of an undisturbed build."""
    shutil.copytree(project.root, tmp_path / "calm")
    seconds = run(BUILD, tmp_path / "calm")
    moments = random.Random(20261122)  # noqa: S311
    for number in range(KILLS):
        if number % 3 == 0:
            translate_all(project.catalog("note", "ru"), f"version {number} of")
        run(BUILD, project.root, seconds * moments.uniform(number, number + 1) / KILLS / 2)
        for path, data in content(project.output_path).items():
            if path.endswith(".html"):
                assert data.rstrip().endswith(b"</html>"), path
        assert all((project.output_path / path).is_file() for path in read_manifest(project.output_path))
    shutil.copy(project.catalog("note", "ru"), tmp_path / "calm" / "i18n" / "ru" / "note.po")
    run(BUILD, tmp_path / "calm")
    run(BUILD, project.root)
    assert content(project.output_path) == content(tmp_path / "calm" / "output")
    assert not (project.output_path / JOURNAL).exists()


@pytest.mark.parametrize("call", CALLS, ids=" ".join)
def test_killed_commands(call: tuple[str, ...], project: Project, tmp_path: Path) -> None:
    """Every catalog is whole, no translation is lost, and the next update leaves no temporary file behind."""
    units = [Unit("Lend more books.", f"Текст {number}", "uz") for number in range(2000)]
    (project.root / "all.tmx").write_text("".join(write_tmx(units)), "utf-8")
    if call[0] == "translate":
        run(CALL, project.root, call=("memory", "import", "all.tmx"))
    for path in (project.root / "i18n").rglob("*.po"):
        path.write_bytes(path.read_bytes() + b"\n\n")
    before = texts(project.root / "i18n")
    shutil.copytree(project.root, tmp_path / "calm")
    seconds = run(CALL, tmp_path / "calm", call=call)
    moments = random.Random(" ".join(call))  # noqa: S311
    for number in range(KILLS // 2):
        root = tmp_path / f"killed-{number}"
        shutil.copytree(project.root, root)
        run(CALL, root, seconds * moments.uniform(0, 1), call)
        assert texts(root / "i18n") >= before
        run(UPDATE, root)
        assert not list((root / "i18n").rglob(".*.tmp"))
        assert texts(root / "i18n") >= before


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are POSIX's")
def test_control_c(project: Project) -> None:
    """Control-C during a parallel build: one sentence, exit code 130, and what was finished is kept."""
    import signal

    # A shell's background job is born with the signal ignored, and hands that on to its children.
    heed = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    program = heed + "import sys; from toolkit.cli import main; sys.argv = ['polyedition', 'build', '-j2']; main()"
    with subprocess.Popen(
        [sys.executable, "-c", program],
        cwd=project.root,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        start_new_session=True,
    ) as child:
        assert child.stdout
        assert child.stdout.readline().startswith(b"built ")
        os.killpg(child.pid, signal.SIGINT)
        _, said = child.communicate()
    assert said.decode().strip() == "interrupted; what was finished stays"
    assert child.returncode == 130
    assert read_manifest(project.output_path)
