"""What a reader copies, searches or hears of the letters on a page: each glyph says the letter that it stands for.

WeasyPrint 70 lets a glyph say all letters of its cluster. That is right for a ligature; of a letter with its vowel signs
each sign would say the whole, once for every glyph. And what has no glyph, as the joiners of Persian, would not be said.
In the scripts of India and its neighbours a vowel sign may stand before the letter that it follows: there the line says
what is written in it (ISO 32000-2, 14.9.4).
"""

from __future__ import annotations

import re
from contextlib import contextmanager, nullcontext
from io import BytesIO
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pydyf
from weasyprint.draw import text as drawing
from weasyprint.text.ffi import FROM_UNITS, pango

from toolkit.editions.pdf.broken_words import BrokenWords
from toolkit.editions.pdf.directions import MIRRORED, Sign, balanced, between_directions
from toolkit.editions.pdf.glyphs import clusters, runs
from toolkit.editions.pdf.shown import Part, Replaced, shown_line
from toolkit.editions.pdf.vowel_signs import SIGNS, signs_apart, words_with_signs

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.editions.pdf.vowel_signs import Outlines

_JOINERS = ("\u200c", "\u200d")
"""Zero-width non-joiner and joiner: words are written with them, and searched."""
_LEVEL = 0xFF
"""Of what WeasyPrint reads as the level of a run: the others are other fields of Pango."""
_STYLES_OF_ADDRESS = 2
"""Its box's and its link's, around its text's."""
_BACKWARDS = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
"""The letters that are written from right to left."""
_REORDERED = re.compile("[\u0900-\u0eff\u1000-\u109f\u1780-\u17ff]")
"""Letters that are drawn in another order than they are written in: Devanagari to Lao, Myanmar, Khmer."""

_UNUSUAL = re.compile(f"[{''.join(one.pattern[1:-1] for one in (_BACKWARDS, _REORDERED, SIGNS))}]")
"""Any of them, and the signs that stand over or under letters."""


@contextmanager
def spoken_letters() -> Iterator[None]:
    """Within it, `write_pdf` lets every glyph say its own letter."""
    draw = drawing.draw_first_line
    joiners: dict[Any, dict[str, int]] = {}
    outlines: dict[Any, Outlines] = {}
    words = BrokenWords()

    def draw_first_line(stream: Any, textbox: Any, *arguments: Any) -> Any:
        is_backwards = _runs_backwards(textbox)
        text = "" if textbox.text.isascii() and not is_backwards else textbox.text
        if not is_backwards and not _UNUSUAL.search(text):
            broken = words.found(textbox)
            with shown_line(stream, arguments[-1], (), broken) if broken else nullcontext():
                return draw(stream, textbox, *arguments)
        backwards, reordered = (is_backwards and text) or _BACKWARDS.search(text), _REORDERED.search(text)
        vowelled = not reordered and SIGNS.search(text)
        line = _laid_out(textbox) if backwards or reordered or vowelled else None
        apart: Any = signs_apart(stream, line, textbox, outlines) if vowelled else nullcontext(())
        with apart as pictures:
            if backwards or reordered:
                _say_each(stream, line, textbox, joiners)
            parts = list(_parts(line)) if backwards else []
            signs = list(_signs(line, textbox)) if backwards or vowelled else []
            found = list(between_directions(signs, backwards=is_backwards)) if backwards else []
            found = _merged(words.found(textbox), _merged(found, words_with_signs(signs)))
            if backwards and not is_backwards:
                found = balanced(signs, found)
            parts = _around(parts, found)
            if reordered and not found and len(parts) < 2:
                shown: Any = _said_whole(stream, text)
            else:
                shown = shown_line(stream, arguments[-1], parts, found) if found or len(parts) > 1 else nullcontext()
            with shown:
                return [*draw(stream, textbox, *arguments), *pictures]

    with patch.object(drawing, "draw_first_line", draw_first_line):
        yield


def _laid_out(textbox: Any) -> Any:
    """The line of a text, as it is going to be drawn."""
    pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)  # else it is laid out anew
    line, _ = textbox.pango_layout.get_first_line()
    return line


def _say_each(stream: Any, line: Any, textbox: Any, joiners: dict[Any, dict[str, int]]) -> None:
    """Tells the fonts of a line what each glyph says; `joiners` keeps the glyphs of fonts from line to line."""
    utf8 = textbox.pango_layout.text.encode()
    for run in runs(line):
        font, _ = stream.add_font(run.item.analysis.font)
        if font not in joiners:
            joiners[font] = _joiner_glyphs(font)
        _say(run, utf8, font, joiners[font])


def _merged(found: Sequence[Replaced], others: Iterable[Replaced]) -> list[Replaced]:
    """What is found in a line, and of others what overlaps with none of it."""
    known = {glyph for one in found for glyph in range(one.first, one.end)}
    return [*found, *(one for one in others if known.isdisjoint(range(one.first, one.end)))]


def _runs_backwards(textbox: Any) -> bool:
    """Whether a text is part of a line from right to left; an address, which does not run so itself, is if its link is."""
    styles = [textbox.style]
    element = getattr(textbox, "element", None)  # none in a drawing
    if element is not None and (textbox.element_tag == "a::after" or "address" in element.get("class", "")):
        while (style := getattr(styles[-1], "parent_style", None)) and len(styles) <= _STYLES_OF_ADDRESS:
            styles.append(style)
    return any(style["direction"] == "rtl" for style in styles)


@contextmanager
def _said_whole(stream: Any, text: str) -> Iterator[None]:
    """Within it, what is shown stands for a text, whatever its glyphs say."""
    stream.begin_marked_content("Span", pydyf.Dictionary({"ActualText": pydyf.String(text)}))
    yield
    stream.end_marked_content()


def _parts(line: Any) -> Iterator[Part]:
    """The runs of a line; one that runs from right to left is taken apart at raised glyphs, which are shown alone."""
    count, place = 0, 0.0
    for run in runs(line):
        backwards, raised = run.item.analysis.level % 2, False
        pieces: list[Part] = []
        for index in range(run.glyphs.num_glyphs):
            glyph = run.glyphs.glyphs[index]
            if glyph.glyph != pango.PANGO_GLYPH_EMPTY:
                offset = run.item.offset + run.glyphs.log_clusters[index] if backwards else run.item.offset
                was, raised = raised, bool(glyph.geometry.y_offset)
                if not pieces or (backwards and (was or raised)):
                    pieces.append(Part(count + 1, place, offset))
                else:
                    pieces[-1] = Part(count + 1, pieces[-1].place, offset)
                count += 1
            place += glyph.geometry.width * FROM_UNITS
        yield from pieces


def _around(parts: Sequence[Part], found: Sequence[Replaced]) -> list[Part]:
    """The parts of a line, none of which ends within glyphs that stand for something as a whole."""
    within = {end for one in found for end in range(one.first + 1, one.end)}
    joined: list[Part] = []
    place: float | None = None
    for part in parts:
        place = part.place if place is None else place
        if part.end not in within:
            joined.append(Part(part.end, place, part.offset))
            place = None
    return joined


def _signs(line: Any, textbox: Any) -> Iterator[Sign]:
    """What is shown of each cluster of a line, from left to right; of some it is nothing."""
    count, utf8 = 0, textbox.pango_layout.text.encode()
    for number, run in enumerate(runs(line)):
        backwards = bool(run.item.analysis.level % 2)
        for glyphs, start, end in clusters(run):
            shown = sum(glyph.glyph != pango.PANGO_GLYPH_EMPTY for glyph in glyphs)
            text = utf8[run.item.offset + start : run.item.offset + end].decode()
            yield Sign(count, count + shown, text, backwards, number, run.item.analysis.level & _LEVEL)
            count += shown


def _joiner_glyphs(font: Any) -> dict[str, int]:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    found = TTFont(BytesIO(font.file_content), lazy=True, fontNumber=font.index)
    names = found.getBestCmap()
    return {sign: found.getGlyphID(names[ord(sign)]) for sign in _JOINERS if ord(sign) in names}


def _say(run: Any, utf8: bytes, font: Any, joiners: dict[str, int]) -> None:
    """Tells the font what each glyph of a run says, and shows the joiners, which are as wide as nothing."""
    backwards = run.item.analysis.level % 2
    for glyphs, start, end in clusters(run):
        letters = utf8[run.item.offset + start : run.item.offset + end].decode()
        said = letters[::-1] if backwards else letters  # readers take lines apart from left to right
        each = list(said) if len(glyphs) == len(letters) else [said] * len(glyphs)
        for glyph, sign in zip(glyphs, each, strict=True):
            if glyph.glyph == pango.PANGO_GLYPH_EMPTY and sign in joiners:
                glyph.glyph = joiners[sign]
            if glyph.glyph != pango.PANGO_GLYPH_EMPTY and not glyph.glyph & pango.PANGO_GLYPH_UNKNOWN_FLAG:
                font.to_unicode.setdefault(glyph.glyph, MIRRORED.get(sign, sign) if backwards else sign)
