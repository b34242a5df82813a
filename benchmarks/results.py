"""`benchmarks/results.md`: a section a benchmark, each with the commit, the day and the machine that its figures are from."""

from __future__ import annotations

import datetime
import os
import platform
import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import markdown

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from benchmarks.rows import Row

ROOT = Path(__file__).resolve().parents[1]
RESULTS = Path(__file__).with_name("results.md")
_HEAD = """# Measured

`make bench` measures everything and writes this file whole; `python -m benchmarks NAME …` measures some, and writes their sections
alone. Each section says what it was measured with. Ratios are of one run; times hold for a machine that does nothing else.
"""
_OWN = ("benchmarks/*.md",)
"""Files that a run itself may have changed."""


def section(name: str, rows: Sequence[Row], seconds: float, load: float) -> str:
    """A benchmark's section; `seconds` is how long it took, `load` how much the machine did before."""
    machine = f"Python {platform.python_version()}, {os.cpu_count()} cores, {platform.machine()}, load {load:.1f}"
    day = datetime.datetime.now(tz=datetime.UTC).strftime("%Y-%m-%d %H:%M UTC")
    return f"## {name}\n\n{_commit()}, {day}, in {seconds:.0f} s; {machine}.\n\n{markdown(rows)}"


def read_sections(path: Path = RESULTS) -> dict[str, str]:
    """The sections of the file by the names of their benchmarks."""
    text = path.read_text("utf-8") if path.is_file() else ""
    found = re.split(r"^(?=## )", text, flags=re.MULTILINE)[1:]
    return {one.partition("\n")[0].removeprefix("## "): one.rstrip("\n") + "\n" for one in found}


def write_sections(sections: Mapping[str, str], order: Sequence[str], path: Path = RESULTS) -> None:
    """Writes the sections of known benchmarks in their order."""
    path.write_text("\n".join((_HEAD, *(sections[name] for name in order if name in sections))), "utf-8")


def _commit() -> str:
    """The commit that is measured, and whether files differ from it."""
    commit = _git("rev-parse", "--short", "HEAD").strip()
    changed = _git("status", "--porcelain", "--", ".", *(f":!{name}" for name in _OWN))
    return f"Commit {commit}{' with changes' if changed else ''}" if commit else "No commit"


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout if done.returncode == 0 else ""
