"""HTML and XML as trees: our own fragments of HTML read, whole pages of XHTML read and written."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser, tostring
from xml.parsers import expat

from toolkit.errors import Diagnostic, ToolkitError

if TYPE_CHECKING:
    from toolkit.errors import Location

_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
"""Elements without an end (HTML, 13.1.2)."""
_HEAD = '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html>\n'
_ROOT = "fragment"
_START = re.compile(r"<((?:br|hr|img|meta|wbr)\b[^<>]*)>")
_STYLE = re.compile(r"(?<=<style>)[^<]*+(?:<(?!/style>)[^<]*+)*+")
_LINES = re.compile(r' [a-z-]+="[^"<>]*[\n\t]')
"""Lines within an attribute, which XML joins (XML, 3.3.3)."""


def as_fragment(html: str) -> str:
    """The fragment of HTML as XML: every element closed, every sign escaped as XML wants it."""
    text = tostring(read_fragment(html), encoding="unicode", short_empty_elements=True)
    return text.partition(">")[2].rpartition("<")[0]


def read_fragment(html: str) -> Element:
    """The elements of a fragment of our own HTML, below one that stands for it all."""
    reader = _FragmentReader()
    reader.feed(html)
    reader.close()
    return reader.root


class _FragmentReader(HTMLParser):
    """Builds the tree of HTML whose elements are all closed, those apart that have no end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._builder = TreeBuilder()
        self._builder.start(_ROOT, {})

    @property
    def root(self) -> Element:
        self._builder.end(_ROOT)
        return self._builder.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A void element ends at once."""
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        if tag in _VOID:
            self._builder.end(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """``<br/>``, in the theme's own XHTML."""
        self._builder.start(tag, {name: value or "" for name, value in attrs})
        self._builder.end(tag)

    def handle_endtag(self, tag: str) -> None:
        """The end of the element that was opened last."""
        self._builder.end(tag)

    def handle_data(self, data: str) -> None:
        """Words."""
        self._builder.data(data)


def read_html(html: str) -> Element | None:
    """The root of a whole page of HTML that our own templates have written: every element is closed, those apart that have no end.

    Its tree is that of a parser of HTML, in a tenth of the time. None where that would repair something.
    """
    if _LINES.search(html):
        return None
    xml = _STYLE.sub(lambda style: escape(style[0], quote=False), _START.sub(r"<\1/>", html))
    parser = XMLParser()  # noqa: S314 - a page of ours declares no entities
    try:
        parser.feed(xml)
        root = parser.close()
    except ParseError:
        return None
    _, body = root
    if not len(body) or any(link.find(".//a") is not None for link in root.iter("a")):
        return None
    # What stands between the ends of the body and the page belongs into the body; what stands before the head, nowhere.
    root.text = None
    body[-1].tail = f"{body[-1].tail or ''}{body.tail or ''}"
    body.tail = None
    return root


def read_page(xhtml: str, place: Location) -> Element:
    """The root of a page of XHTML, names with the prefixes that they are written with.

    Raises `ToolkitError` (``template``) where it is not well-formed: what the page is made of is, so the template is at
    fault, which `place` names.
    """
    builder = TreeBuilder()
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.data
    try:
        parser.Parse(xhtml, True)
    except expat.ExpatError as error:
        message = f"the page made of the template is no XML: {expat.ErrorString(error.code)}"
        raise ToolkitError(Diagnostic("template", message, place, hint="mend the template")) from None
    return builder.close()


def write_page(root: Element) -> str:
    """The page, with its declaration and its type."""
    return _HEAD + tostring(root, encoding="unicode") + "\n"
