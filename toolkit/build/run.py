"""Does what the plan says: in parallel over processes, each file written whole, a killed run resumed by the next."""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.build.inputs import Inputs, short_hash
from toolkit.build.manifest import NAME, File, read_manifest, record, write_manifest
from toolkit.build.plan import Plan, Selection, Target, changed_inputs, make_plan
from toolkit.errors import Diagnostic, ToolkitError, UsageError
from toolkit.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from toolkit.project import Project

_FEW = 2
"""Up to so many editions are made in this process: starting others costs more than it gains."""


@dataclass(slots=True)
class Outcome:
    """What a build did."""

    built: list[tuple[str, str]] = field(default_factory=list)
    """Path and reason of every file that was made, in the order of the plan."""
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Job:
    """One document in one language, in all formats that are due."""

    document: str
    locale: str
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker brings back from a job."""

    files: tuple[File, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def build(
    project: Project,
    selection: Selection,
    *,
    workers: int | None = None,
    start: Callable[[Plan], None] = lambda plan: None,  # noqa: ARG005
    done: Callable[[Target], None] = lambda target: None,  # noqa: ARG005
) -> Outcome:
    """Makes every selected edition that is out of date, and the pages that lead to them.

    `workers` is the number of processes, by default one a core. `start` is called with the plan, `done` with each
    finished file. An edition that fails leaves its old file and its diagnostics; the others are made all the same.
    Raises `UsageError` while another build of the project runs.
    """
    inputs = Inputs(project)
    recorded = read_manifest(project.output_path)
    plan = make_plan(project, selection, inputs, recorded, _sizes(project))
    if not plan.targets and not plan.removed and _pages_are_fresh(project, inputs, recorded):
        start(plan)
        return Outcome(unchanged=len(plan.unchanged))
    with _lock(project):
        recorded = read_manifest(project.output_path)
        plan = make_plan(project, selection, inputs, recorded, _sizes(project))
        start(plan)
        return _Build(project, inputs, recorded, plan, done).run(workers or _cores())


@dataclass(slots=True)
class _Build:
    project: Project
    inputs: Inputs
    files: dict[str, File]
    plan: Plan
    done: Callable[[Target], None]
    outcome: Outcome = field(default_factory=Outcome)

    def run(self, workers: int) -> Outcome:
        self.outcome.unchanged = len(self.plan.unchanged)
        self._remove()
        output = self.project.output_path
        for job, made in _make_all(self.project, _jobs(self.plan.targets), workers):
            self.outcome.diagnostics += [one for one in made.diagnostics if one not in self.outcome.diagnostics]
            reasons = {target.path: target for target in job.targets}
            for file in made.files:
                record(output, file)
                self.files[file.path] = file
                self.outcome.built.append((file.path, reasons[file.path].reason))
                self.done(reasons[file.path])
        order = {target.path: place for place, target in enumerate(self.plan.targets)}
        self.outcome.built.sort(key=lambda pair: order[pair[0]])
        self._make_pages()
        write_manifest(output, self.files.values())
        return self.outcome

    def _remove(self) -> None:
        for path in self.plan.removed:
            file = self.project.output_path / path
            file.unlink(missing_ok=True)
            with contextlib.suppress(OSError):
                file.parent.rmdir()  # only if it is empty
            del self.files[path]
            self.outcome.removed.append(path)
        for stray in self.project.output_path.glob("**/.*.tmp"):
            stray.unlink(missing_ok=True)  # of a killed run; no other build is at work

    def _make_pages(self) -> None:
        from toolkit.build.pages import make_pages

        for path, now, data in make_pages(self.project, _due_pages(self.project, self.inputs, self.files)):
            write_atomically(self.project.output_path / path, data)
            before = self.files.get(path)
            reason = changed_inputs(before.inputs, now) if before else "it is not there"
            locale = path.split("/")[0] if "/" in path else None
            self.files[path] = File(path, len(data), hashlib.sha256(data).hexdigest(), "html", locale, inputs=now)
            self.outcome.built.append((path, reason or "it was changed by hand or damaged"))


@dataclass(frozen=True, slots=True)
class Page:
    """A page that leads to editions, and what goes into it."""

    path: str
    inputs: Mapping[str, str]
    editions: Mapping[str, Sequence[File]]
    """The files of each locale that it lists."""


def _pages(project: Project, inputs: Inputs, files: Mapping[str, File]) -> Iterator[Page]:
    listed: dict[str, list[File]] = {locale: [] for locale in project.locales}
    for file in files.values():
        if file.document in project.documents and file.locale in listed:
            listed[file.locale].append(file)
    hashes = {}
    for locale, found in listed.items():
        found.sort(key=lambda file: (project.documents.index(file.document or ""), project.formats.index(file.format)))
        hashes[locale] = short_hash(*(f"{file.path} {file.bytes} {file.states} {file.title}" for file in found))
        page = {**inputs.page(locale), "editions": hashes[locale]}
        yield Page(f"{locale}/index.html", page, {locale: found})
    pages = {f"page {locale}": short_hash(*inputs.page(locale).values()) for locale in project.locales}
    yield Page("index.html", {**pages, "editions": short_hash(*hashes.values())}, listed)


def _due_pages(project: Project, inputs: Inputs, files: Mapping[str, File]) -> list[Page]:
    due = []
    for page in _pages(project, inputs, files):
        file = files.get(page.path)
        path = project.output_path / page.path
        there = path.stat().st_size if path.is_file() else None
        if file is None or there != file.bytes or changed_inputs(file.inputs, page.inputs):
            due.append(page)
    return due


def _pages_are_fresh(project: Project, inputs: Inputs, files: Mapping[str, File]) -> bool:
    return not _due_pages(project, inputs, files) and (project.output_path / NAME).is_file()


def _sizes(project: Project) -> dict[str, int]:
    """The bytes of every file two levels deep in the output folder."""
    found = {}
    for locale in project.locales:
        folder = project.output_path / locale
        if folder.is_dir():
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.is_file():
                        found[f"{locale}/{entry.name}"] = entry.stat().st_size
    return found


def _jobs(targets: Iterable[Target]) -> list[Job]:
    by_edition = groupby(targets, key=lambda target: (target.document, target.locale))
    return [Job(document, locale, tuple(group)) for (document, locale), group in by_edition]


def _make_all(project: Project, jobs: Sequence[Job], workers: int) -> Iterator[tuple[Job, Made]]:
    if not jobs:
        return
    from toolkit.build import worker
    from toolkit.collection import Collection

    if workers == 1 or len(jobs) <= _FEW:
        collection = Collection(project)
        for job in jobs:
            yield job, worker.make(collection, job)
        return
    from concurrent.futures import ProcessPoolExecutor, as_completed
    from concurrent.futures.process import BrokenProcessPool

    pool = ProcessPoolExecutor(min(workers, len(jobs)), initializer=worker.start, initargs=(project,))
    try:
        futures = {pool.submit(worker.work, job): job for job in jobs}
        for future in as_completed(futures):
            yield futures[future], future.result()
    except BrokenProcessPool:
        raise ToolkitError(
            Diagnostic(
                "worker", "a worker process was ended from outside", hint="run again, with -j1 if memory is short"
            )
        ) from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


@contextlib.contextmanager
def _lock(project: Project) -> Iterator[None]:
    from filelock import FileLock, Timeout

    path: Path = project.cache_path / "build.lock"
    path.parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(path)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise UsageError(
            Diagnostic("locked", "another build of this project is running", hint="wait until it has ended")
        ) from None
    try:
        yield
    finally:
        lock.release()
