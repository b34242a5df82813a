"""Editions and the site by several processes: the same files as by one, however the processes begin."""

from __future__ import annotations

import gc
import multiprocessing
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SETTINGS
from toolkit.collection.collection import Collection
from toolkit.publish import pool, run, worker
from toolkit.publish.groups import SORTS, made_apart
from toolkit.publish.job import Job
from toolkit.publish.plan import Selection, Target
from toolkit.publish.run import build

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from toolkit.project.project import Project
    from toolkit.publish.heard import Tell
    from toolkit.publish.job import Made

    MakeTiny = Callable[..., Project]


@pytest.fixture
def other_thread() -> Iterator[None]:
    """A thread that runs beside the test's own."""
    end = threading.Event()
    thread = threading.Thread(target=end.wait)
    thread.start()
    yield
    end.set()
    thread.join()


def built(
    folder: Path, make_tiny: MakeTiny, workers: int, tell: Tell | None = None, settings: str = SETTINGS
) -> dict[str, bytes]:
    """What a build writes, by its path."""
    project = make_tiny(folder, settings)
    build(project, Selection(project.documents, project.locales, project.formats), workers=workers, tell=tell)
    output = project.output_path
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def test_forked(tmp_path: Path, make_tiny: MakeTiny) -> None:
    """A process of one thread hands on what it has imported."""
    assert built(tmp_path / "two", make_tiny, 2) == built(tmp_path / "one", make_tiny, 1)


@pytest.mark.usefixtures("other_thread")
def test_beside_threads(tmp_path: Path, make_tiny: MakeTiny) -> None:
    """One with others is not forked: they may hold what nobody would let go of."""
    project = make_tiny(tmp_path / "context", SETTINGS)
    assert pool._context(project, (), ()).get_start_method() != "fork"
    assert built(tmp_path / "two", make_tiny, 2) == built(tmp_path / "one", make_tiny, 1)


def test_the_longest_begins_first(tmp_path: Path, make_tiny: MakeTiny) -> None:
    """By the length of the source and the number of formats; one that is not there may wait."""
    project = make_tiny(tmp_path, SETTINGS)
    target = Target("", "", "", "html", {}, "")
    jobs = [Job("note", "en", (target,)), Job("gone", "en", (target,)), Job("plan", "en", (target,))]
    project.source("plan").write_text("Words. " * 1000, "utf-8")
    lengths = [pool._length(project, job) for job in jobs]
    assert lengths[2] > lengths[0] > lengths[1] == 0
    assert pool._length(project, Job("plan", "en", (target, target))) == 2 * lengths[2]


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes do not begin as copies")
def test_the_fonts_of_pages_are_made_ahead(
    tmp_path: Path, make_tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """By a process that needs not wait for WeasyPrint; the group finds them."""
    monkeypatch.setenv("POLYEDITION_FONTS", str(tmp_path / "fonts"))
    project = make_tiny(tmp_path / "project", SETTINGS)
    ahead = multiprocessing.get_context("fork").Process(target=pool._make_ahead, args=(project, "fonts"))
    ahead.start()
    ahead.join()
    assert ahead.exitcode == 0
    monkeypatch.setattr("toolkit.fonts.web._make", None)
    assert len(made_apart(Collection(project), "fonts")) > 1


def test_one_edition_by_two(tmp_path: Path, make_tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is printed of a few editions is made by another process, all else by this one: the same files as by one alone."""
    make, here, told = worker.make, [], []

    def heard(collection: Collection, job: Job, tell: Tell | None = None) -> Made:
        here.extend(target.format for target in job.targets)
        return make(collection, job, tell)

    monkeypatch.setattr(worker, "make", heard)
    monkeypatch.setattr(pool, "_FEW", 99)
    monkeypatch.setattr(pool, "_is_better_forked", lambda: True)
    settings = SETTINGS.replace('["html"]', '["html", "pdf"]')
    two = built(tmp_path / "two", make_tiny, 2, lambda path, _words: told.append(path), settings)
    assert set(here) == {"html"}
    assert {path.rpartition(".")[2] for path in told} == {"pdf"}
    assert two == built(tmp_path / "one", make_tiny, 1, settings=settings)
    assert set(here) == {"html", "pdf"}


def test_a_warm_process_makes_all_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint need not be imported again, and what its libraries have begun is not forked."""
    monkeypatch.setattr(pool.threading, "active_count", lambda: 1)
    monkeypatch.setattr(pool.sys, "platform", "linux")
    monkeypatch.setitem(sys.modules, "weasyprint", pool)
    assert not pool._is_better_forked()
    monkeypatch.delitem(sys.modules, "weasyprint")
    assert pool._is_better_forked()
    monkeypatch.setattr(pool.threading, "active_count", lambda: 2)
    assert not pool._is_better_forked()


def test_the_site_is_made_beside_the_editions(
    tmp_path: Path, make_tiny: MakeTiny, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What needs no edition is asked of the pool, once, and made by none else."""
    asked: list[tuple[str, bool]] = []
    made_apart = pool.Pool.made_apart

    def heard(self: pool.Pool, group: str) -> object:
        found = made_apart(self, group)
        asked.append((group, found is not None))
        return found

    monkeypatch.setattr(pool.Pool, "made_apart", heard)
    built(tmp_path / "two", make_tiny, 2)
    apart = {sort.name for sort in SORTS if sort.is_apart}
    assert {group for group, there in asked if there} == {group for group, _ in asked if group.split(" ")[0] in apart}
    assert apart == {"search", "document", "fonts"}


def test_an_untouched_language_is_not_made_beside(tmp_path: Path, make_tiny: MakeTiny) -> None:
    """Of what is there only that is begun early which the plan touches."""
    project = make_tiny(tmp_path, SETTINGS)
    selection = Selection(project.documents, project.locales, project.formats)
    build(project, selection, workers=1)
    inputs = run.Inputs(project)
    recorded = run.read_manifest(project.output_path)
    catalog = project.catalog("plan", "ru")
    catalog.write_text(catalog.read_text("utf-8") + "\n", "utf-8")
    sizes = run.Present(project.output_path, recorded).sizes(run.edition_folders(project, selection))
    plan = run.make_plan(project, selection, run.Inputs(project), recorded, sizes, run.group_names(project))
    assert inputs.project is project
    assert run._apart(project, recorded, plan) == ["search ru", "document plan"]


def test_what_processes_begin_with_is_never_searched() -> None:
    """They keep it out of the search for rubbish; this process has it back in when they have begun."""
    before = gc.get_freeze_count()
    with pool._never_searched():
        assert gc.get_freeze_count() > before
        assert not gc.get_objects(generation=2)
    assert gc.get_freeze_count() == 0
