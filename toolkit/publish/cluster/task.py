"""The worker's end: one edition from bytes to bytes. Runs in a worker of Dask, on whatever machine."""

from __future__ import annotations

import os
import platform
import tempfile
import zlib
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from toolkit.collection.collection import Collection
from toolkit.publish.inputs import made_with
from toolkit.system.files import write_below

if TYPE_CHECKING:
    from toolkit.publish.cluster.freight import Freight, Order
    from toolkit.publish.job import Made


@dataclass(slots=True)
class _Workplace:
    """The files of one run, as far as they have come."""

    run: str
    folder: tempfile.TemporaryDirectory[str]
    there: set[str] = field(default_factory=set)

    @property
    def root(self) -> Path:
        return Path(self.folder.name)

    def unpack(self, freight: Freight) -> None:
        for name, data in freight.files.items():
            if name not in self.there:
                write_below(self.root, name, data)
                self.there.add(name)


_one_at_a_time = Lock()
"""A worker with several threads makes one edition after the other: the engine is no friend of threads."""
_workplace: _Workplace | None = None


def edition_task(order: Order, shared: Freight) -> Made | str:
    """The files of an edition, or why this worker will not make it."""
    from toolkit.publish.worker import produce

    if difference := differences(order.made_with, versions()):
        return difference
    with _one_at_a_time:
        workplace = _workplace_of(order.run)
        workplace.unpack(shared)
        workplace.unpack(order.own)
        project = replace(order.project, root=workplace.root)
        return produce(Collection(project), order.job)


def _workplace_of(run: str) -> _Workplace:
    global _workplace  # noqa: PLW0603 - the files of a run are unpacked once a process
    if _workplace is None or _workplace.run != run:
        if _workplace is not None:
            _workplace.folder.cleanup()
        home = _home()
        os.environ.setdefault("POLYEDITION_FONTS", str(Path(home) / "polyedition-fonts"))
        _workplace = _Workplace(run, tempfile.TemporaryDirectory(prefix="polyedition-", dir=home))
    return _workplace


def _home() -> str:
    """The worker's own folder, which Dask removes when the worker is gone, whatever became of it."""
    from distributed import get_worker

    return str(get_worker().local_directory)


@cache
def _versions() -> tuple[tuple[str, str], ...]:
    from toolkit.editions.pdf.render import pango_version

    engines = {
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "Pango": pango_version(),
    }
    return tuple({**made_with(), **engines}.items())


def versions() -> dict[str, str]:
    """What decides the bytes of an edition beside what goes into it: code, libraries, fonts, engines."""
    return dict(_versions())


def differences(wanted: dict[str, str], found: dict[str, str]) -> str:
    """What a worker has that is not what is wanted, in words; nothing if all is."""
    names = [name for name in {**wanted, **found} if wanted.get(name) != found.get(name)]
    return ", ".join(f"{name} is {found.get(name, '-')} there and {wanted.get(name, '-')} here" for name in names)
