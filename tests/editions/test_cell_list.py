"""Lists in the cells of tables: lines that begin as items are lists in every format, and one text for translators."""

from __future__ import annotations

import re
import time
from html import escape
from io import BytesIO
from itertools import accumulate
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.checks.run import check_project
from toolkit.collection.collection import Collection
from toolkit.editions.cell_list import with_lists
from toolkit.editions.html import render_html
from toolkit.editions.parallel import render_parallel
from toolkit.editions.pdf.render import render_pdf
from toolkit.editions.pdf.tables import fitted_table
from toolkit.project.project import find_project
from validation.structure import read_structure

if TYPE_CHECKING:
    from pathlib import Path

CELL = "Libraries:<br>- One *word*<br>- Two<br>  - Nested<br>- Three<br>and so on"
SOURCE = f"| List | Plain |\n|---|---:|\n| {CELL} | - 5 |\n"
TEXT = "Libraries:\\\n- One *word*\\\n- Two\\\n  - Nested\\\n- Three\\\nand so on"
HTML = (
    "Libraries:<ul><li>One <em>word</em></li><li>Two<ul><li>Nested</li></ul></li><li>Three</li></ul>and so on"
)  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "html"),
    [
        (["- 5"], "- 5"),
        (["- 5", "a"], "- 5|a"),
        (["a", "b"], "a|b"),
        (["-", "-"], "-|-"),
        (["- a", "- b"], "<ul><li>a</li><li>b</li></ul>"),
        (["* a", "+ b", "• c"], "<ul><li>a</li><li>b</li><li>c</li></ul>"),
        (["3. a", "4) b"], '<ol start="3"><li>a</li><li>b</li></ol>'),
        (["- a", "1. b"], "<ul><li>a</li></ul><ol><li>b</li></ol>"),
        (["- a", "  and b", "- c"], "<ul><li>a|and b</li><li>c</li></ul>"),
        (["- a", "  1. b", "  2. c", "- d"], "<ul><li>a<ol><li>b</li><li>c</li></ol></li><li>d</li></ul>"),
        (["- a", "    - b", "  - c"], "<ul><li>a<ul><li>b</li></ul><ul><li>c</li></ul></li></ul>"),
        (["x", "- a", "- b", "y", "z"], "x<ul><li>a</li><li>b</li></ul>y|z"),
    ],
)
def test_lines_become_lists(lines: list[str], html: str) -> None:
    """Two items at least; further in is within; another sign is another list."""
    assert with_lists("\\\n".join(lines), lambda text: escape(text.replace("\\\n", "|"))) == html


def test_however_many_lines_there_are() -> None:
    """Linear, and no deeper than three lists."""
    times = []
    for number in (2000, 8000):
        begin = time.process_time()
        html = with_lists("\\\n".join(f"{'  ' * (place % 50)}- x" for place in range(number)), str)
        times.append(time.process_time() - begin)
    ends = re.findall(r"</?ul>", html)
    assert max(accumulate(-1 if "/" in one else 1 for one in ends)) == 3
    assert times[1] < 12 * times[0] + 0.05


def test_a_list_is_one_text_and_a_list_on_the_page(tmp_path: Path) -> None:
    """How far in an item is stays in the text; a `<br>` in a cell is no fault; a translation has its own list."""
    project = make_project(tmp_path, SOURCE).project
    (segment,) = (one for one in Collection(project).source("doc").segments if "Nested" in one.text)
    assert segment.text == TEXT
    russian = TEXT.replace("Nested", "Внутри")
    write_catalog(tmp_path, "ru", {(segment.id, segment.text): russian})
    collection = Collection(find_project(tmp_path))
    assert not [one for one in check_project(collection.project, ["ru"], ["doc"]) if one.code in {"html", "markup"}]
    for locale, html in (("en", HTML), ("ru", HTML.replace("Nested", "Внутри"))):
        assert f">{html}</td>" in render_html(edition(collection, locale))


def test_a_list_side_by_side_stands_in_no_paragraph(tmp_path: Path) -> None:
    """Nor in a span: both would end before it."""
    collection = make_project(tmp_path, SOURCE)
    page = render_parallel(edition(collection, "en"), edition(collection, "ru"))
    lists = lxml_html.document_fromstring(page).xpath("//td//ul[not(ancestor::ul)]")
    assert {one.getparent().tag for one in lists} == {"div"}
    assert len(lists) == 2
    assert "<p><ul>" not in page
    assert all("<ul>" not in part.partition("</span>")[0] for part in page.split("<span")[1:])


@pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
def test_a_list_of_a_cell_is_a_list_in_a_pdf(tmp_path: Path) -> None:
    """Tagged as such; where it is not translated, its language is named once, in the language of the page."""
    import pikepdf

    made = render_pdf(edition(make_project(tmp_path, SOURCE), "ru"))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        tags = [tag for root in read_structure(pdf) for tag in root.walk()]
    cells = [tag for tag in tags if tag.kind == "TD"]
    kinds = [one.kind for one in cells[0].walk()]
    assert kinds.count("L") == 2
    assert kinds.count("LI") == 4
    assert [one.language for one in cells[0].walk() if one.language] == ["en", "ru"]


def test_what_a_list_needs_of_a_page() -> None:
    """Its items are words of their own; those far in need more room."""
    word = "W" * 9

    def style(cell: str) -> str:
        return fitted_table(f"<table><tr>{f'<td>{cell}</td>' * 4}</tr></table>").partition("<tr>")[0]

    deep = f"<ul><li>{word}<ul><li>{word}<ul><li>{word}</li></ul></li></ul></li></ul>"
    assert style(f"{word}<br>{word}") == style(f"<ul><li>{word[:8]}</li><li>{word[:8]}</li></ul>") != style(word * 2)
    assert style(deep) != style(word)
