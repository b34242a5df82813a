"""Tables whose rows have more cells than their head: named, since the parser would drop what is too much."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown_it.rules_block import table as read_table
from markdown_it.rules_block.table import escapedSplit, getLine

from toolkit.sources.rules.faults import Fault, add_fault

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock

_DASHES = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
_WITHIN = re.compile(r"(?:[-+*:~]|\d{1,9}[.)]|\[\^[^\[\]\s]{1,200}\]:)[ \t]")
"""Begins an item of a list, what is said of a term, or a note."""
_HINT = "write \\| for a | that belongs to the text, in code too; or give the head as many cells"


def use_whole_tables(markdown: MarkdownIt) -> None:
    """Reads tables, and names what would be lost of them."""
    markdown.block.ruler.at("table", _table, {"alt": ["paragraph", "reference"]})


def _table(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    begin = state.line
    if not read_table(state, start_line, end_line, silent):
        if not silent:
            _name_broken_head(state, start_line, end_line)
        return False
    if not silent and begin <= start_line:
        columns = len(_cells(state, start_line))
        for line in range(start_line + 2, state.line):
            cells = len(_cells(state, line))
            if cells > columns:
                message = f"the row has {cells} cells, and the table {columns} columns"
                add_fault(state.env, Fault(line, "table", message, _HINT))
    return True


def _name_broken_head(state: StateBlock, start_line: int, end_line: int) -> None:
    """A line of dashes below a head that does not fit makes no table at all."""
    if start_line + 1 >= end_line or state.is_code_block(start_line):
        return
    if _WITHIN.match(getLine(state, start_line).lstrip()):
        return  # the table is asked for again within it
    dashes = getLine(state, start_line + 1).strip()
    if "|" in dashes and "|" in getLine(state, start_line) and _DASHES.fullmatch(dashes):
        columns, cells = len(_cells(state, start_line + 1)), len(_cells(state, start_line))
        if columns != cells:
            message = f"the head has {cells} cells, and the line of dashes below it {columns}"
            add_fault(state.env, Fault(start_line, "table", message, _HINT))


def _cells(state: StateBlock, line: int) -> list[str]:
    cells = escapedSplit(getLine(state, line).strip())
    return cells[(cells[0] == "") : len(cells) - (len(cells) > 1 and cells[-1] == "")]
