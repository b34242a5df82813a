"""OpenDocument texts as the tree (OASIS ODF 1.3, part 3); no program is needed to read them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.exchange.archive import open_archive, refuse
from toolkit.exchange.documents.arrange import KIND
from toolkit.exchange.documents.model import NOTE, Foreign, Losses, in_brackets, plain_words, shorten
from toolkit.exchange.documents.odt_pictures import DRAWING, XLINK, OdtPictures, described
from toolkit.exchange.documents.odt_styles import OdtStyles, read_odt_styles
from toolkit.exchange.documents.office_properties import odt_properties

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_OFFICE, _TEXT, _TABLE = (_NS % name for name in ("office", "text", "table"))
_MIME = "application/vnd.oasis.opendocument.text"
_CONTENTS = frozenset(
    f"{_TEXT}{name}"
    for name in (
        "table-of-content", "illustration-index", "table-index", "object-index", "user-index", "alphabetical-index",
    )
)  # fmt: skip
_SKIPPED = frozenset(
    (f"{_TEXT}tracked-changes", f"{_TEXT}sequence-decls", f"{_TEXT}variable-decls", f"{_TEXT}user-field-decls",
     f"{_OFFICE}forms", f"{_TEXT}soft-page-break", f"{_TEXT}bookmark-end", f"{_TEXT}reference-mark-end",
     f"{_TEXT}note-citation", f"{_OFFICE}annotation-end", f"{_TEXT}change", f"{_TEXT}change-start", f"{_TEXT}change-end")
)  # fmt: skip
_MOST_BLANKS = 1000


def read_odt(path: Path, name: str) -> Foreign:
    """The document in an OpenDocument text. Raises `ToolkitError` with one line for a file that is none."""
    archive = open_archive(path, name)
    mime = archive.parts.get("mimetype", b"").decode("ascii", "replace").strip()
    manifest = archive.parts.get("META-INF/manifest.xml", b"")
    if b"encryption-data" in manifest:
        raise refuse(name, "the file is locked with a password", "save it without a password")
    root = archive.xml("content.xml")
    text = root.find(f"{_OFFICE}body/{_OFFICE}text") if root is not None else None
    if root is None or text is None or (mime and not mime.startswith(_MIME)):
        raise refuse(name, "this is no OpenDocument text", "save it as .odt")
    styles = read_odt_styles(root, archive.xml("styles.xml"))
    losses = Losses(name)
    reader = _Reader(styles, losses, OdtPictures(archive.parts, losses))
    body = reader.body(text)
    meta = archive.xml("meta.xml")
    found = odt_properties(meta)
    found.language = styles.language or found.language
    reader.margins(archive.xml("styles.xml"))
    return Foreign(body, losses, found, reader.pictures.found)


@dataclass(slots=True)
class _Reader:
    styles: OdtStyles
    losses: Losses
    pictures: OdtPictures
    notes: list[_Element] = field(default_factory=list)
    _numbers: dict[str, int] = field(default_factory=dict)
    """The last number of each list, by the list's id."""
    _heading: str = ""
    _paragraph: int = 0
    _after: list[_Element] = field(default_factory=list)
    """Blocks of text boxes, which follow the paragraph that they hang on."""

    def body(self, text: _Element) -> _Element:
        """The tree of the whole text."""
        body = etree.Element("div")
        if text.find(f"{_TEXT}tracked-changes") is not None:
            self.losses.add("", "tracked changes are taken as accepted", "look them over in the source")
        self._blocks(text, body)
        for note in self.notes:
            body.append(note)
        return body

    def margins(self, root: _Element | None) -> None:
        """Takes note of what stands above and below the pages."""
        for one in root.iter(*(f"{_NS % 'style'}{name}" for name in ("header", "footer"))) if root is not None else ():
            self.losses.margin(one.tag.rpartition("}")[2], plain_words(one))

    @property
    def _place(self) -> str:
        parts = (f"“{shorten(self._heading, 40)}”" if self._heading else "", f"paragraph {self._paragraph}")
        return ", ".join(filter(None, parts))

    # -- blocks --------------------------------------------------------------------------------------

    def _blocks(self, source: _Element, target: _Element) -> None:
        for one in source:
            if not isinstance(one.tag, str) or one.tag in _SKIPPED:
                continue
            self._block(one, target)
            for box in self._after:
                target.append(box)
            self._after = []

    def _block(self, one: _Element, target: _Element) -> None:
        name = one.tag.rpartition("}")[2]
        if one.tag in _CONTENTS:
            self.losses.add("", "the table of contents is left out", "editions make their own")
        elif one.tag == f"{_TEXT}h":
            self._write_heading(one, target)
        elif one.tag == f"{_TEXT}p":
            self._write_paragraph(one, target)
        elif one.tag == f"{_TEXT}list":
            self._list(one, target, "", 1)
        elif one.tag == f"{_TABLE}table":
            self._table(one, target)
        elif name in {"frame", "custom-shape", "g", "line", "rect"} and one.tag.startswith(DRAWING):
            self._inline_element(one, etree.SubElement(target, "p"))
        else:  # sections, numbered paragraphs
            self._blocks(one, target)

    def _write_heading(self, one: _Element, target: _Element) -> None:
        style = self.styles.of(one.get(f"{_TEXT}style-name", ""))
        level = one.get(f"{_TEXT}outline-level", "1")
        made = etree.SubElement(target, f"h{min(max(int(level), 1), 6)}" if level.isdecimal() else "h1")
        if style.kind in {"title", "subtitle"}:
            made.tag = "p"
            made.set(KIND, style.kind)
        self._inline(one, made)
        words = plain_words(made)
        number = one.find(f"{_TEXT}number")
        if number is not None and number.text and not words.startswith(number.text):
            made.text = f"{number.text} {made.text or ''}"
        self._heading, self._paragraph = words, 0

    def _write_paragraph(self, one: _Element, target: _Element) -> None:
        style = self.styles.of(one.get(f"{_TEXT}style-name", ""))
        self._paragraph += 1
        if style.level and target.tag == "div":
            made = etree.SubElement(target, f"h{min(style.level, 6)}")
            self._inline(one, made)
            self._heading, self._paragraph = plain_words(made), 0
            return
        if style.kind == "contents":
            self.losses.add("", "the table of contents is left out", "editions make their own")
            return
        if style.kind == "rule":
            etree.SubElement(target, "hr")
            return
        wrapper = {"quote": "blockquote", "code": "pre", "term": "dl", "definition": "dl"}.get(style.kind, "")
        if wrapper and target.tag == "div":
            last = target[-1] if len(target) else None
            if last is None or last.tag != wrapper:
                last = etree.SubElement(target, wrapper)
            elif wrapper == "pre":
                etree.SubElement(last, "br")
            made = (
                last
                if wrapper == "pre"
                else etree.SubElement(last, {"term": "dt", "definition": "dd"}.get(style.kind, "p"))
            )
            self._inline(one, made)
            return
        made = etree.SubElement(target, "p")
        if style.kind in {"title", "subtitle", "caption"}:
            made.set(KIND, style.kind)
        if style.align in {"right", "center"}:
            made.set("align", style.align)
        self._inline(one, made)
        if style.bold and made.text is not None and not len(made):
            made.set("data-bold", "1")

    def _list(self, one: _Element, target: _Element, style: str, depth: int) -> None:
        style = one.get(f"{_TEXT}style-name", style)
        level = self.styles.level(style, depth)
        goes_on = one.get(f"{_TEXT}continue-list", "")
        key = f"{style} {depth}"
        number = level.start - 1
        if goes_on or one.get(f"{_TEXT}continue-numbering") == "true":
            number = self._numbers.get(key, number)
        made: _Element | None = None
        for item in one:
            if item.tag not in {f"{_TEXT}list-item", f"{_TEXT}list-header"}:
                continue
            start = item.get(f"{_TEXT}start-value", "")
            if start.isdecimal() and made is not None and int(start) != number + 1:
                made = None
            number = (int(start) - 1 if start.isdecimal() else number) + (item.tag == f"{_TEXT}list-item")
            if self._is_only_heading(item):
                made = None
                self._blocks_of_item(item, target, style, depth)
                continue
            if made is None:
                made = etree.SubElement(target, "ol" if level.ordered else "ul")
                if level.ordered and number != 1:
                    made.set("start", str(number))
            self._blocks_of_item(item, etree.SubElement(made, "li"), style, depth)
        self._numbers[key] = number
        if level.ordered and level.format not in {"1", ""}:
            what = "a list is numbered with letters or Roman numerals in the source, and with digits here"
            self.losses.add(self._place, what, "write the letters into the texts if something refers to them")

    def _is_only_heading(self, item: _Element) -> bool:
        """Headings that are numbered lie in lists."""
        leaves = list(item.iter(f"{_TEXT}h", f"{_TEXT}p"))
        return bool(leaves) and all(one.tag == f"{_TEXT}h" for one in leaves)

    def _blocks_of_item(self, item: _Element, target: _Element, style: str, depth: int) -> None:
        for one in item:
            if one.tag == f"{_TEXT}list":
                self._list(one, target, style, depth + 1)
            elif isinstance(one.tag, str) and one.tag not in _SKIPPED and one.tag != f"{_TEXT}number":
                self._block(one, target)
        for box in self._after:
            target.append(box)
        self._after = []

    def _table(self, one: _Element, target: _Element) -> None:
        made = etree.SubElement(target, "table")
        for row in one.iter(f"{_TABLE}table-row"):
            if next(row.iterancestors(f"{_TABLE}table"), None) is not one:
                continue
            line = etree.SubElement(made, "tr")
            parent = row.getparent()
            tag = "th" if parent is not None and parent.tag == f"{_TABLE}table-header-rows" else "td"
            for cell in row:
                if cell.tag == f"{_TABLE}table-cell":
                    made_cell = etree.SubElement(line, tag)
                    for key, name in (("number-columns-spanned", "colspan"), ("number-rows-spanned", "rowspan")):
                        if span := cell.get(f"{_TABLE}{key}"):
                            made_cell.set(name, span)
                    self._blocks(cell, made_cell)

    # -- texts ---------------------------------------------------------------------------------------

    def _inline(self, source: _Element, target: _Element) -> None:
        _add_text(target, _spaced(source.text))
        for one in source:
            if isinstance(one.tag, str) and one.tag not in _SKIPPED:
                self._inline_element(one, target)
            _add_text(target, _spaced(one.tail))

    def _inline_element(self, one: _Element, target: _Element) -> None:  # noqa: C901, PLR0912 - one line a kind
        name = one.tag.rpartition("}")[2]
        if one.tag.startswith(DRAWING):
            self._drawing(one, target)
            return
        match name:
            case "span":
                self._span(one, target)
            case "a":
                made = etree.SubElement(target, "a")
                made.set("href", one.get(f"{XLINK}href", ""))
                self._inline(one, made)
            case "s":
                count = one.get(f"{_TEXT}c", "1")
                _add_text(target, " " * min(int(count) if count.isdecimal() else 1, _MOST_BLANKS))
            case "tab":
                _add_text(target, " ")
            case "line-break":
                etree.SubElement(target, "br")
            case "bookmark" | "bookmark-start" | "reference-mark" | "reference-mark-start":
                etree.SubElement(target, "a").set("id", one.get(f"{_TEXT}name", ""))
            case "note":
                self._note(one, target)
            case "annotation":
                words = shorten(" ".join("".join(map(str, part.itertext())) for part in one.iter(f"{_TEXT}p")))
                author = next((part.text or "" for part in one if part.tag.endswith("}creator")), "")
                self.losses.add(self._place, f"a comment is left out: {author + ': ' if author else ''}“{words}”")
            case "hidden-text" | "hidden-paragraph":
                self.losses.add(self._place, "hidden text is left out")
            case "ruby":
                base = next((part for part in one if part.tag == f"{_TEXT}ruby-base"), one)
                self._inline(base, target)
                _add_text(target, in_brackets(plain_words(base), one.findtext(f"{_TEXT}ruby-text") or ""))
            case "number":
                pass
            case _:
                self._inline(one, target)

    def _span(self, one: _Element, target: _Element) -> None:
        style = self.styles.of(one.get(f"{_TEXT}style-name", ""))
        if style.hidden:
            if words := plain_words(one):
                self.losses.add(self._place, f"hidden text is left out: “{shorten(words)}”")
            return
        for wanted, tag in ((style.bold, "strong"), (style.italic, "em"), (style.struck, "s"), (style.code, "code")):
            if wanted:
                target = etree.SubElement(target, tag)
        if style.position:
            target = etree.SubElement(target, style.position)
        self._inline(one, target)

    def _note(self, one: _Element, target: _Element) -> None:
        label = str(len(self.notes) + 1)
        etree.SubElement(target, "sup").set(NOTE, label)
        aside = etree.Element("aside")
        aside.set(NOTE, label)
        self.notes.append(aside)
        body = one.find(f"{_TEXT}note-body")
        if body is not None:
            self._blocks(body, aside)

    # -- drawings --------------------------------------------------------------------------------------

    def _drawing(self, one: _Element, target: _Element) -> None:
        if one.tag == f"{DRAWING}frame":
            self._frame(one, target)
        elif one.tag == f"{DRAWING}a":
            self._inline(one, target)
        elif one.tag == f"{DRAWING}g":
            for part in one.iterchildren(f"{DRAWING}*"):
                self._drawing(part, target)
        elif one.find(f".//{DRAWING}frame") is not None or any(map(plain_words, one.iter(f"{_TEXT}p"))):
            self._box(one)
        else:
            words = described(one)
            what = f"a shape is left out: “{shorten(words)}”" if words else "a shape is left out"
            self.losses.add(self._place, what, "bring it in as a picture: PNG or SVG")

    def _frame(self, frame: _Element, target: _Element) -> None:
        box = frame.find(f"{DRAWING}text-box")
        if box is not None:
            self._box(box)
        else:
            self.pictures.add(frame, target, self._place)

    def _box(self, box: _Element) -> None:
        holder, before, self._after = etree.Element("div"), self._after, []
        self._blocks(box, holder)
        words = shorten(plain_words(holder))
        if holder.find(".//img") is None and words:
            what = f"a text box now follows as paragraphs: “{words}”"
            self.losses.add(self._place, what, "see whether it is at home there")
        self._after = [*before, *(one for one in holder if len(one) or plain_words(one))]


def _add_text(element: _Element, text: str) -> None:
    if not text:
        return
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _spaced(text: str | None) -> str:
    return re.sub(r"[ \t\r\n]+", " ", text or "")
