"""Builds against their floor: WeasyPrint alone, in one process, making PDFs of the same final HTML."""

from __future__ import annotations

import hashlib
import json
import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.rows import Row
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition
from toolkit.editions.pdf.render import PDF_OPTIONS, render_print
from toolkit.project.formats import RECORDS
from toolkit.project.places import edition_path
from toolkit.project.project import Project, find_project
from toolkit.publish.groups import groups
from toolkit.publish.inputs import Inputs
from toolkit.publish.manifest import File, write_manifest

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("polyedition")
DOCUMENTS = 4
LOCALES = ("ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "uz-Cyrl", "ro", "tk")
MANY = 1_000
_TIMES = 3
"""So often what lasts a moment is measured; the best counts."""
_RECOMMENDATIONS = 27
"""Of each document, as in the one that is copied."""
_DIGEST = hashlib.sha256(b"x").hexdigest()

_FLOOR = """
import hashlib, os, sys
from pathlib import Path
os.environ["FONTCONFIG_FILE"] = sys.argv[2]
from toolkit.language.locales.hyphenation import register
register(sys.argv[3].split(","))
from weasyprint import HTML
from weasyprint.text.fonts import FontConfiguration
fonts = FontConfiguration()
for path in sorted(Path(sys.argv[1]).glob("*.html")):
    document = HTML(string=path.read_text("utf-8")).render(font_config=fonts, presentational_hints=True)
    document.write_pdf(**eval(sys.argv[4]))
"""


_PLAIN = """
import sys
from pathlib import Path
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.editions.pdf.render import render as pdf
from toolkit.project.project import find_project
pdf.PDF_OPTIONS = {}
project = find_project(Path(sys.argv[1]))
outcome = build(project, Selection(project.documents, project.locales, ("html", "pdf")), workers=1)
assert len(outcome.built) > len(project.documents), outcome
"""


def measure() -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        return [
            *_cold_builds(Path(folder) / "cold"),
            *_small_builds(Path(folder) / "real"),
            *_many(Path(folder) / "many"),
        ]


def _cold_builds(folder: Path) -> list[Row]:
    project = _copies(folder, DOCUMENTS)
    _run(folder, "build", "-l", LOCALES[0], "-d", project.documents[0])  # writes the font configuration
    floor = _floor(project, folder / "floor")
    shutil.rmtree(folder / "output")
    rows = [Row(f"floor: WeasyPrint alone, {DOCUMENTS} documents × {len(LOCALES)} locales", floor, "s")]
    plain = _time([sys.executable, "-c", _PLAIN, str(folder)], ROOT)
    rows.append(Row("the same build without tags, PDF/A and EPUB, -j1", plain, "s"))
    for jobs, limit in ((1, 1.25), (2, 0.75)):
        shutil.rmtree(folder / "output")
        seconds = _run(folder, "build", f"-j{jobs}")
        rows.append(Row(f"cold build, HTML, PDF and EPUB, -j{jobs}", seconds, "s"))
        if jobs == 1:
            rows.append(Row("tags, PDF/A, EPUB: cold build -j1 of the plain one", seconds / plain, "×", 1.6))
        rows.append(Row(f"cold build -j{jobs} of the floor", seconds / floor, "×", limit))
    rows.append(Row("largest process so far", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024, "MB", 300))
    return rows


def _small_builds(folder: Path) -> list[Row]:
    project = _copies(folder, 2)
    _run(folder, "build")
    idle = min(_run(folder, "build") for _ in range(5))
    document = project.documents[-1]
    lone = min(
        _floor(project, folder / f"floor-{number}", locales=("kk",), documents=(document,)) for number in range(_TIMES)
    )
    changed = min(_changed(project.catalog(document, "kk"), folder) for _ in range(_TIMES))
    return [
        Row("no-op build of both documents, whole process", idle, "s", 0.25),
        Row("one changed string", changed, "s"),
        Row("one changed string, less one document's floor", changed - lone, "s", 1.0),
    ]


def _changed(catalog: Path, folder: Path) -> float:
    """Seconds of a build after one translation was changed."""
    text = catalog.read_text("utf-8")
    place = text.index('msgstr "', text.index('msgctxt "rec-')) + len('msgstr "')
    catalog.write_text(text[:place] + "…" + text[place:], "utf-8")
    return _run(folder, "build")


def _many(folder: Path) -> list[Row]:
    """A no-op build of a thousand documents; what it would have made is stood in for, since only the plan is measured."""
    project = _copies(folder, MANY, source="alma-2019")
    inputs = Inputs(project)
    files = []
    for document in project.documents:
        for locale in project.locales:
            for format in project.formats:
                path = edition_path(document, locale, format)
                target = project.output_path / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(b"x")
                hashes = inputs.edition(document, locale, format)
                files.append(File(path, 1, _DIGEST, format, locale, document, title=document, inputs=hashes))
    recorded = {file.path: file for file in files}
    for group in groups(project, inputs, recorded):
        for path in _files_of(group.name, project):
            target = project.output_path / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(b"x")
            recorded[path] = File(path, 1, _DIGEST, "html", group=group.name, inputs=group.inputs)
    write_manifest(project.output_path, recorded.values())
    seconds = min(_run(folder, "build") for _ in range(3))
    return [Row(f"no-op build of {MANY:,} documents × {len(LOCALES)} locales", seconds, "s", 3.0)]


def _files_of(group: str, project: Project) -> list[str]:
    """As many files as a group of this name has, in the folders in which they lie."""
    kind, _, document = group.partition(" ")
    if kind != "document":
        return [f"{group.replace(' ', '-')}.html"]
    records = [f"{locale}/{document}{one.ending}" for locale in project.locales for one in RECORDS.values()]
    pages = [f"recommendations/{document}/rec-{number}.html" for number in range(_RECOMMENDATIONS)]
    return [*records, *pages, *(f"data/{document}.{format}" for format in ("json", "csv", "jsonld"))]


def _copies(folder: Path, number: int, source: str | None = None) -> Project:
    """A project of copies of the real documents, with their catalogs."""
    real = find_project(ROOT)
    names = []
    for index in range(number):
        name = source or real.documents[index % len(real.documents)]
        copy = f"{name}-{index:04}"
        names.append(copy)
        _copy(real.source(name), folder / "sources" / f"{copy}.md")
        _copy(real.template(name), folder / "i18n" / "templates" / f"{copy}.pot")
        for locale in LOCALES:
            _copy(real.catalog(name, locale), folder / "i18n" / locale / f"{copy}.po")
    for locale in LOCALES:
        _copy(real.catalog("interface", locale), folder / "i18n" / locale / "interface.po")
    settings = f"title = 'Benchmark'\nlocales = {json.dumps(LOCALES)}\n"
    (folder / "polyedition.toml").write_text(settings, "utf-8")
    return find_project(folder)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copyfile(source, target)


def _floor(
    project: Project, folder: Path, locales: tuple[str, ...] = LOCALES, documents: tuple[str, ...] | None = None
) -> float:
    """Seconds of a process that does nothing but make the PDFs of HTML files that are there."""
    folder.mkdir(parents=True)
    collection = Collection(project)
    for document in documents or project.documents:
        for locale in locales:
            edition = Edition(project, collection.localized(document, locale), collection.interface(locale))
            (folder / f"{document}-{locale}.html").write_text(render_print(edition), "utf-8")
    fonts = project.cache_path / "fonts.conf"
    script = [sys.executable, "-c", _FLOOR, str(folder), str(fonts), ",".join(locales), repr(PDF_OPTIONS)]
    return _time(script, ROOT)


def _run(folder: Path, *arguments: str) -> float:
    return _time([str(COMMAND), *arguments], folder)


def _time(command: list[str], folder: Path) -> float:
    # Compiled modules are kept, as on a user's machine, whatever the environment of the benchmark says.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    begin = time.perf_counter()
    subprocess.run(
        command, cwd=folder, check=True, stdout=subprocess.DEVNULL, env=environment | {"PYTHONHASHSEED": "0"}
    )
    return time.perf_counter() - begin
