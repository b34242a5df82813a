"""Numbers of pages in pages that are laid out already: put there, where WeasyPrint 70 lays out the whole page again.

The contents stand before what they list: laid out first, with noughts for numbers, then twice more. Nothing moves by the
numbers but the dots that lead to them.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.formatting_structure.boxes import LineBox, TextBox
from weasyprint.layout import inline
from weasyprint.layout import page as pages
from weasyprint.layout.leader import leader_index

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_DIGITS = re.compile(r"\d+")
_START = {"ltr": ("start", "left"), "rtl": ("start", "right")}


@contextmanager
def settled_numbers() -> Iterator[None]:
    """Within it, a page on which only numbers of pages have changed keeps its lines; the dots are filled in and joined.

    The dots that lead to a page number are one text, not one a dot: half of all the texts of a short document were dots.
    """
    remake, lead = pages.remake_page, inline.handle_leader

    def remake_page(index: int, context: Any, *arguments: Any) -> Any:
        laid_out: dict[int, _LaidOut] = context.__dict__.setdefault("laid_out_pages", {})
        known, item = laid_out.get(index), context.page_maker[index]
        if known and known.item is item and known.is_whole and _settle(known.page, index, context):
            item[-1].update(known.found)
            return known.page, context.page_maker[index + 1][0]
        is_whole = not context.reported_footnotes and not context.broken_out_of_flow
        page, resume_at = remake(index, context, *arguments)
        is_whole = is_whole and not context.reported_footnotes and not context.broken_out_of_flow
        found = {name: item[-1][name] for name in ("anchors", "content_lookups")}
        now = laid_out[index] = _LaidOut(page, item, context.page_maker[index + 1], found, is_whole)
        if known and known.next_item is not now.next_item:
            _ask_again(context)
        return page, resume_at

    def handle_leader(context: Any, line: Any, containing_block: Any) -> None:
        index, leader = leader_index(line)
        before = leader.width if index and leader.children else 0
        unit = leader.children[0] if index and leader.children else None
        lead(context, line, containing_block)
        if unit is not None and len(leader.children) > 1:
            leader.children = (_joined(leader.children, context),)
            leader.filled = None if context.excluded_shapes else (unit, leader.width - before)

    with patch.object(pages, "remake_page", remake_page), patch.object(inline, "handle_leader", handle_leader):
        yield


@dataclass(frozen=True, slots=True)
class _LaidOut:
    """A page as it was laid out."""

    page: Any
    item: Any
    """Where it begins, and what was counted until then: another object when that changes."""
    next_item: Any
    """The same of the next page."""
    found: dict[str, list[Any]]
    """What WeasyPrint remembers of the page, to find each place and each number but once."""
    is_whole: bool
    """Whether nothing of the text goes on from or to another page but the text itself."""


@dataclass(frozen=True, slots=True)
class _Change:
    """A text with a number of a page that has become another."""

    line: Any
    parents: Sequence[Any]
    """What it stands in, from the line inwards."""
    box: Any
    layout: Any
    text: str
    growth: float
    """By so many pixels."""


def _settle(page: Any, index: int, context: Any) -> bool:
    """Puts the numbers of pages that are known now into a page; false, and nothing is done, where more would change."""
    counted = context.page_maker[index + 1][3][1]
    seen: set[Any] = set()
    changes = []
    for line, parents, box in _with_numbers(page):
        lookup = context.target_collector.counter_lookup_items.get((box.missing_link, "content"))
        if lookup is None:
            continue
        if line is None or box.missing_link in seen or _asks_for_all(lookup):
            return False
        seen.add(box.missing_link)
        lookup.pending = False
        lookup.parse_again(counted)
        change = _change(line, parents, box, context)
        if change is None:
            return False
        changes += [change] if change.layout is not None else []
    for change in changes:
        _apply(change, context)
    return True


def _asks_for_all(lookup: Any) -> bool:
    """Whether a text says how many pages there are, which may change still."""
    return any("pages" in names for names in (lookup.missing_counters, *lookup.missing_target_counters.values()))


def _ask_again(context: Any) -> None:
    """Has all pages looked at again, since places may have moved to other pages."""
    for *_, state in context.page_maker[:-1]:
        state["content_changed"] = True


def _with_numbers(box: Any, line: Any = None, parents: tuple[Any, ...] = ()) -> Iterator[tuple[Any, Any, Any]]:
    """The boxes below a box whose text has numbers of pages, each with its line and what it stands in there."""
    for child in getattr(box, "children", ()):
        if not hasattr(child, "missing_link"):  # a placeholder of what is positioned
            continue
        within = child if isinstance(child, LineBox) else line
        around = (*parents, child) if within is not None else ()
        if child.missing_link:
            yield within, around, child
        yield from _with_numbers(child, within, around)


def _texts(box: Any) -> list[Any]:
    """The texts in a box that are no dots."""
    if isinstance(box, TextBox):
        return [box]
    return [text for child in box.children if not child.is_leader for text in _texts(child)]


def _change(line: Any, parents: Sequence[Any], box: Any, context: Any) -> _Change | None:
    """What a number becomes, with no layout where it stays; None where lines may end elsewhere."""
    before, after = _texts(box), _texts(box.missing_link)
    if len(before) != len(after) or any(old not in box.children for old in before):
        return None
    changed = [(old, new.text) for old, new in zip(before, after, strict=True) if old.text != new.text]
    if not changed:
        return _Change(line, parents, box, None, "", 0)
    if len(changed) != 1:
        return None
    ((old, text),) = changed
    if _DIGITS.sub("", old.text) != _DIGITS.sub("", text):
        return None
    layout, _, resume_at, width, *_ = inline.split_first_line(text, old.style, context, None, old.justification_spacing)
    change = _Change(line, parents, old, layout, text, width - old.width)
    return change if resume_at is None and (change.growth == 0 or _has_room(change)) else None


def _has_room(change: _Change) -> bool:
    """Whether the dots before a number give way to it, and nothing else."""
    line, (*_, box) = change.line, change.parents
    _, leader = leader_index(line)
    filled = getattr(leader, "filled", None)
    style = line.style
    return bool(
        filled
        and leader in box.children
        and filled[1] >= change.growth > 0
        and style["text_align_all"] in _START[style["direction"]]
        and style["text_align_last"] in ("auto", *_START[style["direction"]])
    )


def _apply(change: _Change, context: Any) -> None:
    box = change.box
    box.text, box.pango_layout = change.text, change.layout
    if change.growth:
        box.width += change.growth
        _fill_again(change, context)


def _fill_again(change: _Change, context: Any) -> None:
    """Fills a line with dots again, of which the number behind them has taken some room."""
    line, growth = change.line, change.growth
    _, leader = leader_index(line)
    (dots,), (unit, extra) = leader.children, leader.filled
    extra -= growth
    leader.width -= growth
    leader.filled = (unit, extra)
    start = leader.position_x
    if line.style["direction"] == "ltr":
        change.box.position_x -= growth
    else:
        for one in change.parents:
            one.position_x -= growth
        start += extra + growth  # before what is at the left of it was moved
        leader.position_x += growth
    end = start + extra + unit.width
    places, place = [], line.position_x + line.width
    for _ in range(int(line.width // unit.width)):
        place -= unit.width
        if place >= start and place + unit.width <= end:
            one = unit.copy()
            one.position_x, one.position_y = place, dots.position_y
            places.append(one)
    leader.children = (_joined(places, context),) if places else ()
    if line.style["direction"] == "rtl":
        for one in leader.children:
            one.position_x -= extra


def _joined(texts: Sequence[Any], context: Any) -> Any:
    """One text instead of several equal ones that stand side by side."""
    left = min(texts, key=lambda text: text.position_x)
    whole = left.copy_with_text(left.text * len(texts))
    whole.pango_layout, *_ = inline.split_first_line(whole.text, whole.style, context, None, 0)
    whole.width = left.width * len(texts)
    return whole
