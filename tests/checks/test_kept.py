"""What is kept of a check is what would be found anew, whatever has changed; and what has not changed is not looked at again."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.tiny_project import write_catalog
from toolkit.checks import run
from toolkit.checks.compare import compare_document, compare_languages
from toolkit.checks.kept import KeptFindings
from toolkit.checks.run import check_project
from toolkit.collection import digests
from toolkit.collection.collection import Collection
from toolkit.collection.status import project_status
from toolkit.errors import Diagnostic
from toolkit.project.project import DOMAINS, Project, find_project
from toolkit.revision.revise import update_project
from toolkit.system.whole import read_whole, write_whole

IN_PLACE: dict[bytes | str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "pipe": lambda path: os.mkfifo(path, 0o600),
    "link": lambda path: path.symlink_to(path.name),
}
LOCALES = ("en", "ru", "be", "kk", "uz", "uz-Cyrl")
PICTURE = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\rIDATx\x9cc\xf8"
    b"\xcf\xc0\xf0\x1f\x00\x05\x00\x01\xff\x89\x99=\x1d\x00\x00\x00\x00IEND\xaeB`\x82"
)
SOURCES = {
    "first": "Read [the aims](second.md#aims) of 2019.\n\n![A dot](dot.png)\n",
    "second": "## Aims {#aims}\n\nLend 12 books a day.\n",
    "third": "Open all 7 days.\n",
}


@pytest.fixture(scope="module")
def checked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three documents in six languages, one of which leads to another and has a picture: checked once, to be copied."""
    root = tmp_path_factory.mktemp("checked")
    (root / "sources").mkdir()
    for name, text in SOURCES.items():
        (root / f"sources/{name}.md").write_text(f"---\ntitle: {name}\nlanguage: en\n---\n\n{text}", "utf-8")
    (root / "sources/dot.png").write_bytes(PICTURE)
    listed = ", ".join(f'"{locale}"' for locale in LOCALES)
    (root / "polyedition.toml").write_text(f'title = "T"\nlocales = [{listed}]\n', "utf-8")
    write_catalog(root, "ru", {(None, "book"): "книга"}, "terms")
    made = find_project(root)
    update_project(made, made.locales)
    for locale in ("ru", "be", "kk", "uz"):
        for name in made.documents:
            path = made.catalog(name, locale)
            path.write_text(_translated(path.read_text("utf-8")), "utf-8")
    alone = made.catalog("third", "ru")
    alone.write_text(alone.read_text("utf-8").replace("Текст 7", "Всегда. Текст 7"), "utf-8")
    anew = found(made, keep=False)
    assert found(made) == anew
    assert {"number", "witnesses"} <= {one.code for one in anew}
    return root


@pytest.fixture
def project(checked: Path, tmp_path: Path) -> Project:
    """A copy of it, with what was found."""
    return find_project(shutil.copytree(checked, tmp_path / "project"))


def _translated(text: str) -> str:
    for before, after in (("Lend 12 books a day.", "Текст 12 и 12."), ("Open all 7 days.", "Текст 7 [и].")):
        text = text.replace(f'msgid "{before}"\nmsgstr ""', f'msgid "{before}"\nmsgstr "{after}"')
    return text


def found(project: Project, *, keep: bool = True, ignore: tuple[str, ...] = ()) -> list[Diagnostic]:
    """All findings of a project: as the command finds them or, without `keep`, all anew and the languages compared behind all."""
    collection = Collection(find_project(project.root))
    kept = KeptFindings(collection) if keep else None
    domains = (*collection.project.documents, *DOMAINS)
    locales = collection.project.locales
    odd: dict[str, list[Diagnostic]] = {}

    def compare(domain: str) -> None:
        if kept and domain not in DOMAINS:
            odd[domain] = compare_document(collection, domain, kept)

    one = check_project(collection.project, locales, domains, ignore, collection=collection, kept=kept, each=compare)
    one += compare_languages(collection, collection.project.documents, locales, one, odd=odd if kept else None)
    if kept:
        kept.keep()
    return one


def append(path: str, text: str) -> Callable[[Path], object]:
    """A change of a file."""

    def change(root: Path) -> None:
        place = root / path
        place.parent.mkdir(parents=True, exist_ok=True)
        before = place.read_text("utf-8") if place.exists() else ""
        place.write_text(before + text, "utf-8")

    return change


def replaced(path: str, before: str, after: str) -> Callable[[Path], object]:
    """Another change."""

    def change(root: Path) -> None:
        text = (root / path).read_text("utf-8")
        assert before in text
        (root / path).write_text(text.replace(before, after), "utf-8")

    return change


CHANGES: dict[str, tuple[Callable[[Path], object], int]] = {
    "nothing": (lambda _: None, 0),
    "a translation": (replaced("i18n/ru/second.po", "Текст 12 и 12.", "Текст 13 и 13."), 1),
    "a translation that another script is made from": (replaced("i18n/uz/third.po", "Текст 7", "Текст 8"), 2),
    "a catalog that is broken": (append("i18n/ru/third.po", "msgid nothing\n"), 1),
    "a catalog that is gone": (lambda root: (root / "i18n/kk/third.po").unlink(), 1),
    "a source": (replaced("sources/third.md", "7 days", "8 days"), 6),
    "a source that is broken": (replaced("sources/third.md", "language: en", "language: xx-none"), 6),
    "a place that another document leads to": (replaced("sources/second.md", "{#aims}", "{#ends}"), 6),
    "a document that another leads to": (lambda root: (root / "sources/second.md").unlink(), 0),
    "another document": (
        append("sources/fourth.md", "---\ntitle: D\nlanguage: en\n---\n\nSee [it](third.md#no).\n"),
        6,
    ),
    "a picture that is gone": (lambda root: (root / "sources/dot.png").unlink(), 0),
    "a picture that is broken": (lambda root: (root / "sources/dot.png").write_bytes(PICTURE[:40]), 0),
    "a picture's capitals": (lambda root: (root / "sources/dot.png").rename(root / "sources/Dot.png"), 0),
    "a term": (append("i18n/ru/terms.po", '\nmsgid "day"\nmsgstr "день"\n'), 6),
    "the termbase": (append("i18n/templates/terms.pot", 'msgid ""\nmsgstr ""\n\nmsgid "day"\nmsgstr ""\n'), 36),
    "a setting": (append("polyedition.toml", 'formats = ["html"]\n'), 36),
    "another setting": (append("polyedition.toml", 'bugs = "a@example.org"\n'), 36),
}


@pytest.mark.parametrize("name", CHANGES)
def test_kept_findings_are_those_that_are_found_anew(
    name: str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    change, most = CHANGES[name]
    found(project)
    change(project.root)
    looked: list[str] = []
    find = run._catalog_findings

    def counted(collection: Collection, domain: str, locale: str, lacking: object) -> object:
        looked.append(f"{domain} {locale}")
        return find(collection, domain, locale, lacking)

    monkeypatch.setattr(run, "_catalog_findings", counted)
    kept = found(project)
    assert len(looked) <= most, looked
    assert kept == found(project) == found(project, keep=False)


def test_ignored_codes_are_left_out_and_found_again(project: Project) -> None:
    everything = found(project)
    code = everything[0].code
    assert found(project, ignore=(code,)) == [one for one in everything if one.code != code]
    assert found(project) == everything


@pytest.mark.parametrize("name", ["digests", "program", "results/check"])
@pytest.mark.parametrize("damage", [b"", b"x", b"\xff" * 80, "cut", "turned", "other", "folder", "pipe", "link"])
def test_a_damaged_cache_is_not_believed(
    name: str, damage: bytes | str, project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digests, "COARSE", 0)  # no file counts as just written
    right = found(project)
    path = project.cache_path / name
    data = path.read_bytes()
    if damage == "other":  # whole, and of another form
        write_whole(path, b'[["a"], {"b": 1}]')
    elif damage in IN_PLACE:
        path.unlink()
        IN_PLACE[damage](path)
    elif isinstance(damage, str):
        path.write_bytes(data[: len(data) // 2] if damage == "cut" else data[:-9] + bytes(reversed(data[-9:])))
    else:
        path.write_bytes(damage)
    assert found(project) == right


def test_a_folder_that_cannot_be_written_is_no_fault(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    right = found(project, keep=False)
    shutil.rmtree(project.cache_path)
    project.cache_path.write_bytes(b"")  # no folder can be made here
    assert found(project) == right


def test_what_is_of_no_document_any_more_is_forgotten(project: Project) -> None:
    found(project)
    assert b"third" in (read_whole(project.cache_path / "results/check") or b"")
    (project.root / "sources/third.md").unlink()
    found(project)
    assert b'"third"' not in (read_whole(project.cache_path / "results/check") or b"")


STATUS = {
    "a translation": append("i18n/ru/second.po", ""),
    "a text that is emptied": replaced("i18n/ru/second.po", "Текст 12 и 12.", ""),
    "stamps": append("i18n/ru/second.reviews", ""),
    "a source": replaced("sources/third.md", "7 days", "8 days"),
    "another document": append("sources/fourth.md", "---\ntitle: D\nlanguage: en\n---\n\nMore.\n"),
    "a fallback": append("polyedition.toml", '[locale.be]\nfallback = ["ru"]\n'),
    "a catalog that is gone": lambda root: (root / "i18n/kk/third.po").unlink(),
}


@pytest.mark.parametrize("name", STATUS)
def test_kept_counts_are_those_that_are_counted_anew(name: str, project: Project) -> None:
    assert project_status(project) == project_status(project)
    STATUS[name](project.root)
    kept = project_status(find_project(project.root))
    shutil.rmtree(project.cache_path)
    assert kept == project_status(find_project(project.root))
