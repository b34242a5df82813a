"""What WeasyPrint 70 keeps of every page and nobody reads again: let go of, so that long documents need little memory.

A line of text is two boxes of some forty attributes each, nearly all of them nought; a page has styles of its own for
itself and for each of its margins, though they are those of the page before.
"""

from __future__ import annotations

import gc
import math
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pydyf
from weasyprint import document, layout
from weasyprint.formatting_structure.boxes import InlineBox, LineBox, TableCellBox, TextBox
from weasyprint.layout import block
from weasyprint.layout import page as pages

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIDES = ("top", "right", "bottom", "left")
_CORNERS = ("top_left", "top_right", "bottom_right", "bottom_left")
_USUAL: dict[str, Any] = {
    **{f"{kind}_{side}": 0 for side in _SIDES for kind in ("margin", "padding")},
    **{f"border_{side}_width": 0 for side in _SIDES},
    **{f"border_{corner}_radius": (0, 0) for corner in _CORNERS},
    **{f"min_{size}": 0 for size in ("width", "height")},
    **{f"max_{size}": math.inf for size in ("width", "height")},
    "text_indent": 0,
    "background": None,
    "first_letter_style": None,
    "first_line_style": None,
    "resume_at": None,
}
"""What a line and what stands on it say if they say nothing else."""
_NOTHING: list[Any] = []
_OF_TEXT = _USUAL | {"children": _NOTHING}
_OF_CELL = _USUAL | {
    "colspan": 1,
    "rowspan": 1,
    "string_set": _NOTHING,
    "leading_collapsible_space": False,
    "trailing_collapsible_space": False,
    "computed_height": "auto",
    "empty": False,
    "vertical_align": "top",
}
_SAID = {LineBox: _USUAL, InlineBox: _USUAL, TableCellBox: _OF_CELL, TextBox: _OF_TEXT}
_ANY_PAGE = 1
"""The number, from nought, of the page whose styles all have but the first."""
_MANY_PAGES = 100
"""Of the first so many, looking for what can be given back costs more time than it is worth."""


@contextmanager
def compact_pages(html: str) -> Iterator[None]:
    """Within it, `html` is laid out, drawn and tagged in about half the memory; nothing else changes."""
    make_all, lay_out = layout.make_all_pages, document.layout_document
    lay_out_block = block.block_container_layout
    decorations: dict[frozenset[str], frozenset[str]] = {}

    def make_compact_pages(*arguments: Any) -> Iterator[Any]:
        for number, page in enumerate(make_all(*arguments)):
            if number >= _MANY_PAGES:
                _compact(page, decorations)
            yield page

    def lay_out_compact(*arguments: Any) -> Iterator[Any]:
        for number, page in enumerate(lay_out(*arguments)):
            if number >= _MANY_PAGES:
                for box in page.children[1:]:  # the notes and the margins, which come last
                    _compact(box, decorations)
                _forget_below(page)  # corners and backgrounds come after all else
            yield page

    def lay_out_compact_block(context: Any, box: Any, *arguments: Any, **options: Any) -> Any:
        laid_out = lay_out_block(context, box, *arguments, **options)
        if type(box) is TableCellBox and laid_out[0]:
            _forget_below(box)  # what is laid out is a copy of it
        return laid_out

    with (
        patch.multiple(LineBox, create=True, **_USUAL),
        patch.multiple(InlineBox, create=True, **_USUAL),
        patch.multiple(TableCellBox, create=True, **_OF_CELL),
        patch.multiple(TextBox, create=True, **_OF_TEXT),
        _light_objects(),
        _taken_apart(),
        patch.object(block, "block_container_layout", lay_out_compact_block),
        patch.object(layout, "make_all_pages", make_compact_pages),
        patch.object(document, "layout_document", lay_out_compact),
        _shared_styles(html),
    ):
        yield


@contextmanager
def _light_objects() -> Iterator[None]:
    """Within it, objects of the file have of their own only what they say."""

    def of_file(_object: Any) -> None:
        """A cell has a dozen objects in the file, and few of them a number; all others are what the class says."""

    with (
        patch.object(pydyf.Object, "__init__", of_file),
        patch.multiple(pydyf.Object, create=True, number=None, offset=0, generation=0, free="n"),
    ):
        yield


@contextmanager
def _taken_apart() -> Iterator[None]:
    """When it is left, what a document was made of is given back at once: the circles of references that hold it are broken."""
    begin, contexts = layout.LayoutContext.__init__, []

    def begun(context: Any, *arguments: Any, **options: Any) -> None:
        begin(context, *arguments, **options)
        contexts.append(context)

    with patch.object(layout.LayoutContext, "__init__", begun):
        try:
            yield
        finally:
            for context in contexts:
                for one in (context.style_for, context.target_collector, context):
                    one.__dict__.clear()


def let_go(laid_out: Any) -> None:
    """Gives back what only circles of references still hold, the tree of boxes that pages were made from, if it is large."""
    if len(laid_out.pages) > _MANY_PAGES:
        gc.collect()


def _compact(root: Any, decorations: dict[frozenset[str], frozenset[str]]) -> None:
    """Takes from the lines below a box what goes without saying."""
    for box in root.descendants():
        usual = _SAID.get(type(box))
        if usual and "min_width" in box.__dict__:
            sides = frozenset(box.remove_decoration_sides)
            box.remove_decoration_sides = decorations.setdefault(sides, sides)
            _forget_usual(box)
            box.__dict__.pop("resume_at", None)


def _forget_below(root: Any) -> None:
    for box in root.descendants():
        if type(box) in _SAID:
            _forget_usual(box)


def _forget_usual(box: Any) -> None:
    """Takes from a box what goes without saying for its kind."""
    usual = _SAID[type(box)]
    box.__dict__ = {name: value for name, value in box.__dict__.items() if name not in usual or usual[name] != value}


@contextmanager
def _shared_styles(html: str) -> Iterator[None]:
    """Within it, styles of pages are made once for all that they are the same for."""
    if ":nth(" in html:  # a theme may ask for a page by its number
        yield
        return
    make_type, set_styles = pages.PageType, pages.set_page_type_computed_styles

    def page_type(side: str, blank: bool, name: str, index: int, _groups: Any) -> Any:
        return make_type(side, blank, name, min(index, _ANY_PAGE), ())

    def set_styles_once(type: Any, html: Any, style_for: Any) -> None:
        if (type, None) not in style_for.get_computed_styles():
            set_styles(type, html, style_for)

    with (
        patch.object(pages, "PageType", page_type),
        patch.object(pages, "set_page_type_computed_styles", set_styles_once),
    ):
        yield
