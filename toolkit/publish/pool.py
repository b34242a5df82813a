"""Who makes the editions on this machine: this process, or several; what of the site needs no edition is made beside them."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
import threading
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, ToolkitError
from toolkit.project.formats import BUILT_IN
from toolkit.publish.heard import Teller, listening

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future
    from types import TracebackType
    from typing import Self

    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project
    from toolkit.publish.heard import Tell
    from toolkit.publish.job import Job, Made, SiteFile

_FEW = 2
"""Up to so many editions are made in this process, but for what is printed: starting many costs more than it gains."""
_PAPER = frozenset(one.name for one in BUILT_IN if one.media_type == "application/pdf")


class Pool:
    """Makes the editions of a project, and gives each when it lies in its place, in any order."""

    def __init__(
        self,
        collection: Callable[[], Collection],
        workers: int | None = None,
        tell: Tell | None = None,
        apart: Sequence[str] = (),
    ) -> None:
        self.collection = collection
        """What this process makes editions from."""
        self._workers, self._tell, self._apart = workers or _cores(), tell, apart
        self._executor: Any = None
        self._coming: dict[str, Future[tuple[SiteFile, ...]]] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._executor:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def __call__(self, project: Project, jobs: Sequence[Job]) -> Iterator[tuple[Job, Made]]:
        """Each edition when it is made. Raises `ToolkitError` where a process was ended from outside."""
        if not jobs:
            return
        from toolkit.publish import worker

        worker.look_rarely()  # before all that is imported for them
        paper, others = _parted(jobs)
        if self._workers > 1 and len(jobs) > _FEW:
            yield from self._pooled(project, jobs)
        elif self._workers > 1 and paper and _is_better_forked():
            yield from self._beside(project, paper, others)
        else:
            for job in jobs:
                yield job, worker.make(self.collection(), job, self._tell)

    def made_apart(self, group: str) -> tuple[SiteFile, ...] | None:
        """The files of a group of the site that was made beside the editions; None where it was not.

        Raises what making it raises.
        """
        coming = self._coming.pop(group, None)
        if coming is None:
            return None
        with _whole_processes():
            return coming.result()

    def _beside(self, project: Project, paper: Sequence[Job], others: Sequence[Job]) -> Iterator[tuple[Job, Made]]:
        """What is printed by other processes, which begin at once; in this one meanwhile all that does not wait for it."""
        import multiprocessing
        from concurrent.futures import as_completed

        from toolkit.publish import worker

        queue = self._begin(project, min(self._workers - 1, len(paper)), multiprocessing.get_context("fork"))
        with _whole_processes():
            with _interrupts_held(), _never_searched():
                futures = {self._executor.submit(worker.work, job): job for job in paper}
            with listening(queue, self._tell):
                for job in others:
                    yield job, worker.make(self.collection(), job, self._tell)
                self._coming = {name: self._made_now(name) for name in self._apart}
                for future in as_completed(futures):
                    yield futures[future], future.result()

    def _made_now(self, group: str) -> Future[tuple[SiteFile, ...]]:
        """A group of the site that needs no edition, made in this process."""
        from concurrent.futures import Future

        from toolkit.publish.groups import made_apart

        made: Future[tuple[SiteFile, ...]] = Future()
        try:
            made.set_result(made_apart(self.collection(), group))
        except ToolkitError as error:
            made.set_exception(error)
        return made

    def _begin(self, project: Project, number: int, context: Any) -> Any:
        """Says how many processes there are, and how they begin; gives where they tell how far they are."""
        from concurrent.futures import ProcessPoolExecutor

        from toolkit.publish import worker

        queue = context.SimpleQueue() if self._tell else None
        self._executor = ProcessPoolExecutor(
            number, context, initializer=worker.start, initargs=(project, Teller(queue) if queue else None)
        )
        return queue

    def _pooled(self, project: Project, jobs: Sequence[Job]) -> Iterator[tuple[Job, Made]]:
        """All by other processes; what takes longest begins first, and small things come last, so that all end together."""
        from concurrent.futures import as_completed

        from toolkit.publish import worker

        queue = self._begin(project, min(self._workers, len(jobs)), _context(project, jobs, self._apart))
        with _whole_processes():
            with _interrupts_held(), _never_searched():
                ordered = sorted(jobs, key=partial(_length, project), reverse=True)
                futures = {self._executor.submit(worker.work, job): job for job in ordered}
                self._coming = {name: self._executor.submit(_work_apart, name) for name in reversed(self._apart)}
            with listening(queue, self._tell):
                for future in as_completed(futures):
                    yield futures[future], future.result()


def _length(project: Project, job: Job) -> int:
    """About how long an edition takes in all its formats, compared with others."""
    try:
        return project.source(job.document).stat().st_size * len(job.targets)
    except OSError:
        return 0


def _make_ahead(project: Project, group: str) -> None:
    """Makes a group of the site for the cache, which keeps its fonts."""
    from toolkit.publish import worker

    worker.start(project, None)
    with contextlib.suppress(Exception):  # it is told when the group itself is made
        _work_apart(group)


def _work_apart(group: str) -> tuple[SiteFile, ...]:
    """A group of the site that needs no edition, in a process that was prepared to make editions."""
    from toolkit.publish.groups import made_apart
    from toolkit.publish.worker import prepared

    return made_apart(prepared(), group)


def _parted(jobs: Sequence[Job]) -> tuple[list[Job], list[Job]]:
    """What is printed of jobs, and what is not."""

    def part(*, is_paper: bool) -> list[Job]:
        parts = (
            replace(job, targets=tuple(one for one in job.targets if (one.format in _PAPER) is is_paper))
            for job in jobs
        )
        return [one for one in parts if one.targets]

    return part(is_paper=True), part(is_paper=False)


def _is_better_forked() -> bool:
    """Whether a PDF is sooner there if another process makes it: one that has made some is warm."""
    return sys.platform == "linux" and threading.active_count() == 1 and "weasyprint" not in sys.modules


def _context(project: Project, jobs: Sequence[Job], apart: Sequence[str]) -> Any:
    """How processes begin: with all that they need, where that can be handed on; else they import it each.

    While this process imports it, others make fonts, those of pages if they are among the groups `apart`.
    """
    import multiprocessing

    if sys.platform != "linux":
        return multiprocessing.get_context()
    is_paper = any(target.format in _PAPER for job in jobs for target in job.targets)
    if threading.active_count() == 1:  # a fork has one thread, and what others held stays locked for ever
        if is_paper:
            from toolkit.editions.pdf.render import prepare

            if "fonts" in apart:
                fork = multiprocessing.get_context("fork")
                with _interrupts_held():
                    fork.Process(target=_make_ahead, args=(project, "fonts"), daemon=True).start()
            with contextlib.suppress(ToolkitError):  # each edition tells it for itself
                prepare(project)
        return multiprocessing.get_context("fork")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["toolkit.publish.worker", *(["toolkit.editions.pdf.once"] if is_paper else [])])
    return context


@contextlib.contextmanager
def _whole_processes() -> Iterator[None]:
    """Within it, processes that end before their time are told of as what they are."""
    from concurrent.futures.process import BrokenProcessPool

    try:
        yield
    except BrokenProcessPool:
        raise ToolkitError(
            Diagnostic(
                "worker", "a worker process was ended from outside", hint="run again, with -j1 if memory is short"
            )
        ) from None


@contextlib.contextmanager
def _interrupts_held() -> Iterator[None]:
    """Processes that begin in here never see Control-C; this one gets it afterwards."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows; there `worker.start` does what it can
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextlib.contextmanager
def _never_searched() -> Iterator[None]:
    """Processes that begin in here never look for rubbish in what they begin with: all of it would be copied for that."""
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
