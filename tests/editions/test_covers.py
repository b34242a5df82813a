"""Covers: the figure of a collection, the words on cover and back, the code that leads to the edition."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pypdfium2
import pytest

from tests.tiny_project import edition, make_project
from toolkit.editions.covers import Sheet, title_size
from toolkit.editions.figure import COLUMNS, ROWS, figure
from toolkit.editions.pdf.render import render_pdf, render_print
from toolkit.editions.qr import svg
from toolkit.project.look import Look

FRONT = """title: On Libraries
language: en
date: 2026-05-04
publishers: [House of Books]
isbn: {en: 978-3-16-148410-0, ru: 978-3-16-148410-0}
abstract: What libraries are for."""


def drawn(page: str, name: str) -> str:
    """The drawing behind a page."""
    found = re.search(rf'@page {name} {{ margin: 0; background: url\("data:image/svg\+xml;base64,([^"]+)"', page)
    assert found
    return base64.b64decode(found[1]).decode()


def test_a_collection_has_one_figure_and_another_has_another() -> None:
    one, again, other = (figure(name, Look()) for name in ("Recommendations", "Recommendations", "Minutes"))
    assert one == again
    assert [shape.path for shape in one] != [shape.path for shape in other]
    assert sum(shape.path.count("M") for shape in one) == COLUMNS * ROWS
    assert {shape.colour for shape in one} != {shape.colour for shape in figure("Recommendations", Look("#7a1f3d"))}


def test_the_drawing_reaches_into_the_bleed() -> None:
    assert (
        'viewBox="-3 -3 216 303"'
        in base64.b64decode(Sheet(210, 297, 3).drawing("A", Look()).partition(",")[2]).decode()
    )


def test_longer_titles_are_smaller() -> None:
    assert [title_size("a" * length) for length in (10, 61, 111, 181)] == ["short", "long", "longer", "longest"]
    assert title_size("a" * 60, 2) == "longer"


@pytest.mark.parametrize("size", ["A4", "Letter"])
def test_cover_and_back_say_what_the_edition_is(tmp_path: Path, size: str) -> None:
    settings = (
        f'page-size = "{size}"\nsite.url = "https://example.org/e"\ntheme.footer = "Free."\ntheme.contact = "a@b.org"\n'
    )
    collection = make_project(tmp_path, "Text.\n", front=FRONT, title="Papers", settings=settings)
    found = edition(collection, "ru")
    document = pypdfium2.PdfDocument(render_pdf(found).data)
    texts = [page.get_textpage().get_text_range().replace("\u200b", "") for page in document]
    first, last = texts[0], texts[-1]
    assert all(words in first for words in ("Papers", "On Libraries", "Русский", "House of Books"))
    assert "Unofficial translation." in first
    assert all(
        words in last for words in ("What libraries are for.", "9783161484100", "https://example.org/e/ru/doc.html")
    )
    assert "Free." in last
    assert "a@b.org" in last
    assert "Page" not in first + last
    page = render_print(found)
    assert "#1c5d6b" in drawn(page, "cover")
    assert drawn(page, "cover") != drawn(page, "back")


def test_without_an_address_there_is_no_code(tmp_path: Path) -> None:
    page = render_print(edition(make_project(tmp_path, "Text.\n", front=FRONT), "en"))
    assert 'class="code"' not in page
    assert "cover-mark" not in page.partition("</style>")[2].rpartition("</style>")[2]


def test_the_code_is_the_address() -> None:
    """Its size is what the standard says for so many bytes (ISO/IEC 18004, table 7): version 3, 29 modules, and the border."""
    assert svg("https://example.org/editions/doc.html").startswith(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 37 37">'
    )
    assert svg("a") != svg("b")


def test_a_collection_may_have_a_logo(tmp_path: Path) -> None:
    logo = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><rect width="8" height="4"/></svg>'
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/logo.svg").write_text(logo, "utf-8")
    found = edition(make_project(tmp_path, "Text.\n", settings='theme.logo = "logo.svg"\n'), "en")
    assert re.search(r'<p class="logos"><img src="picture:[^"]+" width="8" alt=""/></p>', render_print(found))
