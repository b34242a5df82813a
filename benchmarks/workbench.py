"""The workbench in Chromium: a document of 5,000 texts is opened and typed in, and 50 catalogs are open at once.

A page is open when its text is there and answers: from the navigation's start to the front end's last word. A key is what
the browser does between the key and the next frame that shows it. The first opening is that of a project that was never
served before, as soon as the start's address is printed; the start is from the command to that address.
"""

from __future__ import annotations

import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import Row, most_memory
from toolkit.project.project import find_project
from toolkit.revision.revise import update_project
from validation.browser import Browser

if TYPE_CHECKING:
    from validation.browser import Tab

TEXTS, SMALL, KEYS = 5000, 100, 40
LOCALES = (
    "ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "ro", "tk", "ar", "fa", "uk", "ka", "de", "fr", "es", "pt", "it", "pl",
    "cs", "sk", "sl", "hr", "sr", "bg", "mk", "el", "tr", "he", "hi", "bn", "ta", "te", "th", "vi", "id", "ms", "ko", "ja",
    "fi", "sv", "da", "nb", "nl", "et", "lv", "lt", "hu", "mt",
)  # fmt: skip
_WORDS = [
    "library",
    "open",
    "access",
    "policy",
    "reader",
    "collection",
    "copyright",
    "digital",
    "service",
    "community",
    "right",
    "knowledge",
    "data",
]
_KEY = """
new Promise((done) => {
  const field = document.querySelector(".editor textarea"), times = []
  const next = (left) => {
    if (!left) return done(times)
    setTimeout(() => requestAnimationFrame(() => {
      const begin = performance.now()
      field.setRangeText("я", field.value.length, field.value.length, "end")
      field.dispatchEvent(new InputEvent("input", { bubbles: true }))
      document.body.offsetHeight
      times.push(performance.now() - begin)
      next(left - 1)
    }), 60)
  }
  next(%d)
})
"""
_READY = """
new Promise((done) => {
  const look = () => document.body.dataset.ready ? done(performance.now()) : setTimeout(look, 5)
  look()
})
"""


def measure() -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder, Browser() as browser:
        large, small = Path(folder, "large"), Path(folder, "small")
        _project(large, TEXTS, ("ru",))
        _project(small, SMALL, LOCALES)
        tab = browser.tab()
        tab.send("Network.setBlockedURLs", urls=[])
        begin = time.perf_counter()
        with _served(large) as (address, _):
            start = time.perf_counter() - begin
            first = _opened(tab, address)
            again = statistics.median(_opened(tab, address) for _ in range(3))
            keys = _typed(tab)
        with _served(small) as (address, process):
            _opened(tab, address)
            for locale in LOCALES:
                _opened(tab, re.sub(r"/ru/doc\?.*", f"/{locale}/doc", address))
            memory = most_memory(process.pid)
    keys.sort()
    return [
        Row(f"workbench: start with {TEXTS:,} texts, until it prints its address", start, "s"),
        Row(f"workbench: opening {TEXTS:,} texts for the first time", first / 1000, "s", 1),
        Row(f"workbench: opening {TEXTS:,} texts again", again / 1000, "s", 1),
        Row(f"workbench: a key among {TEXTS:,} texts, median", statistics.median(keys), "ms", 50),
        Row(f"workbench: a key among {TEXTS:,} texts, 95 of 100 below", keys[int(len(keys) * 0.95) - 1], "ms", 50),
        Row(f"workbench: memory with {len(LOCALES)} catalogs open", memory, "MB", 300),
    ]


def _project(root: Path, texts: int, locales: tuple[str, ...]) -> None:
    rng = random.Random(1)
    (root / "sources").mkdir(parents=True)
    names = ", ".join(f'"{one}"' for one in ("en", *locales))
    (root / "polyedition.toml").write_text(f'title = "Large"\nlocales = [{names}]\npublish.complete = 0\n', "utf-8")
    lines = ["---", "title: Large", "language: en", "---", ""]
    for number in range(texts - 1):
        if number % 20 == 0:
            lines += [f"## Section {number // 20}", ""]
            continue
        words = " ".join(rng.choice(_WORDS) for _ in range(18))
        lines += [f"{words} with **bold {number}** and [a link](https://example.org/{number}).", ""]
    (root / "sources" / "doc.md").write_text("\n".join(lines), "utf-8")
    project = find_project(root)
    update_project(project, project.locales)


class _served:  # noqa: N801 - it reads as what it does
    """The workbench of a project: its start's address and its process."""

    def __init__(self, root: Path) -> None:
        program = (sys.executable, "-c", "from toolkit.cli import main; main()")
        self.process = subprocess.Popen(
            [*program, "serve", "ru", "-d", "doc", "--no-browser", "--port", "0"],
            cwd=root,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> tuple[str, subprocess.Popen[str]]:
        return self.process.stdout.readline().partition("open: ")[2].strip(), self.process

    def __exit__(self, *ending: object) -> None:
        self.process.terminate()  # not as by Ctrl-C, which a process begun in the background does not hear
        self.process.wait(20)


def _opened(tab: Tab, address: str) -> float:
    """Milliseconds until the page is alive."""
    tab.open(address)
    return float(tab.evaluate(_READY))


def _typed(tab: Tab) -> list[float]:
    """Milliseconds of each key in a text in the middle of the page."""
    tab.evaluate("[...document.querySelectorAll('main .text')][2500].click()")
    time.sleep(1)
    return [float(one) for one in tab.evaluate(_KEY % KEYS)]
