"""`update`, `check` and `status` of a large project after one changed sentence, against merely reading it.

The reading is what any run must read to know that nothing has changed (`benchmarks.reading`): a process that finds the project and
hashes every source, template and catalog. What is measured is the processor's work of whole processes, the start of Python
included. The sentence is changed in a source; `update`, `check` and `status` follow, in a project that each has seen before. What
the first runs take of new documents stands beside it.
"""

from __future__ import annotations

import math
import os
import re
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import Row
from toolkit.catalog.po import read_po, write_po
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.catalog.model import Message

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("polyedition")
COMMANDS = ("update", "check", "status")
LOCALES = ("en", "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk", "fa")
SIZES = (100, 1_000)
MOST = 1.5
"""So many times the reading of the largest project may a command take; in a small one the start of Python is most of both."""
_READING = "reading it"
_TIMES = 5
"""So often each is measured; the best counts."""
_SETTLED = 2.5
"""Seconds after which a file is no longer one that was written just now."""
_PARAGRAPHS = 12
_SENTENCE = (
    "The library number {document} gives access to {number} books, and asks every reader to return them in time."
)


def measure(sizes: tuple[int, ...] = SIZES) -> Iterator[Row]:
    """The rows of the table."""
    taken: dict[int, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            taken[size] = _measure_size(Path(folder), size)
        name = f"{size:,} documents × {len(LOCALES)} locales"
        for what, seconds in taken[size].items():
            yield Row(f"{name}, {what}", seconds, "s")
        limit = MOST if size == max(sizes) else None
        for command in COMMANDS:
            share = taken[size][f"one change: {command}"] / taken[size][_READING]
            yield Row(f"{name}, one change: {command}, of the reading", share, "×", limit)
    small, large = min(sizes), max(sizes)
    for what in taken[small] if small != large else ():
        growth = taken[large][what] / taken[small][what] / (large / small)
        yield Row(f"{what}: growth against that of the project", growth, "×", 1.5)


def _measure_size(root: Path, size: int) -> dict[str, float]:
    """Seconds of the processor."""
    _make(root, size)
    taken = {"the first update": _run(root, "update")}
    for path in sorted((root / "i18n").glob("*/doc*.po")):
        _translate(path)
    _run(root, "update")
    taken["the first check"] = _run(root, "check")
    _run(root, "status")
    time.sleep(_SETTLED)
    for command in COMMANDS:
        _run(root, command)
    reading = [sys.executable, "-m", "benchmarks.reading", str(root)]
    for _ in range(_TIMES):  # in turn, so that what else the machine does weighs on all alike
        taken[_READING] = min(taken.get(_READING, math.inf), _seconds(reading, ROOT))
        _change(root / "sources" / "doc-1.md")
        for command in COMMANDS:
            what = f"one change: {command}"
            taken[what] = min(taken.get(what, math.inf), _run(root, command))
    return taken


def _make(root: Path, size: int) -> None:
    names = ", ".join(f'"{locale}"' for locale in LOCALES)
    root.mkdir(exist_ok=True)
    (root / "polyedition.toml").write_text(f'title = "Many"\nlocales = [{names}]\n', "utf-8")
    (root / "sources").mkdir()
    for number in range(size):
        paragraphs = "\n\n".join(_SENTENCE.format(document=number, number=place) for place in range(_PARAGRAPHS))
        text = f"---\ntitle: Document {number}\nlanguage: en\n---\n\n## Part\n\n{paragraphs}\n"
        (root / "sources" / f"doc-{number}.md").write_text(text, "utf-8")


def _translate(path: Path) -> None:
    catalog = read_po(path)
    letters = sorted(load_locale(path.parent.name).alphabet - set("iIlLoO")) or list("abc")
    write_po(replace(catalog, messages=tuple(_translated(one, letters) for one in catalog.messages)), path)


def _translated(message: Message, letters: list[str]) -> Message:
    """Words of the language's letters in place of the source's; numbers and signs stay."""
    small = [letter for letter in letters if letter.islower()] or letters
    text = re.sub(r"[A-Za-z]", lambda match: small[ord(match[0]) % len(small)], message.msgid)
    return replace(message, msgstr=(text.replace(",", ""),))


def _change(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("in time", "in good time", 1), "utf-8")


def _run(root: Path, command: str) -> float:
    """Processor time of a command, its start included."""
    return _seconds([str(COMMAND), command], root)


def _seconds(command: list[str], folder: Path) -> float:
    # Compiled modules are kept, as on a user's machine, whatever the environment of the benchmark says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = _used()
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, env=environment)
    if done.returncode not in {0, 1} or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr)
    return _used() - begin


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
