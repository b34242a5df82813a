"""Processes killed at random moments: what they leave is whole, and the next run does the rest."""

from __future__ import annotations

import contextlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

import pytest

from toolkit.catalog.po import parse_po, read_po, write_po
from toolkit.exchange.tmx import Unit, write_tmx
from toolkit.project.places import JOURNAL
from toolkit.publish.manifest import read_manifest
from toolkit.revision.revise import update_project

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from toolkit.project.project import Project

KILLS = 40 if os.environ.get("FUZZ") else 6
"""Of each command: `make fuzz` kills 200 in all."""
CALLS = (("format",), ("translate", "uz", "--provider", "memory"), ("memory", "import", "all.tmx"))
SETTINGS = 'title = "Tiny"\nlocales = ["en", "ru", "uz", "uz-Cyrl"]\nformats = ["html"]\npublish.complete = 0\n'
UPDATE = ("update",)
BUILD = ("build",)
SERVANT = """
import json, os, signal, sys, time
import filelock, iso639, pymarc, snowballstemmer
from pathlib import Path
import toolkit.revision.extract, toolkit.sources.markdown, toolkit.publish.worker, toolkit.editions.html
import toolkit.site.feeds, toolkit.site.pages, toolkit.site.search
from toolkit.cli import polyedition
from toolkit.project.project import find_project
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.revision.revise import update_project


def work(root, call):
    os.chdir(root)
    project = find_project(Path(root))
    if call == ["update"]:
        update_project(project, project.locales)
    elif call == ["build"]:
        build(project, Selection(project.documents, project.locales, project.formats), workers=2)
    else:
        polyedition.main(call, standalone_mode=False)


for line in sys.stdin:
    root, call, kill_after, environment = json.loads(line)
    os.environ.update(environment)
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        os.dup2(2, 1)
        try:
            work(root, call)
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    ended = status = 0
    while kill_after is not None and not ended and time.monotonic() - begin < kill_after:
        ended, status = os.waitpid(child, os.WNOHANG)
        time.sleep(0.0005)
    if not ended:
        if kill_after is not None:
            os.kill(child, signal.SIGKILL)
        status = os.waitpid(child, 0)[1]
    print(json.dumps([time.monotonic() - begin, status]), flush=True)
"""
"""Has imported everything; for each line that comes in it works as a process of its own, which it may kill."""


@pytest.fixture(scope="module")
def servant() -> Iterator[subprocess.Popen[str]]:
    """What commands are run by, and killed."""
    with subprocess.Popen(
        [sys.executable, "-c", SERVANT], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        assert process.stdin
        process.stdin.close()


@pytest.fixture
def run(servant: subprocess.Popen[str]) -> Callable[..., float]:
    """Runs a command on a project and kills it so many seconds after it set to work; how long it worked."""

    def run(call: tuple[str, ...], root: Path, kill_after: float | None = None) -> float:
        epoch = {name: os.environ[name] for name in ("SOURCE_DATE_EPOCH",) if name in os.environ}
        assert servant.stdin
        assert servant.stdout
        servant.stdin.write(json.dumps([str(root), call, kill_after, epoch]) + "\n")
        servant.stdin.flush()
        seconds, status = json.loads(servant.stdout.readline())
        assert status == 0 or (kill_after is not None and status == signal.SIGKILL)
        return float(seconds)

    return run


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
        found |= texts_of(path.read_bytes())
    return found


@cache
def texts_of(catalog: bytes) -> frozenset[str]:
    """Most catalogs of a folder are what they were: each is read once."""
    return frozenset(text for one in parse_po(catalog, "a catalog").messages for text in one.msgstr if text)


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


def test_killed_updates(
    project: Project, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, run: Callable[..., float]
) -> None:
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


def test_killed_builds(project: Project, tmp_path: Path, run: Callable[..., float]) -> None:
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
def test_killed_commands(call: tuple[str, ...], project: Project, tmp_path: Path, run: Callable[..., float]) -> None:
    """Every catalog is whole, no translation is lost, and the next update leaves no temporary file behind."""
    units = [Unit("Lend more books.", f"Текст {number}", "uz") for number in range(2000)]
    (project.root / "all.tmx").write_text("".join(write_tmx(units)), "utf-8")
    if call[0] == "translate":
        run(("memory", "import", "all.tmx"), project.root)
    for path in (project.root / "i18n").rglob("*.po"):
        path.write_bytes(path.read_bytes() + b"\n\n")
    before = texts(project.root / "i18n")
    shutil.copytree(project.root, tmp_path / "calm")
    seconds = run(call, tmp_path / "calm")
    moments = random.Random(" ".join(call))  # noqa: S311
    for number in range(KILLS):
        root = tmp_path / f"killed-{number}"
        shutil.copytree(project.root, root)
        run(call, root, seconds * moments.uniform(0, 1))
        assert texts(root / "i18n") >= before
        run(UPDATE, root)
        assert not list((root / "i18n").rglob(".*.tmp"))
        assert texts(root / "i18n") >= before


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="process groups are POSIX's")
def test_control_c(project: Project) -> None:
    """Control-C during a parallel build: one sentence, exit code 130, and what was finished is kept."""
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
