"""Tables of HTML as rows of equal length: joined cells keep their words in the first of the places they cover."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MOST_COLUMNS = 200
_MOST_ROWS = 20_000


@dataclass(frozen=True, slots=True)
class Grid:
    """A table; None stands for a place that a cell above or before it covers, or that has none."""

    rows: list[list[_Element | None]]
    width: int
    merged: bool
    headed: bool
    """Its first row is a head by its own words."""
    aligns: tuple[str, ...]


def read_grid(table: _Element) -> Grid:
    """The cells of a table by row and column."""
    rows: list[list[_Element | None]] = []
    covered: dict[int, int] = {}
    merged = headed = False
    for row in _rows(table):
        line: list[_Element | None] = []
        cells = [one for one in row if one.tag in {"td", "th"}]
        for cell in cells:
            _cover(line, covered)
            across, down = _span(cell, "colspan", _MOST_COLUMNS), _span(cell, "rowspan", _MOST_ROWS)
            merged = merged or across > 1 or down > 1
            for place in range(len(line), len(line) + across):
                if down > 1:
                    covered[place] = down - 1
            line += [cell, *[None] * (across - 1)]
        _cover(line, covered)
        if cells:
            headed = headed or (not rows and all(cell.tag == "th" for cell in cells))
            rows.append(line[:_MOST_COLUMNS])
    rows = [row for row in rows if any(_has_content(cell) for cell in row)]
    width = max(map(len, rows), default=0)
    for line in rows:
        line.extend([None] * (width - len(line)))
    return Grid(rows, width, merged, headed, tuple(_align(rows, column) for column in range(width)))


def _rows(table: _Element) -> Iterator[_Element]:
    return (row for row in table.iter("tr") if next(row.iterancestors("table"), None) is table)


def _cover(line: list[_Element | None], covered: dict[int, int]) -> None:
    """Leaves the places free that cells of rows above cover."""
    while covered.get(len(line), 0) > 0:
        covered[len(line)] -= 1
        line.append(None)


def _span(cell: _Element, name: str, most: int) -> int:
    text = cell.get(name, "1").strip()
    return min(max(int(text), 1), most) if re.fullmatch(r"\d{1,6}", text) else 1


def _has_content(cell: _Element | None) -> bool:
    return cell is not None and (bool("".join(map(str, cell.itertext())).strip()) or cell.find(".//img") is not None)


def _align(rows: list[list[_Element | None]], column: int) -> str:
    """How most cells below the first row stand, where they all say the same."""
    found = {_align_of(row[column]) for row in rows[1:] if row[column] is not None}
    return found.pop() if len(found) == 1 else ""


def _align_of(cell: _Element | None) -> str:
    assert cell is not None
    inner = next((one for one in cell if one.tag == "p"), cell)
    for one in (cell, inner):
        match = re.search(r"text-align:\s*(left|right|center)", one.get("style", "").lower())
        said = match[1] if match else one.get("align", "").lower()
        if said in {"right", "center"}:
            return said
    return ""
