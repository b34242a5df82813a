"""`python -m benchmarks [NAME…]`: measures, prints the table, and writes it to benchmarks/results.md."""

from __future__ import annotations

import importlib
import os
import platform
import sys
from pathlib import Path

from benchmarks.rows import Row, markdown, measured

ALL = ("build", "photographs", "update", "memory", "workbench", "terms", "exchange", "search")
RESULTS = Path(__file__).with_name("results.md")


def main(names: list[str]) -> int:
    """Runs the named benchmarks, by default all; 1 if a limit is not kept."""
    rows: list[Row] = []
    for name in names or ALL:
        print(f"measuring {name} …", file=sys.stderr)
        rows += measured(name, lambda name=name: importlib.import_module(f"benchmarks.{name}").measure())
    table = markdown(rows)
    print(table)
    if not names:
        machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}"
        RESULTS.write_text(f"# Measured\n\nOne run of `make bench` on {machine}.\n\n{table}", "utf-8")
    return 0 if all(row.is_met for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
