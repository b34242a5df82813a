"""A real reading engine: what it does not show as the publication has it is found."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from tests.validation.conftest import copy_sound, write_changed
from toolkit.editions.templates import asset
from validation import reader
from validation.browser import Browser
from validation.reader import Publication, direction_of, faults
from validation.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

WHOLE = Publication("ru", {"a.xhtml": "Откройте двери.\n"})
ITEM = {"path": "a.xhtml", "text": "Откройте двери.", "language": "ru", "direction": "ltr", "parts": [], "pictures": []}
ANSWER = {"items": [ITEM], "cover": True, "pages": 3, "stuck": False, "lost": []}


def said(item: dict[str, Any] | None = None, **answer: Any) -> list[str]:
    """What is said of an answer that differs so from a sound one."""
    return list(faults(WHOLE, {**ANSWER, "items": [{**ITEM, **(item or {})}], **answer}))


def test_what_is_shown_whole_is_sound() -> None:
    """White space is the engine's own business."""
    assert said() == said({"text": "Откройте\n двери."}) == []


@pytest.mark.parametrize(
    ("item", "message"),
    [
        ({"text": "Откройте"}, "shows '' instead of 'двери.'"),
        ({"text": "Откройте окна."}, "shows 'окна.' instead of 'двери.'"),
        ({"pictures": [["Полка", False]]}, "does not show the picture 'Полка'"),
        ({"language": "en"}, "is shown in en, the publication is in ru"),
        ({"language": ""}, "is shown in no language, the publication is in ru"),
        ({"direction": "rtl"}, "runs rtl in ru: 'Откройте двери.'"),
        ({"parts": [["ar", "ltr", "الأهداف"]]}, "runs ltr in ar: 'الأهداف'"),
    ],
)
def test_what_a_reader_would_miss_is_found(item: dict[str, Any], message: str) -> None:
    """Text, pictures, language and direction of each document."""
    assert said(item) == [f"a.xhtml {message}"]


def test_what_leads_nowhere_is_found() -> None:
    """Documents, covers, pages and entries of the contents."""
    assert said(items=[], cover=False, stuck=True, lost=["a.xhtml#b"]) == [
        "a.xhtml is not shown",
        "no cover is found",
        "no page can be turned after page 3",
        "the contents lead to a.xhtml#b, which does not come into view",
    ]


def test_an_empty_document_shows_nothing() -> None:
    """Unless there is a picture on it."""
    blank = {**ITEM, "text": ""}
    publication = Publication("ru", {"a.xhtml": " "})
    assert list(faults(publication, {**ANSWER, "items": [blank]})) == ["a.xhtml shows nothing"]
    assert list(faults(publication, {**ANSWER, "items": [{**blank, "pictures": [["x", True]]}]})) == []


@pytest.mark.parametrize(
    ("tag", "direction"), [("ar", "rtl"), ("uz-Cyrl", "ltr"), ("fa", "rtl"), ("xq", "ltr"), ("", "ltr")]
)
def test_languages_run_as_cldr_says(tag: str, direction: str) -> None:
    """An unknown one from left to right."""
    assert direction_of(tag) == direction


PICTURES = '<p style="break-before: page"><img src="cover.svg" alt="A drawing" /></p>' * 4
COLOPHON = '<section id="colophon"'
PLANTED = (
    ("text.xhtml", "<h1>", '<h1 style="display: none">', "EPUB/text.xhtml shows"),
    ("text.xhtml", ".png", ".gif", "EPUB/text.xhtml does not show the picture"),
    ("text.xhtml", ' dir="ltr"', "", "EPUB/text.xhtml runs rtl in en"),
    ("text.xhtml", 'lang="ar"', 'lang="az"', "EPUB/text.xhtml is shown in az, the publication is in ar"),
    ("nav.xhtml", 'href="text.xhtml#actions"', 'href="text.xhtml#gone"', "the contents lead to text.xhtml#gone"),
    ("text.xhtml", "</html>", "</htm>", "cannot be opened: mismatched tag"),
    ("package.opf", ' properties="cover-image"', "", "no cover is found"),
    ("package.opf", '<itemref idref="text"/>', '<itemref idref="gone"/>', "cannot be opened: 'gone'"),
)


@pytest.fixture(scope="module")
def read(
    require: Callable[[str], None], output: Site, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What is said of each publication: all are read one after the other, those that are sound among the others."""
    require("reader")
    root = tmp_path_factory.mktemp("publications")
    changes = {f"{number}.epub": (file, old, new) for number, (file, old, new, _) in enumerate(PLANTED)}
    for name, (file, old, new) in changes.items():
        write_changed(output.root / "ar/doc.epub", root / name, {f"EPUB/{file}": (old, new)})
    pictures = {"EPUB/text.xhtml": (COLOPHON, f"{PICTURES}{COLOPHON}")}
    write_changed(output.root / "ru/doc.epub", root / "pictures.epub", pictures)
    (root / "nonsense.epub").write_text("nonsense", "utf-8")
    names = ("nonsense.epub", *changes, *copy_sound(output, root), "pictures.epub")
    said: dict[str, list[str]] = {name: [] for name in names}
    for one in reader.check(Site(root), list(said)):
        assert one.location
        said[one.location.path].append(one.message)
    return said


@pytest.mark.browser
def test_sound_publications_are_read_to_their_ends(read: dict[str, list[str]]) -> None:
    """In English, in Russian, and in Arabic with English parts."""
    assert [said for name, said in read.items() if name.startswith("sound-")] == [[]] * 3


@pytest.mark.browser
def test_pages_of_pictures_alone_are_turned(read: dict[str, list[str]]) -> None:
    """The engine finds places in texts: by them such pages are one."""
    assert read["pictures.epub"] == []


@pytest.mark.browser
def test_tables_stay_on_their_page(require: Callable[[str], None], tmp_path: Path) -> None:
    """One of nine columns, and one with pictures that a reading system gives a width of its own."""
    require("reader")
    rows = "<td>12345678</td>" * 9, '<td><img src="a.svg" alt="A"></td>' * 2
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300"><circle r="9"/></svg>'
    system = "img { max-width: 500px !important; }"
    style = f"<style>{asset(tmp_path, 'epub.css')}</style><style>{system}</style>"
    tables = "".join(f"<table><tr>{row}</tr></table>" for row in rows)
    (tmp_path / "a.svg").write_text(drawing, "utf-8")
    (tmp_path / "a.html").write_text(f"<!DOCTYPE html>{style}{tables}", "utf-8")
    with Browser() as browser:
        tab = browser.tab()
        tab.resize(600, 800)
        tab.open((tmp_path / "a.html").as_uri())
        assert tab.evaluate("[...document.querySelectorAll('table')].every((one) => one.offsetWidth <= 540)")


@pytest.mark.browser
@pytest.mark.parametrize(("number", "message"), [(number, row[-1]) for number, row in enumerate(PLANTED)])
def test_planted_faults_are_found(read: dict[str, list[str]], number: int, message: str) -> None:
    """By the engine itself, in publications that a build has made."""
    found = read[f"{number}.epub"]
    assert any(one.startswith(message) for one in found), found


@pytest.mark.browser
def test_what_is_no_publication_cannot_be_opened(read: dict[str, list[str]]) -> None:
    """And the next one is read all the same."""
    assert read["nonsense.epub"] == ["cannot be opened: File is not a zip file"]
