"""Signs over and under letters: drawn as shapes, said by the words that they stand in.

Readers that tell words by where letters stand, as Poppler and PDFium do, take a sign that is shown as a letter for the end
of a word, or for another line. Hence letters alone are shown as text, one beside the other, and a word with such signs says
what is written in it (``ActualText``; ISO 32000-1, 14.9.4).
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

import uharfbuzz as hb
from fontTools.pens.basePen import BasePen  # type: ignore[import-untyped]
from weasyprint.text.ffi import FROM_UNITS, pango

from toolkit.editions.pdf.directions import read_as
from toolkit.editions.pdf.glyphs import clusters, runs
from toolkit.editions.pdf.shown import Replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.editions.pdf.directions import Sign

SIGNS = re.compile(
    "[\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0711\u0730-\u074a\u08ca-\u08ff\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20f0\ufb1e\ufe20-\ufe2f]"
)
"""Signs of Latin, Cyrillic, Hebrew, Syriac and Arabic that stand over or under letters."""
_OF_WORDS = frozenset("LM")
"""Categories of what words are made of (Unicode Standard, 4.5)."""
_JOINERS = "\u200c\u200d"
_ON_LETTER = re.compile(rf"[^\W\d_]{SIGNS.pattern}+[^\W\d_]*\Z")
_FEW = 32
"""Bytes of a letter and all that stands on it."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A sign, as WeasyPrint wants a picture among letters."""

    outline: tuple[tuple[str, tuple[float, ...]], ...]
    """Methods of a stream, and what they are given, in units of the font."""

    def draw(self, stream: Any, *_: object) -> None:
        """Fills it in the colour of the text."""
        for name, numbers in self.outline:
            getattr(stream, name)(*numbers)
        stream.fill()


@contextmanager
def signs_apart(stream: Any, line: Any, textbox: Any, known: dict[Any, Outlines]) -> Iterator[list[tuple[Any, ...]]]:
    """Within it, a line has its letters alone; gives the signs as pictures for WeasyPrint.

    `known` keeps the shapes of fonts from line to line.
    """
    size, utf8 = textbox.style["font_size"], textbox.pango_layout.text.encode()
    found, taken, place = [], [], 0.0
    for run in runs(line):
        for glyphs, start, end in clusters(run):
            for one in (
                glyphs if _has_signs(utf8[run.item.offset : run.item.offset + run.item.length], start, end) else ()
            ):
                if not one.geometry.width and _is_shown(one.glyph):
                    font, font_size = stream.add_font(run.item.analysis.font)
                    shapes = known[font] if font in known else known.setdefault(font, Outlines(font))
                    scale = font_size / shapes.units
                    left = place + one.geometry.x_offset * FROM_UNITS
                    shape = Shape(shapes[one.glyph])
                    found.append((shape, font, scale, -scale, left / size, one.geometry.y_offset * FROM_UNITS))
                    taken.append((one, one.glyph))
                    one.glyph = pango.PANGO_GLYPH_EMPTY
            place += sum(one.geometry.width for one in glyphs) * FROM_UNITS
    try:
        yield found
    finally:
        for one, glyph in taken:
            one.glyph = glyph


def _has_signs(utf8: bytes, start: int, end: int) -> bool:
    """Whether a part of a text has signs that stand on letters of the text."""
    written = utf8[max(0, start - _FEW) : end].decode("utf-8", "ignore")
    return bool(SIGNS.search(utf8[start:end].decode()) and _ON_LETTER.search(written))


def _is_shown(glyph: int) -> bool:
    return glyph != pango.PANGO_GLYPH_EMPTY and not glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG


def words_with_signs(signs: Iterable[Sign]) -> Iterator[Replaced]:
    """The words of a line in which signs stand over or under letters."""
    after = ""
    for (_, is_word), group in groupby(signs, key=lambda one: (one.run, _is_of_word(one.text))):
        word = list(group)
        first, end, backwards = word[0].first, word[-1].end, word[0].backwards
        text = "".join(one.text for one in (reversed(word) if backwards else word))
        if is_word and end > first and SIGNS.search(text):
            heard, read = (text, read_as(text, after)) if backwards else ("", None)
            yield Replaced(first, end, text[::-1] if backwards else text, read, heard)
        after = word[-1].text


def _is_of_word(text: str) -> bool:
    return all(unicodedata.category(sign)[0] in _OF_WORDS or sign in _JOINERS for sign in text)


class Outlines:
    """The shapes of the glyphs of a font."""

    def __init__(self, font: Any) -> None:
        self._font = hb.Font(hb.Face(font.file_content, font.index))
        self._font.set_variations(font.variations)
        self._known: dict[int, tuple[tuple[str, tuple[float, ...]], ...]] = {}
        self.units = int(self._font.face.upem)
        """How many make the size of the font."""

    def __getitem__(self, glyph: int) -> tuple[tuple[str, tuple[float, ...]], ...]:
        if glyph not in self._known:
            pen = _Pen()
            self._font.draw_glyph_with_pen(glyph, pen)
            self._known[glyph] = tuple(pen.done)
        return self._known[glyph]


class _Pen(BasePen):  # type: ignore[misc]
    """Writes down what it draws, as methods of a stream; fontTools names its own."""

    def __init__(self) -> None:
        super().__init__()
        self.done: list[tuple[str, tuple[float, ...]]] = []

    def _moveTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.done.append(("move_to", pt))

    def _lineTo(self, pt: tuple[float, float]) -> None:  # noqa: N802
        self.done.append(("line_to", pt))

    def _curveToOne(self, pt1: tuple[float, float], pt2: tuple[float, float], pt3: tuple[float, float]) -> None:  # noqa: N802
        self.done.append(("curve_to", (*pt1, *pt2, *pt3)))

    def _closePath(self) -> None:  # noqa: N802
        self.done.append(("close", ()))
