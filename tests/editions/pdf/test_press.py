"""PDFs for those who print: bleed and marks, booklets, posters."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.editions.pdf.poster import render_parallel_poster, render_poster
from toolkit.editions.pdf.press import render_booklet, render_press, sides_of
from toolkit.project.formats import DEFAULT_FORMATS, FORMATS, is_read

SOURCE = "{#a}\n## Aims\n\n{.recommendations}\n1. Open the doors\n2. Lend the books\n3. Teach\n"


def texts(data: bytes) -> list[str]:
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


@pytest.mark.parametrize("locale", ["en", "fa"])
def test_the_file_for_a_printing_house(tmp_path: Path, locale: str) -> None:
    """Pages are even, cover and back outside, all is printed beyond the trim, and inner margins are wider."""
    long = SOURCE + "\n" + "Words and words. " * 600
    made = render_press(edition(make_project(tmp_path, long, ("en", "fa")), locale))
    assert made.pages is not None
    assert made.pages % 2 == 0
    pages = texts(made.data)
    assert "Collection" in pages[0]
    assert pages[1] == ""
    assert "Collection" in pages[-1]
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        for page in pdf.pages:
            trim, bleed, media = ([float(edge) for edge in page[box]] for box in ("/TrimBox", "/BleedBox", "/MediaBox"))
            assert [round((trim[2] - trim[0]) / 72 * 25.4), round((trim[3] - trim[1]) / 72 * 25.4)] == [210, 297]
            assert bleed[0] - media[0] > 5
            assert trim[0] - bleed[0] == pytest.approx(10)
    words = [
        (number, page.get_textpage().get_charbox(text.index("Words"))[0] - page.get_trimbox()[0])
        for number, (page, text) in enumerate(zip(pypdfium2.PdfDocument(made.data), pages, strict=True))
        if "Words" in text and locale == "en"
    ]
    inner = {round(left) for number, left in words if number % 2 == 0}  # right pages, from 0
    outer = {round(left) for number, left in words if number % 2}
    assert all(one - other == 23 for one in inner for other in outer)  # 8 mm


@pytest.mark.parametrize(
    ("pages", "sides"),
    [
        (4, [(3, 0), (1, 2)]),
        (8, [(7, 0), (1, 6), (5, 2), (3, 4)]),
        (6, [(5, 0), (1, None), (None, 2), (3, 4)]),
    ],
)
def test_sides_of_a_booklet(pages: int, sides: list[tuple[int | None, int | None]]) -> None:
    assert sides_of(pages, "ltr") == sides
    assert sides_of(pages, "rtl") == [(right, left) for left, right in sides]


@pytest.mark.parametrize("pages", range(2, 40))
def test_every_page_is_in_a_booklet_once(pages: int) -> None:
    found = [page for side in sides_of(pages, "ltr") for page in side]
    assert sorted(page for page in found if page is not None) == list(range(pages))
    assert len(found) % 4 == 0


def test_a_booklet_is_a4_sheets_of_a5_pages(tmp_path: Path) -> None:
    found = edition(make_project(tmp_path, SOURCE), "en")
    made = render_booklet(found)
    assert made.data == render_booklet(found).data
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert [round(float(edge)) for edge in pdf.pages[0].MediaBox] == [0, 0, 842, 595]
        assert made.pages == len(pdf.pages)
        assert made.pages % 2 == 0
        assert str(pdf.Root.Lang) == "en"
    outside = texts(made.data)[0]
    assert outside.count("Collection") == 2  # back and cover
    said = " ".join(texts(made.data))
    assert "Page 5 of" in said
    assert "Page 2 of" not in said  # the inside of the cover is left blank


def test_a_poster_is_one_sheet(tmp_path: Path) -> None:
    make_project(tmp_path, SOURCE)
    write_catalog(tmp_path, "ru", {("rec-1", "Open the doors"): "Открыть двери"})
    collection = make_project(tmp_path, SOURCE)
    one, other = edition(collection, "en"), edition(collection, "ru")
    for made, words in (
        (render_poster(one), ["Open the doors", "Teach"]),
        (render_parallel_poster(one, other), ["Open the doors", "Открыть двери", "Unofficial translation."]),
    ):
        assert made.pages == 1
        (text,) = texts(made.data)
        assert all(word in text for word in words)
        with pikepdf.open(BytesIO(made.data)) as pdf:
            assert [round(float(edge)) for edge in pdf.pages[0].MediaBox[2:]] == [842, 1191]


def test_many_recommendations_make_a_poster_smaller(tmp_path: Path) -> None:
    """Until even the smallest letters need a second sheet; nothing is lost."""
    few = "{#a}\n## A\n\n{.recommendations}\n" + "".join(
        f"{n}. Do the thing of number x{n}x well\n" for n in range(1, 61)
    )
    made = render_poster(edition(make_project(tmp_path, few), "en"))
    assert made.pages == 1
    (text,) = texts(made.data)
    assert all(f"x{n}x" in text for n in range(1, 61))


def test_a_document_without_recommendations_has_a_poster(tmp_path: Path) -> None:
    made = render_poster(
        edition(make_project(tmp_path, "Words.\n", front="title: T\nlanguage: en\nabstract: All of it."), "en")
    )
    assert "All of it." in texts(made.data)[0]


def test_they_are_made_only_where_they_are_asked_for() -> None:
    assert not {"print", "booklet", "poster"} & set(DEFAULT_FORMATS)
    assert [name for name in FORMATS if not is_read(f"en/doc{FORMATS[name].ending}")] == ["booklet"]
