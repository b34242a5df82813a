"""Pictures of the sources: which file is meant, and what is refused, in one line that names it."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from tests.pictures import PICTURE, SVG, photograph, png, write_all_kinds
from toolkit.errors import ToolkitError
from toolkit.sources.pictures import MEDIA_TYPES, find_picture, read_picture

if TYPE_CHECKING:
    from pathlib import Path


def refusal(folder: Path, name: str) -> str:
    """What is said of a picture that may not be shown."""
    with pytest.raises(ToolkitError) as caught:
        read_picture(name, folder, f"sources/{name}")
    (diagnostic,) = caught.value.diagnostics
    first, *rest = str(diagnostic).splitlines()
    assert first.startswith(f"sources/{name}: error: ")
    assert len(first) < 200
    assert len(rest) == 1, rest
    assert "base64" not in str(diagnostic)
    assert "0x" not in str(diagnostic)
    return diagnostic.message


def test_every_kind_is_known_by_what_it_is(tmp_path: Path) -> None:
    """Not by what it is called; a photograph taken on its side is as wide as it is seen."""
    names = write_all_kinds(tmp_path)
    found = {name: read_picture(name, tmp_path, name) for name in names}
    assert {one.kind for one in found.values()} == set(MEDIA_TYPES)
    assert found["named-wrongly.png"].kind == "jpeg"
    assert (found["turned.jpg"].width, found["turned.jpg"].height) == (160, 240)
    assert (found["drawing.svg"].width, found["drawing.svg"].height) == (240, 160)
    assert [name for name, one in found.items() if one.moves] == ["moving.gif"]


def test_a_translation_takes_its_own(tmp_path: Path) -> None:
    """The first of its chain that there is; never one from outside the folder."""
    for name in ("a.png", "a.uz.png", "b/c.png"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(PICTURE)
    assert find_picture("a.png", tmp_path, ("uz-Cyrl", "uz")) == "a.uz.png"
    assert find_picture("a.png", tmp_path, ("ru",)) == "a.png"
    assert find_picture("b/c.png", tmp_path) == "b/c.png"
    (tmp_path / "b/link.png").symlink_to(tmp_path.parent / "outside.png")
    (tmp_path.parent / "outside.png").write_bytes(PICTURE)
    for source in (
        "../outside.png",
        "b/link.png",
        "/etc/passwd",
        "no.png",
        "b",
        "a\0.png",
        "x" * 300 + ".png",
        "c:a.png",
    ):
        assert find_picture(source, tmp_path) is None


def test_what_unpacks_to_more_than_a_page_can_want_is_refused(tmp_path: Path) -> None:
    """Before it is unpacked: some thousand bytes hold more than a gigabyte."""
    for name, width, depth, colour in (("a.png", 40_000, 8, 2), ("b.png", 13_000, 16, 6), ("c.png", 11_000, 1, 0)):
        (tmp_path / name).write_bytes(png(width, width, depth, colour, b"\0" * 100_000))
    start = time.perf_counter()
    for name in ("a.png", "b.png", "c.png"):
        assert "pixels" in refusal(tmp_path, name)
    assert time.perf_counter() - start < 2


@pytest.mark.parametrize("cut", [10, 200, 3000])
@pytest.mark.parametrize("kind", ["png", "jpg", "gif", "webp", "avif"])
def test_a_broken_picture_is_named(tmp_path: Path, kind: str, cut: int) -> None:
    """Wherever it ends too early."""
    photograph(tmp_path / f"a.{kind}", (120, 90))
    data = (tmp_path / f"a.{kind}").read_bytes()
    (tmp_path / f"a.{kind}").write_bytes(data[:cut])
    refusal(tmp_path, f"a.{kind}")


@pytest.mark.parametrize("progressive", [False, True])
def test_a_photograph_of_broken_tables_is_named(tmp_path: Path, progressive: bool) -> None:
    """One that ends as it should, but cannot be unpacked; a sound one of few lines is sound."""
    photograph(tmp_path / "a.jpg", (120, 90), progressive=progressive)
    data = (tmp_path / "a.jpg").read_bytes()
    table = data.index(b"\xff\xc4")
    (tmp_path / "a.jpg").write_bytes(data[: table + 5] + b"\xff" * 16 + data[table + 21 :])
    assert "broken" in refusal(tmp_path, "a.jpg")
    for size in ((300, 5), (9000, 40)):
        photograph(tmp_path / "b.jpg", size, progressive=progressive, quality=50)
        assert read_picture("b.jpg", tmp_path, "b.jpg").height == size[1]


def test_other_formats_are_refused(tmp_path: Path) -> None:
    """Whatever their names say."""
    Image.new("RGB", (9, 9)).save(tmp_path / "a.png", "TIFF")
    (tmp_path / "b.png").write_bytes(b"%!PS-Adobe-3.0 EPSF-3.0\n")
    (tmp_path / "c.svg").write_text("<html xmlns='http://www.w3.org/1999/xhtml'/>")
    (tmp_path / "d.jpg").write_bytes(b"")
    for name in ("a.png", "b.png", "c.svg", "d.jpg"):
        refusal(tmp_path, name)


USES = (
    "".join(f'<g id="g{n}">{f"""<use href="#g{n + 1}"/>""" * 10}</g>' for n in range(9))
    + '<g id="g9"><path d="M0 0"/></g>'
)


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onclick="alert(1)"/>',
        "<foreignObject><p>x</p></foreignObject>",
        '<image href="file:///etc/passwd"/>',
        '<image xlink:href="https://example.org/a.png"/>',
        '<use href="other.svg#a"/>',
        '<rect fill="url(https://example.org/a)"/>',
        "<style>@import 'https://example.org/a.css';</style>",
        r"<style>rect { fill: u\72l(https://example.org) }</style>",
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<a><set attributeName="xlink:href" to="javascript:alert(1)"/></a>',
        USES,
        '<g id="a"><use href="#a"/></g>',
        '<image href="data:image/svg+xml;base64,PHN2Zy8+"/>',
        '<image href="data:image/png;base64,iVBORw0KGgo="/>',
        "<g>" * 500 + "</g>" * 500,
        "<g>",
    ],
)
def test_a_drawing_is_a_drawing(tmp_path: Path, inside: str) -> None:
    """Nothing in it runs, is fetched, or grows without measure."""
    (tmp_path / "a.svg").write_text(SVG.format(inside), "utf-8")
    refusal(tmp_path, "a.svg")


def test_a_drawing_without_entities(tmp_path: Path) -> None:
    """Drawing programs write a DOCTYPE and notes of their own, which do no harm; entities do."""
    plain = (
        '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/a.dtd">\n'
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:i="http://www.inkscape.org/" i:name="C:\\a" width="2cm" height="10"/>'
    )
    (tmp_path / "a.svg").write_text(plain, "utf-8")
    found = read_picture("a.svg", tmp_path, "a.svg")
    assert (found.width, found.height) == (76, 10)
    (tmp_path / "b.svg").write_text('<!DOCTYPE svg [<!ENTITY a "b">]>' + SVG.format("&a;"), "utf-8")
    assert "entity" in refusal(tmp_path, "b.svg")
