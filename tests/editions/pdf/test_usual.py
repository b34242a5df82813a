"""Fonts that few PDFs need: made when a text asks for them, and no page shows that they were not there before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import uharfbuzz as hb

from tests.tiny_project import edition, make_project
from toolkit.editions.pdf import render
from toolkit.editions.pdf.render import render_pdf
from toolkit.fonts.instances import ITALIC_ALONE, pdf_font_files
from toolkit.fonts.packages import font_files, made_fonts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")

_DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="200" height="50">'
    '<text y="20" font-family="Noto Serif" font-weight="500">Words</text></svg>'
)


@pytest.fixture
def anew(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[Path], None]]:
    """Has fonts looked for in another folder, by what has not looked for any."""

    def forget() -> None:
        render._font_file.cache_clear()
        render._font_configuration.cache_clear()

    def begin(folder: Path) -> None:
        monkeypatch.setenv("POLYEDITION_FONTS", str(folder))
        forget()

    yield begin
    forget()


@pytest.mark.parametrize(
    ("text", "rare"),
    [
        ("Words, *words* and **words**.\n\n## Words\n", False),
        ("***Words***.", True),
        ("## *Words*\n", True),
        ("**\U00011ab0**.", True),
        ("![Words](drawing.svg)\n", True),
    ],
    ids=["usual", "bold italics", "italics in a heading", "in italics alone", "a drawing"],
)
def test_a_pdf_is_the_same_whether_all_fonts_were_made_or_few(
    text: str, rare: bool, tmp_path: Path, anew: Callable[[Path], None]
) -> None:
    collection = make_project(tmp_path / "project", text)
    (tmp_path / "project" / "sources" / "drawing.svg").write_text(_DRAWING, "utf-8")
    anew(tmp_path / "few")
    few = render_pdf(edition(collection, "en"))
    again = render_pdf(edition(collection, "en"))
    assert bool(list(made_fonts(tmp_path).glob("static/*-900-*.ttf"))) is rare
    anew(tmp_path / "all")
    pdf_font_files("p { font-weight: 600 }", made_fonts(tmp_path) / "static")
    whole = render_pdf(edition(collection, "en"))
    assert (few.data, few.warnings) == (whole.data, whole.warnings)
    assert again.data == whole.data


def test_characters_of_italics_alone_are_known() -> None:
    """With them, which weights there are of the italics shows in upright text too."""
    codes = {file.name: set(hb.Face(hb.Blob.from_file_path(str(file))).unicodes) for file in font_files()}
    alone = [codes[name] - codes[name.replace("-Italic", "")] for name in codes if "-Italic[" in name]
    assert len(alone) == 2
    assert set().union(*alone) == set(map(ord, ITALIC_ALONE))
