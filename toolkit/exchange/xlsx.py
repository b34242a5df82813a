"""XLSX: a sheet that Excel, LibreOffice and their like open; sources locked, translations free, no formula ever."""

from __future__ import annotations

import datetime
import io
from dataclasses import replace
from itertools import islice
from typing import TYPE_CHECKING, Any

from toolkit.catalog.model import State
from toolkit.errors import ToolkitError
from toolkit.exchange.archive import open_archive, parse_xml, refuse
from toolkit.exchange.table import COLUMNS, Unreadable, cells, read_table

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.exchange.worklist import Return, Worklist

ENDING = ".xlsx"
_LONGEST_CELL = 32_767
"""Characters: Excel cuts the rest off without a word."""
_WIDTHS = {"place": 28, "source": 60, "translation": 60, "state": 13, "note": 30, "hints": 30}
_FREE = frozenset(("translation", "state", "note"))
_HIDDEN = frozenset(("previous source", "id", "digest", "document", "language"))
_OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
    "nan_inf_to_errors": False,
}
_ALLOWED = {"autofilter": True, "format_columns": True, "format_rows": True, "sort": True, "select_locked_cells": True}
_MOST_ROWS = 200_000
_CREATED = datetime.datetime(1980, 1, 1)  # noqa: DTZ001 - a fixed date, not a moment


def write_xlsx(worklist: Worklist) -> bytes:
    """The worklist as one sheet. Raises `ToolkitError` for a text that no cell can hold."""
    import xlsxwriter

    target = io.BytesIO()
    book: Any = xlsxwriter.Workbook(target, _OPTIONS)
    # No clock in the bytes: the same worklist is the same file.
    book.set_properties({"title": worklist.title, "created": _CREATED})
    sheet: Any = book.add_worksheet(worklist.locale[:31])
    head = book.add_format({"bold": True, "locked": True, "bottom": 1, "text_wrap": True})
    locked = book.add_format(
        {"text_wrap": True, "valign": "top", "locked": True, "num_format": "@", "bg_color": "#F2F2F2"}
    )
    free = book.add_format({
        "text_wrap": True, "valign": "top", "locked": False, "num_format": "@",
        "reading_order": 2 if worklist.direction == "rtl" else 0,
    })  # fmt: skip
    for place, column in enumerate(COLUMNS):
        sheet.write_string(0, place, column, head)
        options = {"hidden": True} if column in _HIDDEN else {}
        sheet.set_column(place, place, _WIDTHS.get(column, 12), None, options)
    for number, row in enumerate(worklist.rows, start=1):
        for place, (column, cell) in enumerate(zip(COLUMNS, cells(worklist, row), strict=True)):
            if len(cell) > _LONGEST_CELL:
                message = f"{row.id}: its {column} has {len(cell):,} characters, a cell holds {_LONGEST_CELL:,}"
                raise refuse(f"{worklist.document}.{worklist.locale}{ENDING}", message, "export it as docx or xliff")
            sheet.write_string(number, place, cell, free if column in _FREE else locked)
    last = max(len(worklist.rows), 1)
    states = COLUMNS.index("state")
    sheet.data_validation(1, states, last, states, {"validate": "list", "source": [str(state) for state in State]})
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    sheet.protect("", _ALLOWED)
    book.close()
    return target.getvalue()


def read_xlsx(path: Path, name: str) -> Return:
    """What came back: the first sheet that has the heads. Raises `ToolkitError` with one line; a row is refused where a cell has no text."""
    archive = open_archive(path, name)
    for part, data in archive.parts.items():
        if part.endswith((".xml", ".rels")):
            parse_xml(data, name, part)
    book = _workbook(path, name)
    first: ToolkitError | None = None
    for sheet in book.worksheets:
        try:
            found = read_table(_rows(sheet, name), name, sheet.title)
        except ToolkitError as error:
            first = first or error
            continue
        return replace(found, person=str(book.properties.lastModifiedBy or ""))
    raise first or refuse(name, "the file has no sheet", "name a worklist that was handed out")


def _workbook(path: Path, name: str) -> Any:
    import warnings

    import openpyxl

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # extensions that openpyxl leaves out are of no use here
            return openpyxl.load_workbook(path, read_only=True, data_only=False, keep_links=False)
    except Exception as error:  # noqa: BLE001 - openpyxl raises whatever its reading of a damaged part meets
        raise _unreadable(name, error) from None


def _rows(sheet: Any, name: str) -> Iterator[tuple[int, list[str]]]:
    """The rows, which openpyxl reads one by one. Raises `ToolkitError` for a row that it cannot read."""
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            sheet.reset_dimensions()  # what the file says of its size is not believed
            for number, row in enumerate(islice(sheet.iter_rows(), _MOST_ROWS), start=1):
                yield number, [_cell(cell) for cell in row]
    except Exception as error:  # noqa: BLE001 - as above
        raise _unreadable(name, error) from None


def _unreadable(name: str, error: Exception) -> ToolkitError:
    return refuse(
        name,
        f"the workbook cannot be read ({type(error).__name__})",
        "open it in its program and save it again as .xlsx",
    )


def _cell(cell: Any) -> str:
    """The cell as text; what its program has made a formula, a date, a truth value or an error of is none."""
    value = cell.value
    if value is None or (
        isinstance(value, str | int | float) and not isinstance(value, bool) and cell.data_type in "sn"
    ):
        is_share = isinstance(value, float | int) and "%" in str(cell.number_format)
        return "" if value is None else f"{value * 100:.10g}%" if is_share else str(value)
    if cell.data_type in {"s", "inlineStr", "str"}:
        return str(value)  # text with formatting
    what = {"f": "a formula", "d": "a date", "b": "a truth value", "e": "an error"}.get(cell.data_type, "no text")
    return Unreadable(f"the cell {cell.coordinate} has {what}")
