"""Lines of text, laid out once: WeasyPrint 70 forgets what Pango has laid out, and has it laid out again to be drawn.

And their glyphs, looked at once: what is shown of a glyph of a font is the same wherever it has the same width. Not a byte
of a PDF changes by it. Written for WeasyPrint 70: `draw.text.draw_first_line` and `text.line_break.first_line_metrics`.
"""

from __future__ import annotations

import struct
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint import draw as pages
from weasyprint.draw import border, color
from weasyprint.draw import text as drawing
from weasyprint.text import line_break
from weasyprint.text.ffi import FROM_UNITS, ffi, pango

from toolkit.editions.pdf.glyphs import runs

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_MOST_KEPT = 2000
"""So many lines of a document are remembered: some megabytes."""
_GLYPH = struct.Struct("=Iiii4x")
"""Of `PangoGlyphInfo`: the glyph, its width, and by how much it is moved; its attributes are nothing to us."""


@contextmanager
def drawn_at_once(*, outlined: bool = True) -> Iterator[None]:
    """Within it, documents are laid out and drawn as ever, in less time; `outlined` says that style sheets speak of outlines."""
    deactivate, reactivate = line_break.Layout.deactivate, line_break.Layout.reactivate
    set_text = line_break.Layout.set_text

    def set_single_text(layout: Any, text: str, *arguments: Any, **options: Any) -> None:
        # It is drawn as a single paragraph: said before, Pango need not lay it out again for that.
        pango.pango_layout_set_single_paragraph_mode(layout.layout, _is_single(text))
        set_text(layout, text, *arguments, **options)

    def let_go(layout: Any) -> None:
        layout.is_kept = False
        deactivate(layout)

    def take_up(layout: Any, style: Any) -> None:
        if not getattr(layout, "is_kept", False):
            reactivate(layout, style)

    with (
        patch.object(color, "get_color", _color),
        patch.object(drawing, "get_color", _color),
        patch.object(border, "get_color", _color),
        patch.object(line_break, "first_line_metrics", _measured()),
        patch.object(line_break.Layout, "set_text", set_single_text),
        patch.object(line_break.Layout, "deactivate", let_go),
        patch.object(line_break.Layout, "reactivate", take_up),
        patch.object(drawing, "draw_first_line", _drawn(drawing.draw_first_line)),
        patch.object(pages, "draw_border", _bordered(pages.draw_border)),
        patch.object(pages, "draw_outline", pages.draw_outline if outlined else _nothing),
    ):
        yield


def _nothing(_stream: Any, _box: Any) -> None:
    """What draws outlines where no box has one: to find that out, WeasyPrint asks each for its colour and more."""


def _bordered(draw: Any) -> Any:
    """What draws borders, and asks a box that has none nothing further."""

    def draw_border(stream: Any, box: Any) -> None:
        is_bare = not (
            box.border_top_width or box.border_right_width or box.border_bottom_width or box.border_left_width
        )
        if not (is_bare and _is_plain(box.style)):
            draw(stream, box)

    return draw_border


def _is_plain(style: Any) -> bool:
    """Whether a style has neither pictures for borders nor columns with lines between."""
    shared = style.__dict__.get("shared", style)
    if "known_plain" not in shared.__dict__:
        has_columns = (shared["column_width"], shared["column_count"]) != ("auto", "auto")
        shared.known_plain = shared["border_image_source"][0] == "none" and not has_columns
    return bool(shared.known_plain)


def _is_single(text: str) -> bool:
    """Whether nothing in a text ends a line or a paragraph: Pango shows such signs in a single one."""
    return text.splitlines() == [text]


def _color(style: Any, key: str) -> Any:
    """A colour that a style says: only a word can be ``currentcolor``, and to compare colours takes long.

    None of a line under or over the letters, where there is none.
    """
    if key == "text_decoration_color" and style["text_decoration_line"] == "none":
        return None
    value = style[key]
    return style["color"] if isinstance(value, str) and value == "currentcolor" else value


def _measured() -> Any:
    """What measures a line that is done, and keeps it; one with others below it is laid out as it will be drawn."""
    measure, kept = line_break.first_line_metrics, 0

    def first_line_metrics(
        line: Any,
        text: str,
        layout: Any,
        resume_at: int | None,
        space_collapse: bool,
        style: Any,
        hyphenated: bool = False,
        hyphen: str | None = None,
    ) -> Any:
        nonlocal kept
        is_cut = bool(resume_at) and not hyphenated
        shown = text.encode()[: line.length].decode() if is_cut else layout.text
        is_alone = is_cut or pango.pango_layout_get_line_readonly(layout.layout, 1) == ffi.NULL
        is_plain = is_alone and not layout.justification_spacing and _is_single(shown)
        if not shown or kept >= _MOST_KEPT or not is_plain:
            return measure(line, text, layout, resume_at, space_collapse, style, hyphenated, hyphen)
        kept += 1
        if is_cut:
            pango.pango_layout_set_width(layout.layout, -1)
            layout.set_text(shown.rstrip(" ") if space_collapse else shown)
            line, _ = layout.get_first_line()
        width, height = line_break.line_size(line, style)
        baseline = pango.pango_layout_get_baseline(layout.layout) * FROM_UNITS
        layout.is_kept = True
        length = line.length - (len(hyphen.encode()) if hyphenated and hyphen else 0)
        return layout, length, resume_at, width, height, baseline

    return first_line_metrics


def _drawn(draw: Any) -> Any:
    """What draws a line of letters; what has pictures for glyphs, raised ones, or some that no font has, is left to `draw`."""
    known: dict[Any, Any] = {}

    def font_of(stream: Any, run: Any, layout: Any) -> Any:
        """WeasyPrint's font and its size, what is shown of its glyphs, and a layout, so that no other font has its place."""
        pango_font = run.item.analysis.font
        if pango_font not in known:
            font, size = stream.add_font(pango_font)
            glyphs = font.__dict__.setdefault("known_glyphs", {}).setdefault(size, {})
            known[pango_font] = font, size, glyphs, layout.layout
        return known[pango_font]

    def draw_first_line(stream: Any, textbox: Any, text_overflow: str, block_ellipsis: Any, matrix: Any) -> Any:
        layout, size = textbox.pango_layout, textbox.style["font_size"]
        is_plain = _IS_EXACT and text_overflow != "ellipsis" and block_ellipsis == "none" and size >= _SMALLEST
        if not is_plain or not textbox.text.strip():
            return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
        pango.pango_layout_set_single_paragraph_mode(layout.layout, True)
        line, _ = layout.get_first_line()
        parts = []
        for run in runs(line):
            font, font_size, glyphs, _ = font_of(stream, run, layout)
            part = _shown(run, font, font_size, glyphs, layout)
            if part is None:
                return draw(stream, textbox, text_overflow, block_ellipsis, matrix)
            parts.append((font, font_size, part, run.item.analysis.font))
        stream.set_text_matrix(*matrix.values)
        shown, previous = "", None
        for font, font_size, part, pango_font in parts:
            if pango_font != previous:
                previous = pango_font
                if shown:
                    stream.show_text(shown)
                shown = ""
                stream.set_font_size(font.hash, font_size)
            shown = (shown + "<" + part + ">").removesuffix("<>")
        stream.show_text(shown)
        return []

    return draw_first_line


_IS_EXACT = pango.pango_version() >= 14802
"""Whether Pango says the size of a font as it is (its issue 530)."""
_SMALLEST = 1e-6
"""Nothing smaller is drawn."""


def _is_special(font: Any, glyphs: Sequence[tuple[int, int, int, int]]) -> bool:
    if font.bitmap or font.svg or font.png or font.colr:
        return True
    unknown, empty = pango.PANGO_GLYPH_UNKNOWN_FLAG, pango.PANGO_GLYPH_EMPTY
    return any(raised or (glyph & unknown and glyph != empty) for glyph, _, _, raised in glyphs)


def _shown(run: Any, font: Any, size: float, known: dict[Any, str], layout: Any) -> str | None:
    """What is shown of a run, between the brackets of its ends; None where that is not for us to say.

    `known` is what is shown of each glyph of the font: number, width, and how far it is moved.
    """
    glyphs = list(_GLYPH.iter_unpack(ffi.buffer(run.glyphs.glyphs, run.glyphs.num_glyphs * _GLYPH.size)))
    try:
        return "".join(map(known.__getitem__, glyphs))
    except KeyError:
        if _is_special(font, glyphs):
            return None
    for index, glyph in enumerate(glyphs):
        if glyph not in known:
            known[glyph] = _shown_glyph(run, index, font, size, glyph, layout)
    return "".join(map(known.__getitem__, glyphs))


def _shown_glyph(run: Any, index: int, font: Any, size: float, info: tuple[int, int, int, int], layout: Any) -> str:
    """What is shown of a glyph; the font hears which letters it stands for, and how wide it is."""
    glyph, width, moved, _ = info
    if glyph == pango.PANGO_GLYPH_EMPTY:
        return f">{-width / size}<"
    if glyph not in font.to_unicode:
        font.to_unicode[glyph] = _letters(run, index, layout)
    if glyph not in font.widths:
        logical = ffi.new("PangoRectangle *")
        pango.pango_font_get_glyph_extents(run.item.analysis.font, glyph, ffi.NULL, logical)
        font.widths[glyph] = round(logical.width * 1000 * FROM_UNITS / size)
    offset = moved / size
    kerning = font.widths[glyph] + offset - width * 1000 * FROM_UNITS / size
    return (f">{-offset}<" if offset else "") + f"{glyph:04x}" + (f">{int(kerning)}<" if kerning else "")


def _letters(run: Any, index: int, layout: Any) -> str:
    """The letters of the cluster of a glyph."""
    item, clusters, last = run.item, run.glyphs.log_clusters, run.glyphs.num_glyphs - 1
    if item.analysis.level % 2:  # from right to left
        end = item.length if index == 0 else clusters[index - 1]
    else:
        end = item.length if index == last else clusters[index + 1]
    letters: bytes = layout.text.encode()[item.offset + clusters[index] : item.offset + end]
    return letters.decode()
