"""What WeasyPrint 70 leaves open while it tags a PDF: languages of elements, links, notes, artifacts, hyphens.

Its tag builder knows, for one moment each, both a box of the page and the element that is made of it. We look over its
shoulder there; everything else is done on the finished tree, in `tag_tree.py`.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

import pydyf
from weasyprint import pdf as writer
from weasyprint.css import AnonymousStyle
from weasyprint.formatting_structure.boxes import MarginBox, PageBox, ReplacedBox, TableBox, TableCellBox, TextBox
from weasyprint.images import RasterImage
from weasyprint.pdf import tags
from weasyprint.pdf.stream import Stream

from toolkit.editions.pdf.body import END
from toolkit.editions.pdf.tag_tree import CONTENTS, NOTE

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NUMBERING = {"ol": "/Decimal", "ul": "/Disc"}
_ROOTS = frozenset(("html", "body"))
"""Their boxes give what is below them, and no element of their own."""
_OVER_PAGES = frozenset(
    ("/Part", "/Sect", "/P", "/L", "/LI", "/LBody", "/BlockQuote", "/Table", "/TBody", "/TR", "/TD", NOTE)
)
_PSEUDO = ("::marker", "::before", "::after")
LABEL = "language"
"""The title of an element that only says which language follows, and is no word of the text."""
_ADDRESS = "a::after"
"""The address of a link in print: a reader who hears the document has the link itself."""


@contextmanager
def completed_tags(document: Any, hyphens: Collection[str] = ()) -> Iterator[None]:
    """Within it, `document.write_pdf` tags what it would leave out; call `complete` from its finisher.

    `hyphens` are the signs that only the end of a line puts into a word: they become U+00AD for whoever searches or
    copies (ISO 32000-1, 14.8.2.2.3), and the word is found whole.
    """
    tables: set[Any] = set()
    artifacts = {box for page in document.pages for box in _artifacts(page._page_box, tables)}
    for page in document.pages:  # one annotation a link: it covers all that stands within it
        within = {inner for *_, box in page.links for inner in box.descendants() if inner is not box}
        bare = {box for *_, box in page.links if _is_mere_address(box)}
        artifacts |= bare
        page.links = [link for link in page.links if link[3] not in within | bare]
    build_tree, mark, write_fonts = tags._build_box_tree, Stream.marked, writer.build_fonts_dictionary
    write_image = RasterImage.get_x_object

    def build_completed_tree(box: Any, *arguments: Any) -> Iterator[Any]:
        if box in artifacts or _is_printed_address(box):
            return
        for element in build_tree(box, *arguments):
            _describe(element, box)
            yield element
        if isinstance(box, PageBox):  # it is drawn and tagged: what stands on it is let go
            artifacts.difference_update(box.descendants())
            box.children = ()

    def mark_text(self: Any, box: Any, tag: str) -> Any:
        # ISO 14289-1, 7.1: what is no real content of the document is an artifact.
        return self.artifact() if box in artifacts or _is_printed_address(box) else mark(self, box, tag)

    def write_fonts_with_hyphens(pdf: Any, fonts: dict[str, Any], *arguments: Any) -> Any:
        for font in fonts.values():
            font.to_unicode.update({glyph: "\u00ad" for glyph, text in font.to_unicode.items() if text in hyphens})
        return write_fonts(pdf, fonts, *arguments)

    def smooth_never(self: Any, _interpolate: bool, ratio: float) -> Any:
        return write_image(self, False, ratio)  # ISO 19005-3, 6.2.8

    with (
        _known_pages(),
        patch.object(RasterImage, "get_x_object", smooth_never),
        patch.object(tags, "_build_box_tree", build_completed_tree),
        patch.object(Stream, "marked", mark_text),
        patch.object(writer, "build_fonts_dictionary", write_fonts_with_hyphens),
    ):
        yield


@contextmanager
def _known_pages() -> Iterator[None]:
    """Within it, the list of pages is made once; pydyf makes it anew for every element that is on one."""
    references, known = pydyf.PDF.page_references.fget, [()]

    def page_references(pdf: Any) -> Any:
        if len(known[0]) != pdf.pages["Count"]:
            known[0] = references(pdf)
        return known[0]

    with patch.object(pydyf.PDF, "page_references", property(page_references)):
        yield


def _artifacts(page: Any, tables: set[Any]) -> Iterator[Any]:
    """What stands on a page beside the text: running heads, dots that lead to the page numbers of the contents, ornaments.

    So do the heads of tables that go on from earlier pages; the elements of all tables so far are in `tables`.
    """
    for box in page.descendants():
        if isinstance(box, MarginBox) or box.is_leader:
            yield box
            yield from box.descendants()
        elif isinstance(box, ReplacedBox) and box.element is not None and box.element.attrib.get("alt") == "":
            yield box  # a picture that says nothing (HTML, 4.8.4.4.4)
        elif isinstance(box, TableBox):
            if box.element in tables:
                yield from _repeated_head(box)
            tables.add(box.element)


def _repeated_head(table: Any) -> Iterator[Any]:
    """The head of a table and all within it."""
    for group in table.children:
        if getattr(group, "is_header", False):
            yield group
            for box in group.descendants():
                if isinstance(box, TableCellBox):
                    box.mark = (
                        pydyf.Dictionary()
                    )  # WeasyPrint gives it the name that cells ask for; see `_rename_headers`
                yield box


def _is_mere_address(link: Any) -> bool:
    """Whether nothing but the printed address is in this part of a link, on a line of its own."""
    shown = [box for box in link.descendants() if isinstance(box, (TextBox, ReplacedBox))]
    return bool(shown) and all(map(_is_printed_address, shown))


def _is_printed_address(box: Any) -> bool:
    return box.element is not None and box.element_tag == _ADDRESS and "data-address" in box.element.attrib


def _describe(element: Any, box: Any) -> None:
    """Gives an element the language of its HTML element; marks parts of links, and the contents for `complete`."""
    if box.link_annotation:
        _describe_link(element, box)
    elif element["S"] == "/Link":  # a part of a link, as the number of the page in the contents
        element["S"] = "/Span"
    if box.element is None:
        return
    if _is_pseudo(box):
        _describe_label(element, box)
        return
    language = box.element.attrib.get("lang")
    if language and box.element.tag not in _ROOTS and not isinstance(box.style, AnonymousStyle):
        element["Lang"] = pydyf.String(language)
    if _is_note(box) and element["S"] in {"/Span", "/LI"}:
        # Every part of a note that goes over a page has an identifier of its own: ISO 14289-1, 7.9.
        element["ID"] = pydyf.String(f"{box.element.attrib['id']}-{element.number}")
        element["S"] = NOTE if element["S"] == "/Span" else "/LI"
    if element["S"] == "/L" and box.element.tag in _NUMBERING:
        # ISO 14289-1, 7.6
        element["A"] = pydyf.Dictionary({"O": "/List", "ListNumbering": _NUMBERING[box.element.tag]})
    if element["S"] in _OVER_PAGES and box.element.tag not in _ROOTS:
        element.origin = box.element
    element["S"] = _kind(element, box.element)


def _describe_label(element: Any, box: Any) -> None:
    """The name of the language that follows, in that of the page: what the style sheet says of the words that it adds."""
    language, around = box.style["lang"], box.style.parent_style["lang"]
    if language and language != around and str(box.element_tag).endswith("::before"):
        element["S"] = "/Span"
        element["T"] = pydyf.String(LABEL)
        element["Lang"] = pydyf.String(language)


def _kind(element: Any, html: Any) -> Any:
    """What an element is, where WeasyPrint does not see it in the HTML element that it is made of."""
    if html.tag == "figure":
        return "/Div"  # the picture is the Figure, and has its caption beside it
    if html.tag == "dt" and element["S"] == "/LBody":
        return "/Lbl"
    if html.tag == "ol" and html.attrib.get("class") == "entries":
        return CONTENTS
    return element["S"]


def _describe_link(element: Any, box: Any) -> None:
    """A link, with its words for those who hear the annotation alone (ISO 14289-1, 7.18.5)."""
    element["S"] = "/Link"
    words = "".join(inner.text for inner in box.descendants() if isinstance(inner, TextBox) and not _is_pseudo(inner))
    label = box.element.attrib.get("aria-label", "")
    said = words if words.strip() else label or "".join(box.element.itertext())  # only the number of a page is left
    if label:
        element["Alt"] = pydyf.String(label)
    if "Dest" in box.link_annotation and said.strip():
        box.link_annotation["Contents"] = pydyf.String(" ".join(said.replace(END, "").split()))


def _is_pseudo(box: Any) -> bool:
    return str(box.element_tag).endswith(_PSEUDO)


def _is_note(box: Any) -> bool:
    """A note at the foot of a page, or an item of the notes after the text; not one of the boxes that it is made of."""
    id = box.element.attrib.get("id", "")
    return id.startswith("note-") and box.element.tag in {"span", "li"} and box.style["anchor"] == id
