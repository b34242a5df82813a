"""Who makes the editions on this machine: this process, or several; what of the site needs no edition is made beside them."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
import threading
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, ToolkitError
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
"""Up to so many editions are made in this process: starting others costs more than it gains."""
_PAPER = ("pdf", "large-print")


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

        if self._workers == 1 or len(jobs) <= _FEW:
            for job in jobs:
                yield job, worker.make(self.collection(), job, self._tell)
            return
        yield from self._pooled(project, jobs)

    def made_apart(self, group: str) -> tuple[SiteFile, ...] | None:
        """The files of a group of the site that was made beside the editions; None where it was not.

        Raises what making it raises.
        """
        coming = self._coming.pop(group, None)
        if coming is None:
            return None
        with _whole_processes():
            return coming.result()

    def _pooled(self, project: Project, jobs: Sequence[Job]) -> Iterator[tuple[Job, Made]]:
        from concurrent.futures import ProcessPoolExecutor, as_completed

        from toolkit.publish import worker

        context = _context(project, jobs)
        queue = context.SimpleQueue() if self._tell else None
        self._executor = ProcessPoolExecutor(
            min(self._workers, len(jobs)),
            context,
            initializer=worker.start,
            initargs=(project, Teller(queue) if queue else None),
        )
        with _whole_processes():
            with _interrupts_held():
                futures = {self._executor.submit(worker.work, job): job for job in jobs}
                self._coming = {name: self._executor.submit(_work_apart, name) for name in self._apart}
            with listening(queue, self._tell):
                for future in as_completed(futures):
                    yield futures[future], future.result()


def _work_apart(group: str) -> tuple[SiteFile, ...]:
    """A group of the site that needs no edition, in a process that was prepared to make editions."""
    from toolkit.publish.groups import made_apart
    from toolkit.publish.worker import prepared

    return made_apart(prepared(), group)


def _context(project: Project, jobs: Sequence[Job]) -> Any:
    """How processes begin: with all that they need, where that can be handed on; else they import it each."""
    import multiprocessing

    if sys.platform != "linux":
        return multiprocessing.get_context()
    is_paper = any(target.format in _PAPER for job in jobs for target in job.targets)
    if threading.active_count() == 1:  # a fork has one thread, and what others held stays locked for ever
        if is_paper:
            from toolkit.editions.pdf.render import prepare

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


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
