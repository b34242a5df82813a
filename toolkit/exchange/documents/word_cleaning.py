"""A Word file's XML as it would be read aloud: changes accepted, contents lists and comments gone, each loss named with its place."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.exchange.archive import refuse
from toolkit.exchange.documents.model import in_brackets, shorten
from toolkit.exchange.documents.word_styles import W, is_on, value

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from lxml.etree import _Element

    from toolkit.exchange.documents.model import Losses
    from toolkit.exchange.documents.word_styles import Styles

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_VML = "{urn:schemas-microsoft-com:vml}"
_GONE = tuple(f"{W}{name}" for name in ("del", "moveFrom", "moveFromRangeStart", "moveFromRangeEnd"))
_OPENED = tuple(f"{W}{name}" for name in ("ins", "moveTo", "smartTag", "customXml", "bdo", "dir"))
_COMMENT_MARKS = tuple(f"{W}{name}" for name in ("commentReference", "commentRangeStart", "commentRangeEnd"))
_CONTENTS = re.compile(r"\s*(?:TOC|INDEX|TOA)\b")
_CALLS = re.compile(r"\s*(?:DDE|DDEAUTO)\b", re.IGNORECASE)
_NOT_WORDS = (f"{W}drawing", f"{W}pict", f"{W}object", f"{_MATHS}oMath")
_AS_PICTURE = "bring it in as a picture: PNG or SVG"
_ITALIC, _BOLD = "i", "b"


@dataclass(slots=True)
class Cleaning:
    """One part of a file: its text, or its notes."""

    root: _Element
    styles: Styles
    losses: Losses
    part: str = ""
    """What the part is in words; empty for the text itself."""
    drawn: Mapping[str, str] = field(default_factory=dict)
    """By the id of a relation: the words of the chart or diagram that it leads to."""
    places: dict[_Element, str] = field(default_factory=dict)

    def clean(self, comments: dict[str, str], marked: dict[str, tuple[bool, bool]]) -> None:
        """Does all of it; `marked` says which character styles are bold and italic.

        `comments` by their ids lose those that the part has a mark of: the others nobody has seen yet.
        """
        self._choose_alternatives()
        self._write_readings_out()
        self._accept_changes()
        self._name_places()
        self._leave_contents_out()
        self._write_fields_out()
        self._move_text_boxes()
        self._leave_hidden_out()
        self._leave_comments_out(comments)
        self._leave_objects_out()
        self._mark_runs(marked)

    # -- what is read ------------------------------------------------------------------------------

    def _choose_alternatives(self) -> None:
        for one in list(self.root.iter(f"{_MC}AlternateContent")):
            chosen = one.find(f"{_MC}Choice")
            chosen = one.find(f"{_MC}Fallback") if chosen is None else chosen
            _replace(one, () if chosen is None else list(chosen))

    def _write_readings_out(self) -> None:
        """Ruby as HTML shows it where there is no room above: behind its words, in brackets. A line's end by one name."""
        for one in list(self.root.iter(f"{W}ruby")):
            base, reading = (" ".join(map(text_of, one.iter(f"{W}{name}"))) for name in ("rubyBase", "rt"))
            words = one.makeelement(f"{W}t")
            words.text = base + in_brackets(base, reading)
            _replace(one, [words])
        for one in self.root.iter(f"{W}cr", f"{W}ptab"):
            one.tag = f"{W}br" if one.tag == f"{W}cr" else f"{W}tab"

    def _accept_changes(self) -> None:
        for row in [one for one in self.root.iter(f"{W}tr") if one.find(f"{W}trPr/{W}del") is not None]:
            _remove(row)
        joined = [one for one in self.root.iter(f"{W}p") if one.find(f"{W}pPr/{W}rPr/{W}del") is not None]
        removed = any(True for _ in self.root.iter(*_GONE))
        inserted = any(True for _ in self.root.iter(f"{W}ins", f"{W}moveTo"))
        for one in list(self.root.iter(*_GONE)):
            if one.getparent() is not None and not _is_property(one):
                _remove(one)
        for one in list(self.root.iter(*_OPENED)):
            if not _is_property(one):
                _replace(one, list(one))
        for paragraph in joined:
            _join_with_next(paragraph)
        if removed or inserted or joined:
            self.losses.add(self.part, "tracked changes are taken as accepted", "look them over in the source")

    def _name_places(self) -> None:
        heading, number = "", 0
        for one in self.root.iter(f"{W}p"):
            style = self.styles.of(style_id(one))
            if style.level and (words := text_of(one)):
                heading, number = f"“{shorten(words, 40)}”", 0
                self.places[one] = heading
                continue
            number += 1
            self.places[one] = ", ".join(filter(None, (self.part, heading, f"paragraph {number}")))

    def _place(self, element: _Element) -> str:
        found = (self.places.get(up) for up in (element, *element.iterancestors()))
        return next(filter(None, found), self.part)

    def _leave_contents_out(self) -> None:
        gone: dict[_Element, None] = {}
        for control in self.root.iter(f"{W}sdt"):
            gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            if gallery is not None and value(gallery) == "Table of Contents":
                gone[control] = None
        for one in self._fields_of_contents():
            gone[one] = None
        for paragraph in self.root.iter(f"{W}p"):
            if self.styles.of(style_id(paragraph)).kind == "contents":
                gone[paragraph] = None
        for one in gone:
            if one.getparent() is not None:
                _remove(one)
        if gone:
            self.losses.add(self.part, "the table of contents is left out", "editions make their own")

    def _fields_of_contents(self) -> Iterator[_Element]:
        """The paragraphs that a field has filled with a table of contents. Raises `ToolkitError` for a call of a program."""
        fields: list[str] = []
        for paragraph in list(self.root.iter(f"{W}p")):
            inside = any(map(_CONTENTS.match, fields))
            words_outside = False
            for one in paragraph.iter(f"{W}fldChar", f"{W}instrText", f"{W}t", f"{W}fldSimple"):
                kind = one.get(f"{W}fldCharType", "")
                if kind == "begin":
                    fields.append("")
                elif kind == "end" and fields:
                    fields.pop()
                elif one.tag in (f"{W}instrText", f"{W}fldSimple"):
                    said = one.get(f"{W}instr", "") or one.text or ""
                    self._require_harmless(said)
                    if fields and one.tag == f"{W}instrText":
                        fields[-1] += said
                elif one.tag == f"{W}t":
                    here = any(map(_CONTENTS.match, fields))
                    inside, words_outside = (
                        inside or here,
                        words_outside or (not here and bool((one.text or "").strip())),
                    )
            if inside and not words_outside:
                yield paragraph

    def _write_fields_out(self) -> None:
        """A field as one element says the same as one between marks, of which mammoth reads the words and the link."""
        for one in list(self.root.iter(f"{W}fldSimple")):
            begin, said, middle, end = (one.makeelement(f"{W}r") for _ in range(4))
            for run, kind in ((begin, "begin"), (middle, "separate"), (end, "end")):
                etree.SubElement(run, f"{W}fldChar").set(f"{W}fldCharType", kind)
            etree.SubElement(said, f"{W}instrText").text = one.get(f"{W}instr", "")
            _replace(one, [begin, said, middle, *one, end])

    def _require_harmless(self, instruction: str) -> None:
        if _CALLS.match(instruction):
            raise refuse(
                self.losses.name, "the file calls another program (a DDE field)", "remove the field, and save it again"
            )

    # -- what is moved or left out ------------------------------------------------------------------

    def _move_text_boxes(self) -> None:
        for box in list(self.root.iter(f"{W}txbxContent")):
            anchor = next((up for up in reversed(list(box.iterancestors(f"{W}p")))), None)
            if anchor is None or box.getparent() is None:
                continue
            place, words = self._place(anchor), text_of(box)
            parts = list(box)
            drawn = any(True for _ in box.iter(*_NOT_WORDS))
            _remove(box)
            if words or drawn:
                parent, at = _where(anchor)
                for number, part in enumerate(parts, start=1):
                    parent.insert(at + number, part)
                    for one in part.iter(f"{W}p"):
                        self.places[one] = place
                self.losses.add(
                    place,
                    f"a text box now follows as paragraphs: “{shorten(words)}”" if words else "a text box now follows",
                    "see whether it is at home there",
                )

    def _leave_hidden_out(self) -> None:
        for run in list(self.root.iter(f"{W}r")):
            hidden = run.find(f"{W}rPr/{W}vanish")
            if hidden is not None and is_on(hidden):
                words, place = text_of(run), self._place(run)
                _remove(run)
                if words:
                    self.losses.add(place, f"hidden text is left out: “{shorten(words)}”")

    def _leave_comments_out(self, comments: dict[str, str]) -> None:
        for mark in list(self.root.iter(*_COMMENT_MARKS)):
            if words := comments.pop(mark.get(f"{W}id", ""), ""):
                self.losses.add(self._place(mark), f"a comment is left out: {words}")
            _remove(mark)

    def _leave_objects_out(self) -> None:
        for one in list(self.root.iter(f"{_MATHS}oMathPara", f"{_MATHS}oMath")):
            if one.getparent() is None or any(True for _ in one.iterancestors(f"{_MATHS}oMathPara")):
                continue
            words = "".join(part.text or "" for part in one.iter(f"{_MATHS}t"))
            self.losses.add(
                self._place(one), f"an equation is left out: {shorten(words)}", "write it in words, or as a picture"
            )
            _remove(one)
        for one in list(self.root.iter(f"{W}object", f"{W}altChunk")):
            self.losses.add(self._place(one), "an embedded object is left out", "bring it in as a picture or as text")
            _remove(one)
        for one in list(self.root.iter(f"{W}drawing", f"{W}pict")):
            words = self._words_drawn(one)
            said = f": “{shorten(words)}”" if words else ""
            if any(True for _ in one.iter(f"{_DRAWING}blip", f"{_VML}imagedata")):
                if words:
                    self.losses.add(self._place(one), f"words in a drawing are left out{said}", _AS_PICTURE)
                continue
            if words or not one.xpath(".//*[local-name()='txbx' or local-name()='textbox']"):
                self.losses.add(self._place(one), f"a chart, diagram or shape is left out{said}", _AS_PICTURE)
            _remove(one)

    def _words_drawn(self, drawing: _Element) -> str:
        """The words in a drawing, or in the chart or diagram that it shows; its alt text where there are none."""
        found = [one.text or "" for one in drawing.iter(f"{_DRAWING}t")]
        found += [self.drawn[id] for one in drawing.iter() for id in map(str, one.attrib.values()) if id in self.drawn]
        if not found and not any(True for _ in drawing.iter(f"{_DRAWING}blip")):
            found = [one.get("descr", "") for one in drawing.iter("{*}docPr")]
        return " ".join(" ".join(found).split())

    def _mark_runs(self, marked: dict[str, tuple[bool, bool]]) -> None:
        """Says directly what character styles say of bold and italics."""
        for run in self.root.iter(f"{W}r"):
            properties = run.find(f"{W}rPr")
            style = properties.find(f"{W}rStyle") if properties is not None else None
            if properties is None or style is None or value(style) not in marked:
                continue
            for name, wanted in zip((_BOLD, _ITALIC), marked[value(style)], strict=True):
                if wanted and properties.find(f"{W}{name}") is None:
                    properties.append(properties.makeelement(f"{W}{name}"))


def marked_styles(root: _Element | None) -> dict[str, tuple[bool, bool]]:
    """Which character styles are bold and which are italic, by their ids; links and headings' own styles are neither."""
    found = {}
    for one in root.iter(f"{W}style") if root is not None else ():
        if one.get(f"{W}type") == "character" and one.find(f"{W}link") is None:
            bold, italic = (one.find(f"{W}rPr/{W}{name}") for name in (_BOLD, _ITALIC))
            found[one.get(f"{W}styleId", "")] = (bold is not None and is_on(bold), italic is not None and is_on(italic))
    return {id: marks for id, marks in found.items() if any(marks)}


def style_id(paragraph: _Element) -> str:
    """The style that a paragraph names."""
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return value(found) if found is not None else ""


def text_of(element: _Element) -> str:
    """The words of an element on one line."""
    parts = element.iter(f"{W}t", f"{W}tab", f"{W}br", f"{W}p")
    return " ".join("".join((one.text or "") if one.tag == f"{W}t" else " " for one in parts).split())


def _is_property(element: _Element) -> bool:
    """Whether it marks a paragraph, a row or a number, and holds no text."""
    parent = element.getparent()
    return parent is not None and str(parent.tag).endswith(("rPr", "trPr", "numPr", "tcPr"))


def _join_with_next(paragraph: _Element) -> None:
    following = paragraph.getnext()
    if following is None or following.tag != f"{W}p":
        if not text_of(paragraph) and paragraph.getparent() is not None and following is not None:
            _remove(paragraph)
        return
    runs = [one for one in paragraph if one.tag != f"{W}pPr"]
    at = 1 if following.find(f"{W}pPr") is not None else 0
    for number, one in enumerate(runs):
        following.insert(at + number, one)
    _remove(paragraph)


def _where(element: _Element) -> tuple[_Element, int]:
    parent = element.getparent()
    assert parent is not None
    return parent, parent.index(element)


def _remove(element: _Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _replace(element: _Element, parts: Iterable[_Element]) -> None:
    parent, at = _where(element)
    for number, part in enumerate(parts):
        parent.insert(at + number, part)
    parent.remove(element)
