"""Definition lists and struck text on paper."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from tests.tiny_project import edition, make_project
from toolkit.editions.pdf.render import render_pdf

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """\
## Words {#words}

Loan
: Of a *book*.

Reader

: One.

: Two.

  - More

#### Deep

It is ~~not~~ open<br>today. See https://example.org/rules.
"""


@pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
def test_all_of_it_is_there_and_tagged(tmp_path: Path) -> None:
    """Every word, and structure elements that PDF knows (ISO 32000-1, 14.8.4) or maps to such."""
    data = render_pdf(edition(make_project(tmp_path, SOURCE), "en")).data
    text = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data))
    for word in ("Loan", "Of a book", "Reader", "One.", "Two.", "More", "Deep", "not", "today", "example.org/rules"):
        assert word in " ".join(text.split()), word
    with pikepdf.open(io.BytesIO(data)) as pdf:
        tags = {
            str(one["/S"])
            for one in pdf.objects
            if isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/StructElem"
        }
        assert {"/L", "/LI", "/H2", "/H3"} <= tags
        assert "/H4" not in tags
