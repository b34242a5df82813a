"""What WeasyPrint 70 works out again and again with one result: worked out once. No page changes by it."""

from __future__ import annotations

import zlib
from contextlib import ExitStack, contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pydyf
from weasyprint.css import AnonymousStyle, computed_values, units
from weasyprint.css.properties import INITIAL_VALUES
from weasyprint.layout import absolute, block, column, grid, inline, page, percent, preferred, table
from weasyprint.layout import float as floats
from weasyprint.pdf import fonts
from weasyprint.text import line_break
from weasyprint.text.constants import PANGO_DIRECTION
from weasyprint.text.ffi import ffi, gobject, pango, unicode_to_char_p

from toolkit.editions.pdf.drawn import drawn_at_once
from toolkit.editions.pdf.flow import quick_flow
from toolkit.editions.pdf.styles import shared_styles

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_LAID_OUT = (absolute, block, column, floats, grid, inline, page, percent, table)
"""The modules that ask for the sizes of boxes."""


@contextmanager
def worked_out_once(*, outlined: bool = True) -> Iterator[None]:
    """Within it, documents are laid out and written as ever, in less time; `outlined` says that style sheets speak of outlines."""
    with ExitStack() as patches:
        patches.enter_context(shared_styles())
        patches.enter_context(quick_flow())
        patches.enter_context(drawn_at_once(outlined=outlined))
        patches.enter_context(patch.object(line_break.Layout, "setup", _set_up()))
        strut = _strut()
        for module in (line_break, inline, units, computed_values):
            patches.enter_context(patch.object(module, "strut", strut))
        patches.enter_context(patch.object(preferred, "split_first_line", _widths()))
        resolve = _sizes()
        for module in _LAID_OUT:
            patches.enter_context(patch.object(module, "resolve_percentages", resolve))
        patches.enter_context(patch.object(fonts, "ffi", _Arrays()))
        patches.enter_context(patch.object(pydyf.PDF, "write", _written()))
        yield


# -- letters --------------------------------------------------------------------------------------


def _set_up() -> Any:
    """What prepares Pango for a text: with one context a language and direction, and one description of its font a style."""
    prepare = line_break.Layout.setup
    font_of = partial(_font_of, {})

    def setup(layout: Any, style: Any) -> None:
        if style["text_decoration_line"] != "none":  # asks for more, and is rare
            prepare(layout, style)
            return
        context, layout.language, description, features = _inherited(style, "known_font", font_of)
        layout.style, layout.first_line_direction = style, 0
        layout.layout = ffi.gc(pango.pango_layout_new(context), gobject.g_object_unref)
        pango.pango_layout_set_auto_dir(layout.layout, False)
        pango.pango_layout_set_font_description(layout.layout, description)
        layout.ascent = layout.underline_position = layout.strikethrough_position = None
        if features is not None:
            attributes = pango.pango_attr_list_new()
            pango.pango_attr_list_insert(attributes, features)
            pango.pango_layout_set_attributes(layout.layout, attributes)

    return setup


def _inherited(style: Any, name: str, work_out: Callable[[Any], Any]) -> Any:
    """What is worked out of the font of a style, under the name that it is kept by: its parent's, unless it says something of fonts."""
    known = style.__dict__.get(name)
    if known is None:
        origin = style.__dict__.get("shared") or (style if _says_font(style) else style.parent_style)
        known = work_out(style) if origin is style else _inherited(origin, name, work_out)
        setattr(style, name, known)
    return known


def _says_font(style: Any) -> bool:
    """Whether a style has the font of its own, by a rule or because somebody has put it in."""
    parent = getattr(style, "parent_style", None)  # in drawings styles stand alone
    return (
        parent is None
        or not _OF_FONT.isdisjoint(getattr(style, "cascaded", ()))
        or any(style[name] is not parent[name] for name in _OF_FONT.intersection(style))
    )


def _font_of(contexts: dict[Any, Any], style: Any) -> tuple[Any, Any, Any, Any]:
    """Pango's context, language, description of the font and features of it (None: none) for a style."""
    override, direction = style["font_language_override"], style["direction"]
    tag = line_break.LST_TO_ISO.get(override.lower(), override) if override != "normal" else style["lang"]
    if (tag, direction) not in contexts:
        contexts[tag, direction] = _context(style.font_config.font_map, tag, direction)
    values = (style[f"font_{name}"] for name in _FEATURES)
    asked = ",".join(f"{name} {value}" for name, value in line_break.font_features(*values).items()).encode()
    known = style.font_config.font_features
    if asked and asked not in known:
        known[asked] = pango.pango_attr_font_features_new(asked)
    context, language = contexts[tag, direction]
    return context, language, line_break.get_font_description(style), known[asked] if asked else None


_FEATURES = (
    "kerning",
    "variant_ligatures",
    "variant_position",
    "variant_caps",
    "variant_numeric",
    "variant_alternates",
    "variant_east_asian",
    "feature_settings",
)
_OF_FONT = frozenset(
    (
        *(f"font_{name}" for name in (*_FEATURES, "family", "style", "stretch", "weight", "size")),
        *("font_language_override", "font_variation_settings", "line_height", "lang", "direction"),
    )
)
"""The properties that say which letters stand in which lines; all are inherited."""


def _context(font_map: Any, tag: str | None, direction: str) -> tuple[Any, Any]:
    context = ffi.gc(pango.pango_font_map_create_context(font_map), gobject.g_object_unref)
    pango.pango_context_set_round_glyph_positions(context, False)
    pango.pango_context_set_base_dir(context, PANGO_DIRECTION[direction])
    if not tag:
        return context, pango.pango_language_get_default()
    pointer, _kept = unicode_to_char_p(tag)
    language = pango.pango_language_from_string(pointer)
    pango.pango_context_set_language(context, language)
    return context, language


def _strut() -> Any:
    """What gives the height of a line in a style, and where its letters stand."""
    measure = line_break.strut
    return lambda style: _inherited(style, "known_strut", measure)


def _widths() -> Any:
    """What gives how wide a text is, and where its first line ends: the marks of lists and the edges of pages ask again and again."""
    split = preferred.split_first_line
    known: dict[Any, Any] = {}

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, spacing: Any, **options: Any) -> Any:
        key = (text, id(style), max_width, spacing, *options.values())
        if len(text) > _SHORT:
            return split(text, style, context, max_width, spacing, **options)
        if key not in known:
            _, _, resume_at, width, *_ = split(text, style, context, max_width, spacing, **options)
            known[key] = style, resume_at, width  # the style, so that no other has its id
        _, resume_at, width = known[key]
        return None, None, resume_at, width, None, None

    return split_first_line


_SHORT = 100
"""Letters of a text that may be asked for again."""


# -- sizes ----------------------------------------------------------------------------------------

_SIDES = ("top", "right", "bottom", "left")
_LENGTHS = (
    *(f"{kind}_{side}" for kind in ("margin", "padding") for side in _SIDES),
    *(f"{kind}{size}" for kind in ("", "min_", "max_") for size in ("width", "height")),
)
_WIDTHS = tuple(f"border_{side}_width" for side in _SIDES)


def _sizes() -> Any:
    """What gives a box its sizes: at once, where none of them depends on what the box stands in."""
    resolve = percent.resolve_percentages

    def resolve_percentages(box: Any, containing_block: Any) -> None:
        style = box.style
        found = style.__dict__.get("known_sizes")
        if found is None:
            # Tables have no padding of their own, their parts no margins: that is said to each style.
            is_table = any("table" in word for word in style["display"])
            shared = style if is_table else style.__dict__.get("shared", style)
            if "known_sizes" not in shared.__dict__:
                shared.known_sizes = _sizes_of(shared)
            found = style.known_sizes = shared.known_sizes
        if found:
            box.__dict__.update(found)
        else:
            resolve(box, containing_block)

    return resolve_percentages


def _sizes_of(style: Any) -> dict[str, Any]:
    """The sizes that a style says in pixels, by the names that boxes have for them; empty where one is relative."""
    if style["box_sizing"] != "content-box" or style["border_collapse"] == "collapse":
        return {}
    if type(style) is AnonymousStyle and _LENGTHS_SET.isdisjoint(style):  # nothing was said of it
        return _BARE | {name: style[name] for name in _WIDTHS}
    found = _lengths(style)
    return found | {name: style[name] for name in _WIDTHS} if found else {}


def _lengths(style: Any) -> dict[str, Any]:
    found = {}
    for name in _LENGTHS:
        value = style[name]
        if value == "auto":
            found[name] = 0 if name.startswith("min_") else value
        elif getattr(value, "unit", None) == "px":
            found[name] = value.value
        else:
            return {}
    return found


_LENGTHS_SET = frozenset(_LENGTHS)
_BARE = _lengths(INITIAL_VALUES)
"""The lengths of a box of which no rule says anything."""


# -- the file -------------------------------------------------------------------------------------


class _Arrays:
    """CFFI, which reads the name of an array's type anew for every length: one of any length is one type."""

    def __getattr__(self, name: str) -> Any:
        return getattr(ffi, name)

    def new(self, name: str, *arguments: Any) -> Any:
        """What CFFI gives for the name of a type."""
        return ffi.new(f"{name.partition('[')[0]}[]" if arguments and name.endswith("]") else name, *arguments)


class _Packer:
    """zlib, less eager: half the time for a file that is a hundredth larger."""

    def __getattr__(self, name: str) -> Any:
        return getattr(zlib, name)

    def compressobj(self, **_options: Any) -> Any:
        """What packs a stream, whatever level was asked for."""
        return zlib.compressobj(_LEVEL)


_LEVEL = 7


def _written() -> Any:
    """What writes a PDF: every object is put into bytes, and packed, once, not again for the identifier of the whole."""
    write = pydyf.PDF.write

    def written(pdf: Any, *arguments: Any, **options: Any) -> None:
        known: dict[int, bytes] = {}

        def once(kind: Any) -> property:
            make: Callable[[Any], bytes] = kind.data.fget

            def data(thing: Any) -> bytes:
                if not thing.number:
                    return make(thing)
                if thing.number not in known:
                    known[thing.number] = make(thing)
                return known[thing.number]

            return property(data)

        with ExitStack() as patches:
            patches.enter_context(patch.object(pydyf, "zlib", _Packer()))
            for kind in (pydyf.Array, pydyf.Dictionary, pydyf.Stream):
                patches.enter_context(patch.object(kind, "data", once(kind)))
            write(pdf, *arguments, **options)

    return written
