"""What comes back from Word: every row by its content controls, whatever was sorted, joined, added or typed anew.

Tracked changes count as accepted: insertions are text, deletions are not. Formatting that Word or a hand has put on words
of a translation is read as the Markdown that means the same.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.catalog.model import source_digest
from toolkit.errors import Diagnostic, Location
from toolkit.exchange.archive import open_archive, refuse
from toolkit.exchange.docx import GIVEN, HEADS, NOTES, SOURCE, TARGET, W
from toolkit.exchange.docx_text import is_placeholder, marked_text, text_of
from toolkit.exchange.worklist import Return, Returned, Row

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

    from toolkit.exchange.archive import Archive

_W = f"{{{W}}}"
_KEY = re.compile(
    rf"(?P<kind>{SOURCE}|{TARGET}|{NOTES})\.(?P<digest>[0-9a-f]{{8}})\.(?P<sent>[0-9a-f]{{8}})\.(?P<id>.+)"
)
_MARK = re.compile(r"_p\d+_([0-9a-f]{8})_([0-9a-f]{8})")
_SUBJECT = re.compile(r"polyedition (?P<document>\S+) (?P<locale>\S+)")
LINE = re.compile(r"(?P<document>\S+) · \S+ → (?P<locale>\S+)")
"""What a worklist says below its title."""
_LONGEST_KEY = 64
_TRANSLATION = HEADS.index("Translation")


def read_docx(path: Path, name: str) -> Return:
    """What came back. Raises `ToolkitError` with one line for a file that is no worklist."""
    archive = open_archive(path, name)
    root = archive.xml("word/document.xml")
    if root is None:
        raise refuse(name, "this is no Word file", "save it as .docx")
    return _Reader(archive, root).read()


def is_worklist(archive: Archive) -> bool:
    """Whether a Word file is a worklist that was handed out, whatever has become of it.

    Its controls tell it, its properties, the line below its title, or the head of its table.
    """
    root = archive.xml("word/document.xml")
    if root is None:
        return False
    reader = _Reader(archive, root)
    if any(_key(one) is not None for one in root.iter(f"{_W}sdt")) or reader.says_what_it_is():
        return True
    rows = ([cell for cell in row.iter(f"{_W}tc") if _owner(cell) is row] for row in root.iter(f"{_W}tr"))
    return any(_is_head(cells) for cells in rows)


@dataclass(slots=True)
class _Found:
    """A row of the table as far as it is known."""

    id: str
    digest: str
    number: int
    sent: str = ""
    source: str | None = None
    target: str | None = None
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Reader:
    archive: Archive
    root: _Element
    rows: dict[str, _Found] = field(default_factory=dict)
    refused: list[Diagnostic] = field(default_factory=list)
    left: list[Row] = field(default_factory=list)

    def read(self) -> Return:
        comments = self._comments()
        for number, row in enumerate(self.root.iter(f"{_W}tr"), start=1):
            if row.find(f"{_W}trPr/{_W}del") is None:
                self._row(row, number, comments)
        document, locale, person = self._properties()
        if not self.rows and not self.refused:
            hint = "name a file that `polyedition export --format docx` made"
            raise refuse(self.archive.name, "this document is no worklist: no row of a table has an id", hint)
        found = tuple(
            Returned(
                one.id,
                one.digest,
                one.target or "",
                self._place(one.number),
                one.sent,
                one.source,
                notes=tuple(one.notes),
            )
            for one in self.rows.values()
        )
        return Return(document, locale, found, tuple(self.refused), tuple(self.left), person)

    def _place(self, number: int) -> Location:
        return Location(f"{self.archive.name}: table row", number)

    # -- one row -------------------------------------------------------------------------------------

    def _row(self, row: _Element, number: int, comments: dict[str, str]) -> None:
        cells = [cell for cell in row.iter(f"{_W}tc") if _owner(cell) is row]
        controls = [(match, control) for control in row.iter(f"{_W}sdt") if (match := _key(control))]
        mark = _mark(row)
        shown = " ".join(text_of(mark[1]).split()) if mark else _shown_id(cells)
        for match, control in controls:
            if match["kind"] != NOTES:
                self._control(match, control, shown, number)
        ids = list(dict.fromkeys(_full_id(match, shown) for match, _ in controls))
        if not ids and shown and (mark or len(cells) == len(HEADS)):
            self._without_controls(_columns(cells), mark[0].groups() if mark else None, shown, number)
            ids = [shown]
        if len(ids) == 1:
            one = self.rows.get(ids[0])
            if one is not None:
                if controls:
                    self._complete(one, cells, controls)
                one.notes += self._notes(row, cells, comments)
        elif not ids and len(cells) == len(HEADS) and text_of(cells[2]).strip() and not _is_head(cells):
            said = f"the row has no id: {text_of(cells[2]).strip()[:40]!r}"
            hint = "put the translation into the row of its text; a row of your own cannot be placed"
            self.refused.append(Diagnostic("row", said, self._place(number), hint=hint))
            self.left.append(Row("", text_of(cells[1]).strip(), marked_text(cells[2]), handed=""))

    def _control(self, match: re.Match[str], control: _Element, shown: str, number: int) -> None:
        id = _full_id(match, shown)
        one = self.rows.setdefault(id, _Found(id, match["digest"], number, match["sent"]))
        text = "" if is_placeholder(control) else text_of(control)
        if match["kind"] == SOURCE:
            one.source = text if one.source is None else one.source
        elif not one.target:
            one.target = marked_text(control) if text else ""

    def _without_controls(
        self, columns: dict[int, _Element], known: tuple[str, ...] | None, shown: str, number: int
    ) -> None:
        """A program has dropped the controls: columns, the id in words and the name of a bookmark must do."""
        source = text_of(columns[1]) if 1 in columns else None
        digest, sent = known or (source_digest(source or ""), "")
        one = self.rows.setdefault(shown, _Found(shown, digest, number, sent, source))
        cell = columns.get(_TRANSLATION)
        if cell is not None and not _is_joined(cell):
            one.target = one.target or marked_text(cell)
        elif texts := [marked_text(each) for each in columns.values() if _is_joined(each) and text_of(each).strip()]:
            said = f"{shown}: the cells of its translation were joined: {texts[-1][:40]!r}"
            hint = "put each text into a cell of its own, in the row of its source"
            self.refused.append(Diagnostic("row", said, self._place(number), hint=hint))
            self.left.append(Row(shown, source or "", texts[-1], handed=sent))

    def _complete(self, one: _Found, cells: list[_Element], controls: list[tuple[re.Match[str], _Element]]) -> None:
        """What stands beside the control in a cell of its own belongs to the translation; beside a source it is in doubt."""
        for cell in cells:
            here = [match["kind"] for match, control in controls if _cell_of(control) is cell]
            if here == [TARGET]:
                one.target = marked_text(cell)
            elif TARGET in here and text_of(cell, without=_is_ours).strip():
                said = f"{one.id}: text stands beside the translation: {text_of(cell, without=_is_ours).strip()[:40]!r}"
                hint = "the cells were joined; put the text into the grey frame of the translation"
                self.refused.append(Diagnostic("row", said, self._place(one.number), hint=hint))
                self.left.append(Row(one.id, one.source or "", marked_text(cell), handed=one.sent))
            elif not here and one.target is None and len(cells) == len(HEADS) and cell is cells[2]:
                one.target = marked_text(cell)  # the control was deleted, and the text typed into the empty cell

    def _notes(self, row: _Element, cells: list[_Element], comments: dict[str, str]) -> list[str]:
        anchors = (one.get(f"{_W}id", "") for one in row.iter(f"{_W}commentReference", f"{_W}commentRangeStart"))
        found = [comments[id] for id in dict.fromkeys(anchors) if id in comments]
        if len(cells) == len(HEADS):
            paragraphs = (text_of(one) for one in cells[3].iter(f"{_W}p") if not _is_given(one))
            found += [" ".join(text.split()) for text in paragraphs if text.strip()]
        return found

    def says_what_it_is(self) -> bool:
        """Whether the file names the document and the language that it was handed out for."""
        return all(self._properties()[:2])

    # -- the file ------------------------------------------------------------------------------------

    def _comments(self) -> dict[str, str]:
        root = self.archive.xml("word/comments.xml")
        found = {}
        for comment in root.iter(f"{_W}comment") if root is not None else ():
            author = comment.get(f"{_W}author", "").strip()
            text = " ".join(text_of(comment).split())
            if text:
                found[comment.get(f"{_W}id", "")] = f"{author}: {text}" if author else text
        return found

    def _properties(self) -> tuple[str, str, str]:
        core = self.archive.xml("docProps/core.xml")
        said = {str(one.tag).rpartition("}")[2]: one.text or "" for one in core} if core is not None else {}
        match = _SUBJECT.fullmatch(said.get("subject", "").strip())
        if match is None:
            lines = (text_of(one).strip() for one in self.root.iter(f"{_W}p"))
            match = next(filter(None, map(LINE.fullmatch, lines)), None)
        document, locale = (match["document"], match["locale"]) if match else ("", "")
        return document, locale, " ".join(said.get("lastModifiedBy", "").split())


def _owner(cell: _Element) -> _Element | None:
    return next((up for up in cell.iterancestors() if up.tag == f"{_W}tr"), None)


def _cell_of(element: _Element) -> _Element | None:
    return next((up for up in element.iterancestors() if up.tag == f"{_W}tc"), None)


def _key(control: _Element) -> re.Match[str] | None:
    tag = control.find(f"{_W}sdtPr/{_W}tag")
    return _KEY.fullmatch(tag.get(f"{_W}val", "")) if tag is not None else None


def _is_ours(element: _Element) -> bool:
    return element.tag == f"{_W}sdt" and _key(element) is not None


def _is_given(paragraph: _Element) -> bool:
    style = paragraph.find(f"{_W}pPr/{_W}pStyle")
    named = style is not None and style.get(f"{_W}val") == GIVEN
    return named or any(_is_ours(up) for up in paragraph.iterancestors())


def _mark(row: _Element) -> tuple[re.Match[str], _Element] | None:
    """The bookmark that our rows have, and the paragraph of the id, which it stands in."""
    for one in row.iter(f"{_W}bookmarkStart"):
        paragraph = next((up for up in one.iterancestors() if up.tag == f"{_W}p"), None)
        if (match := _MARK.fullmatch(one.get(f"{_W}name", ""))) and paragraph is not None:
            return match, paragraph
    return None


def _columns(cells: list[_Element]) -> dict[int, _Element]:
    """The cells by the column that they begin in."""
    found, column = {}, 0
    for cell in cells:
        found[column] = cell
        column += _span(cell)
    return found


def _span(cell: _Element) -> int:
    span = cell.find(f"{_W}tcPr/{_W}gridSpan")
    said = span.get(f"{_W}val", "1") if span is not None else "1"
    return int(said) if said in {"1", "2", "3", "4"} else 1


def _is_joined(cell: _Element) -> bool:
    """Whether it was joined with those beside or below it."""
    return _span(cell) > 1 or cell.find(f"{_W}tcPr/{_W}vMerge") is not None


def _shown_id(cells: list[_Element]) -> str:
    """The id that the place column says in words: its last paragraph."""
    if not cells:
        return ""
    lines = [text for one in cells[0].iter(f"{_W}p") if (text := text_of(one).strip())]
    return lines[-1] if len(lines) > 1 and not re.search(r"\s", lines[-1]) else ""


def _full_id(match: re.Match[str], shown: str) -> str:
    """A key holds no more than 64 characters; the words say the rest."""
    cut = len(match[0]) >= _LONGEST_KEY and shown.startswith(match["id"])
    return shown if cut else match["id"]


def _is_head(cells: list[_Element]) -> bool:
    return [text_of(cell).strip() for cell in cells] == list(HEADS)
