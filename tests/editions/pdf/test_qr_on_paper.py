"""The QR codes of PDFs as a telephone sees them: read from the picture of a page, and followed to the page that answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import pypdfium2
import pytest
import zxingcpp
from bs4 import BeautifulSoup

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.parallel import make_parallel_pdf
from toolkit.editions.pdf.press import render_booklet, render_press
from toolkit.editions.pdf.render import render_large_print, render_pdf
from toolkit.project.project import find_project
from toolkit.publish.still import still_file

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.editions.edition import Edition

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
SOURCE = "{#aims}\n## Aims\n\nRead more books.\n\n{.recommendations}\n1. Open the doors.\n2. Lend books.\n3. Teach.\n"
DPI = 150
"""Dots an inch: less than any printer, or the camera of a telephone, has."""
SHORT = "https://example.org"
LONG = "https://www.library-of-foreign-literature.example.org/publications/editions-of-recommendations"


def codes(data: bytes) -> list[set[str]]:
    """What the codes of each page say, in the picture of the page."""
    pages = (page.render(scale=DPI / 72).to_pil() for page in pypdfium2.PdfDocument(data))
    return [{one.text for one in zxingcpp.read_barcodes(page, formats=zxingcpp.BarcodeFormat.QRCode)} for page in pages]


def two(root: Path, size: str, site: str) -> list[Edition]:
    make_project(root, SOURCE)
    write_catalog(root, "ru", {("rec-1", "Open the doors."): "Откройте двери."})
    settings = f'site.url = "{site}"\npage-size = "{size}"\nformats = ["html", "pdf", "poster"]\n'
    collection = make_project(root, SOURCE, settings=settings)
    return [edition(collection, locale) for locale in ("en", "ru")]


def pdf_of(format: str, first: Edition, second: Edition) -> bytes:
    makers = {"pdf": render_pdf, "large-print": render_large_print, "print": render_press, "booklet": render_booklet}
    return (make_parallel_pdf(first, second) if format == "pair" else makers[format](first)).data


@pytest.mark.parametrize(
    ("format", "size", "site"),
    [
        ("pdf", "A4", SHORT),
        ("pdf", "Letter", LONG),
        ("large-print", "A4", LONG),
        ("large-print", "Letter", SHORT),
        ("pair", "A4", LONG),
        ("print", "A4", SHORT),
        ("booklet", "A4", LONG),
    ],
)
def test_pages_of_text_lead_to_the_page_that_answers(format: str, size: str, site: str, tmp_path: Path) -> None:
    """The code of each language, on every page whose foot says the address, however long that is."""
    editions = two(tmp_path, size, site)
    wanted = {one.still.address for one in (editions if format == "pair" else editions[:1]) if one.still}
    assert len(wanted) == (2 if format == "pair" else 1)
    data = pdf_of(format, *editions)
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
    found = [page for page, text in zip(codes(data), texts, strict=True) if "doc/still.html" in text]
    assert len(found) >= 2
    assert all(page >= wanted for page in found), found


def test_the_code_leads_to_a_page_that_knows_whether_the_text_is_current(tmp_path: Path) -> None:
    """Its address has the edition and the code of the text; the page says the same code, and another when the text is."""
    one, _ = two(tmp_path, "A4", SHORT)
    assert one.still
    address = next(iter(set().union(*codes(render_pdf(one).data)) & {one.still.address}))
    parts = urlsplit(address)
    printed = {name: value for name, (value,) in parse_qs(parts.fragment).items()}
    file = still_file(one)
    assert parts.path == f"/{file.path}"
    assert printed == {"e": one.still.edition, "h": said_by(file.data)}
    source = tmp_path / "sources" / "doc.md"
    source.write_text(source.read_text("utf-8").replace("Read more", "Read many more"), "utf-8")
    changed = edition(Collection(find_project(tmp_path)), "en")
    assert said_by(still_file(changed).data) != printed["h"]


def said_by(page: bytes) -> str:
    (found,) = BeautifulSoup(page, "lxml").select("[data-still]")
    return str(found["data-still"])
