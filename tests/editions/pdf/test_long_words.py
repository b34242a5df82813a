"""Words that no line holds, and code: on the page, in one width, with the signs of trees and tables."""

from __future__ import annotations

import ctypes
import re
from typing import TYPE_CHECKING

import pypdfium2
import pypdfium2.raw
import pytest

from tests.editions.pdf.test_letters import by_pdfium, by_poppler
from tests.pictures import SVG
from tests.tiny_project import edition, make_project
from toolkit.editions.pdf.render import render_large_print, render_pdf
from toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
WORD = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsversammlung"
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" * 2
LONG = f"""\
## {WORD}

The word {WORD} and `{HASH}`, the address https://example.org/{HASH}, [a link](https://example.org/{HASH}).

- {HASH}
  - {HASH}

> {HASH}

| {WORD} | Number |
|--------|--------|
| `{HASH}` | {HASH} |

```
{HASH} {HASH}
```

A note[^1].

[^1]: {HASH}
"""


def signs(data: bytes) -> Iterator[tuple[str, float, float, float, tuple[float, float]]]:
    """Each sign of a PDF: itself, its left and right edge, its foot, and the width and height of its page."""
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        for index in range(text.count_chars()):
            left, bottom, right, _ = text.get_charbox(index, loose=True)
            yield text.get_text_range(index, 1), left, right, bottom, page.get_size()


@pytest.mark.parametrize("render", [render_pdf, render_large_print])
def test_nothing_leaves_the_page(tmp_path: Path, render: object) -> None:
    """Whatever it is in: a heading, the contents, a paragraph, a list, a quotation, a cell, code, a note."""
    made = render(edition(make_project(tmp_path, LONG, ["en"], title=WORD, front=f"title: {WORD}\nlanguage: en"), "en"))
    for sign, left, right, bottom, (width, height) in signs(made.data):
        if sign.strip():
            assert 0 < left < right < width - 20, sign
            assert 0 < bottom < height, sign


@pytest.mark.parametrize("read", [by_pdfium, by_poppler])
def test_broken_words_are_copied_whole(tmp_path: Path, read: object) -> None:
    """Wherever they stand, and however many lines they take: no hyphen and no line end is in them."""
    found = read(render_pdf(edition(make_project(tmp_path, LONG, ["en"]), "en")).data, tmp_path / "a.pdf")
    assert len(re.findall(HASH, found)) == LONG.count(HASH)
    assert f"https://example.org/{HASH}" in found
    between = read(
        render_pdf(edition(make_project(tmp_path, f"{'word ' * 15} {HASH * 3} after it\n", ["en"]), "en")).data,
        tmp_path / "a.pdf",
    )
    assert HASH * 3 in between
    assert between.index("word word") < between.index(HASH) < between.index("after it")


def test_code_has_one_width(tmp_path: Path) -> None:
    """Narrow letters and wide ones, of other alphabets, the signs of trees; nothing is joined that stands apart."""
    code = "iiii WWWW\n├──└│ →✓■\nқғҳү əʻçş\n!= -> =>"
    made = render_pdf(edition(make_project(tmp_path, f"```\n{code}\n```\n", ["en"]), "en"))
    page = pypdfium2.PdfDocument(made.data)[2].get_textpage()
    start = page.get_text_range().index("iiii")
    edges: dict[float, list[float]] = {}
    for index in range(start, start + len(code) + code.count("\n")):
        if page.get_text_range(index, 1) in code.replace("\n", ""):
            left, foot = ctypes.c_double(), ctypes.c_double()
            pypdfium2.raw.FPDFText_GetCharOrigin(page, index, left, foot)
            edges.setdefault(round(foot.value), []).append(left.value)
    steps = {round(left - min(line), 1) for line in edges.values() for left in line}
    width = min(step for step in steps if step > 1)
    assert len(edges) == 4
    assert all(abs(step / width - round(step / width)) < 0.1 for step in steps)
    assert code.split("\n")[1] in page.get_text_range()


def test_a_missing_glyph_names_the_line_that_has_it(tmp_path: Path) -> None:
    """Code is not translated and drawings are not read: the line is the source's, the file the drawing's."""
    collection = make_project(tmp_path, "Text.\n\n```\nfirst\nsecond 𓀀\n```\n", ["en"])
    with pytest.raises(ToolkitError) as caught:
        render_pdf(edition(collection, "en"))
    assert {str(one.location) for one in caught.value.diagnostics} == {"sources/doc.md:10"}
    (tmp_path / "sources/d.svg").write_text(SVG.format("<text>𓀀</text>"), "utf-8")
    collection = make_project(tmp_path, "![Drawing](d.svg)\n", ["en"])
    with pytest.raises(ToolkitError) as caught:
        render_pdf(edition(collection, "en"))
    assert {str(one.location) for one in caught.value.diagnostics} == {"sources/d.svg"}
