"""CSV (RFC 4180): UTF-8 with a byte order mark, which Excel wants, and no cell that a spreadsheet would reckon with."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from toolkit.exchange.archive import MOST_BYTES, refuse
from toolkit.exchange.table import COLUMNS, cells, read_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from toolkit.exchange.worklist import Return, Worklist

ENDING = ".csv"
_LIVE = re.compile(r"[\s\ufeff]*[=+\-@＝＋－＠|%]|[\t\r\n]|'")
"""A cell that begins so is a formula to one spreadsheet or another, or would lose its first sign on the way back."""
_DEFUSED = re.compile(r"'(?=[\s\ufeff]*[=+\-@＝＋－＠|%]|[\t\r\n]|')")
_LONGEST_CELL = 1_000_000


def write_csv(worklist: Worklist) -> bytes:
    """The worklist as a table; an apostrophe stands before what a spreadsheet would take for a formula."""
    return format_csv([COLUMNS, *(cells(worklist, row) for row in worklist.rows)])


def format_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows of cells, the heads first, with a byte order mark and no live cell."""
    target = io.StringIO()
    writer = csv.writer(target, lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerows([defused(cell) for cell in row] for row in rows)
    return b"\xef\xbb\xbf" + target.getvalue().encode()


def read_csv(path: Path, name: str) -> Return:
    """What came back, with commas, semicolons or tabs between the cells. Raises `ToolkitError` with one line."""
    return read_table(read_rows(path, name), name)


def read_rows(path: Path, name: str) -> list[tuple[int, list[str]]]:
    """The rows of a file with their lines, cells as they were before `format_csv`. Raises `ToolkitError` with one line."""
    try:
        data = path.read_bytes()
    except OSError as error:
        raise refuse(name, f"the file cannot be read: {error.strerror or error}", "check the name") from None
    if len(data) > MOST_BYTES:
        raise refuse(name, f"the file is larger than {MOST_BYTES >> 20} MiB", "divide it")
    text = _decoded(data, name)
    head = text.partition("\n")[0]
    delimiter = max(",;\t", key=head.count)
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    try:
        return [(reader.line_num, [armed(cell) for cell in row]) for row in reader]
    except csv.Error as error:
        raise refuse(name, f"this is no CSV: {error}", "export it again", reader.line_num) from None


def defused(cell: str) -> str:
    """The cell as text to every spreadsheet; `armed` is its inverse."""
    return f"'{cell}" if _LIVE.match(cell) else cell


def armed(cell: str) -> str:
    """The cell that was defused."""
    return cell[1:] if _DEFUSED.match(cell) else cell


def _decoded(data: bytes, name: str) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        hint = "save it as “CSV UTF-8”, or keep it as .xlsx"
        raise refuse(name, "the file is not UTF-8: letters were lost or would be", hint) from None
