"""Style sheets of PDFs: parsed once, with what they say unchanged."""

from __future__ import annotations

from unittest.mock import patch

import pytest
import weasyprint
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import BlockBox

from toolkit.editions.pdf.sheets import known_sheets

SHEET = "@page { size: 50mm 30mm; margin: 1mm } p { color: rgb(1, 2, 3) }"


def rendered(sheet: str, times: int) -> tuple[list[tuple[float, float, str]], int]:
    """Width, height and colour of each page's paragraph, and how many style sheets of pages were parsed."""
    found = []
    with patch.object(weasyprint, "preprocess_stylesheet", wraps=weasyprint.preprocess_stylesheet) as parsed:
        for _ in range(times):
            with known_sheets():
                page = HTML(string=f"<style>{sheet}</style><p>Text").render().pages[0]
            (paragraph,) = (
                box for box in page._page_box.descendants() if isinstance(box, BlockBox) and box.element_tag == "p"
            )
            found.append((page.width, page.height, str(paragraph.style["color"])))
    return found, parsed.call_count


def test_a_sheet_is_parsed_once_and_says_the_same_each_time():
    found, parsed = rendered(SHEET, 3)
    assert parsed == 1
    assert len(set(found)) == 1
    assert found[0][:2] == pytest.approx((50 / 25.4 * 96, 30 / 25.4 * 96))


@pytest.mark.parametrize(
    "rule", ["@font-face { font-family: X }", "@counter-style mine { symbols: a; suffix: ' ' }", "@layer one;"]
)
def test_what_changes_more_than_the_sheet_is_read_each_time(rule: str):
    assert rendered(f"{rule} {SHEET}", 2)[1] >= 2
