"""Pictures in the PDF: any size, linked or not."""

from __future__ import annotations

import os
from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest
from PIL import Image

from tests.tiny_project import edition, make_project
from toolkit.editions.pdf.render import render_pdf

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")


def photograph(path: Path, size: tuple[int, int], **options: object) -> None:
    """Writes a picture of noise, which no format makes small."""
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.frombytes("RGB", size, os.urandom(size[0] * size[1] * 3)).save(path, **options)


def figures(data: bytes) -> list[tuple[str, str]]:
    """Each picture in the tag tree: what it is in, and what it says of itself."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Figure"]
        return [(str(one["/P"]["/S"]), str(one.get("/Alt", ""))) for one in found]


def test_a_photograph_is_made_in_no_time(tmp_path: Path) -> None:
    """Nothing searches its bytes for words: half a megabyte took for ever."""
    photograph(tmp_path / "sources/n.jpg", (1000, 750), quality=90)
    made = render_pdf(edition(make_project(tmp_path, "![A photograph](n.jpg)\n", ["en"]), "en"))
    assert [words for _, words in figures(made.data)] == ["A photograph"]


def test_a_picture_may_be_a_link(tmp_path: Path) -> None:
    """It is tagged within its link, although the only text there is the printed address."""
    photograph(tmp_path / "sources/n.png", (40, 30))
    source = "[![Logo of the library](n.png)](https://example.org)\n"
    made = render_pdf(edition(make_project(tmp_path, source, ["en"]), "en"))
    assert figures(made.data) == [("/Link", "Logo of the library")]
