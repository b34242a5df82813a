"""Tables: no word and no number is torn, wide ones are set smaller or turned, long ones go on with their heads."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING
from unittest.mock import patch

import pikepdf
import pypdfium2
import pytest
from weasyprint.css import StyleFor

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.parallel import make_parallel_pdf
from toolkit.editions.pdf.body import without_idle_ids
from toolkit.editions.pdf.render import render_large_print, render_pdf
from toolkit.editions.pdf.tables import FITS, fitted_table
from validation.structure import Tagged, read_structure, read_texts
from validation.tags import structure_faults

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
SENTENCE = (
    "The reading rooms were open on all days of the week and the catalogue was consulted from many other countries"
)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def pages(data: bytes) -> list[tuple[float, list[str]]]:
    """The width of each page between title page and colophon, and its words."""
    found = [(page.get_size()[0], page.get_textpage().get_text_range().split()) for page in pypdfium2.PdfDocument(data)]
    return found[2:-2]


@pytest.mark.parametrize("render", [render_pdf, render_large_print])
def test_narrow_columns_hold_their_longest_word(tmp_path: Path, render: object) -> None:
    """Words and numbers stand whole beside a column of sentences."""
    rows = [("98", "2019", "National Library", SENTENCE), ("100", "2021", "Children’s Library", SENTENCE)]
    source = table(("No", "Year", "Library", "Remark"), rows)
    made = render(edition(make_project(tmp_path, source, ["en"]), "en"))
    words = [word for _, found in pages(made.data) for word in found]
    for word in ("No", "98", "100", "2019", "2021", "Children’s", "National", *SENTENCE.split()):
        assert word in words
    assert {round(width) for width, _ in pages(made.data)} == {595}


def test_a_table_of_twenty_columns_is_turned(tmp_path: Path) -> None:
    """With its heading and what introduces it; the text goes on upright. Its head stands on each of its pages."""
    rows = [[str(1_000_000 + 20 * row + column) for column in range(20)] for row in range(60)]
    source = f"## Before\n\nWords.\n\n## Figures\n\nIntroduced.\n\n{table([f'Col{n}' for n in range(20)], rows)}\nAfterwards.\n"
    found = pages(render_pdf(edition(make_project(tmp_path, source, ["en"]), "en")).data)[1:]
    assert [round(width) for width, _ in found] == [595, 842, 842, 595]
    words = [word for _, page in found for word in page]
    assert set(map(str, range(1_000_000, 1_001_200))) <= set(words)
    assert "Figures" in found[1][1]
    assert "Introduced." in found[1][1]
    assert all("Col19" in page for width, page in found if round(width) == 842)
    assert "Afterwards." in found[-1][1]


def test_a_table_over_pages_is_one(tmp_path: Path) -> None:
    """Its head is read once; the cells of all pages name the headers of the first."""
    source = table(("Number", "Words"), [(str(number), SENTENCE) for number in range(60)])
    (tmp_path / "a.pdf").write_bytes(render_pdf(edition(make_project(tmp_path, source, ["en"]), "en")).data)
    with pikepdf.open(tmp_path / "a.pdf") as pdf:
        tags = [tag for root in read_structure(pdf) for tag in root.walk()]
        kinds = Counter(tag.kind for tag in tags)
        cells = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") in ("/TD", "/TH")]
        headers = {str(cell.ID) for cell in cells if "/ID" in cell}
        named = {str(name) for cell in cells for name in cell.get("/A", {}).get("/Headers", ())}
    assert (kinds["Table"], kinds["THead"], kinds["TBody"], kinds["TR"], kinds["TH"], kinds["TD"]) == (
        1,
        1,
        1,
        61,
        2,
        120,
    )
    assert named == headers
    texts = read_texts(tmp_path / "a.pdf")
    assert sum("Number" in text for text in texts.values()) == 1
    assert not list(structure_faults(Tagged([tag for tag in tags if tag.kind == "Document"], texts)))


def test_a_cell_of_some_pages_begins_where_it_stands(tmp_path: Path) -> None:
    """It goes over pages below the head of its table, and takes no more time than as many words elsewhere."""
    source = "## Duties\n\n" + table(("Who", "What"), [("Director", " ".join([SENTENCE] * 120)), ("Next", "Short")])
    found = edition(make_project(tmp_path, source, ["en"]), "en")
    start = time.process_time()
    made = pages(render_pdf(found).data)[1:]
    assert time.process_time() - start < 20
    assert len(made) > 2
    assert "Director" in made[0][1]
    assert all("What" in words for _, words in made)


def test_right_to_left_columns_begin_at_the_right(tmp_path: Path) -> None:
    """The first column of the source is the first that is read."""
    source = table(("شماره", "کتابخانه"), [("۱", "کتابخانه‌ی ملی")])
    made = render_pdf(edition(make_project(tmp_path, source, ["fa"], front="title: ج\nlanguage: fa"), "fa"))
    page = pypdfium2.PdfDocument(made.data)[2].get_textpage()
    text = page.get_text_range()
    first, second = (page.get_charbox(text.index(word))[0] for word in ("شماره", "کتابخانه"))
    assert first > second


def styles(*columns: str) -> str:
    html = f"<table>\n<tbody>\n<tr>\n{''.join(f'<td>{text}</td>' for text in columns)}</tr>\n</tbody>\n</table>\n"
    return fitted_table(html, FITS)


def test_the_best_fit_is_taken() -> None:
    """A word longer than any line may be broken, and only in its own cell; a blank that breaks no line joins a number."""
    word = "Correspondence"
    assert styles(word) == "<table>\n<tbody>\n<tr>\n<td>Correspondence</td></tr>\n</tbody>\n</table>\n"
    assert '<table class="small">' in styles(*[word] * 5)
    assert '<table class="turned">' in styles(*[word] * 7)
    assert '<table class="turned tiny torn">' in styles(*[word] * 30)
    assert styles("a" * 64, "b").count('<td class="long">') == 1
    assert "class" not in styles("1\u00a0000\u00a0000", "a <em>b</em>&amp;<br>c")
    assert '<table class="turned' in styles(*["12\u00a0345\u00a0678\u00a0901"] * 9)


def test_measuring_is_linear() -> None:
    """A table of ten times as many rows takes ten times as long."""
    row = "".join(f"<td>{SENTENCE} {number}</td>" for number in range(20))
    times = []
    for count in (200, 2000):
        html = f"<table>\n{f'<tr>{row}</tr>' * count}</table>\n"
        start = time.process_time()
        fitted_table(html)
        times.append(time.process_time() - start)
    assert times[1] < 30 * times[0] + 0.1


def test_two_languages_in_a_cell_tear_no_word(tmp_path: Path) -> None:
    """Below one another, with the state of each; wide tables are set smaller or turned there too."""
    rows = [
        ("98", "2019", "National Library", SENTENCE, "1,234,567"),
        ("100", "2021", "Children’s Library", SENTENCE, "10/02"),
    ]
    collection = make_project(tmp_path, table(("No", "Year", "Library", "Remark", "Readers"), rows))
    ids = {segment.text: segment.id for segment in collection.document("doc").segments}
    russian = {"Library": "Библиотека", "Children’s Library": "Детская", "Year": "Год", "Readers": "Читателей"}
    write_catalog(tmp_path, "ru", {(ids[text], text): words for text, words in russian.items()})
    made = make_parallel_pdf(edition(collection, "en"), edition(Collection(collection.project), "ru"))
    words = [word for _, found in pages(made.data) for word in found]
    whole = (
        "No",
        "98",
        "100",
        "2019",
        "2021",
        "Children’s",
        "1,234,567",
        "10/02",
        *russian.values(),
        *SENTENCE.split(),
    )
    for word in whole:
        assert word in words


def test_a_cell_has_a_place_of_its_own_only_where_a_link_leads() -> None:
    """Each costs a style and a destination, and a table may have a hundred thousand."""
    html = '<a href="#a/b">x</a> <a href="#%D1%8F">y</a><td id="a/b">1</td><td class="long" id="я">2</td><td id="c">3</td><th id="d">4</th>'
    assert without_idle_ids(html) == html.replace(' id="c"', "")


def test_a_row_costs_little_memory(tmp_path: Path) -> None:
    """What WeasyPrint makes for every cell and nobody asks for is not made: no style of its own, no borders of its own."""
    rows = [[str(20 * row + column) for column in range(20)] for row in range(40)]
    found = edition(make_project(tmp_path, table([f"Col{n}" for n in range(20)], rows), ["en"]), "en")
    made = Counter[object]()
    set_styles = StyleFor.set_computed_styles

    def counted(self: StyleFor, element: object, *arguments: object, **options: object) -> None:
        made[getattr(element, "tag", None)] += 1
        set_styles(self, element, *arguments, **options)

    with patch.object(StyleFor, "set_computed_styles", counted):
        render_pdf(found)
    assert made["td"] < 10
    assert made["tr"] < 10
