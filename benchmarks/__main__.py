"""`python -m benchmarks [NAME…]`: measures all, or some, prints each table, and writes it to benchmarks/results.md."""

from __future__ import annotations

import difflib
import importlib
import os
import sys
import time
from typing import TYPE_CHECKING

from benchmarks.results import read_sections, section, write_sections
from benchmarks.rows import Row, markdown, measured

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

ALL = (
    "build",
    "watch",
    "photographs",
    "project",
    "update",
    "cluster",
    "memory",
    "workbench",
    "exchange",
    "terms",
    "search",
)
"""In the order of the table."""


def main(names: list[str]) -> int:
    """Runs the named benchmarks, by default all; 1 if a limit is not kept, 2 for a name that there is not."""
    for name in names:
        if name not in ALL:
            close = difflib.get_close_matches(name, ALL, n=1) or ALL
            print(f"there is no benchmark {name}; there are: {', '.join(close)}", file=sys.stderr)
            return 2
    chosen = [name for name in ALL if name in names] if names else ALL
    sections = read_sections() if names else {}
    begin = time.monotonic()
    missed = 0
    for number, name in enumerate(chosen, start=1):
        print(f"{number}/{len(chosen)} {name} … ({time.monotonic() - begin:.0f} s so far)", file=sys.stderr, flush=True)
        missed += _run(name, sections)
    print(f"measured in {time.monotonic() - begin:.0f} s; {missed} over their limits", file=sys.stderr)
    return 1 if missed else 0


def _run(name: str, sections: dict[str, str]) -> int:
    """Measures one and writes its section, in place of the one that was there; how many rows missed their limit."""
    load, begin = os.getloadavg()[0], time.monotonic()

    def measure() -> Iterable[Row]:
        function: Callable[[], Iterable[Row]] = importlib.import_module(f"benchmarks.{name}").measure
        return function()

    rows = measured(name, measure)
    sections[name] = section(name, rows, time.monotonic() - begin, load)
    write_sections(sections, ALL)
    print(markdown(rows), flush=True)
    return sum(not row.is_met for row in rows)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
