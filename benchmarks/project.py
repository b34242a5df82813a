"""`update`, `check` and `status` of a large project after one change, against merely reading it."""

from __future__ import annotations

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
from toolkit.collection.collection import Collection
from toolkit.language.locales import load_locale
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from toolkit.catalog.model import Message

COMMAND = Path(sys.executable).with_name("polyedition")
LOCALES = ("en", "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk", "fa")
SIZES = (100, 1_000)
MOST = 1.5
"""So many times the reading may a command take."""
_PARAGRAPHS = 12
_SENTENCE = (
    "The library number {document} gives access to {number} books, and asks every reader to return them in time."
)


def measure(sizes: tuple[int, ...] = SIZES) -> list[Row]:
    """The rows of the table."""
    rows: list[Row] = []
    taken: dict[int, dict[str, float]] = {}
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            taken[size] = _measure_size(Path(folder), size)
        name = f"{size:,} documents × {len(LOCALES)} locales"
        reading = taken[size].pop("reading")
        rows.append(Row(f"{name}: reading it", reading, "s"))
        rows += [Row(f"{name}, one change: {one}", seconds, "s") for one, seconds in taken[size].items()]
        rows += [
            Row(f"{name}: {one}, of the reading", seconds / reading, "×", MOST) for one, seconds in taken[size].items()
        ]
    small, large = sizes[0], sizes[-1]
    if small != large:
        growth = large / small
        rows += [
            Row(f"{one}: growth against that of the project", taken[large][one] / taken[small][one] / growth, "×", 1.5)
            for one in taken[small]
        ]
    return rows


def _measure_size(root: Path, size: int) -> dict[str, float]:
    _make(root, size)
    _seconds(root, "update")
    for path in sorted((root / "i18n").glob("*/doc*.po")):
        _translate(path)
    _seconds(root, "check")
    begin = time.process_time()
    _read(root)
    taken = {"reading": time.process_time() - begin}
    for command in ("update", "check", "status"):
        _change(root / "sources" / "doc-1.md")
        taken[command] = _seconds(root, command)
    return taken


def _make(root: Path, size: int) -> None:
    names = ", ".join(f'"{locale}"' for locale in LOCALES)
    (root / "polyedition.toml").write_text(f'title = "Many"\nlocales = [{names}]\n', "utf-8")
    (root / "sources").mkdir(parents=True)
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
    return replace(message, msgstr=(text,))


def _change(path: Path) -> None:
    path.write_text(path.read_text("utf-8").replace("in time", "in good time", 1), "utf-8")


def _read(root: Path) -> None:
    """Every source and catalog, as `Collection` reads them."""
    collection = Collection(find_project(root))
    for name in collection.project.documents:
        collection.source(name)
        collection.ledger(name)
        for locale in collection.project.locales:
            collection.catalog(name, locale)


def _seconds(root: Path, command: str) -> float:
    """Processor time of a command, its start included."""
    begin = _used()
    done = subprocess.run([COMMAND, command], cwd=root, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 1) or "Traceback" in done.stderr:
        raise RuntimeError(done.stderr)
    return _used() - begin


def _used() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
