"""The output is compared with its manifest, and with itself made anew."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.publish.verify import verify
from toolkit.system.held import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.project.project import Project


@pytest.fixture
def built(tmp_path: Path, make_tiny: Callable[..., Project]) -> Project:
    return make_tiny(tmp_path / "tiny", built=True)


def test_a_finished_build_is_verified(built: Project) -> None:
    """Every recorded file is compared, and comes out the same when it is made anew."""
    compared, found = verify(built, rebuild=True)
    assert compared > 10
    assert found == []


def test_a_changed_file_is_named(built: Project) -> None:
    """One line says which file is not what was recorded."""
    path = built.output_path / "ru" / "plan.html"
    path.write_bytes(path.read_bytes().replace(b"<h1", b"<h7"))
    _, found = verify(built)
    assert [str(one.location) for one in found] == ["output/ru/plan.html"]


def test_a_missing_file_is_named(built: Project) -> None:
    """A file that is gone differs, too."""
    (built.output_path / "index.html").unlink()
    assert [str(one.location) for one in verify(built)[1]] == ["output/index.html"]


def test_a_source_changed_since_is_noticed_by_a_rebuild(built: Project) -> None:
    """The files are what the manifest says, but would not come out so any more."""
    source = built.source("plan")
    source.write_text(source.read_text("utf-8").replace("books", "boooks"), "utf-8")
    assert verify(built)[1] == []
    assert any("plan.html" in str(one.location) for one in verify(built, rebuild=True)[1])


def test_without_a_build_there_is_nothing_to_verify(tiny: Project) -> None:
    """The hint says what to do."""
    compared, found = verify(tiny)
    assert (compared, found[0].code) == (0, "no-manifest")


def test_what_a_killed_rebuild_leaves_goes_with_the_next_build(built: Project) -> None:
    """The folder that it works in; one that is in use stays."""
    program = (
        "import os, sys; from pathlib import Path; from unittest.mock import patch; from toolkit.publish import verify; "
        "from toolkit.project.project import find_project; project = find_project(Path(sys.argv[1])); "
        "patch.object(verify, 'build', lambda *_: os._exit(9)).start(); verify.verify(project, rebuild=True)"
    )
    assert subprocess.run([sys.executable, "-c", program, built.root], check=False).returncode == 9
    (left,) = built.cache_path.glob("run-*/")
    with temporary_folder(built.cache_path) as used:
        assert not left.exists()
        (used / "file").touch()
        built.source("plan").write_text(built.source("plan").read_text("utf-8") + "\nMore.\n", "utf-8")
        build(built, Selection(built.documents, built.locales, built.formats), workers=1)
        assert (used / "file").is_file()
    assert not used.exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names are POSIX's")
def test_a_pipe_in_the_output_differs(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """And is not waited for; the next build puts the file in its place."""
    project = make_tiny(tmp_path / "tiny", built=True)
    names = ("SHA256SUMS", "ru/plan.html")
    for name in names:
        (project.output_path / name).unlink()
        os.mkfifo(project.output_path / name)
    _, found = verify(project)
    assert [one.location.path for one in found if one.location] == [f"output/{name}" for name in names]
    build(project, Selection(project.documents, project.locales, project.formats), workers=1)
    assert verify(project)[1] == []
