"""Worklists as tables: what spreadsheets do to them, and what is refused."""

from __future__ import annotations

import csv
import datetime
import io
import subprocess
import zipfile
from typing import TYPE_CHECKING

import openpyxl
import pytest

from tests.commands import needs
from tests.exchange.worklists import targets
from toolkit.catalog.model import State
from toolkit.errors import ToolkitError
from toolkit.exchange.csv_table import armed, defused, read_csv, write_csv
from toolkit.exchange.worklist import Row, Worklist
from toolkit.exchange.xlsx import read_xlsx, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

ROWS = (
    Row("rec-1", "=1+1", "-2 °C", State.TRANSLATED),
    Row("rec-2", "Open the doors.", "Откройте двери.", State.DRAFT),
    Row("rec-3", "The end.", "", State.UNTRANSLATED),
)
WORKLIST = Worklist("plan", "The plan", "en", "ru", "ltr", ROWS)


@pytest.mark.parametrize(
    "cell", ["=1+1", " =1+1", "\ufeff=1+1", "+7", "-2", "@a", "'=1", "''", "\tx", "＝1", "a", "", "%x"]
)
def test_no_cell_is_a_formula(cell: str) -> None:
    """Whatever stands before the sign; and every cell comes back as it was."""
    assert not defused(cell).lstrip().startswith(("=", "+", "-", "@", "＝"))
    assert armed(defused(cell)) == cell


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_csv_saved_elsewhere(delimiter: str, tmp_path: Path) -> None:
    """With other delimiters, other columns first, a column more, and rows in another order."""
    rows = list(csv.reader(io.StringIO(write_csv(WORKLIST).decode("utf-8-sig"))))
    turned = [["mine", *reversed(row)] for row in [rows[0], *reversed(rows[1:])]]
    target = io.StringIO()
    csv.writer(target, delimiter=delimiter).writerows(turned)
    path = tmp_path / "plan.csv"
    path.write_text(target.getvalue(), encoding="utf-8")
    assert targets(read_csv(path, path.name)) == {row.id: row.target for row in ROWS}


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("id;translation\nrec-1;Привет".encode("cp1251"), "not UTF-8"),
        (b"a,b\n1,2\n", "no worklist"),
        (b"", "no worklist"),
        (b'id,translation\n"rec-1,x', "no CSV|no worklist|"),
    ],
)
def test_csv_that_is_refused(data: bytes, message: str, tmp_path: Path) -> None:
    """In one line; letters that were lost are never taken for a translation."""
    path = tmp_path / "plan.csv"
    path.write_bytes(data)
    if message.endswith("|"):
        read_csv(path, path.name)
        return
    with pytest.raises(ToolkitError, match=message):
        read_csv(path, path.name)


def test_rows_of_doubt_are_named(tmp_path: Path) -> None:
    """The same id twice with other texts; a translation without an id; a remark of somebody's is passed over."""
    path = tmp_path / "plan.csv"
    path.write_text("id,translation\nrec-1,a\nrec-1,b\n,c\nrec-1,a\n,\n", encoding="utf-8")
    found = read_csv(path, path.name)
    assert targets(found) == {"rec-1": "a"}
    assert [(one.location.line, one.message) for one in found.refused if one.location] == [
        (3, "the id rec-1 stands in an earlier row too"),
        (4, "the row has no id"),
    ]


def test_a_formula_is_refused_by_its_cell(tmp_path: Path) -> None:
    """The rest of the sheet comes in."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_xlsx(WORKLIST))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    sheet["C2"] = '=HYPERLINK("http://a.example")'
    sheet["C4"] = "Конец."
    book.save(path)
    found = read_xlsx(path, path.name)
    assert [one.message for one in found.refused] == ["the cell C2 has a formula"]
    assert targets(found)["rec-3"] == "Конец."


def test_sources_are_locked_and_translations_free() -> None:
    """No formula, no link; heads stay in sight; states are a list."""
    book = openpyxl.load_workbook(io.BytesIO(write_xlsx(WORKLIST)))
    sheet = book.worksheets[0]
    assert sheet.protection.sheet
    assert (sheet["B2"].protection.locked, sheet["C2"].protection.locked) == (True, False)
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert sheet.freeze_panes == "A2"
    assert sheet.data_validations.dataValidation[0].type == "list"


def test_a_text_longer_than_a_cell_is_named() -> None:
    """Excel would cut it without a word."""
    long = Worklist("plan", "The plan", "en", "ru", "ltr", (Row("rec-1", "x" * 40_000),))
    with pytest.raises(ToolkitError, match="rec-1: its source has 40,000 characters"):
        write_xlsx(long)


@pytest.mark.parametrize(
    ("part", "text", "message"),
    [
        ("xl/workbook.xml", '<!DOCTYPE a [<!ENTITY b "c">]><a/>', "document type"),
        ("xl/vbaProject.bin", "x", "carries a program"),
        ("xl/worksheets/sheet1.xml", "<a", "not well-formed"),
    ],
)
def test_hostile_workbooks(part: str, text: str, message: str, tmp_path: Path) -> None:
    """Refused before a parser of theirs sees them."""
    path = tmp_path / "plan.xlsx"
    with zipfile.ZipFile(io.BytesIO(write_xlsx(WORKLIST))) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()} | {part: text.encode()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    with pytest.raises(ToolkitError, match=message):
        read_xlsx(path, path.name)


@needs("soffice")
@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_libreoffice_keeps_the_sheet(kind: str, tmp_path: Path) -> None:
    """Opened and saved again as a sheet, or as CSV with semicolons."""
    path = tmp_path / "plan.xlsx"
    path.write_bytes(write_xlsx(WORKLIST))
    folder, profile = tmp_path / "saved", f"-env:UserInstallation=file://{tmp_path}/profile"
    target = "xlsx" if kind == "xlsx" else "csv:Text - txt - csv (StarCalc):59,34,76,1"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", target, "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    read = read_xlsx if kind == "xlsx" else read_csv
    found = read(folder / f"plan.{kind}", "plan")
    assert targets(found) == {row.id: row.target for row in ROWS}


def test_cells_without_text_refuse_their_row_in_our_columns_alone(tmp_path: Path) -> None:
    """Dates, truth values and formulas in a translation; a formula in a column of one's own is nobody's business."""
    path = tmp_path / "a.xlsx"
    path.write_bytes(write_xlsx(WORKLIST))
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    column = next(cell.column for cell in sheet[1] if cell.value == "translation")
    sheet.cell(1, 20).value = "words"
    sheet.cell(2, 20).value = "=LEN(B2)"
    sheet.cell(2, column).value = 2023
    sheet.cell(3, column).value = datetime.date(2023, 5, 5)
    sheet.cell(4, column).value = True
    book.save(path)
    found = read_xlsx(path, path.name)
    assert targets(found) == {"rec-1": "2023"}
    assert [one.message.rpartition(" has ")[2] for one in found.refused] == ["a date", "a truth value"]
    assert [(row.id, row.target) for row in found.left] == [("rec-2", ""), ("rec-3", "")]
