"""A full disk, folders that nobody may write to, two runs at once: what is there stays whole, and one line says why."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from tests.test_kill import CALLS, content, project, texts  # noqa: F401 - a fixture
from tests.zygote import polyedition as polyedition_path
from toolkit.cli import polyedition
from toolkit.errors import ToolkitError
from toolkit.exchange.tmx import Unit, write_tmx

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.project.project import Project

AMOUNT = 20 if os.environ.get("FUZZ") else 3
"""Times that each command meets a full disk."""
EVERY = (("update",), ("build", "-j1"), *CALLS)
ROOM = 2048
"""KiB of the disk."""


@pytest.fixture
def disk(tmp_path: Path, project: Project) -> Iterator[Path]:  # noqa: F811
    """The project with more in its catalogs than is said, on a small disk of its own."""
    place = tmp_path / "disk"
    place.mkdir()
    if not hasattr(os, "geteuid") or os.geteuid() or _mount("-t", "tmpfs", "-o", f"size={ROOM}k", "none", place):
        pytest.skip("only the administrator can make disks")
    try:
        shutil.copytree(project.root, place / "project")
        root = place / "project"
        units = [Unit("Lend more books.", f"Текст {number}", "uz") for number in range(300)]
        (root / "all.tmx").write_text("".join(write_tmx(units)), "utf-8")
        source = root / "sources" / "plan.md"
        more = "".join(f"\n## Aim {number}\n\nAim {number} asks for {number} more books.\n" for number in range(60))
        source.write_text(source.read_text("utf-8") + more, "utf-8")
        for path in (root / "i18n").rglob("*.po"):  # so that `format` has something to do
            path.write_bytes(path.read_bytes() + b"\n\n")
        yield root
    finally:
        subprocess.run(["umount", "-l", place], check=True)


def _mount(*words: str | Path) -> int:
    return subprocess.run(["mount", *words], check=False, capture_output=True).returncode


def fails(root: Path, call: tuple[str, ...], monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether a command ends with an error, which is told in lines with a place and a remedy."""
    monkeypatch.chdir(root)
    result = CliRunner().invoke(polyedition, call, standalone_mode=False)
    monkeypatch.chdir("/")
    error = result.exception
    if isinstance(error, ToolkitError):
        assert all(one.location and one.hint and "\n" not in one.message for one in error.diagnostics)
    elif error is not None:  # the program itself says it in one line
        assert isinstance(error, OSError), repr(error)
    return error is not None or bool(result.return_value)


def fill(root: Path, left: int) -> Path:
    """Takes the room of the disk but so many bytes."""
    ballast = root / ".ballast"
    room = os.statvfs(root)
    ballast.write_bytes(b"x" * max(0, room.f_bavail * room.f_frsize - left))
    return ballast


@pytest.mark.parametrize("call", EVERY, ids=" ".join)
def test_a_full_disk(call: tuple[str, ...], disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Wherever in a run it is full, catalogs stay whole and no text is lost; with room the next run does all."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    monkeypatch.setenv("POLYEDITION_FONTS", str(tmp_path / "fonts"))
    shutil.copytree(disk, tmp_path / "calm")
    assert not fails(tmp_path / "calm", call, monkeypatch)
    wanted = content(tmp_path / "calm" / ("output" if call[0] == "build" else "i18n"))
    before = texts(disk / "i18n")
    dice = random.Random(" ".join(call))  # noqa: S311
    needed = max(sum(map(len, wanted.values())), 4096)
    failures = 0
    for number in range(AMOUNT):
        root = disk.with_name(f"try-{number}")
        shutil.copytree(disk, root)
        ballast = fill(root, int(needed * dice.random() ** 2))
        failures += fails(root, call, monkeypatch)
        assert texts(root / "i18n") >= before
        ballast.unlink()
        assert not fails(root, call, monkeypatch)
        assert content(root / ("output" if call[0] == "build" else "i18n")) == wanted
        shutil.rmtree(root)
    assert failures or AMOUNT < 10


@pytest.mark.parametrize("call", EVERY, ids=" ".join)
def test_nothing_can_be_written(call: tuple[str, ...], disk: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One line, with the place; nothing is changed."""
    before = content(disk)
    assert not _mount("-o", "remount,ro", disk.parent)
    fails(disk, call, monkeypatch)
    assert content(disk) == before
    assert not _mount("-o", "remount,rw", disk.parent)


def test_two_builds_at_once(project: Project) -> None:  # noqa: F811
    """One of them builds, the other says so or waits; the output is what the manifest says."""
    for number in range(AMOUNT):
        (project.root / "sources" / "note.md").write_text(f"---\ntitle: A note\nlanguage: en\n---\n\nWord {number}.\n")
        runs = [
            subprocess.Popen(
                [polyedition_path(), "build"], cwd=project.root, stdout=subprocess.PIPE, stderr=subprocess.PIPE
            )
            for _ in range(2)
        ]
        errors = [run.communicate()[1].decode() for run in runs]
        codes = [run.returncode for run in runs]
        assert 0 in codes
        for code, error in zip(codes, errors, strict=True):
            assert "Traceback" not in error
            assert code in {0, 2}
            assert code == 0 or "another build of this project is running" in error
        assert f"Word {number}." in (project.output_path / "en" / "note.html").read_text("utf-8")
        verified = subprocess.run([polyedition_path(), "verify"], cwd=project.root, capture_output=True, check=False)
        assert verified.returncode == 0, verified.stderr
