"""One string to the screen: from the write of a catalog to the new page, while `polyedition build --watch` runs.

The project has copies of both real documents in all languages. A translation is changed; what counts is the time from the write
to the moment at which the page of its language is another file, in a process that has built such a page before: the median of
some changes. The page's PDF follows; how long the command takes for both is said by `benchmarks.build`.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from benchmarks.build import COMMAND, copies
from benchmarks.rows import Row
from toolkit.project.places import edition_path

DOCUMENT, LOCALE = 1, "kk"
LIMIT = 0.3
"""Seconds."""
_TIMES = 7
_PATIENCE = 120
"""Seconds that a build may take before the measuring is given up."""


def measure() -> list[Row]:
    """The row of the table."""
    with tempfile.TemporaryDirectory() as folder:
        project = copies(Path(folder), 2)
        document = project.documents[DOCUMENT]
        page = project.output_path / edition_path(document, LOCALE, "html")
        catalog = project.catalog(document, LOCALE)
        subprocess.run([COMMAND, "build", "-f", "html"], cwd=folder, check=True, stdout=subprocess.DEVNULL)
        watching = subprocess.Popen(
            [COMMAND, "build", "--watch", "-f", "html"], cwd=folder, stdout=subprocess.DEVNULL, start_new_session=True
        )
        try:
            time.sleep(2)  # until the watch is on; the first change is not counted
            taken = [_changed(catalog, page, watching.pid) for _ in range(_TIMES + 1)][1:]
        finally:
            watching.terminate()  # not as by Ctrl-C, which a process begun in the background does not hear
            watching.wait(_PATIENCE)
    name = f"one string to the screen, {len(project.locales)} languages"
    seconds, work = (statistics.median(one) for one in zip(*taken, strict=True))
    return [Row(name, seconds, "s", LIMIT), Row(f"{name}: work of the processor", work, "s")]


def _changed(catalog: Path, page: Path, process: int) -> tuple[float, float]:
    """Seconds from the write of a change to the new page, of the clock and of the processor."""
    text = catalog.read_text("utf-8")
    place = text.index('msgstr "', text.index('msgctxt "rec-')) + len('msgstr "')
    before = page.stat().st_ino
    changed = catalog.with_name(".changed.tmp")
    changed.write_text(text[:place] + "…" + text[place:], "utf-8")
    begin, worked = time.monotonic(), _worked(process)
    os.replace(changed, catalog)  # noqa: PTH105 - as editors write
    while time.monotonic() - begin < _PATIENCE:
        if page.is_file() and page.stat().st_ino != before:
            taken = time.monotonic() - begin, _worked(process) - worked
            time.sleep(0.5)  # until what follows the page is there too
            return taken
        time.sleep(0.001)
    raise TimeoutError("no new page")


def _worked(process: int) -> float:
    """Seconds that the processor has worked for a process; 0 where the system does not tell."""
    try:
        fields = Path(f"/proc/{process}/stat").read_text("ascii").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
