"""A document with a hundred photographs as PDF against two floors: WeasyPrint alone with the same files.

One is given the same final HTML; the bare one plain HTML of the same texts, with a few lines of CSS (`benchmarks.bare_floor`).

The photographs are synthetic, with a fixed seed: clouds of colour of 1,600 × 1,200 pixels, half a megabyte each.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.rows import Row
from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.editions.pdf.render import PDF_OPTIONS, render_print
from toolkit.project.project import find_project

ROOT = Path(__file__).resolve().parents[1]
NUMBER = 100
_SIZE = (1600, 1200)
_SEED = 20_261
_TIMES = 5
"""So often each is measured; the best counts."""
_OURS = """
import gc, sys, time
begin = time.perf_counter()
gc.set_threshold(500_000, 20, 20)  # as every worker of a build does
from pathlib import Path
from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.editions.pdf.render import render_pdf
from toolkit.project.project import find_project
Path(sys.argv[2]).write_bytes(render_pdf(make_edition(Collection(find_project(Path(sys.argv[1]))), "doc", "en")).data)
print(time.perf_counter() - begin, time.process_time())
"""
_FLOOR = """
import os, sys, time
begin = time.perf_counter()
from pathlib import Path
os.environ["FONTCONFIG_FILE"] = sys.argv[3]
from weasyprint import HTML
page = Path(sys.argv[1])
document = HTML(string=page.read_text("utf-8"), base_url=str(page.parent) + "/").render(presentational_hints=True)
Path(sys.argv[2]).write_bytes(document.write_pdf(**eval(sys.argv[4])))
print(time.perf_counter() - begin, time.process_time())
"""
_BARE = """
import os, sys, time
begin = time.perf_counter()
from pathlib import Path
os.environ["FONTCONFIG_FILE"] = sys.argv[3]
from weasyprint import HTML
from benchmarks.bare_floor import CSS, MarkdownIt
source = Path(sys.argv[1])
body = MarkdownIt().render(source.read_text("utf-8").split("---\\n", 2)[2])
page = f"<!doctype html><html lang=en><head><title>doc</title><style>{CSS}img{{max-width:100%}}</style></head>{body}</html>"
Path(sys.argv[2]).write_bytes(HTML(string=page, base_url=f"{source.parent}/").render().write_pdf())
print(time.perf_counter() - begin, time.process_time())
"""


def measure() -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        _write_project(root)
        project = find_project(root)
        edition = make_edition(Collection(project), "doc", "en")
        html = render_print(edition)
        for address, file in edition.pictures.paper.items():
            (root / file.name).write_bytes(file.data)
            html = html.replace(address, file.name)
        (root / "page.html").write_text(html, "utf-8")
        name = f"{NUMBER} photographs in a PDF"
        _run(_OURS, root, root / "ours.pdf")  # makes the fonts
        fonts = project.cache_path / "fonts.conf"
        (ours, our_work), (floor, its_work), (bare, bare_work) = _bests(
            (_OURS, root, root / "ours.pdf"),
            (_FLOOR, root / "page.html", root / "floor.pdf", fonts, repr(PDF_OPTIONS)),
            (_BARE, root / "sources" / "doc.md", root / "bare.pdf", fonts),
        )
    return [
        Row(f"floor: WeasyPrint alone, {name}", floor, "s"),
        Row(name, ours, "s"),
        Row(f"{name}, of the floor", ours / floor, "×", 1.3),
        Row(f"{name}, work of the processor, of the floor's", our_work / its_work, "×"),
        Row(f"bare floor: WeasyPrint alone with plain HTML, {name}", bare, "s"),
        Row(f"{name}, of the bare floor", ours / bare, "×"),
        Row(f"{name}, work of the processor, of the bare floor's", our_work / bare_work, "×", 1.3),
    ]


def _write_project(root: Path) -> None:
    from PIL import Image

    noise, (width, height) = random.Random(_SEED), _SIZE
    (root / "sources").mkdir()
    parts = []
    for number in range(NUMBER):
        small = Image.frombytes("RGB", (width // 8, height // 8), noise.randbytes(width * height // 64 * 3))
        small.resize(_SIZE, Image.Resampling.BICUBIC).save(root / f"sources/{number}.jpg", quality=88)
        parts.append(f"Words before photograph {number}.\n\n![Photograph {number}]({number}.jpg)\n\n")
    (root / "sources/doc.md").write_text(f"---\ntitle: Photographs\nlanguage: en\n---\n\n{''.join(parts)}", "utf-8")
    (root / "polyedition.toml").write_text("title = 'Benchmark'\nlocales = ['en']\n", "utf-8")


def _bests(*scripts: tuple[object, ...]) -> list[tuple[float, float]]:
    """The best of some runs of each, which take turns: by the clock and of the processor."""
    rounds = [[_run(*script) for script in scripts] for _ in range(_TIMES)]
    return [(min(time for time, _ in runs), min(work for _, work in runs)) for runs in zip(*rounds, strict=True)]


def _run(script: object, *arguments: object) -> tuple[float, float]:
    """What a script says of itself: seconds by the clock and of the processor."""
    command = [sys.executable, "-c", str(script), *map(str, arguments)]
    # Compiled modules are kept, as on a user's machine, whatever the environment of the benchmark says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, env=environment).stdout
    seconds, work = map(float, answer.split())
    return seconds, work
