"""Pictures in the PDF: any size, linked or not."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

import pikepdf
import pytest

from tests.pictures import PICTURE, SVG, photograph, write_all_kinds
from tests.tiny_project import edition, make_project
from toolkit.collection.collection import Collection
from toolkit.editions.pdf.render import render_large_print, render_pdf
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")


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


def images(data: bytes) -> list[pikepdf.Dictionary]:
    """What a viewer is told of each picture's pixels, masks among them."""
    with pikepdf.open(BytesIO(data)) as pdf:
        found = [one for one in pdf.objects if isinstance(one, pikepdf.Stream) and one.get("/Subtype") == "/Image"]
        return [
            {key: str(one.get(key)) for key in ("/ColorSpace", "/BitsPerComponent", "/Interpolate")} for one in found
        ]


def test_pictures_of_all_kinds_are_archival(tmp_path: Path) -> None:
    """Eight bits, grey or sRGB, never smoothed (ISO 19005-3, 6.2.4 and 6.2.8), whatever the file is; `make validate` has veraPDF look."""
    names = write_all_kinds(tmp_path / "sources")
    source = "\n\n".join(f'![Picture {name}]({name} "Caption {number}")' for number, name in enumerate(names))
    made = render_pdf(edition(make_project(tmp_path, source, ["en"]), "en"))
    assert [words for _, words in figures(made.data)] == [f"Picture {name}" for name in names]
    found = images(made.data)
    assert len(found) >= len(names)
    assert {one["/BitsPerComponent"] for one in found} == {"8"}
    assert {one["/Interpolate"] for one in found} == {"False"}
    assert {one["/ColorSpace"] for one in found} == {"/DeviceRGB", "/DeviceGray"}
    assert made.warnings == ()


def test_ornaments_say_nothing(tmp_path: Path) -> None:
    """A picture without words is no figure, and nobody is warned."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/a.png").write_bytes(PICTURE)
    made = render_pdf(edition(make_project(tmp_path, "![](a.png)\n\nWords ![](a.png) and more.\n", ["en"]), "en"))
    assert figures(made.data) == []
    assert made.warnings == ()


def test_a_caption_is_a_caption(tmp_path: Path) -> None:
    """It stands beside its picture, in large print as well, where both fit on the page."""
    photograph(tmp_path / "sources/n.jpg", (300, 900))
    found = edition(make_project(tmp_path, '![A tower](n.jpg "The tower of the library")\n', ["en"]), "en")
    for made in (render_pdf(found), render_large_print(found)):
        with pikepdf.open(BytesIO(made.data)) as pdf:
            (block,) = [
                one for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and one.get("/S") == "/Caption"
            ]
            kinds = [str(kid["/S"]) for kid in block["/P"]["/K"]]
        assert kinds[-1] == "/Caption"
        assert made.pages == 5


def test_a_drawing_may_hold_words_and_uses(tmp_path: Path) -> None:
    """It is drawn, not turned into pixels."""
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/d.svg").write_text(SVG.format('<text x="9" y="50">Readers</text>'), "utf-8")
    (tmp_path / "sources/e.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0h9v9"/></svg>', "utf-8"
    )
    source = (
        "![A drawing](d.svg)\n\n[![Linked](d.svg)](https://example.org/) [![No size](e.svg)](https://example.org/)\n"
    )
    made = render_pdf(edition(make_project(tmp_path, source, ["en"]), "en"))
    assert images(made.data) == []
    assert [words for _, words in figures(made.data)] == ["A drawing", "Linked", "No size"]


def test_a_translation_has_its_own_picture(tmp_path: Path) -> None:
    """`visits.ru.png` stands in for `visits.png`."""
    photograph(tmp_path / "sources/visits.png", (30, 30))
    photograph(tmp_path / "sources/visits.ru.png", (60, 30))
    make_project(tmp_path, "![Visits](visits.png)\n")
    collection = Collection(find_project(tmp_path))
    for locale, name in (("en", "visits.png"), ("ru", "visits.ru.png")):
        found = edition(collection, locale)
        render_pdf(found)
        assert list(found.pictures.shown) == [name]


def test_words_of_drawings_are_set_in_the_fonts_of_texts(tmp_path: Path) -> None:
    """Whatever font they name; code in that of code."""
    words = "".join(
        f'<text x="5" y="{15 * number}" font-family="{family}">Readers</text>'
        for number, family in enumerate(("Arial", "sans-serif", "monospace"), 1)
    )
    drawing = f'<svg xmlns="http://www.w3.org/2000/svg" width="90" height="60">{words}</svg>'
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "a.svg").write_text(drawing, "utf-8")
    made = render_pdf(edition(make_project(tmp_path, "![A drawing](a.svg)\n", ["en"]), "en"))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        fonts = {str(one.BaseFont).partition("+")[2] for one in pdf.objects if _is_font(one)}
    assert any(name.startswith(("Fira-Code", "FiraCode")) for name in fonts), fonts
    assert not any("DejaVu" in name for name in fonts)


def _is_font(one: pikepdf.Object) -> bool:
    return isinstance(one, pikepdf.Dictionary) and one.get("/Type") == "/Font"
