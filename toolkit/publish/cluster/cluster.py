"""The driver's end of a build over a Dask cluster: it sends out what editions are made of, and writes what comes back.

The only importer of Dask. A task that runs twice, a worker that dies and a scheduler that comes back change no byte: an
edition depends on its order alone, and only this process writes.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import ipaddress
import logging
import uuid
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from toolkit.errors import Diagnostic, Location, Severity, ToolkitError, UsageError
from toolkit.publish.cluster.freight import Order, own_freight, shared_freight
from toolkit.publish.inputs import Inputs
from toolkit.publish.job import Job, Made

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.project.project import Project
    from toolkit.publish.manifest import File
    from toolkit.publish.plan import Target

_PORT = 8786
"""Dask's own for schedulers."""
_FIRST, _AGAIN = 15, 60
"""Seconds to wait for a scheduler, and for one that was there and may be starting anew."""
_WORKERS = 60
"""Seconds to wait for a first worker."""
_ATTEMPTS = 3
"""So often a connection may be lost with no edition made in between."""
_AHEAD = 2
"""Tasks sent for each thread of the cluster: one is made, one waits."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster by its address; called, it makes the editions of a project."""

    address: str
    """``tls://host:port``, or ``tcp://`` on this machine or where the user has said that it is safe."""

    @classmethod
    def at(cls, address: str, *, insecure: bool = False) -> Cluster:
        """The cluster at an address of the user's.

        Raises `UsageError` where Dask is not installed, the address is none, or what goes there could be read and changed
        by others: without TLS only this machine is spoken to, unless `insecure`.
        """
        if importlib.util.find_spec("distributed") is None:
            raise _usage("a cluster needs Dask, which is not installed", "pip install 'polyedition[cluster]'")
        scheme, host, port = _parts(address)
        if scheme == "tcp" and not insecure and not _is_here(host):
            hint = "use tls:// with Dask's own settings (distributed.comm.tls), or say --insecure if the network is yours alone"
            raise _usage(f"{address} is another machine, and tcp:// is not encrypted", hint)
        return cls(f"{scheme}://{f'[{host}]' if ':' in host else host}:{port}")

    def __call__(self, project: Project, jobs: Sequence[Job]) -> Iterator[tuple[Job, Made]]:
        """Each edition when it lies in its place. Raises `ToolkitError` for a cluster that is not there or not the same."""
        from toolkit.publish.worker import stored

        waiting, attempts, begun = deque(jobs), 0, False
        run = _Run(project)
        while waiting:
            left = len(waiting)
            try:
                with _connected(self.address, _AGAIN if begun else _FIRST) as client:
                    begun = True
                    for job, made in run.session(client, waiting, self.address):
                        yield job, stored(project, made)
            except _LostError:
                attempts = attempts + 1 if len(waiting) == left else 0
                if attempts == _ATTEMPTS:
                    hint = "look at the log of the scheduler; what is made stays, run again for the rest"
                    raise _fault(f"the cluster at {self.address} was lost {_ATTEMPTS} times in a row", hint) from None


class _LostError(Exception):
    """The scheduler is gone, or has forgotten what was sent to it."""


class _Run:
    """One build, over however many connections."""

    def __init__(self, project: Project) -> None:
        from toolkit.publish.cluster.task import versions

        self.project, self.inputs, self.id = project, Inputs(project), uuid.uuid4().hex
        self.shared = shared_freight(project)
        self.versions = versions()

    def session(self, client: Any, waiting: deque[Job], address: str) -> Iterator[tuple[Job, Made]]:
        """Editions as they come back, taken out of `waiting`; ends when there are none. Raises `_LostError`."""
        from distributed import as_completed

        threads = self._require_workers(client, address)
        try:
            # A list, since each value of a mapping would be sent for itself; to all, so that no worker's end loses it.
            (shared,) = client.scatter([self.shared], broadcast=True)
        except Exception as error:
            raise _LostError from error
        sent: dict[Any, Job] = {}
        coming: Any = as_completed(loop=client.loop)  # type: ignore[no-untyped-call]
        try:
            todo = deque(waiting)
            while todo or sent:
                while todo and len(sent) < threads * _AHEAD:
                    job = todo.popleft()
                    future = self._submit(client, job, shared)
                    sent[future] = job
                    coming.add(future)
                future = next(coming)
                job = sent.pop(future)
                made = self._result(future, job)
                waiting.remove(job)
                yield job, made
        finally:
            with contextlib.suppress(Exception):
                client.cancel(list(sent))

    def _require_workers(self, client: Any, address: str) -> int:
        """How many threads the workers have. Raises `ToolkitError` if there are none, or a worker is not like us."""
        from toolkit.publish.cluster.task import differences, versions

        try:
            client.wait_for_workers(1, timeout=_WORKERS)
            found = client.run(versions, on_error="return")
            threads: int = sum(client.nthreads().values())
        except TimeoutError:
            raise _fault(f"the cluster at {address} has no worker", f"start one: dask worker {address}") from None
        except Exception as error:
            raise _LostError from error
        others = {
            worker: differences(self.versions, one) if isinstance(one, dict) else _no_program(one)
            for worker, one in found.items()
        }
        if faults := [_other_versions(worker, text) for worker, text in others.items() if text]:
            raise ToolkitError(*faults)
        return max(1, threads)

    def _submit(self, client: Any, job: Job, shared: Any) -> Any:
        from toolkit.publish.cluster.task import edition_task

        own = own_freight(self.project, self.inputs, job)
        order = Order(self.id, self.project, job, own, self.versions)
        name = f"{job.document}-{job.locale}-{uuid.uuid4().hex[:8]}"
        try:
            return client.submit(edition_task, order, shared, key=f"edition-{name}", pure=False)
        except Exception as error:
            raise _LostError from error

    def _result(self, future: Any, job: Job) -> Made:
        """What a worker gave back, if it is what was asked for."""
        from distributed import CancelledError, KilledWorker

        place = Location(job.targets[0].path)
        try:
            made = future.result()
        except (CancelledError, OSError) as error:
            raise _LostError from error
        except KilledWorker:
            hint = "give the workers more memory (dask worker --memory-limit), or build this edition without --cluster"
            raise ToolkitError(
                Diagnostic("cluster", "every worker that began this was killed", place, hint=hint)
            ) from None
        except Exception as error:  # noqa: BLE001 - whatever a task raises comes back as what it is
            text = f"a worker failed: {_one_line(error)}"
            raise ToolkitError(Diagnostic("cluster", text, place, hint="look at the log of the worker")) from None
        if isinstance(made, str):
            raise ToolkitError(_other_versions("a worker that came later", made))
        if not _is_answer(made, job):
            text = "what a worker sent is not what was asked for"
            raise ToolkitError(Diagnostic("cluster", text, place, hint="nothing of it was written; run again"))
        found: Made = made
        return found


def _is_answer(made: object, job: Job) -> bool:
    """Whether what came back is the files that were asked for, each whole, or errors that say why one is not there."""
    if not isinstance(made, Made):
        return False
    targets = {target.path: target for target in job.targets}
    try:
        is_whole = all(
            hashlib.sha256(data).hexdigest() == file.sha256
            and len(data) == file.bytes
            and _is_of(file, targets[file.path])
            for file, data in zip(made.files, made.data, strict=True)
        )
        is_refused = any(one.severity is Severity.ERROR for one in made.diagnostics)
        has_all = {file.path for file in made.files} == set(targets)
    except (AttributeError, LookupError, TypeError, ValueError):  # whatever was packed there
        return False
    return is_whole and (has_all or is_refused) and all(isinstance(one, Diagnostic) for one in made.diagnostics)


def _is_of(file: File, target: Target) -> bool:
    """Whether a file is told of as it was ordered: what the manifest has of it decides whether it is made again."""
    said = (file.format, file.locale, file.document, dict(file.inputs))
    return said == (target.format, target.locale, target.document, dict(target.inputs))


@contextlib.contextmanager
def _connected(address: str, patience: float) -> Iterator[Any]:
    """A connection to a scheduler. Raises `ToolkitError` if nobody answers."""
    from distributed import Client

    _be_quiet()
    try:
        client: Any = Client(address, timeout=patience, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, RuntimeError) as error:
        text = f"no scheduler answers at {address}: {_one_line(error)}"
        raise _fault(text, f"start one: dask scheduler --port {address.rpartition(':')[2]}") from None
    try:
        yield client
    finally:
        with contextlib.suppress(Exception):
            client.close(timeout=2)


def _be_quiet() -> None:
    """From here on Dask tells its log nothing, its threads that end later included: what the user must know is a line of ours."""
    ours = ("distributed", "tornado", "asyncio")
    for name in (*ours, *logging.root.manager.loggerDict):
        if name.partition(".")[0] in ours:
            logging.getLogger(name).setLevel(logging.CRITICAL + 1)


def _parts(address: str) -> tuple[str, str, int]:
    """Scheme, host and port. Raises `UsageError`."""
    try:
        parts = urlsplit(address if "://" in address else f"tcp://{address}")
        scheme, host, port = parts.scheme, parts.hostname, parts.port or _PORT
    except ValueError:
        scheme, host, port = "", None, 0
    rest = parts.path.strip("/") or parts.query or parts.fragment or parts.username if host else "-"
    if scheme not in {"tcp", "tls"} or not host or rest:
        raise _usage(f"{address!r} is no address of a scheduler", "write it as tls://host:8786 or tcp://127.0.0.1:8786")
    return scheme, host, port


def _is_here(host: str) -> bool:
    """Whether a host is this machine by its very name: what a name server says may change."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _no_program(error: object) -> str:
    """What a worker lacks that cannot even say its versions."""
    missing = getattr(error, "name", None)
    return f"{missing or 'polyedition'} is missing there" if isinstance(error, ImportError) else _one_line(error)


def _other_versions(worker: str, text: str) -> Diagnostic:
    hint = "install the same versions on both (requirements.lock), and start the worker anew"
    return Diagnostic("cluster", f"{worker} would not make the same bytes: {text}", hint=hint)


def _one_line(error: object) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _fault(message: str, hint: str) -> ToolkitError:
    return ToolkitError(Diagnostic("cluster", message, hint=hint))


def _usage(message: str, hint: str) -> UsageError:
    return UsageError(Diagnostic("cluster", message, hint=hint))
