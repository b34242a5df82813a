"""What WeasyPrint 70 asks of boxes thousands of times a page, answered in one step. Not a byte of a PDF changes by it."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.formatting_structure.boxes import Box, LineBox, ParentBox
from weasyprint.layout import absolute, background, block, inline, preferred
from weasyprint.layout import float as floats

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_IN_FLOW = ("static", "relative")
_BESIDE = frozenset(("left", "right", "inline-start", "inline-end"))
_CORNERS = tuple(f"border_{one}_radius" for one in ("top_left", "top_right", "bottom_right", "bottom_left"))
_SQUARE = dict.fromkeys(_CORNERS, (0, 0))
_NO_SPACE = {
    side: {f"margin_{side}": 0, f"padding_{side}": 0, f"border_{side}_width": 0}
    for side in ("top", "right", "bottom", "left")
}


@contextmanager
def quick_flow() -> Iterator[None]:
    """Within it, boxes know sooner how they stand to one another."""
    with ExitStack() as patches:
        patches.enter_context(patch.object(Box, "is_in_normal_flow", _is_in_normal_flow))
        patches.enter_context(patch.object(ParentBox, "page_values", _page_values))
        patches.enter_context(patch.object(ParentBox, "_reset_spacing", _reset_spacing))
        patches.enter_context(patch.object(background, "resolve_radii_percentages", _radii()))
        patches.enter_context(patch.object(background, "layout_box_backgrounds", _backgrounds()))
        patches.enter_context(patch.object(block, "collapse_margin", _collapse_margin))
        patches.enter_context(patch.object(inline, "avoid_collisions", _avoid_collisions()))
        for module in (absolute, floats, inline):
            patches.enter_context(patch.object(module, "shrink_to_fit", _shrunk))
        yield


def _is_in_normal_flow(box: Any) -> bool:
    """Whether a box is no float, no note, and not positioned."""
    style = box.style
    return style["float"] == "none" and style["position"] in _IN_FLOW


def _page_values(box: Any) -> _PageValues:
    """The names of the pages that a box begins and ends on: those of its first and of its last child with one (CSS Paged Media 3, 7.1)."""
    return _PageValues(box)


class _PageValues:
    """Both names; nearly always one of them is asked for."""

    def __init__(self, box: Any) -> None:
        self._box = box

    def __getitem__(self, end: int) -> Any:
        return _page_value(self._box, -1 if end else 1)


def _page_value(box: Any, step: int) -> Any:
    own = box.style["page"]
    if isinstance(box, ParentBox) and type(box).page_values is _page_values:
        for child in box.children if step == 1 else reversed(box.children):
            if child.style["float"] in _BESIDE or child.is_in_normal_flow():
                return _page_value(child, step) or own
        return own
    return box.page_values()[0 if step == 1 else 1]


def _avoid_collisions() -> Any:
    """What gives the place and the width of a line beside floats: all that its block has, where there are none."""
    avoid = inline.avoid_collisions

    def avoid_collisions(context: Any, box: Any, block: Any, outer: bool = True) -> Any:
        if context.excluded_shapes or outer or type(box) is not LineBox or block.style["direction"] != "ltr":
            return avoid(context, box, block, outer)
        left = block.content_box_x()
        return left, box.position_y, left + block.width - left

    return avoid_collisions


def _reset_spacing(box: Any, side: str) -> None:
    """Takes from a side of a box what decorates it."""
    box.remove_decoration_sides.add(side)
    box.__dict__.update(_NO_SPACE[side])


def _collapse_margin(adjoining_margins: Sequence[float]) -> float:
    """What margins that meet become together (CSS 2, 8.3.1)."""
    margins = (0, *adjoining_margins)
    return max(margins) + min(margins)


def _shrunk(context: Any, box: Any, available: float) -> float:
    """The width of what is as wide as its words (CSS 2, 10.3.5): how narrow it could be counts only where it has not that room."""
    widest: float = preferred.max_content_width(context, box, outer=False)
    if widest <= available:
        return widest
    narrowest: float = preferred.min_content_width(context, box, outer=False)
    return min(max(narrowest, available), widest)


def _radii() -> Any:
    """What gives a box its round corners: at once, where it has none."""
    resolve = background.resolve_radii_percentages

    def resolve_radii(box: Any) -> None:
        style = box.style
        square = style.__dict__.get("known_square")
        if square is None:
            square = style.known_square = all((0, "px") in style[corner] for corner in _CORNERS)
        if square:
            box.__dict__.update(_SQUARE)
        else:
            resolve(box)

    return resolve_radii


def _backgrounds() -> Any:
    """What finds the pictures and colours behind a box and all that stands in it: at once, where a style says of none."""
    find = background.layout_box_backgrounds

    def find_backgrounds(page: Any, box: Any, get_image: Any, layout_children: bool = True, style: Any = None) -> None:
        if style is not None or not layout_children or box is page or not _is_bare(box.style):
            find(page, box, get_image, layout_children, style)
            return
        background.resolve_radii_percentages(box)
        for child in box.all_children():
            find_backgrounds(page, child, get_image)
        box.background = None

    return find_backgrounds


def _is_bare(style: Any) -> bool:
    """Whether nothing stands behind or around what has this style."""
    is_bare: bool | None = style.__dict__.get("known_bare")
    if is_bare is None:
        is_bare = style.known_bare = (
            all(style[f"{one}_source"][0] == "none" for one in ("border_image", "mask_border"))
            and style["visibility"] != "hidden"
            and all(kind == "none" for kind, _ in style["background_image"])
            and getattr(style["background_color"], "alpha", 1) == 0
            and not style["box_shadow"]
        )
    return is_bare
