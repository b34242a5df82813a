"""Numbers of pages are put into pages that are laid out, as if those were laid out again."""

from __future__ import annotations

from typing import Any
from unittest.mock import patch

import pytest
from weasyprint import HTML
from weasyprint.layout import page as pages
from weasyprint.text.fonts import FontConfiguration

from toolkit.editions.pdf import numbers
from toolkit.editions.pdf.numbers import settled_numbers

STYLE = """
@page { size: 8cm 6cm; margin: 8mm 6mm; @bottom-center { content: counter(page) " / " counter(pages) } }
h2 { break-before: page; font-size: 1em } .contents span::after { content: "\\2060" leader(". ") target-counter(attr(data-to), page) }
main a::after { content: " (page " target-counter(attr(href), page) ")" }
.footnote { float: footnote }
"""


@pytest.fixture(scope="module")
def fonts() -> FontConfiguration:
    return FontConfiguration()


def book(number: int, direction: str = "ltr", within: str = "", style: str = "") -> str:
    """A book of so many chapters, each on a page, with its contents before it."""
    names = ["A chapter", "A chapter whose name needs more than the line that it begins on in a book so small"]
    entries = "".join(
        f'<li><a href="#c{one}">{names[one % 2]} <span data-to="#c{one}">end</span></a></li>' for one in range(number)
    )
    texts = "".join(f'<h2 id="c{one}">Chapter</h2><p>Text.</p>' for one in range(number))
    return (
        f'<html lang=en dir={direction}><title>t</title><style>{STYLE}{style}</style><body><ol class="contents">{entries}</ol>'
        f"<main>{within}{texts}</main>"
    )


def made(html: str, fonts: FontConfiguration, *, settled: bool = True) -> tuple[bytes, int, int]:
    """The PDF, how many pages it has, and how many were laid out for it."""
    laid_out = []
    lay_out = pages.make_page

    def counted(*arguments: Any) -> Any:
        laid_out.append(1)
        return lay_out(*arguments)

    with pytest.MonkeyPatch.context() as patched, settled_numbers():
        patched.setattr(pages, "make_page", counted)
        if not settled:
            patched.setattr(numbers, "_settle", lambda *_: False)
        document = HTML(string=html).render(font_config=fonts)
        return document.write_pdf(pdf_identifier=b"id"), len(document.pages), len(laid_out)


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("style", ["", "ol { text-align: center }"])
def test_dots_give_way_to_numbers(fonts: FontConfiguration, direction: str, style: str) -> None:
    """The numbers in the contents have up to three digits; where dots do not give way, pages are laid out again."""
    html = book(12, direction, style=f"{style} @page {{ counter-increment: page 8 }}")
    data, number, laid_out = made(html, fonts)
    again, _, more = made(html, fonts, settled=False)
    assert data == again
    assert number < more
    assert (laid_out == number) is (not style)


@pytest.mark.parametrize(
    "within",
    [
        '<p>See <a href="#c10">there</a>, which leads far away.</p>' * 3,
        '<p>A note<span class="footnote">which says what there is</span> here.</p>' * 9,
        '<p style="float: right; height: 9cm">Beside all</p><p>This.</p>',
    ],
)
def test_lines_that_end_elsewhere_are_laid_out(fonts: FontConfiguration, within: str) -> None:
    """A number within a line of text moves words: then its page is laid out again, and what follows is right."""
    html = book(12, within=within)
    assert made(html, fonts)[0] == made(html, fonts, settled=False)[0]


def test_numbers_are_right_when_pages_move(fonts: FontConfiguration) -> None:
    """A line that becomes two within the text moves what follows to another page: the contents say the last."""
    line = "<p>" + "word " * 7 + '<a href="#last">xx</a></p>'
    within = line * 12 + '<p id="last">Last.</p>'
    html = book(2, within=within).replace(
        "</ol>", '<li><a href="#last"><span data-to="#last">Last</span></a></li></ol>', 1
    )
    with settled_numbers():
        document = HTML(string=html).render(font_config=fonts)
    there = next(index for index, page in enumerate(document.pages, 1) if "last" in page.anchors)
    texts = [box.text for box in document.pages[0]._page_box.descendants() if hasattr(box, "text")]
    assert texts[-1] != "0"
    assert str(there) in texts
    with patch.object(numbers, "_settle", lambda *_: False), settled_numbers():
        again = HTML(string=html).render(font_config=fonts)
    assert len(again.pages) == len(document.pages)
