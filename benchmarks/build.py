"""Builds against their floor: WeasyPrint alone, in one process, with plain HTML of the same texts (`benchmarks.bare_floor`).

Both set them in the same files of fonts: the floor would else be set in whatever the machine has, in fewer or more pages.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import polib

from benchmarks.bare_floor import plain
from benchmarks.rows import Row, measured
from toolkit.collection.collection import Collection
from toolkit.fonts.instances import pdf_font_files
from toolkit.fonts.packages import write_font_configuration
from toolkit.project.formats import RECORDS
from toolkit.project.places import CHECKSUMS, edition_path
from toolkit.project.project import Project, find_project
from toolkit.publish.complete import hold_back
from toolkit.publish.groups import groups
from toolkit.publish.inputs import Inputs
from toolkit.publish.manifest import File, read_manifest, write_manifest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

ROOT = Path(__file__).resolve().parents[1]
COMMAND = Path(sys.executable).with_name("polyedition")
LOCALES = ("ru", "az", "hy", "be", "kk", "ky", "tg", "uz", "uz-Cyrl", "ro", "tk")
WITH_CATALOGS = ("en", *(tag for tag in LOCALES if tag != "uz-Cyrl"))
"""The languages that the bare floor has texts of."""
USUAL = ("html", "pdf", "epub")
EVERY = ("html", "pdf", "large-print", "epub")
_PEERS = ROOT / ".polyedition" / "peers"
"""Where `make bench` installs what builds are compared with."""
_MADE = "`make bench` installs it"
_HOW = {"po4a-translate": "apt-get install po4a", "po2md": _MADE, "pandoc": _MADE}
"""How to get the programs of others' ways."""
MANY = 1_000
_TRANSLATED = 0.7
"""Of the words of a catalog that a peer's text must have: it has no title, no keywords, and its own way with marks."""
_TIMES = 3
"""So often what is compared is measured, in turns; the best counts, for a machine is never quite at rest."""
_RECOMMENDATIONS = 27
"""Of each document, as in the one that is copied."""
_DIGEST = hashlib.sha256(b"x").hexdigest()


@dataclass(frozen=True, slots=True)
class _Spent:
    """What a command took; times in seconds."""

    clock: float
    processor: float
    """Of all its processes."""
    memory: float
    """Megabytes of its largest process."""
    said: str
    """What it printed."""


def measure() -> Iterator[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        fonts = write_font_configuration(Path(folder), pdf_font_files("", Path(folder) / "static"))
        yield from measured("cold builds", lambda: _cold_builds(Path(folder) / "cold", fonts))
        yield from measured("small builds", lambda: _small_builds(Path(folder) / "real", fonts))
        yield from measured("many documents", lambda: _many(Path(folder) / "many"))


def _cold_builds(folder: Path, fonts: Path) -> Iterator[Row]:
    project = copies(folder, 2, locales=WITH_CATALOGS, formats=EVERY)
    what = f"{len(project.documents)} documents × {len(WITH_CATALOGS)} languages"
    paper, every = ("-f", "html,pdf"), ("-f", ",".join(EVERY))
    hows = (("-j1", "-f", "html"), ("-j1", *every), ("-j2", *paper), ("-j1", *paper))
    rounds = [(_bare(folder, fonts), *(_cold(folder, *how) for how in hows)) for _ in range(_TIMES)]
    floor, alone, all_formats, two, one = map(_best, zip(*rounds, strict=True))
    pages = sum(file.pages or 0 for file in read_manifest(project.output_path).values())
    yield Row(f"bare floor: plain HTML and PDF of {what}, work of the processor", floor.processor, "s")
    yield Row("bare floor, the clock's time", floor.clock, "s")
    yield from _peers(project, folder / "peers")
    yield Row("cold build, HTML, -j1, of the bare floor's work", alone.processor / floor.processor, "×", 0.3)
    yield Row("cold build, HTML and PDF, -j1, work of the processor", one.processor, "s")
    yield Row("cold build, HTML and PDF, -j1, of the bare floor's work", one.processor / floor.processor, "×", 1.8)
    yield Row("cold build, HTML and PDF, -j2, of the bare floor's time", two.clock / floor.clock, "×", 1.0)
    name = "pages of these PDFs, with cover, contents, overview and back, of the bare floor's"
    yield Row(name, pages / _pages(floor), "×")
    yield Row("cold build of all formats, -j1, of HTML and PDF", all_formats.processor / one.processor, "×", 2.0)
    largest = max(built.memory for built in (alone, all_formats, two, one))
    yield Row("cold builds, the largest process", largest, "MB", 300)


def _small_builds(folder: Path, fonts: Path) -> Iterator[Row]:
    project = copies(folder, 2)
    _run(folder, "build")
    yield from _no_op(folder, "both documents, whole process", 0.12)
    document = project.documents[-1]
    alone = folder / "alone"  # with its one catalog, for the bare floor takes all that are there
    for path in (project.source(document), project.catalog(document, "kk")):
        _copy(path, alone / path.relative_to(folder))
    lone = min(_bare(alone, fonts).clock for _ in range(_TIMES))
    changed = min(_changed(project.catalog(document, "kk"), folder) for _ in range(_TIMES))
    yield Row("one changed string", changed, "s")
    yield Row("one changed string, less one document's bare floor", changed - lone, "s", 0.6)


def _peers(project: Project, folder: Path) -> Iterator[Row]:
    """The same texts by po4a and by mdpo, then pandoc and WeasyPrint: each a process a document, as their users run them."""
    for name, merge in (("po4a", _by_po4a), ("mdpo", _by_mdpo)):
        what = f"floor of {name}, pandoc and WeasyPrint, work of the processor"
        needed = ("po4a-translate" if name == "po4a" else "po2md", "pandoc")
        missing = [f"{program} ({_HOW[program]})" for program in needed if not _program(program)]
        if missing:
            yield Row(what, skipped=f"not on this machine: {', '.join(missing)}")
        else:
            yield from measured(
                what, lambda what=what, merge=merge, name=name: [_peer(what, project, folder / name, merge)]
            )


def _peer(what: str, project: Project, folder: Path, merge: Callable[[Path, Path, Path], list[str]]) -> Row:
    folder.mkdir(parents=True)
    spent = 0.0
    for document in project.documents:
        source = folder / f"{document}.md"
        source.write_text(plain(project.source(document).read_text("utf-8")), "utf-8")
        for locale in filter(lambda locale: project.catalog(document, locale).is_file(), project.locales):
            there = folder / f"{document}-{locale}"
            catalog, text, page = (there.with_suffix(ending) for ending in (".po", ".md", ".html"))
            texts = _without_contexts(project.catalog(document, locale), catalog)
            commands = (
                merge(source, catalog, text),
                [_program("pandoc"), "--standalone", "-M", f"lang={locale}", str(text), "-o", str(page)],
                [sys.executable, "-m", "weasyprint", str(page), str(there.with_suffix(".pdf"))],
            )
            spent += sum(_time(command, folder).processor for command in commands)
            _require_translated(text, texts)
    return Row(what, spent, "s")


def _without_contexts(catalog: Path, target: Path) -> list[str]:
    """The catalog as programs read it that tell texts by their words alone; the texts that an edition has by it."""
    texts = {one.msgid: one.msgstr for one in polib.pofile(str(catalog)) if not one.obsolete}
    plain_catalog = polib.POFile(wrapwidth=0)
    plain_catalog.metadata = {"Content-Type": "text/plain; charset=UTF-8", "Language": catalog.parent.name}
    plain_catalog.extend(polib.POEntry(msgid=text, msgstr=translation) for text, translation in texts.items())
    plain_catalog.save(str(target))
    return [translation or text for text, translation in texts.items()]


def _require_translated(text: Path, texts: Sequence[str]) -> None:
    """Raises `RuntimeError` where a peer has spared itself the work: most words of the translations must be in what it wrote."""
    there = set(text.read_text("utf-8").split())
    words = [word for one in texts for word in one.split()]
    found = sum(word in there for word in words) / len(words)
    if found < _TRANSLATED:
        raise RuntimeError(f"{text.name} has only {found:.0%} of the words of its catalog")


def _by_mdpo(source: Path, catalog: Path, text: Path) -> list[str]:
    return [_program("po2md"), str(source), "-q", "--po-files", str(catalog), "--save", str(text)]


def _by_po4a(source: Path, catalog: Path, text: Path) -> list[str]:
    kind = ["-f", "text", "-o", "markdown", "-M", "UTF-8", "-L", "UTF-8", "-k", "0"]
    return [_program("po4a-translate"), *kind, "-m", str(source), "-p", str(catalog), "-l", str(text)]


def _program(name: str) -> str:
    """Where a program is: on the machine, or in what `make bench` has installed for the comparison; empty if nowhere."""
    for place in (str(_PEERS / "bin"), str(_PEERS / "pypandoc" / "files"), None):
        if found := shutil.which(name, path=place):
            return found
    return ""


def _best(all_of_them: Sequence[_Spent]) -> _Spent:
    """What a command takes where nothing disturbs it; the memory is what it took at most."""
    clock, processor = (min(getattr(one, name) for one in all_of_them) for name in ("clock", "processor"))
    return _Spent(clock, processor, max(one.memory for one in all_of_them), all_of_them[0].said)


def _pages(floor: _Spent) -> int:
    """The pages that the bare floor says it has set."""
    words = floor.said.split()
    return int(words[words.index("pages:") - 1])


def _changed(catalog: Path, folder: Path) -> float:
    """Seconds of a build after one translation was changed."""
    text = catalog.read_text("utf-8")
    place = text.index('msgstr "', text.index('msgctxt "rec-')) + len('msgstr "')
    catalog.write_text(text[:place] + "…" + text[place:], "utf-8")
    return _run(folder, "build").clock


def _many(folder: Path) -> Iterator[Row]:
    """A no-op build of a thousand documents; what it would have made is stood in for, since only the plan is measured."""
    project = copies(folder, MANY, source="alma-2019")
    inputs = Inputs(project)
    hold_back(project, inputs, lambda: Collection(project))  # what a build has read of catalogs is kept by it
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
    yield from _no_op(folder, f"{MANY:,} documents × {len(LOCALES)} locales", 3.0)


def _no_op(folder: Path, what: str, limit: float) -> Iterator[Row]:
    """The first after a build hashes all that a build reads, and keeps how it has found it."""
    yield Row(f"no-op build of {what}, the first after a build", _run(folder, "build").clock, "s")
    yield Row(f"no-op build of {what}", min(_run(folder, "build").clock for _ in range(_TIMES)), "s", limit)


def _files_of(group: str, project: Project) -> list[str]:
    """As many files as a group of this name has, in the folders in which they lie."""
    kind, _, document = group.partition(" ")
    if kind != "document":
        return [CHECKSUMS if kind == "checksums" else f"{group.replace(' ', '-')}.html"]
    records = [f"{locale}/{document}{one.ending}" for locale in project.locales for one in RECORDS.values()]
    pages = [f"recommendations/{document}/rec-{number}.html" for number in range(_RECOMMENDATIONS)]
    return [*records, *pages, *(f"data/{document}.{format}" for format in ("json", "csv", "jsonld"))]


def copies(
    folder: Path,
    number: int,
    source: str | None = None,
    locales: Sequence[str] = LOCALES,
    formats: Sequence[str] = USUAL,
) -> Project:
    """A project of copies of the real documents, with their catalogs."""
    real = find_project(ROOT)
    names = []
    for index in range(number):
        name = source or real.documents[index % len(real.documents)]
        copy = f"{name}-{index:04}"
        names.append(copy)
        _copy(real.source(name), folder / "sources" / f"{copy}.md")
        _copy(real.template(name), folder / "i18n" / "templates" / f"{copy}.pot")
        for locale in locales:
            _copy(real.catalog(name, locale), folder / "i18n" / locale / f"{copy}.po")
    for locale in locales:
        _copy(real.catalog("interface", locale), folder / "i18n" / locale / "interface.po")
    settings = f"title = 'Benchmark'\nlocales = {json.dumps(locales)}\nformats = {json.dumps(formats)}\n"
    (folder / "polyedition.toml").write_text(settings, "utf-8")
    return find_project(folder)


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_file():
        shutil.copyfile(source, target)


def _bare(folder: Path, fonts: Path) -> _Spent:
    return _time([sys.executable, "-m", "benchmarks.bare_floor", str(folder)], ROOT, FONTCONFIG_FILE=str(fonts))


def _cold(folder: Path, *arguments: str) -> _Spent:
    """A build with nothing there: no file, no font, no cache."""
    for name in ("output", ".polyedition"):
        shutil.rmtree(folder / name, ignore_errors=True)
    return _run(folder, "build", *arguments)


def _run(folder: Path, *arguments: str) -> _Spent:
    return _time([str(COMMAND), *arguments], folder)


def _time(command: list[str], folder: Path, **environment: str) -> _Spent:
    # Compiled modules are kept, as on a user's machine, whatever the environment of the benchmark says.
    usual = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**usual, **environment, "PYTHONHASHSEED": "0"}
    if command[0].startswith(str(_PEERS)):
        environment["PYTHONPATH"] = str(_PEERS)
    with tempfile.TemporaryFile() as printed, tempfile.TemporaryFile() as said:
        begin = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=printed, stderr=said, env=environment)
        _, status, used = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - begin
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            words = said.read().decode("utf-8", "replace")[-150:]
            raise RuntimeError(f"{Path(command[0]).name} ended with {process.returncode}: {words}")
        printed.seek(0)
        words = printed.read().decode("utf-8", "replace")
    return _Spent(seconds, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, words)
