"""What people and programs do to a worklist in Word: sort, join, delete, track, format, comment."""

from __future__ import annotations

import copy
import random
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.commands import needs
from tests.exchange.worklists import targets
from toolkit.catalog.model import State
from toolkit.errors import ToolkitError
from toolkit.exchange.docx import W, write_docx
from toolkit.exchange.docx_return import read_docx
from toolkit.exchange.worklist import Row, Worklist

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from lxml.etree import _Element

    from toolkit.exchange.worklist import Return

_W = f"{{{W}}}"
ROWS = (
    Row("rec-1", "Read **books**.", "Читайте **книги**.", State.TRANSLATED, ("Aims",), "item 1", notes=("Ask Anna.",)),
    Row("rec-2", "Open the doors.", "Откройте двери.", State.OUTDATED, ("Aims",), "item 2", previous="Open a door."),
    Row(
        "end/paragraph-" + "x" * 60,
        "The end.",
        "",
        State.UNTRANSLATED,
        ("End",),
        "paragraph 1",
        hints=("≈ 80 %: Конец",),
    ),
)
WORKLIST = Worklist("plan", "The plan", "en", "ru", "ltr", ROWS)
COMMENTS = f'<w:comments xmlns:w="{W}"><w:comment w:id="7" w:author="Anna"><w:p><w:r><w:t>Not sure.</w:t></w:r></w:p></w:comment></w:comments>'


def returned(folder: Path, edit: Callable[[_Element], object], more: dict[str, str] | None = None) -> Return:
    """The worklist after somebody has edited its main part."""
    path = folder / "back.docx"
    path.write_bytes(write_docx(WORKLIST))
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(parts["word/document.xml"])
    edit(root)
    parts |= {"word/document.xml": etree.tostring(root)} | {name: text.encode() for name, text in (more or {}).items()}
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return read_docx(path, path.name)


def control(root: _Element, kind: str, id: str) -> _Element:
    """A content control by the kind of its key and the beginning of its id."""
    found = [
        one for one in root.iter(f"{_W}sdt") if _tag(one).startswith(kind) and _tag(one).split(".")[3].startswith(id)
    ]
    return found[0]


def _tag(sdt: _Element) -> str:
    tag = sdt.find(f"{_W}sdtPr/{_W}tag")
    assert tag is not None
    return tag.get(f"{_W}val", "")


def content(sdt: _Element) -> _Element:
    found = sdt.find(f"{_W}sdtContent")
    assert found is not None
    return found


def run(text: str, *properties: str) -> _Element:
    inner = "".join(f"<w:{name}/>" for name in properties)
    return etree.fromstring(f'<w:r xmlns:w="{W}"><w:rPr>{inner}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>')


def rows(root: _Element) -> list[_Element]:
    return [row for row in root.iter(f"{_W}tr") if row.find(f".//{_W}sdt") is not None]


def test_long_ids_come_back_whole(tmp_path: Path) -> None:
    """A content control's key holds 64 characters; the place column says the rest."""
    found = returned(tmp_path, lambda root: None)
    assert [row.id for row in found.rows] == [row.id for row in ROWS]
    assert found.rows[1].source == "Open the doors."
    assert (found.document, found.locale) == ("plan", "ru")


def test_tracked_changes_count_as_accepted(tmp_path: Path) -> None:
    """Insertions are text, deletions are not; a row that was deleted says nothing."""

    def edit(root: _Element) -> None:
        inside = content(control(root, "pet", "rec-2"))
        gone = etree.SubElement(inside, f"{_W}del")
        gone.append(run("никогда"))
        new = etree.SubElement(inside, f"{_W}ins")
        new.append(run(" Настежь."))
        row = rows(root)[0]
        properties = row.find(f"{_W}trPr")
        assert properties is not None
        etree.SubElement(properties, f"{_W}del")

    found = targets(returned(tmp_path, edit))
    assert found["rec-2"] == "Откройте двери. Настежь."
    assert "rec-1" not in found


def test_formatting_is_read_as_markdown(tmp_path: Path) -> None:
    """Bold and italic that Word or a hand has made; the blanks stay outside."""

    def edit(root: _Element) -> None:
        inside = content(control(root, "pet", "rec-2"))
        inside[:] = [run("Очень "), run("важно ", "b"), run("и "), run("верно", "b", "i")]

    assert targets(returned(tmp_path, edit))["rec-2"] == "Очень **важно** и ***верно***"


def test_sorting_and_joining_harm_nothing(tmp_path: Path) -> None:
    """Rows in another order; two translations joined into one cell, the other cell left empty."""

    def edit(root: _Element) -> None:
        first, second = rows(root)[:2]
        table = first.getparent()
        assert table is not None
        table.append(first)
        one, two = (control(root, "pet", id) for id in ("rec-1", "rec-2"))
        paragraph, other = one.getparent(), two.getparent()
        assert paragraph is not None
        assert other is not None
        paragraph.append(two)
        del second

    found = returned(tmp_path, edit)
    assert found.refused == ()
    assert targets(found)["rec-1"] == "Читайте **книги**."
    assert targets(found)["rec-2"] == "Откройте двери."


def without_controls(root: _Element) -> None:
    """As a program saves the file that does not know them."""
    for sdt in list(root.iter(f"{_W}sdt")):
        parent = sdt.getparent()
        assert parent is not None
        for place, child in enumerate(content(sdt)):
            parent.insert(parent.index(sdt) + place, child)
        parent.remove(sdt)


def test_a_retyped_cell_is_found_without_its_control(tmp_path: Path) -> None:
    """Somebody deletes the frame and types into the cell; somebody else's program drops every frame."""

    def retype(root: _Element) -> None:
        sdt = control(root, "pet", "rec-1")
        paragraph = sdt.getparent()
        assert paragraph is not None
        paragraph.remove(sdt)
        paragraph.append(run("Новый текст."))

    assert targets(returned(tmp_path, retype))["rec-1"] == "Новый текст."
    assert targets(returned(tmp_path, without_controls)) == {row.id: row.target for row in ROWS}
    assert all(row.notes == () for row in returned(tmp_path, without_controls).rows)


@pytest.mark.parametrize(
    ("first", "count", "is_taken"), [(0, 2, True), (1, 2, False), (2, 2, False), (2, 0, False), (0, 4, False)]
)
def test_joined_cells_without_controls(first: int, count: int, is_taken: bool, tmp_path: Path) -> None:
    """A text is taken where its cell is its own, and refused by name where it was joined, with the next row's too (0)."""

    def edit(root: _Element) -> None:
        row = rows(root)[0]
        without_controls(root)
        cells = row.findall(f"{_W}tc")
        properties = cells[first].find(f"{_W}tcPr")
        assert properties is not None
        if not count:
            etree.SubElement(properties, f"{_W}vMerge", {f"{_W}val": "restart"})
            return
        etree.SubElement(properties, f"{_W}gridSpan", {f"{_W}val": str(count)})
        for cell in cells[first + 1 : first + count]:
            cells[first].extend(cell.findall(f"{_W}p"))
            row.remove(cell)

    found = returned(tmp_path, edit)
    if is_taken:
        assert found.refused == ()
        assert targets(found)["rec-1"] == ROWS[0].target
    else:
        (refused,) = found.refused
        assert refused.message.startswith("rec-1: the cells of its translation were joined: ")
        assert [row.id for row in found.left] == ["rec-1"]
        assert not targets(found)["rec-1"]
    assert targets(found)["rec-2"] == ROWS[1].target


def test_placeholders_are_no_text(tmp_path: Path) -> None:
    """What Word shows in an empty frame is not a translation."""

    def edit(root: _Element) -> None:
        sdt = control(root, "pet", "end/")
        properties = sdt.find(f"{_W}sdtPr")
        assert properties is not None
        etree.SubElement(properties, f"{_W}showingPlcHdr")
        content(sdt)[:] = [run("Click or tap here to enter text.")]

    found = returned(tmp_path, edit)
    assert targets(found)[ROWS[2].id] == ""


def test_comments_and_notes_come_back(tmp_path: Path) -> None:
    """With their author; what was handed out does not come back as if it were new."""

    def edit(root: _Element) -> None:
        inside = content(control(root, "pet", "rec-1"))
        etree.SubElement(etree.SubElement(inside, f"{_W}r"), f"{_W}commentReference", {f"{_W}id": "7"})
        row = rows(root)[0]
        last = row.findall(f"{_W}tc")[3].findall(f"{_W}p")[-1]
        last.append(run("See the glossary."))

    found = returned(tmp_path, edit, {"word/comments.xml": COMMENTS})
    assert found.rows[0].notes == ("Anna: Not sure.", "See the glossary.")


def test_rows_that_nobody_knows_are_refused(tmp_path: Path) -> None:
    """A row of one's own cannot be placed; the rest comes in."""

    def edit(root: _Element) -> None:
        row = copy.deepcopy(rows(root)[0])
        for sdt in list(row.iter(f"{_W}sdt")):
            parent = sdt.getparent()
            assert parent is not None
            parent.remove(sdt)
        cells = row.findall(f"{_W}tc")
        cells[0][:] = [etree.fromstring(f'<w:p xmlns:w="{W}"/>')]
        cells[2].findall(f"{_W}p")[-1].append(run("Откуда это?"))
        table = rows(root)[0].getparent()
        assert table is not None
        table.append(row)

    found = returned(tmp_path, edit)
    assert [one.message for one in found.refused] == ["the row has no id: 'Откуда это?'"]
    assert len(found.rows) == 3


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ({"word/document.xml": f'<!DOCTYPE a [<!ENTITY b "c">]><w:document xmlns:w="{W}"/>'}, "document type"),
        ({"word/document.xml": f'<w:document xmlns:w="{W}">'}, "not well-formed"),
        ({"word/vbaProject.bin": "x"}, "carries a program"),
        ({"word/document.xml": f'<w:document xmlns:w="{W}"/>'}, "no worklist"),
        ({"other.xml": "<a/>"}, "no Word file"),
        ({"word/document.xml": " " * 70_000_000}, "unpacks to far more"),
    ],
)
def test_hostile_files_are_refused_in_one_line(parts: dict[str, str], message: str, tmp_path: Path) -> None:
    """Entities, programs, bombs and damaged files."""
    path = tmp_path / "bad.docx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    with pytest.raises(ToolkitError) as caught:
        read_docx(path, path.name)
    assert message in caught.value.diagnostics[0].message


def test_what_is_no_archive_is_refused(tmp_path: Path) -> None:
    """A text with the ending of a Word file."""
    path = tmp_path / "bad.docx"
    path.write_text("no")
    with pytest.raises(ToolkitError, match="no office file"):
        read_docx(path, path.name)


@pytest.mark.parametrize("seed", range(5))
def test_what_word_strews_in_when_it_saves_harms_nothing(seed: int, tmp_path: Path) -> None:
    """Runs cut anywhere, revision marks, spelling marks, bookmarks, smart tags, languages, page breaks of the last printing."""
    found = returned(tmp_path, lambda root: _saved_by_word(root, random.Random(seed)))  # noqa: S311 - the same at every run
    assert targets(found) == {row.id: row.target for row in ROWS}
    assert [row.source for row in found.rows] == [row.source for row in ROWS]
    assert found.refused == ()


def _saved_by_word(root: _Element, chance: random.Random) -> None:
    for number, one in enumerate([*root.iter(f"{_W}p", f"{_W}tr")]):
        one.set(f"{_W}rsidR", f"00A1{number:04X}")
        one.set("{http://schemas.microsoft.com/office/word/2010/wordml}paraId", f"{number + 1:08X}")
    for number, one in enumerate([*root.iter(f"{_W}r")]):
        text, parent = one.find(f"{_W}t"), one.getparent()
        if text is None or not text.text or len(one.findall("*")) > 2 or parent is None:
            continue
        cuts = sorted(chance.randrange(len(text.text) + 1) for _ in range(2))
        made = [
            _piece(one, part) for part in (text.text[: cuts[0]], text.text[cuts[0] : cuts[1]], text.text[cuts[1] :])
        ]
        if chance.random() < 0.5:
            tag = etree.Element(f"{_W}smartTag", {f"{_W}uri": "urn:schemas-microsoft-com:office", f"{_W}element": "a"})
            tag.append(made[1])
            made[1] = tag
        marks = [
            etree.Element(f"{_W}proofErr", {f"{_W}type": "spellStart"}),
            etree.Element(f"{_W}bookmarkStart", {f"{_W}id": str(number), f"{_W}name": "_GoBack"}),
            etree.Element(f"{_W}bookmarkEnd", {f"{_W}id": str(number)}),
            etree.Element(f"{_W}proofErr", {f"{_W}type": "spellEnd"}),
        ]
        pieces = [marks[0], made[0], marks[1], made[1], marks[2], made[2], marks[3]]
        place = parent.index(one)
        parent[place : place + 1] = pieces


def _piece(run: _Element, words: str) -> _Element:
    piece = copy.deepcopy(run)
    piece.set(f"{_W}rsidRPr", "00B2C3D4")
    text = piece.find(f"{_W}t")
    assert text is not None
    text.text = words
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    text.addprevious(etree.Element(f"{_W}lastRenderedPageBreak"))
    properties = piece.find(f"{_W}rPr")
    if properties is None:
        properties = etree.Element(f"{_W}rPr")
        piece.insert(0, properties)
    etree.SubElement(properties, f"{_W}lang", {f"{_W}val": "en-US"})
    return piece


@needs("soffice")
def test_libreoffice_keeps_what_matters(tmp_path: Path) -> None:
    """Opened and saved by LibreOffice: every id, source and text."""
    path = tmp_path / "plan.docx"
    path.write_bytes(write_docx(WORKLIST))
    folder = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "docx", "--outdir", folder, path],
        check=True,
        capture_output=True,
        timeout=180,
    )
    found = read_docx(folder / path.name, path.name)
    assert targets(found) == {row.id: row.target for row in ROWS}
    assert [row.source for row in found.rows] == [row.source for row in ROWS]
    assert [(row.digest, row.sent) for row in found.rows] == [(row.digest, row.sent) for row in ROWS]
    assert all(row.notes == () for row in found.rows)
