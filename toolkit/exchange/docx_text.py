"""The words of Word files, with all changes accepted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.exchange.docx import W

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_W = f"{{{W}}}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad", "ptab": "\t"}
_GONE = frozenset(
    ("del", "moveFrom", "delText", "instrText", "delInstrText", "fldChar", "pPr", "rPr", "sdtPr", "tcPr", "trPr")
)
_OFF = frozenset(("0", "false", "off", "none"))
_Run = tuple[str, bool, bool]
"""Text, bold, italic."""


def text_of(element: _Element, *, without: object = None) -> str:
    """The words as they stand when all changes are accepted; paragraphs are joined by a blank."""
    return "".join(text for text, _, _ in _runs(element, without))


def marked_text(element: _Element) -> str:
    """The same with formatting as Markdown, without blanks at the ends."""
    found: list[list[object]] = []
    for text, bold, italic in _runs(element, None):
        if found and found[-1][1:] == [bold, italic]:
            found[-1][0] = f"{found[-1][0]}{text}"
        else:
            found.append([text, bold, italic])
    return "".join(_emphasised(str(text), bool(bold), bool(italic)) for text, bold, italic in found).strip(" \n")


def _emphasised(text: str, bold: bool, italic: bool) -> str:
    mark = "*" * (2 * bold + italic)
    inner = text.strip()
    if not mark or not inner:
        return text
    begin = text.index(inner)
    return f"{text[:begin]}{mark}{inner}{mark}{text[begin + len(inner) :]}"


def _runs(element: _Element, without: object) -> Iterator[_Run]:
    if element.tag == f"{_W}r":
        yield from _run(element)
        return
    paragraphs = 0
    for child in element:
        tag = child.tag if isinstance(child.tag, str) else ""
        name = tag.removeprefix(_W)
        if not tag or name in _GONE or tag == f"{_MC}Fallback" or (callable(without) and without(child)):
            continue
        if name == "sdt" and is_placeholder(child):
            continue
        if name == "p":
            if paragraphs and _has_words(child):
                yield " ", False, False
            paragraphs += _has_words(child)
        yield from _runs(child, without)


def _has_words(paragraph: _Element) -> bool:
    return any(one.text for one in paragraph.iter(f"{_W}t"))


def _run(run: _Element) -> Iterator[_Run]:
    properties = run.find(f"{_W}rPr")
    style = properties.find(f"{_W}rStyle") if properties is not None else None
    named = style.get(f"{_W}val", "") if style is not None else ""
    if named == "PolyOld":
        return
    plain = named == "PolyMarkup"
    bold, italic = (not plain and _is_on(properties, tag) for tag in ("b", "i"))
    for child in run:
        name = str(child.tag).removeprefix(_W)
        if name == "t":
            yield child.text or "", bold, italic
        elif name in _SIGNS:
            yield _SIGNS[name], bold, italic
        elif child.tag == f"{_MC}AlternateContent":
            yield from _runs(child, None)


def _is_on(properties: _Element | None, tag: str) -> bool:
    found = properties.find(f"{_W}{tag}") if properties is not None else None
    return found is not None and found.get(f"{_W}val", "1") not in _OFF


def is_placeholder(control: _Element) -> bool:
    """Whether it shows what Word puts into an empty control."""
    return control.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None
