"""What is handed out comes back as it was, in every format: over all catalogs of the project, and over any texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings

from tests.exchange.worklists import CATALOGS, of_catalog, targets, worklists
from toolkit.exchange.csv_table import read_csv, write_csv
from toolkit.exchange.docx import write_docx
from toolkit.exchange.docx_return import read_docx
from toolkit.exchange.po_patch import read_po_patch, write_po_patch
from toolkit.exchange.xliff import read_xliff, write_xliff, write_xliff_2
from toolkit.exchange.xlsx import read_xlsx, write_xlsx

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.exchange.worklist import Return, Worklist

FORMATS = {
    "csv": (write_csv, read_csv),
    "docx": (write_docx, read_docx),
    "po": (write_po_patch, read_po_patch),
    "xliff": (write_xliff, read_xliff),
    "xliff-2": (write_xliff_2, read_xliff),
    "xlsx": (write_xlsx, read_xlsx),
}
Write, Read = "Callable[[Worklist], bytes]", "Callable[[Path, str], Return]"


def there_and_back(worklist: Worklist, format: str, folder: Path) -> Return:
    write, read = FORMATS[format]
    path = folder / f"file.{format}"
    path.write_bytes(write(worklist))
    return read(path, path.name)


@pytest.mark.parametrize("format", FORMATS)
@pytest.mark.parametrize("catalog", CATALOGS, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_catalogs_of_the_project(catalog: Path, format: str, tmp_path: Path) -> None:
    """Every text, its id and the digest of its source."""
    worklist = of_catalog(catalog)
    found = there_and_back(worklist, format, tmp_path)
    assert found.refused == ()
    assert [(row.id, row.digest, row.target) for row in found.rows] == [
        (row.id, row.digest, row.target) for row in worklist.rows
    ]
    assert [row.source for row in found.rows] == [row.source for row in worklist.rows]
    assert (found.document, found.locale) == (catalog.stem, catalog.parent.name)


@pytest.mark.parametrize("format", FORMATS)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(worklist=worklists())
def test_any_texts(worklist: Worklist, format: str, tmp_path: Path) -> None:
    """Signs of formulas, markup, quotes and blanks come back as they went; notes of ours never come back as theirs."""
    if not worklist.rows:
        return
    found = there_and_back(worklist, format, tmp_path)
    assert found.refused == ()
    assert targets(found) == {row.id: row.target for row in worklist.rows}
    assert {row.id: row.source for row in found.rows} == {row.id: row.source for row in worklist.rows}
    if format.startswith(("docx", "xliff")):
        assert all(row.notes == () for row in found.rows)


@pytest.mark.parametrize("format", FORMATS)
def test_the_same_bytes(format: str) -> None:
    """The same worklist is the same file: nothing in it comes from a clock."""
    write, _ = FORMATS[format]
    worklist = of_catalog(CATALOGS[0])
    assert write(worklist) == write(worklist)
