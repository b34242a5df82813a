"""Paragraphs as a word processor has them, one after the other, made a tree: headings, lists in lists, quotations, figures."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.exchange.documents.markers import read_marker
from toolkit.exchange.documents.model import plain_words, shorten

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.etree import _Element

    from toolkit.exchange.documents.model import Losses
    from toolkit.exchange.documents.word_numbering import Numbered

KIND = "data-kind"
"""Attribute of a paragraph that is the document's ``title`` or ``subtitle``."""
_NEAR = 120
"""Twentieths of a point: so much two indents may differ that are meant to be one."""
_TYPED_DEPTH = re.compile(r"(?:\d{1,3}\.)*\d{1,3}(?=[.)]?\s)")
_LOWEST = 6
_MOST_PLACES = 1
_WRAPPED = {"quote": "blockquote", "code": "pre", "term": "dl", "definition": "dl"}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """What is known of a paragraph apart from its words."""

    kind: str = ""
    level: int = 0
    number: Numbered | None = None
    list: str = ""
    """The id of its numbering."""
    depth: int = 0
    """In its numbering, from 0."""
    indent: int = 0
    """In twentieths of a point."""
    follows: bool = False
    """It has been taken out of the numbering: it goes on with the item above it."""
    bold: bool = False
    """All of it, and it is short."""
    size: int = 0
    names: tuple[str, ...] = ()
    """Bookmarks that begin in it."""
    place: str = ""


@dataclass(slots=True)
class _Open:
    """A list that may still get items."""

    element: _Element
    item: _Element
    id: str
    depth: int
    indent: int
    ordered: bool
    last: int


def arrange(body: _Element, paragraphs: Sequence[Paragraph], losses: Losses) -> None:
    """Makes the tree, in place; each paragraph begins with the marker of its number among `paragraphs`."""
    found = _with_bold_headings(body, list(paragraphs))
    for container in [body, *body.iter("td", "th")]:
        _Arranger(container, found, losses, is_cell=container is not body).arrange()


@dataclass(slots=True)
class _Arranger:
    container: _Element
    paragraphs: Sequence[Paragraph]
    losses: Losses
    is_cell: bool
    lists: list[_Open] = field(default_factory=list)

    def arrange(self) -> None:
        children = list(self.container)
        for one in children:
            self.container.remove(one)
        for one in children:
            number, _ = read_marker(one.text or "") if one.tag == "p" else (None, "")
            if number is None or number >= len(self.paragraphs):
                self.lists.clear()
                self.container.append(one)
                continue
            one.text = read_marker(one.text or "")[1]
            if not "".join(map(str, one.itertext())).strip() and one.find(".//img") is None:
                if self.paragraphs[number].kind == "rule":
                    self.container.append(etree.Element("hr"))
                continue
            self._place(one, self.paragraphs[number])

    def _place(self, one: _Element, known: Paragraph) -> None:
        if known.names and "id" not in one.attrib:
            one.set("data-names", " ".join(known.names))
        if known.kind in {"title", "subtitle"} and not self.is_cell:
            one.set(KIND, known.kind)
        elif known.level:
            self._heading(one, known)
            return
        elif known.number and known.kind in {"", "quote"}:
            self._item(one, known, known.number)
            return
        elif self._continues(known):
            self.lists[-1].item.append(one)
            return
        self.lists.clear()
        wrapper = _WRAPPED.get(known.kind)
        if wrapper:
            self._wrap(one, known.kind, wrapper)
            return
        if known.kind == "caption":
            one.set(KIND, "caption")
        self.container.append(one)

    def _heading(self, one: _Element, known: Paragraph) -> None:
        self.lists.clear()
        if known.number and known.number.ordered:
            _label(one, known.number.label)
        one.tag = "p" if self.is_cell else f"h{min(known.level, _LOWEST)}"
        self.container.append(one)

    # -- lists ---------------------------------------------------------------------------------------

    def _item(self, one: _Element, known: Paragraph, number: Numbered) -> None:
        if number.places > _MOST_PLACES:
            _label(one, number.label)
            while self.lists and self.lists[-1].indent >= known.indent and self.lists[-1].depth >= known.depth:
                self.lists.pop()
            (self.lists[-1].item if self.lists else self.container).append(one)
            return
        if number.ordered and number.format not in {"decimal", "decimalZero"}:
            label = f"the list is numbered in the source as {number.label}, and with digits here"
            self.losses.add(
                shorten(plain_words(one), 40),
                label,
                "write the letters into the texts if something refers to them",
            )
        while self.lists and not self._is_below(known) and not self._is_beside(known, number):
            self.lists.pop()
        if self.lists and not self._is_below(known):
            top = self.lists[-1]
            top.item = etree.SubElement(top.element, "li")
            top.last, top.id = number.number, known.list
        else:
            self._open(known, number)
        self.lists[-1].item.append(one)

    def _open(self, known: Paragraph, number: Numbered) -> None:
        parent = self.lists[-1].item if self.lists else self.container
        made = etree.SubElement(parent, "ol" if number.ordered else "ul")
        if number.ordered and number.number != 1:
            made.set("start", str(number.number))
        item = etree.SubElement(made, "li")
        self.lists.append(_Open(made, item, known.list, known.depth, known.indent, number.ordered, number.number))

    def _is_below(self, known: Paragraph) -> bool:
        top = self.lists[-1]
        return known.depth > top.depth if known.list == top.id else known.indent > top.indent + _NEAR

    def _is_beside(self, known: Paragraph, number: Numbered) -> bool:
        top = self.lists[-1]
        level = known.depth == top.depth if known.list == top.id else abs(known.indent - top.indent) <= _NEAR
        return level and number.ordered == top.ordered and (not number.ordered or number.number == top.last + 1)

    def _continues(self, known: Paragraph) -> bool:
        """Whether it goes on with an item; the lists that lie deeper are closed."""
        if not self.lists or known.kind:
            return False
        if known.follows:
            return True
        fitting = [one for one in self.lists if one.indent and known.indent >= one.indent - _NEAR]
        if fitting:
            del self.lists[len(fitting) :]
        return bool(fitting)

    def _wrap(self, one: _Element, kind: str, tag: str) -> None:
        """Into the quotation, code or list of terms above, or a new one."""
        last = self.container[-1] if len(self.container) else None
        if last is None or last.tag != tag:
            last = etree.SubElement(self.container, tag)
        elif tag == "pre":
            etree.SubElement(last, "br")
        if kind == "code":
            _append_text(last, "".join(map(str, one.itertext())))
            return
        if kind in {"term", "definition"}:
            one.tag = "dt" if kind == "term" else "dd"
            one.text = (one.text or "").lstrip()
        last.append(one)


def _with_bold_headings(body: _Element, paragraphs: list[Paragraph]) -> list[Paragraph]:
    """The same with headings where a document has none by its styles and short bold paragraphs instead."""
    texts: dict[int, str] = {}
    for one in body.iterchildren("p"):
        number, rest = read_marker(one.text or "")
        if number is not None and number < len(paragraphs):
            texts[number] = " ".join(
                (rest + "".join("".join(map(str, part.itertext())) + (part.tail or "") for part in one)).split()
            )
    if any(paragraphs[number].level for number, text in texts.items() if text):
        return paragraphs
    bold = {
        number: text
        for number, text in texts.items()
        if text and paragraphs[number].bold and not paragraphs[number].kind and not text.endswith((".", ",", ";", ":"))
        and not (paragraphs[number].number and not paragraphs[number].number.ordered)  # type: ignore[union-attr]
    }  # fmt: skip
    keys = {number: (-paragraphs[number].size, _depth(text)) for number, text in bold.items()}
    first = next((number for number, text in texts.items() if text), None)
    if (
        first in keys
        and len(keys) > 1
        and all(keys[first][0] < key[0] for number, key in keys.items() if number != first)
    ):
        paragraphs[first] = replace(paragraphs[first], kind="title")
        del keys[first]
    ranks = {key: rank for rank, key in enumerate(sorted(set(keys.values())), start=1)}
    for number, key in keys.items():
        paragraphs[number] = replace(paragraphs[number], level=ranks[key])
    return paragraphs


def _depth(text: str) -> int:
    match = _TYPED_DEPTH.match(text)
    return match[0].count(".") + 1 if match else 1


def _label(one: _Element, label: str) -> None:
    if not "".join(map(str, one.itertext())).lstrip().startswith(label):
        one.text = f"{label} {(one.text or '').lstrip()}"


def _append_text(element: _Element, text: str) -> None:
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text
