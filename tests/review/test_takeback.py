"""Worklists that came back, merged into the catalog they were handed out of."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from typing import TYPE_CHECKING

import openpyxl

from tests.tiny_project import make_project, write_catalog
from toolkit.catalog.model import State, source_digest
from toolkit.catalog.po import read_po
from toolkit.collection.collection import Collection
from toolkit.errors import Location
from toolkit.exchange.csv_table import read_csv, write_csv
from toolkit.exchange.worklist import Return, Returned, Worklist
from toolkit.exchange.xlsx import read_xlsx, write_xlsx
from toolkit.project.project import find_project
from toolkit.review.handout import make_worklist
from toolkit.review.merge.result import Outcome
from toolkit.review.takeback import TakenBack, take_back

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.catalog.model import Message

SOURCE = "First text.\n\nSecond text.\n\nThird text.\n"


def handed_out(root: Path) -> Worklist:
    make_project(root, SOURCE, ("en", "ru"))
    document = Collection(find_project(root)).document("doc")
    first, second, third = (segment for segment in document.segments if not segment.id.startswith("meta/"))
    texts = {(first.id, first.text): "Первый.", (second.id, second.text): "Второй.", (third.id, third.text): ""}
    write_catalog(root, "ru", texts)
    return worklist(root)


def worklist(root: Path) -> Worklist:
    made = make_worklist(Collection(find_project(root)), "doc", "ru", (), lambda *_: ())
    return replace(made, rows=tuple(row for row in made.rows if not row.id.startswith("meta/")))


def back(made: Worklist, *texts: str, **changed: object) -> Return:
    """The worklist with other translations."""
    rows = tuple(
        Returned(row.id, row.digest, text, Location("back", number), row.sent, row.source)
        for number, (row, text) in enumerate(zip(made.rows, texts, strict=True), start=1)
    )
    return Return("doc", "ru", tuple(replace(row, **changed) for row in rows))  # type: ignore[arg-type]


def take(root: Path, made: Return, **options: object) -> tuple[TakenBack, list[Message]]:
    done = take_back(
        find_project(root), made, "docx/Anna Petrova", person="Anna Petrova", now="2026-11-28 10:00+0000", **options
    )  # type: ignore[arg-type]
    return done, [one for one in read_po(root / "i18n/ru/doc.po").live if not (one.msgctxt or "").startswith("meta/")]


def test_what_changed_is_taken_with_its_origin(tmp_path: Path) -> None:
    """And who did it stands in the header; an empty cell empties nothing."""
    made = handed_out(tmp_path)
    done, messages = take(tmp_path, back(made, "Первый!", "", "Третий."))
    assert [message.msgstr[0] for message in messages] == ["Первый!", "Второй.", "Третий."]
    assert [message.state for message in messages] == [State.TRANSLATED] * 3
    assert [message.origin for message in messages] == ["docx/Anna Petrova", None, "docx/Anna Petrova"]
    assert done.refused == ()
    catalog = read_po(tmp_path / "i18n/ru/doc.po")
    assert catalog.value("Last-Translator") == "Anna Petrova"
    assert catalog.value("PO-Revision-Date") == "2026-11-28 10:00+0000"


def test_taken_twice_is_taken_once(tmp_path: Path) -> None:
    """The same file again has nothing to change; a file as it went out has nothing either."""
    made = handed_out(tmp_path)
    before = (tmp_path / "i18n/ru/doc.po").read_bytes()
    assert not take(tmp_path, back(made, *(row.target for row in made.rows)))[0].changed
    assert (tmp_path / "i18n/ru/doc.po").read_bytes() == before
    take(tmp_path, back(made, "Первый!", "Второй.", "Третий."))
    again, _ = take(tmp_path, back(made, "Первый!", "Второй.", "Третий."))
    assert not again.changed


def test_two_peoples_texts_are_a_conflict(tmp_path: Path) -> None:
    """The catalog has gone on since the file was handed out: both texts can be read."""
    made = handed_out(tmp_path)
    write_catalog(tmp_path, "ru", {(made.rows[0].id, made.rows[0].source): "Самый первый."})
    done, messages = take(tmp_path, back(made, "Первый!", "", ""))
    assert [one.id for one in done.merged.having(Outcome.CONFLICT)] == [made.rows[0].id]
    assert "Самый первый." in messages[0].msgstr[0]
    assert any("Первый!" in line for line in messages[0].comments)
    assert messages[0].fuzzy


def test_a_translation_of_an_older_source_is_outdated(tmp_path: Path) -> None:
    """It fills what is empty, but not as right; and it does not displace a translation of today's source."""
    made = handed_out(tmp_path)
    old = "An older text."
    returned = back(made, "Старый.", "", "Тоже старый.", source=old, digest=source_digest(old))
    _, messages = take(tmp_path, returned)
    assert (messages[0].msgid, messages[0].msgstr[0], messages[0].state) == ("First text.", "Первый.", State.TRANSLATED)
    assert (messages[2].msgid, messages[2].msgstr[0], messages[2].state) == (
        "Third text.",
        "Тоже старый.",
        State.OUTDATED,
    )


def test_an_edited_source_and_a_foreign_row_are_refused_by_name(tmp_path: Path) -> None:
    """The rest comes in; what was refused can be mended and imported again."""
    made = handed_out(tmp_path)
    returned = back(made, "Первый!", "Второй!", "Третий.")
    rows = (
        replace(returned.rows[0], source="First text, edited."),
        replace(returned.rows[1], id="elsewhere"),
        returned.rows[2],
    )
    done, messages = take(tmp_path, replace(returned, rows=rows))
    assert [one.message for one in done.refused] == [
        f"{made.rows[0].id}: its source was edited",
        "elsewhere: there is no such text in the catalog",
    ]
    assert [message.msgstr[0] for message in messages] == ["Первый.", "Второй.", "Третий."]
    assert [(row.id, row.target) for row in done.left.rows] == [(made.rows[0].id, "Первый!"), ("elsewhere", "Второй!")]


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    """It says what would be done."""
    made = handed_out(tmp_path)
    before = (tmp_path / "i18n/ru/doc.po").read_bytes()
    done, _ = take(tmp_path, back(made, "Первый!", "", ""), dry_run=True)
    assert done.changed
    assert (tmp_path / "i18n/ru/doc.po").read_bytes() == before


def test_states_of_the_table_are_obeyed(tmp_path: Path) -> None:
    """A text that is sent back as a draft is a draft; notes become comments."""
    made = handed_out(tmp_path)
    _, messages = take(tmp_path, back(made, "", "", "Третий?", state=State.DRAFT, notes=("Anna: not sure",)))
    assert messages[2].state is State.DRAFT
    assert "Anna: not sure" in messages[2].comments


def test_refused_rows_are_mended_and_imported_again(tmp_path: Path) -> None:
    """A formula, a lost id, an edited source: the file has each of them, and mended they come in as if nothing had been."""
    made = handed_out(tmp_path)
    (tmp_path / "a.xlsx").write_bytes(write_xlsx(made))
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    sheet = book.worksheets[0]
    place = {cell.value: cell.column for cell in sheet[1]}
    sheet.cell(2, place["translation"]).value = "=A1"
    sheet.cell(3, place["id"]).value = None
    sheet.cell(3, place["translation"]).value = "Второй!"
    sheet.cell(4, place["source"]).value = "Edited."
    sheet.cell(4, place["translation"]).value = "Третий!"
    book.save(tmp_path / "a.xlsx")
    done, _ = take(tmp_path, read_xlsx(tmp_path / "a.xlsx", "a.xlsx"))
    assert len(done.refused) == 3
    assert not done.changed
    (tmp_path / "b.csv").write_bytes(write_csv(done.left))
    rows = list(csv.DictReader(io.StringIO((tmp_path / "b.csv").read_text("utf-8-sig"))))
    ids = {row.source: row.id for row in made.rows}
    for row in rows:
        row["id"] = row["id"] or ids["Second text."]
        row["translation"] = row["translation"] or "Первый!"
    with (tmp_path / "b.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    done, messages = take(tmp_path, read_csv(tmp_path / "b.csv", "b.csv"))
    assert done.refused == ()
    assert not done.merged.having(Outcome.CONFLICT)
    assert [(one.msgstr[0], one.state) for one in messages] == [
        (text, State.TRANSLATED) for text in ("Первый!", "Второй!", "Третий!")
    ]
