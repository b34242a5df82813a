"""Tables of many thousand cells: what WeasyPrint 70 makes for each of them and never asks for is not made."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.css import cssselect2
from weasyprint.formatting_structure import build

if TYPE_CHECKING:
    from collections.abc import Iterator

_PARTS = frozenset(("table", "thead", "tbody", "tfoot", "tr", "th", "td"))
"""Elements that are no list items, and no notes."""
_OF_OTHERS = frozenset(("marker", "footnote-call", "footnote-marker", "note-call", "note-marker", "note-callback"))
"""Pseudo-elements that only list items and notes have: WeasyPrint's style sheet gives them to every element."""


@contextmanager
def light_cells() -> Iterator[None]:
    """Within it, a cell of a table costs a fifth of the memory; nothing else changes."""
    match, collapse = cssselect2.Matcher.match, build.collapse_table_borders

    def match_what_is_asked(self: Any, element: Any) -> Any:
        found = match(self, element)
        if element.local_name in _PARTS:
            return [selector for selector in found if selector[2] not in _OF_OTHERS]
        return found

    def collapse_borders(*arguments: Any) -> Any:
        known: dict[Any, Any] = {}
        return tuple(
            [[known.setdefault(border, border) for border in line] for line in grid] for grid in collapse(*arguments)
        )

    with (
        patch.object(cssselect2.Matcher, "match", match_what_is_asked),
        patch.object(build, "collapse_table_borders", collapse_borders),
    ):
        yield
