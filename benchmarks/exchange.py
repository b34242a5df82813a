"""How long texts take to go out and come back: the CIS report in every format, of a language with all texts."""

from __future__ import annotations

import tempfile
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import Row
from toolkit.collection.collection import Collection
from toolkit.exchange.formats import FORMATS
from toolkit.project.project import find_project
from toolkit.review.handout import make_worklist

if TYPE_CHECKING:
    from collections.abc import Callable

_ROOT = Path(__file__).parents[1]
DOCUMENT, LOCALE = "cis-2023", "kk"
_TIMES = 3


def measure() -> list[Row]:
    """Writing and reading in each format, the best of three; hints of memory and termbase apart."""
    collection = Collection(find_project(_ROOT))
    worklist = make_worklist(collection, DOCUMENT, LOCALE, (), lambda *_: ())
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        for one in FORMATS:
            path = Path(folder) / f"worklist{one.ending}"
            path.write_bytes(one.write(worklist))
            writing = min(_seconds(partial(one.write, worklist)) for _ in range(_TIMES))
            reading = min(_seconds(partial(one.read, path, path.name)) for _ in range(_TIMES))
            size = f"{len(worklist.rows)} texts, {path.stat().st_size / 1024:.0f} KB"
            rows.append(Row(f"exchange, {one.name}, {size}: out", writing, "s", 1))
            rows.append(Row(f"exchange, {one.name}, {size}: back", reading, "s", 1))
    return rows


def _seconds(act: Callable[[], object]) -> float:
    begin = time.perf_counter()
    act()
    return time.perf_counter() - begin
