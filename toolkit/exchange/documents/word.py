"""Word files: mammoth reads runs, tables, links, notes and pictures; what a paragraph is comes from its styles and numbers."""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.exchange.archive import open_archive, refuse
from toolkit.exchange.documents.arrange import Paragraph, arrange
from toolkit.exchange.documents.markers import MARK, marker, without_marks
from toolkit.exchange.documents.model import PICTURE, Foreign, Losses, shorten
from toolkit.exchange.documents.notes import find_notes
from toolkit.exchange.documents.office_properties import word_properties
from toolkit.exchange.documents.word_cleaning import Cleaning, marked_styles, style_id, text_of
from toolkit.exchange.documents.word_numbering import read_numbering
from toolkit.exchange.documents.word_styles import W, is_on, read_styles, value, with_paragraph, with_run

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.etree import _Element

    from toolkit.exchange.archive import Archive
    from toolkit.exchange.documents.word_numbering import Numbering
    from toolkit.exchange.documents.word_styles import Style, Styles

_RELATIONS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = b"http://purl.oclc.org/ooxml/"
_TRANSITIONAL = (
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (b"http://purl.oclc.org/ooxml/drawingml/", b"http://schemas.openxmlformats.org/drawingml/2006/"),
    (b"http://purl.oclc.org/ooxml/officeDocument/", b"http://schemas.openxmlformats.org/officeDocument/2006/"),
)
_KEPT_WORDS = ("hyperlink", "attachedTemplate")
"""Kinds of relations that may lead out of a file: the one is a link, the other nobody follows."""
_MAP = """
p => p:fresh
r[style-name='Strong'] => strong
r[style-name='Emphasis'] => em
r =>
b => strong
i => em
strike => s
u =>
comment-reference =>
"""
_CONTENT_TYPES = "[Content_Types].xml"
_DRAWN = ("/chart", "/diagramData")
_CHART_VALUE, _CHART_NUMBERS = (
    f"{{http://schemas.openxmlformats.org/drawingml/2006/chart}}{one}" for one in ("v", "numCache")
)
_WORDS_DRAWN = (_CHART_VALUE, "{http://schemas.openxmlformats.org/drawingml/2006/main}t")
_MOST_OF_A_HEADING = 120


def read_word(path: Path, name: str) -> Foreign:
    """The document in a Word file. Raises `ToolkitError` with one line for a file that is none, or that does harm."""
    return _Reader(open_archive(path, name), Losses(name)).read()


def main_part(archive: Archive) -> str:
    """The name of the part with the text; empty if there is none."""
    root = archive.xml("_rels/.rels")
    for one in root.iter(f"{_RELATIONS}Relationship") if root is not None else ():
        if one.get("Type", "").endswith("/officeDocument"):
            return posixpath.normpath(one.get("Target", "").lstrip("/"))
    return "word/document.xml" if "word/document.xml" in archive.parts else ""


@dataclass(slots=True)
class _Reader:
    archive: Archive
    losses: Losses
    paragraphs: list[Paragraph] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def read(self) -> Foreign:
        archive = self.archive
        archive.parts = {name: _transitional(data) for name, data in archive.parts.items()}
        main = main_part(archive)
        root = archive.xml(main)
        if root is None or root.tag != f"{W}document":
            raise refuse(archive.name, "this is no Word file", "save it as .docx")
        folder = posixpath.dirname(main)
        self._require_no_files(f"{folder}/_rels/{posixpath.basename(main)}.rels")
        style_root = archive.xml(f"{folder}/styles.xml")
        styles = read_styles(style_root)
        marked = marked_styles(style_root)
        comments = self._comments(folder)
        changed = {main: root}
        if style_root is not None:
            changed[f"{folder}/styles.xml"] = _with_kinds(style_root)
        for part, words in (("footnotes", "a footnote"), ("endnotes", "an endnote")):
            notes = archive.xml(f"{folder}/{part}.xml")
            self._leave_marks_out(root, notes, part.removesuffix("s"), words)
            if notes is not None:
                self._require_no_files(f"{folder}/_rels/{part}.xml.rels")
                drawn = self._drawn(f"{folder}/{part}.xml")
                Cleaning(notes, styles, self.losses, words, drawn).clean(comments, marked)
                changed[f"{folder}/{part}.xml"] = notes
        for other in changed.values():
            _without_reserved(other)
        Cleaning(root, styles, self.losses, drawn=self._drawn(main)).clean(comments, marked)
        for words in comments.values():
            self.losses.add("", f"a comment is left out: {words}")
        self._margins(folder)
        self._mark(root, styles, read_numbering(archive.xml(f"{folder}/numbering.xml"), styles))
        body = self._html(changed)
        find_notes(body)
        arrange(body, self.paragraphs, self.losses)
        properties = word_properties(archive, styles.elements, style_root, root)
        return Foreign(body, self.losses, properties, self.pictures)

    def _leave_marks_out(self, root: _Element, notes: _Element | None, kind: str, words: str) -> None:
        """Removes the marks of notes that the file does not have."""
        there = {one.get(f"{W}id") for one in notes.iter(f"{W}{kind}")} if notes is not None else set()
        for one in list(root.iter(f"{W}{kind}Reference")):
            if one.get(f"{W}id") not in there and (parent := one.getparent()) is not None:
                parent.remove(one)
                self.losses.add("", f"the mark of {words} is left out: the file does not have the note")

    def _require_no_files(self, part: str) -> None:
        """Raises `ToolkitError` for a file that wants another one to be read."""
        root = self.archive.xml(part)
        for one in list(root) if root is not None else ():
            kind, target = one.get("Type", "").rpartition("/")[2], one.get("Target", "")
            if one.get("TargetMode") != "External" or kind in _KEPT_WORDS:
                continue
            if kind == "image" and target.lower().startswith(("http://", "https://")):
                self.losses.add(
                    "", f"a picture on the web is left out: {shorten(target)}", "save it, and put it into the file"
                )
                continue
            hint = "put what it links to into the file itself (Edit, Links, Break Link)"
            raise refuse(self.archive.name, f"the file links to another file: {shorten(target)}", hint)

    def _comments(self, folder: str) -> dict[str, str]:
        root = self.archive.xml(f"{folder}/comments.xml")
        found = {}
        for one in root.iter(f"{W}comment") if root is not None else ():
            author, words = one.get(f"{W}author", "").strip(), shorten(text_of(one))
            found[one.get(f"{W}id", "")] = f"{author}: “{words}”" if author else f"“{words}”"
        return found

    def _margins(self, folder: str) -> None:
        for name in sorted(self.archive.parts):
            if match := re.fullmatch(rf"{re.escape(folder)}/(header|footer)\d*\.xml", name):
                root = self.archive.xml(name)
                if root is not None:
                    self.losses.margin(match[1], text_of(root))

    def _drawn(self, part: str) -> dict[str, str]:
        """By the ids of a part's relations: the words of the charts and diagrams that they lead to."""
        found = {}
        for one in self._relations(part):
            if one.get("Type", "").endswith(_DRAWN) and (root := self.archive.xml(_target(one, part))) is not None:
                texts = (each.text or "" for each in root.iter(*_WORDS_DRAWN) if not _is_number(each))
                found[one.get("Id", "")] = " ".join(filter(None, texts))
        return {id: words for id, words in found.items() if words}

    def _relations(self, part: str) -> list[_Element]:
        """Those of a part to others in the file; "" has those of the file itself."""
        root = self.archive.xml(posixpath.join(posixpath.dirname(part), f"_rels/{posixpath.basename(part)}.rels"))
        found = root.iter(f"{_RELATIONS}Relationship") if root is not None else ()
        return [one for one in found if one.get("TargetMode") != "External"]

    # -- paragraphs --------------------------------------------------------------------------------

    def _mark(self, root: _Element, styles: Styles, numbering: Numbering) -> None:
        """Puts the number of each paragraph before it, and notes what the paragraph is."""
        for one in root.iter(f"{W}p"):
            properties = one.find(f"{W}pPr")
            style = with_paragraph(styles.of(style_id(one)), properties)
            self.paragraphs.append(_paragraph(one, style, numbering))
            run = etree.Element(f"{W}r")
            etree.SubElement(run, f"{W}t").text = marker(len(self.paragraphs) - 1)
            one.insert(0 if properties is None else one.index(properties) + 1, run)

    def _html(self, changed: dict[str, _Element]) -> _Element:
        import mammoth
        from lxml import html

        data = io.BytesIO()
        named = {_target(one, part) for part in ("", *self.archive.parts) for one in self._relations(part)}
        with zipfile.ZipFile(data, "w") as made:
            for name, content in self.archive.parts.items():
                if name in changed:
                    made.writestr(name, etree.tostring(changed[name]))
                elif name.endswith(".xml") and name not in {*named, _CONTENT_TYPES}:
                    continue  # nothing leads to it; Word does not look at it either
                elif not name.endswith((".xml", ".rels")) or self.archive.xml(name) is not None:
                    made.writestr(name, content)
        try:
            converted = mammoth.convert_to_html(
                data,
                style_map=_MAP,
                include_default_style_map=False,
                include_embedded_style_map=False,
                convert_image=mammoth.images.img_element(self._picture),
            )
        except Exception:  # noqa: BLE001 - a file that is no valid Word file makes the library raise whatever it comes upon
            raise refuse(
                self.archive.name, "the file cannot be read as Word would", "save it again in Word or LibreOffice"
            ) from None
        return html.fromstring(f"<div>{converted.value}</div>", parser=html.HTMLParser(encoding=None))

    def _picture(self, image: object) -> dict[str, str]:
        name = f"picture-{len(self.pictures) + 1}"
        try:
            with image.open() as file:  # type: ignore[attr-defined]
                data = file.read()
        except KeyError:  # the part is not there; Word shows its frame
            what = "a picture is left out: the file names it, and does not have it"
            self.losses.add("", what, "put it into the file again, or beside the source")
            return {"src": ""}
        same = next((other for other, known in self.pictures.items() if known == data), None)
        self.pictures.setdefault(same or name, data)
        return {"src": "", PICTURE: same or name}


def _target(relation: _Element, part: str) -> str:
    """The name of the part that a relation of another leads to."""
    target = relation.get("Target", "")
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")


def _is_number(element: _Element) -> bool:
    """Whether it is a value in a chart, and no name of one."""
    return element.tag == _CHART_VALUE and any(True for _ in element.iterancestors(_CHART_NUMBERS))


def _paragraph(element: _Element, style: Style, numbering: Numbering) -> Paragraph:
    number = style.number
    direct = element.find(f"{W}pPr/{W}numPr/{W}numId")
    counted = numbering.next(number[0], number[1]) if number and text_of(element) else None
    own = element.find(f"{W}pPr/{W}ind")
    indent = style.indent
    if counted and counted.indent is not None and (own is None or not (own.get(f"{W}left") or own.get(f"{W}start"))):
        indent = counted.indent
    words = text_of(element)
    return Paragraph(
        kind=style.kind,
        level=style.level,
        number=counted,
        list=number[0] if number else "",
        depth=number[1] if number else 0,
        indent=indent or 0,
        follows=direct is not None and value(direct) == "0",
        bold=bool(words) and len(words) <= _MOST_OF_A_HEADING and all(_is_bold(run, style) for run in _runs(element)),
        size=max((with_run(style, run.find(f"{W}rPr")).size for run in _runs(element)), default=0),
        names=tuple(one.get(f"{W}name", "") for one in element.iter(f"{W}bookmarkStart")),
        place="",
    )


def _runs(element: _Element) -> Iterator[_Element]:
    return (run for run in element.iter(f"{W}r") if text_of(run))


def _is_bold(run: _Element, style: Style) -> bool:
    bold = run.find(f"{W}rPr/{W}b")
    return is_on(bold) if bold is not None else style.bold


def _without_reserved(root: _Element) -> None:
    for one in root.iter(f"{W}t"):
        if one.text and MARK.search(one.text):
            one.text = without_marks(one.text)


def _with_kinds(styles: _Element) -> _Element:
    """The styles, each with its kind: that of a paragraph where none is named (ECMA-376, 17.7.4.17)."""
    for one in styles.iter(f"{W}style"):
        one.set(f"{W}type", one.get(f"{W}type") or "paragraph")
    return styles


def _transitional(data: bytes) -> bytes:
    """A part of the strict variant with the namespaces of the usual one."""
    if _STRICT in data:
        for strict, usual in _TRANSITIONAL:
            data = data.replace(strict, usual)
    return data
