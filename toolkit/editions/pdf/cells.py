"""Tables of many thousand cells: of lines around them that are alike, of which WeasyPrint 70 makes one for each, one is kept."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.formatting_structure import build

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def light_cells() -> Iterator[None]:
    """Within it, a cell of a table costs less memory; nothing else changes."""
    collapse = build.collapse_table_borders

    def collapse_borders(*arguments: Any) -> Any:
        known: dict[Any, Any] = {}
        return tuple(
            [[known.setdefault(border, border) for border in line] for line in grid] for grid in collapse(*arguments)
        )

    with patch.object(build, "collapse_table_borders", collapse_borders):
        yield
