"""Editions over a Dask cluster of one worker and of two, and what a hundred thousand would take.

A worker is a process on this machine, so that two of them need two cores and their share of the driver's work; over a
network the bytes that are moved come on top, at the network's speed.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from benchmarks.rows import Row
from toolkit.project.project import Project, find_project
from toolkit.publish.cluster.cluster import Cluster
from toolkit.publish.cluster.freight import own_freight, shared_freight
from toolkit.publish.inputs import Inputs
from toolkit.publish.job import Job
from toolkit.publish.plan import Selection, make_plan

ROOT = Path(__file__).resolve().parents[1]
FORMATS = ("html", "pdf")
MANY = 100_000
SHARE = 0.8
"""Of N times as many editions an hour, N workers make so much at least."""
_PATIENCE = 120
"""Seconds that processes have to begin."""
_NETWORK = 100e6 / 8
"""Bytes a second of a network of 100 Mbit/s, as the reckoning takes it."""


def measure() -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        project = replace(find_project(ROOT), output="output", formats=FORMATS, parallel=())
        jobs = _jobs(project)
        seconds = {workers: _seconds(Path(folder) / str(workers), project, jobs, workers) for workers in (1, 2)}
    inputs = Inputs(project)
    own = [sum(map(len, own_freight(project, inputs, job).files.values())) for job in jobs]
    shared = sum(map(len, shared_freight(project).files.values()))
    task, moved = seconds[1] / len(jobs), sum(own) / len(jobs)
    hours = MANY * task / 3600
    return [
        Row(f"cluster: {len(jobs)} editions ({', '.join(FORMATS)}), one worker", seconds[1], "s"),
        Row("cluster: the same, two workers", seconds[2], "s"),
        Row("cluster: time of two workers, of half of one's", seconds[2] / seconds[1] * 2, "×", 1 / SHARE),
        Row("cluster: one edition", task, "s"),
        Row("cluster: sent to a worker for each edition", moved / 1e3, "kB"),
        Row("cluster: sent once to each worker", shared / 1e3, "kB"),
        Row(f"cluster: {MANY:,} editions on 100 workers, reckoned", hours / 100 / SHARE, "h"),
        Row("cluster: moving their bytes at 100 Mbit/s, reckoned", MANY * moved / _NETWORK / 3600, "h"),
    ]


def _jobs(project: Project) -> list[Job]:
    selection = Selection(project.documents, project.locales, project.formats)
    targets = make_plan(project, selection, Inputs(project), {}, {}, []).targets
    by_edition = groupby(targets, key=lambda target: (target.document, target.locale))
    return [Job(document, locale, tuple(found)) for (document, locale), found in by_edition]


def _seconds(home: Path, project: Project, jobs: list[Job], workers: int) -> float:
    """The clock's time for all, when each worker has made one already: imports and fonts are paid once a worker."""
    home.mkdir()
    file = home / "scheduler.json"
    started = [
        _start("scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--scheduler-file", str(file))
    ]
    try:
        address = _address(file)
        where = ("--nthreads", "1", "--no-nanny", "--no-dashboard", "--local-directory", str(home))
        started += [_start("worker", address, *where) for _ in range(workers)]
        _wait(address, workers)
        there = replace(project, root=_copy(project.root, home / "project"))
        cluster = Cluster.at(address)
        list(cluster(there, jobs[: 4 * workers]))
        begin = time.perf_counter()
        list(cluster(there, jobs))
        return time.perf_counter() - begin
    finally:
        for one in started:
            one.kill()
            one.wait()


def _address(file: Path) -> str:
    """Where the scheduler listens that writes the file; it is written in parts."""
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end:
        with contextlib.suppress(OSError, ValueError, KeyError):
            return str(json.loads(file.read_text("utf-8"))["address"])
        time.sleep(0.05)
    raise TimeoutError("the scheduler does not begin")


def _wait(address: str, workers: int) -> None:
    """Until so many workers are there."""
    from distributed import Client

    with Client(address, timeout=_PATIENCE, set_as_default=False) as client:  # type: ignore[no-untyped-call]
        client.wait_for_workers(workers, timeout=_PATIENCE)  # type: ignore[no-untyped-call]


def _start(what: str, *arguments: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", f"distributed.cli.dask_{what}", *arguments]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def _copy(root: Path, target: Path) -> Path:
    import shutil

    for name in ("sources", "i18n", "pyproject.toml"):
        copy = shutil.copytree if (root / name).is_dir() else shutil.copy2
        target.mkdir(exist_ok=True)
        copy(root / name, target / name)
    return target
