"""Fonts as WOFF2: nothing of them is lost, and fontTools makes the same of them."""

from __future__ import annotations

import io
from functools import cache, partial
from itertools import pairwise
from unittest.mock import patch

import brotli
import pytest
import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont
from fontTools.ttLib.tables.ttProgram import Program
from hypothesis import given
from hypothesis import strategies as st

from toolkit.fonts import web
from toolkit.fonts.woff2 import woff2

FACES = {f"{face.file} {script}": (face, script, path) for face, script, path in web._wanted(web._BLOCKS)}
QUICK = 1
Point = tuple[int, int]
FAR = 5000
IN_WORDS = {"FiraCode Latn"}
"""Faces with composite glyphs whose offsets stand in two bytes where one would do: fontTools writes them anew."""


@cache
def cut(name: str) -> bytes:
    """What `web_fonts` packs."""
    face, script, path = FACES[name]
    font = hb.Face(hb.Blob.from_file_path(str(path)))
    return web.subset(font, web.characters(script), face.weights, web._FEATURES)


def by_font_tools(font: bytes) -> bytes:
    """The same font as fontTools packs it."""
    read = TTFont(io.BytesIO(font), lazy=True, recalcTimestamp=False)
    read.flavor = "woff2"
    target = io.BytesIO()
    with patch.object(brotli, "compress", partial(brotli.compress, quality=QUICK)):
        read.save(target, reorderTables=False)
    return target.getvalue()


def outlines(font: bytes) -> list[bytes]:
    """The glyphs of a font, each written anew; that parts of it overlap, its first point alone says."""
    glyf = TTFont(io.BytesIO(font))["glyf"]
    glyphs = [glyf[name] for name in glyf.glyphOrder]
    for glyph in glyphs:
        if glyph.numberOfContours > 0:
            glyph.flags = bytes((glyph.flags[0], *(flag & 1 for flag in glyph.flags[1:])))
    return [glyph.compile(glyf, recalcBBoxes=False) for glyph in glyphs]


def drawn(contours: list[list[Point]], code: bytes) -> bytes:
    """A font with one letter of these points, with instructions, and another that is made of it twice."""
    pen = TTGlyphPen(None)
    for first, *others in contours:
        pen.moveTo(first)
        for middle, point in pairwise(others):
            pen.qCurveTo(middle, point)
        pen.closePath()
    letter = pen.glyph()
    pen = TTGlyphPen({"a": letter})
    pen.addComponent("a", (1, 0, 0, 1, 0, 0))
    pen.addComponent("a", (0.5, 0.25, 0, 1, 1000, -3))
    builder = FontBuilder(1000)
    builder.setupGlyphOrder([".notdef", "a", "b", "c"])
    builder.setupCharacterMap({ord(name): name for name in "abc"})
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "a": letter, "b": pen.glyph(), "c": TTGlyphPen(None).glyph()}
    for name in "ab" if code else "":
        glyphs[name].program = Program()
        glyphs[name].program.fromBytecode(code)
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics(dict.fromkeys(builder.font.getGlyphOrder(), (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupPost()
    target = io.BytesIO()
    builder.font["head"].created = builder.font["head"].modified = 0x80000000
    builder.save(target)
    return target.getvalue()


@pytest.mark.parametrize("name", FACES)
def test_every_face_is_what_font_tools_makes(name: str) -> None:
    """Byte for byte."""
    assert (woff2(cut(name), QUICK) == by_font_tools(cut(name))) is (name not in IN_WORDS)


@pytest.mark.parametrize("name", FACES)
def test_nothing_is_lost(name: str) -> None:
    """Every glyph and every other table come back as they were."""
    packed = woff2(cut(name), QUICK)
    before, after = (TTFont(io.BytesIO(data)).reader for data in (cut(name), packed))
    same = set(before.keys()) - {"glyf", "loca", "head"}
    assert set(after.keys()) == set(before.keys())
    assert all(before[tag] == after[tag] for tag in same)
    assert outlines(packed) == outlines(cut(name))


POINTS = st.tuples(*(st.one_of(st.integers(-FAR, FAR), st.integers(-100, 100), st.just(0)),) * 2)


@given(
    st.lists(st.lists(POINTS, min_size=3, max_size=300), min_size=1, max_size=3),
    st.one_of(st.just(b""), st.integers(1, 800).map(lambda length: b"\x4f" * length)),
)
def test_any_letter_is_what_font_tools_makes(contours: list[list[Point]], code: bytes) -> None:
    """Near points and far ones, lines and curves, with instructions and without, many glyphs and parts of them."""
    font = drawn(contours, code)
    assert woff2(font, QUICK) == by_font_tools(font)
    assert outlines(woff2(font, QUICK)) == outlines(font)
