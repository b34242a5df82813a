"""Builds of a whole project: what is made, kept, removed and mended, and what a failure leaves behind."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from tests.commands import imported_by_build
from toolkit.catalog.po import read_po, write_po
from toolkit.errors import Severity, ToolkitError, UsageError
from toolkit.project.places import JOURNAL
from toolkit.project.places import MANIFEST as NAME
from toolkit.project.project import Project, find_project
from toolkit.publish import run as run_module
from toolkit.publish.manifest import read_manifest
from toolkit.publish.plan import Selection
from toolkit.publish.run import Outcome, build
from toolkit.publish.verify import verify
from toolkit.system.held import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

LOCALES = ("en", "ru", "uz", "uz-Cyrl")
PAGES = ["en/index.html", "ru/index.html", "uz/index.html", "uz-Cyrl/index.html", "index.html"]
EDITIONS = [f"{locale}/{name}.html" for name in ("note", "plan") for locale in LOCALES]


def make(root: Path, *, locales: tuple[str, ...] = (), documents: tuple[str, ...] = (), workers: int = 1) -> Outcome:
    project = find_project(root)
    selection = Selection(project.select_documents(documents), project.select_locales(locales), project.formats)
    return build(project, selection, workers=workers)


def is_of_the_site(path: str) -> bool:
    """Neither an edition nor a page that leads to editions."""
    return path.startswith(("data/", "recommendations/", "fonts/")) or path.endswith(
        (".js", ".xml", ".datacite.json", ".bib", ".ris", ".csl.json", "SHA256SUMS", "404.html", "favicon.svg")
    )


def built(outcome: Outcome) -> list[str]:
    return [path for path, _ in outcome.built if not is_of_the_site(path)]


def all_files(root: Path) -> dict[str, bytes]:
    output = root / "output"
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in output.rglob("*") if path.is_file()}


def files(root: Path) -> dict[str, bytes]:
    return {path: data for path, data in all_files(root).items() if not is_of_the_site(path)}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def translate(project: Project, locale: str, text: str, translation: str, flags: tuple[str, ...] = ()) -> None:
    path = project.catalog("plan", locale)
    catalog = read_po(path)
    messages = tuple(
        replace(one, msgstr=(translation,), flags=flags) if one.msgid == text else one for one in catalog.messages
    )
    assert messages != catalog.messages
    write_po(replace(catalog, messages=messages), path)


@pytest.fixture
def ready(tmp_path: Path, make_tiny: Callable[..., Project]) -> Project:
    """The tiny project, built."""
    return make_tiny(tmp_path / "tiny", built=True)


def test_first_build_and_second(tiny: Project) -> None:
    """The first makes everything and records it truly; the second changes no byte and no time."""
    first = make(tiny.root)
    assert built(first) == EDITIONS + PAGES
    assert {reason for _, reason in first.built} == {"it is not there"}
    recorded = read_manifest(tiny.output_path)
    found = all_files(tiny.root)
    assert set(found) == {*recorded, NAME}
    for path, file in recorded.items():
        assert (file.bytes, file.sha256) == (len(found[path]), hashlib.sha256(found[path]).hexdigest())
    times = {path: path.stat().st_mtime_ns for path in tiny.output_path.rglob("*")}
    second = make(tiny.root)
    assert (second.built, second.removed, second.unchanged) == ([], [], len(EDITIONS))
    assert {path: path.stat().st_mtime_ns for path in tiny.output_path.rglob("*")} == times


def test_entries_say_what_the_file_is(ready: Project) -> None:
    """Document, language, source revision and how far the translation has come."""
    translate(ready, "ru", "Read more books.", "Читайте больше книг.")
    make(ready.root)
    entry = next(
        one
        for one in json.loads((ready.output_path / NAME).read_text("utf-8"))["files"]
        if one["path"] == "ru/plan.html"
    )
    assert (entry["document"], entry["locale"], entry["format"], entry["date"]) == ("plan", "ru", "html", "2026-01-15")
    assert entry["states"] == {"translated": 1, "untranslated": sum(entry["states"].values()) - 1}
    assert len(entry["revision"]) == 12


def test_pages_do_not_depend_on_whether_the_record_was_read(ready: Project) -> None:
    """Several states in one edition: a page made beside its editions is fresh for the next process, too."""
    translate(ready, "ru", "Read more books.", "Читайте больше книг.")
    translate(ready, "ru", "Lend more books.", "Давайте больше книг.", flags=("fuzzy",))
    outcome = make(ready.root)
    assert built(outcome) == ["ru/plan.html", "ru/index.html", "index.html"]
    assert make(ready.root).built == []


HEAVY = ("weasyprint", "jinja2", "markdown_it", "babel", "rapidfuzz", "polib", "yaml", "filelock", "concurrent.futures")


def test_no_op_build_imports_nothing_heavy(ready: Project) -> None:
    """Nothing to do is found out without the libraries that make editions."""
    said, imported = imported_by_build(ready.root, *HEAVY)
    assert imported == []
    assert "nothing to do: 8 editions" in said


def test_one_string(ready: Project) -> None:
    """One translated string: that document in that language, and the pages that tell of it."""
    translate(ready, "ru", "Read more books.", "Читайте больше книг.")
    outcome = make(ready.root)
    assert built(outcome) == ["ru/plan.html", "ru/index.html", "index.html"]
    assert outcome.built[0][1] == "changed: catalog ru"
    assert "Читайте больше книг." in files(ready.root)["ru/plan.html"].decode()


def test_one_string_and_its_derived_script(ready: Project) -> None:
    """An Uzbek string goes into both scripts."""
    translate(ready, "uz", "Read more books.", "Koʻproq kitob oʻqing.")
    assert [path for path in built(make(ready.root)) if "plan" in path] == ["uz/plan.html", "uz-Cyrl/plan.html"]
    assert "Кўпроқ китоб ўқинг." in files(ready.root)["uz-Cyrl/plan.html"].decode()


def test_partial_build(tiny: Project) -> None:
    """Only what was asked for is made; the pages show what is there, and the rest comes with the next whole build."""
    assert built(make(tiny.root, locales=("ru",), documents=("note",))) == ["ru/note.html", *PAGES]
    assert 'href="note.html"' in files(tiny.root)["ru/index.html"].decode()
    rest = make(tiny.root)
    assert set(built(rest)) >= set(EDITIONS) - {"ru/note.html"}
    assert "ru/note.html" not in built(rest)
    assert make(tiny.root).built == []


def test_order_of_partial_builds_leaves_no_trace(
    tmp_path: Path, make_tiny: Callable[..., Project], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Locale by locale or at once, in one process or two: equal bytes, the manifest's too."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # catalogs say the minute that they were made in
    parts, whole, both = (make_tiny(tmp_path / name / "tiny") for name in ("parts", "whole", "both"))
    for locale in reversed(LOCALES):
        make(parts.root, locales=(locale,))
    make(whole.root)
    make(both.root, workers=2)
    assert files(parts.root) == files(whole.root) == files(both.root)


def test_removed_document(ready: Project) -> None:
    """Its editions go, its neighbours and files that were never ours stay."""
    foreign = [ready.output_path / "note.txt", ready.output_path / "ru" / "extra.html", ready.output_path / ".x.tmp"]
    for path in foreign:
        path.write_text("mine", "utf-8")
    ready.source("note").unlink()
    outcome = make(ready.root)
    kinds = ("bib", "csl.json", "datacite.json", "html", "marc.xml", "ris")
    data = [f"data/note.{format}" for format in ("csv", "json", "jsonld")]
    assert sorted(outcome.removed) == sorted(data + [f"{locale}/note.{kind}" for locale in LOCALES for kind in kinds])
    assert all(path.read_text("utf-8") == "mine" for path in foreign)
    assert not any("note.html" in path for path in files(ready.root))
    assert (ready.output_path / "ru" / "plan.html").is_file()
    assert make(ready.root).removed == []


def test_removed_locale(ready: Project) -> None:
    """The editions, the page and the empty folder of a locale that is no longer published go."""
    change(ready.root / "polyedition.toml", '"uz", "uz-Cyrl"', '"uz"')
    outcome = make(ready.root, locales=("en",))
    kinds = ("bib", "csl.json", "datacite.json", "html", "marc.xml", "ris")
    editions = [f"{name}.{kind}" for name in ("note", "plan") for kind in kinds]
    names = ["feed.xml", "index.html", "search-index.js", *editions]
    assert sorted(outcome.removed) == sorted(f"uz-Cyrl/{name}" for name in names)
    assert not (ready.output_path / "uz-Cyrl").exists()


def test_a_format_has_files_of_its_own_name(make_tiny: Callable[..., Project], tmp_path: Path) -> None:
    """Large print lies beside the PDF, and the pages name both in their language."""
    settings = 'locales = ["en"]\ndocuments = ["note"]\nformats = ["html", "pdf", "large-print"]\n'
    project = make_tiny(tmp_path / "large", settings)
    outcome = make(project.root)
    assert not outcome.diagnostics
    names = {"note.html", "note.pdf", "note.large-print.pdf"}
    assert names <= {path.name for path in (project.output_path / "en").iterdir()}
    page = (project.output_path / "en" / "note.html").read_text("utf-8")
    assert '<a class="button" href="note.large-print.pdf">PDF, large print</a>' in page
    language = (project.output_path / "en/index.html").read_text("utf-8")
    assert re.search(r'href="note.large-print.pdf">PDF, large print <small>\d+\skB · \d+ pages?</small>', language)


def test_a_recorded_name_that_no_file_can_have(ready: Project) -> None:
    """Whoever has meddled with the manifest gets a new build, and no traceback."""
    path = ready.output_path / NAME
    data = json.loads(path.read_bytes())
    entry = {"path": f"{'a' * 300}/b.html", "bytes": 1, "sha256": "", "format": "html", "group": "site"}
    path.write_text(json.dumps(data | {"files": [*data["files"], entry]}), "utf-8")
    assert not [one for one in make(ready.root).diagnostics if one.severity is Severity.ERROR]
    assert entry["path"] not in read_manifest(ready.output_path)


def test_removed_format(ready: Project) -> None:
    """Files of a format that is no longer built go."""
    (ready.output_path / "ru" / "plan.pdf").write_bytes(b"old")
    manifest = ready.output_path / NAME
    data = json.loads(manifest.read_text("utf-8"))
    data["files"].append(
        {"path": "ru/plan.pdf", "bytes": 3, "sha256": "", "format": "pdf", "locale": "ru", "document": "plan"}
    )
    manifest.write_text(json.dumps(data), "utf-8")
    assert make(ready.root).removed == ["ru/plan.pdf"]


DAMAGES: dict[str, Callable[[Path], object]] = {
    "deleted": lambda path: path.unlink(),
    "cut off": lambda path: path.write_bytes(path.read_bytes()[:-1]),
    "emptied": lambda path: path.write_bytes(b""),
    "one byte flipped": lambda path: path.write_bytes(b"?" + path.read_bytes()[1:]),
}


@pytest.mark.parametrize("path", ["ru/plan.html", "ru/index.html", "index.html"])
@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_output_is_mended(damage: str, path: str, ready: Project) -> None:
    """Whatever happens to a file of the output, the next build makes that one again, and only that one."""
    before = files(ready.root)
    DAMAGES[damage](ready.output_path / path)
    outcome = make(ready.root)
    why = "it is not there" if damage == "deleted" else "it was changed by hand or damaged"
    assert outcome.built == [(path, why)]
    assert files(ready.root) == before
    assert make(ready.root).built == []


def test_manifest_lost(ready: Project) -> None:
    """Without a manifest everything is made again, to the same bytes."""
    before = files(ready.root)
    (ready.output_path / NAME).unlink()
    outcome = make(ready.root)
    assert built(outcome) == EDITIONS  # pages come out equal, and an equal file is not written
    assert files(ready.root) == before


def test_manifest_that_points_outside_removes_nothing(ready: Project) -> None:
    """A forged manifest cannot make the build delete a file of the project."""
    manifest = ready.output_path / NAME
    data = json.loads(manifest.read_text("utf-8"))
    data["files"].append({"path": "../sources/plan.md", "bytes": 1, "sha256": "", "format": "html"})
    manifest.write_text(json.dumps(data), "utf-8")
    assert make(ready.root).removed == []
    assert ready.source("plan").is_file()


def test_failed_edition_keeps_its_old_file(ready: Project) -> None:
    """A broken catalog: its edition stays as it was, the others are made, and the error comes each time until it is mended."""
    before = files(ready.root)
    catalog = ready.catalog("plan", "ru")
    whole = catalog.read_bytes()
    catalog.write_bytes(whole + b"\n<<<<<<< ours\n")
    translate(ready, "uz", "Read more books.", "Koʻproq kitob oʻqing.")
    for expected in (["uz/plan.html", "uz-Cyrl/plan.html", "uz/index.html", "uz-Cyrl/index.html", "index.html"], []):
        outcome = make(ready.root)
        assert built(outcome) == expected
        assert {one.location.path for one in outcome.diagnostics if one.location} == {"i18n/ru/plan.po"}
        assert files(ready.root)["ru/plan.html"] == before["ru/plan.html"]
    catalog.write_bytes(whole)
    assert make(ready.root).diagnostics == []


@pytest.mark.parametrize("workers", [1, 2])
def test_all_errors_in_one_report(workers: int, ready: Project) -> None:
    """Two broken sources: each error once, not once a language, sorted by file and line, whoever found it."""
    ready.source("note").write_text("no front matter", "utf-8")
    change(ready.source("plan"), "date: 2026-01-15", "date: soon\ncolour: red")
    found = make(ready.root, workers=workers).diagnostics
    places = [str(one.location) for one in found]
    assert [place.split(":")[0] for place in places] == ["sources/note.md"] * (len(places) - 2) + [
        "sources/plan.md"
    ] * 2
    assert len(set(found)) == len(found)
    assert files(ready.root)["ru/note.html"]


def test_broken_interface_is_told_and_the_rest_recorded(ready: Project) -> None:
    """Pages need the interface's catalog: their error joins the others, and what was made is recorded."""
    ready.catalog("interface", "ru").write_text('msgid "open', "utf-8")
    translate(ready, "uz", "Read more books.", "Koʻproq kitob oʻqing.")
    outcome = make(ready.root)
    assert {one.location.path for one in outcome.diagnostics if one.location} == {"i18n/ru/interface.po"}
    assert "uz/plan.html" in built(outcome)
    assert read_manifest(ready.output_path)["uz/plan.html"].states["translated"] == 1
    assert not (ready.output_path / JOURNAL).exists()


@pytest.mark.parametrize("workers", [1, 2])
def test_folder_that_cannot_be_written(workers: int, tiny: Project) -> None:
    """A file stands where a locale's folder should be: those editions fail, the others are made."""
    tiny.output_path.mkdir()
    (tiny.output_path / JOURNAL).touch()  # of an earlier build
    (tiny.output_path / "ru").write_text("mine", "utf-8")
    outcome = make(tiny.root, workers=workers)
    assert {one.code for one in outcome.diagnostics} == {"unwritable"}
    assert set(built(outcome)) == {path for path in EDITIONS + PAGES if not path.startswith("ru/")}
    assert (tiny.output_path / "ru").read_text("utf-8") == "mine"


def test_source_ahead_of_its_template(ready: Project) -> None:
    """A source that was edited since the last update is built, with one warning that says what to run."""
    change(ready.source("plan"), "Read more books.", "Read many more books.")
    (warning,) = make(ready.root).diagnostics
    assert (warning.severity, warning.code) == (Severity.WARNING, "stale-template")
    assert "polyedition update" in warning.hint


def test_locale_before_its_first_update(ready: Project) -> None:
    """A locale that was only added to the settings has editions at once, in the source's language."""
    change(ready.root / "polyedition.toml", '"ru",', '"ru", "kk",')
    outcome = make(ready.root)
    assert "kk/plan.html" in built(outcome)
    assert outcome.diagnostics == []
    assert "Read more books." in files(ready.root)["kk/plan.html"].decode()


def test_project_without_catalogs(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """A project that was never updated builds, with a warning for each document."""
    project = make_tiny(tmp_path / "tiny", update=False)
    outcome = make(project.root)
    assert built(outcome) == EDITIONS + PAGES
    assert [(one.code, str(one.location)) for one in outcome.diagnostics] == [
        ("stale-template", "sources/note.md"),
        ("stale-template", "sources/plan.md"),
    ]


def test_second_build_at_the_same_time(tiny: Project) -> None:
    """The other one is told, with exit code 2; a build that has nothing to do needs no lock."""
    with (
        exclusive(tiny.cache_path / "build.lock", ""),
        pytest.raises(UsageError, match="another build of this project is running") as caught,
    ):
        make(tiny.root)
    assert caught.value.exit_code == 2
    make(tiny.root)
    with exclusive(tiny.cache_path / "build.lock", ""):
        assert make(tiny.root).built == []


def test_lock_that_cannot_be_made(tiny: Project) -> None:
    """Something stands where the lock should be: an error with the place."""
    (tiny.root / ".polyedition").rename(tiny.root / "elsewhere")
    (tiny.root / ".polyedition").write_text("a file", "utf-8")
    with pytest.raises(ToolkitError, match="cannot be written"):
        make(tiny.root)


def test_strays_of_a_killed_build_go(ready: Project) -> None:
    """Temporary files of our own making are cleared away as soon as there is something to do."""
    strays = [ready.output_path / f".{'0af1' * 4}.tmp", ready.output_path / "ru" / f".{'1234' * 4}.tmp"]
    for path in strays:
        path.write_text("half", "utf-8")
    (ready.output_path / "ru" / "plan.html").unlink()
    make(ready.root)
    assert not any(path.exists() for path in strays)


def test_worker_ended_from_outside(tiny: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """When the system ends a worker (no memory), the error says so, and the next build goes on."""
    import multiprocessing
    import os

    from toolkit.publish import pool, worker

    if not hasattr(os, "fork"):
        pytest.skip("the fault is put in by forking")
    with monkeypatch.context() as patch:
        patch.setattr(worker, "make", lambda *_: os._exit(9))
        patch.setattr(pool, "_context", lambda *_: multiprocessing.get_context("fork"))
        with pytest.raises(ToolkitError, match="a worker process was ended from outside"):
            make(tiny.root, workers=2)
    assert make(tiny.root).diagnostics == []


def test_build_killed_between_file_and_record(ready: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that was written but not recorded is not taken for the recorded one, even if it is as long and the source is back."""
    before = files(ready.root)
    catalog = ready.catalog("plan", "ru")
    old = catalog.read_bytes()
    translate(ready, "ru", "Read more books.", "Читайте больше книг.")

    def killed(*args: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(run_module, "record", killed)
        with pytest.raises(KeyboardInterrupt):
            make(ready.root)
    catalog.write_bytes(old)
    written = ready.output_path / "ru" / "plan.html"
    assert written.read_bytes() != before["ru/plan.html"]
    written.write_bytes(written.read_bytes()[: len(before["ru/plan.html"])].ljust(len(before["ru/plan.html"])))
    make(ready.root)
    assert files(ready.root) == before


@pytest.mark.parametrize("sources", ["", 'sources = "surces"', 'sources = "empty"', 'sources = "file"'])
def test_nothing_is_removed_where_no_sources_are_found(sources: str, ready: Project) -> None:
    """A folder that is misspelt, missing, empty or a file is named with the line; every edition stays."""
    before = all_files(ready.root)
    (ready.root / "empty").mkdir()
    (ready.root / "file").write_text("", "utf-8")
    if sources:
        settings = ready.root / "polyedition.toml"
        settings.write_text(f"{settings.read_text('utf-8')}{sources}\n", "utf-8")
    else:
        shutil.rmtree(ready.root / "sources")
    with pytest.raises(UsageError, match="the folder") as caught:
        make(ready.root)
    (found,) = caught.value.diagnostics
    text = (ready.root / "polyedition.toml").read_text("utf-8")
    assert found.location is not None
    assert found.location.line == (text.count("\n") if sources else 1)
    assert all_files(ready.root) == before


def test_a_folder_of_others_is_left_alone(tiny: Project) -> None:
    """A first build overwrites nothing: the folder is refused while others' files are in it."""
    tiny.output_path.mkdir()
    (tiny.output_path / ".gitkeep").touch()
    (tiny.output_path / "index.html").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match=r"index\.html"):
        make(tiny.root)
    assert (tiny.output_path / "index.html").read_text("utf-8") == "mine"
    (tiny.output_path / "index.html").unlink()
    assert make(tiny.root).built


def test_a_change_with_an_old_time_is_found(ready: Project) -> None:
    """A file of the same size and of an older time is made again, as `verify` asks for."""
    page = ready.output_path / "en" / "plan.html"
    data = page.read_bytes()
    page.write_bytes(data.replace(b"Read more", b"Read less"))
    os.utime(page, (1_000_000_000, 1_000_000_000))
    assert verify(ready)[1]
    assert "en/plan.html" in built(make(ready.root))
    assert page.read_bytes() == data
    assert verify(ready)[1] == []


def test_strays_are_found_everywhere(ready: Project) -> None:
    """Below the output and in the cache; what others call so by half stays."""
    folders = [ready.output_path / name for name in ("data", "recommendations/plan", "fonts", "ru")]
    folders += [ready.cache_path, ready.cache_path / "fonts"]
    for folder in folders:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f".{'0af1' * 4}.tmp").write_text("x", "utf-8")
    (ready.output_path / ".notes.tmp").write_text("x", "utf-8")
    change(ready.source("plan"), "Read more", "Read many more")
    make(ready.root)
    assert [path.name for path in ready.root.rglob("*.tmp")] == [".notes.tmp"]


def test_names_that_are_no_text(ready: Project) -> None:
    """Files whose names are no UTF-8 are hashed like any other."""
    for folder in ("theme", "sources"):
        (ready.root / folder).mkdir(exist_ok=True)
        (ready.root / folder / os.fsdecode(b"\xff.png")).write_bytes(b"x")
    assert make(ready.root).diagnostics == []


def test_links_below_the_output_lead_nowhere(ready: Project, tmp_path: Path) -> None:
    """A linked folder is neither written to nor removed from, a linked file is replaced by our own."""
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "victim.txt").write_text("mine", "utf-8")
    (outside / "plan.html").write_text("mine", "utf-8")
    shutil.rmtree(ready.output_path / "ru")
    (ready.output_path / "ru").symlink_to(outside)
    (ready.output_path / "index.html").unlink()
    (ready.output_path / "index.html").symlink_to(outside / "victim.txt")
    manifest = json.loads((ready.output_path / NAME).read_bytes())
    victim = {"path": "ru/victim.txt", "bytes": 4, "sha256": "0" * 64, "format": "text", "group": "gone"}
    manifest["files"].append(victim)
    (ready.output_path / NAME).write_text(json.dumps(manifest), "utf-8")
    outcome = make(ready.root)
    assert {one.code for one in outcome.diagnostics} == {"outside"}
    assert {path.name: path.read_text("utf-8") for path in outside.iterdir()} == {
        "victim.txt": "mine",
        "plan.html": "mine",
    }
    assert not (ready.output_path / "index.html").is_symlink()
