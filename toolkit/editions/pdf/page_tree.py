"""The tree of a page that our templates have written: every element is closed, and stands where it may.

WeasyPrint 70 reads pages with a parser that repairs whatever browsers can meet (HTML, 13.2). Of such a page it makes the same
tree in ten times as long; a page that leaves anything to be repaired or implied is left to it.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from html import unescape
from html.entities import html5
from typing import TYPE_CHECKING, Any
from unittest.mock import patch
from xml.etree.ElementTree import TreeBuilder

import weasyprint

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

_BLANK = "[ \t\n]"
_ATTRIBUTE = re.compile(rf'{_BLANK}+([a-z][a-z0-9-]*)(?:="([^"]*)")?')
_TAG = re.compile(rf'<(/?)([a-z][a-z0-9]*)((?:{_BLANK}+[a-z][a-z0-9-]*(?:="[^"]*")?)*){_BLANK}*/?>')
_HEAD = re.compile(rf"<!DOCTYPE html>{_BLANK}*(<html\b[^<>]*>){_BLANK}*(?=<head>)")
_END = re.compile(rf"</body>({_BLANK}*)</html>({_BLANK}*)\Z")
_BLANKS = re.compile(rf"{_BLANK}*")
_ODD = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff]")
"""Signs that the parser does not leave as they are."""
_REFERENCE = re.compile(r"&(?:#([0-9]{1,7})|#x([0-9a-fA-F]{1,6})|([A-Za-z][A-Za-z0-9]*));")

_BLOCKS = frozenset(
    (
        *("address", "article", "aside", "blockquote", "div", "dl", "figcaption", "figure", "footer", "header", "hr"),
        *("h1", "h2", "h3", "h4", "h5", "h6", "main", "nav", "ol", "p", "pre", "section", "table", "ul"),
    )
)
"""What would end a paragraph."""
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark"),
        *("q", "s", "samp", "small", "span", "strong", "sub", "sup", "u", "var", "wbr"),
    )
)
_WITHIN = {
    "head": ("html",),
    "body": ("html",),
    **dict.fromkeys(("title", "style", "meta"), ("head",)),
    "li": ("ol", "ul"),
    **dict.fromkeys(("dt", "dd"), ("dl",)),
    **dict.fromkeys(("caption", "thead", "tbody", "tfoot"), ("table",)),
    "tr": ("thead", "tbody", "tfoot"),
    **dict.fromkeys(("th", "td"), ("tr",)),
}
"""What an element stands right within, where the parser would else close or imply another."""
_BARE = frozenset(("html", "head", "table", "thead", "tbody", "tfoot", "tr"))
"""Elements that have no words, and no elements but such."""
_VOID = frozenset(("br", "hr", "img", "meta", "wbr"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


class _OddError(Exception):
    """The page has something that is to be repaired or implied."""


@contextmanager
def read_at_once() -> Iterator[None]:
    """Within it, WeasyPrint reads such a page at once, and every other as ever."""
    parse = weasyprint.tinyhtml5.parse

    def parsed(file: Any, **options: Any) -> Any:
        tree = page_tree(file.getvalue()) if hasattr(file, "getvalue") else None
        return parse(file, **options) if tree is None else tree

    with patch.object(weasyprint.tinyhtml5, "parse", parsed):
        yield


def page_tree(html: str | bytes) -> Element | None:
    """The root of a whole page; None where it takes a parser of all HTML to tell."""
    if not isinstance(html, str) or _ODD.search(html):
        return None
    head, end = _HEAD.match(html), _END.search(html)
    if not head or not end:
        return None
    page = _Page()
    try:
        page.read(head[1])
        page.read(html[head.end() : end.start()])
        page.read(f"{end[1]}{end[2]}</body></html>")
        return page.root()
    except _OddError:
        return None


class _Page:
    """A page as far as it is read."""

    def __init__(self) -> None:
        self._tree = TreeBuilder()
        self._open: list[str] = []
        self._paragraphs = self._links = 0
        """So many are open."""

    def root(self) -> Element:
        """The element of the whole page."""
        _require(not self._open)
        return self._tree.close()

    def read(self, html: str) -> None:
        """Reads on. Raises `_OddError`."""
        place = 0
        while place < len(html):
            start = html.find("<", place)
            if start != place:
                self._text(html[place : start if start >= 0 else len(html)])
            if start < 0:
                return
            tag = _TAG.match(html, start)
            if tag is None:
                raise _OddError
            place = tag.end()
            name = tag[2]
            if tag[1]:
                _require(not tag[3])
                self._close(name)
            else:
                self._begin(name, tag[3])
                if name in _VOID:
                    self._close(name)
                else:
                    _require(not tag[0].endswith("/>"))
                if name in ("style", "title"):
                    place = self._bare_text(html, name, place)
                elif name == "pre" and html.startswith("\n", place):
                    place += 1

    def _bare_text(self, html: str, name: str, start: int) -> int:
        """Reads a text in which nothing is an element; gives where it ends."""
        end = html.find(f"</{name}", start)
        _require(end >= 0)
        self._tree.data(_plain(html[start:end]) if name == "title" else html[start:end])
        return end

    def _text(self, text: str) -> None:
        if not self._open or self._open[-1] in _BARE:
            _require(bool(_BLANKS.fullmatch(text)))
        self._tree.data(_plain(text))

    def _begin(self, name: str, said: str) -> None:
        parent = self._open[-1] if self._open else ""
        places = _WITHIN.get(name)
        if places:
            _require(parent in places)
        elif parent:
            _require(parent not in _BARE and (name in _INLINE or name in _BLOCKS))
        _require(not (name in _BLOCKS and self._paragraphs))
        _require(not (name in _HEADINGS and parent in _HEADINGS))
        _require(not (name == "a" and self._links))
        found = _ATTRIBUTE.findall(said)
        attributes = {key: _plain(value) for key, value in found}
        _require(len(attributes) == len(found))
        self._tree.start(name, attributes)
        self._open.append(name)
        self._paragraphs += name == "p"
        self._links += name == "a"

    def _close(self, name: str) -> None:
        _require(bool(self._open) and self._open.pop() == name)
        self._tree.end(name)
        self._paragraphs -= name == "p"
        self._links -= name == "a"


def _require(is_so: bool) -> None:
    if not is_so:
        raise _OddError


def _plain(text: str) -> str:
    """A text with what its character references stand for."""
    if "&" not in text:
        return text
    references = _REFERENCE.findall(text)
    _require(len(references) == text.count("&") and all(map(_is_known, references)))
    return unescape(text)


def _is_known(reference: tuple[str, str, str]) -> bool:
    decimal, hexadecimal, name = reference
    if name:
        return f"{name};" in html5
    number = int(decimal) if decimal else int(hexadecimal, 16)
    return number in (9, 10) or (32 <= number < 0x110000 and not _ODD.match(chr(number)))
