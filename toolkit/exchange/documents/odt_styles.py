"""What the styles of an OpenDocument text mean."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.exchange.documents.word_styles import meaning

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_NS = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
_STYLE, _TEXT, _FO = (_NS % name for name in ("style", "text", "xsl-fo-compatible"))
_LEVELS = {
    f"{_TEXT}list-level-style-number": True,
    f"{_TEXT}list-level-style-bullet": False,
    f"{_TEXT}list-level-style-image": False,
}


@dataclass(frozen=True, slots=True)
class OdtStyle:
    """What a paragraph or a span has from its style."""

    kind: str = ""
    level: int = 0
    bold: bool = False
    italic: bool = False
    struck: bool = False
    hidden: bool = False
    code: bool = False
    position: str = ""
    """``sup``, ``sub`` or nothing."""
    align: str = ""


@dataclass(frozen=True, slots=True)
class OdtLevel:
    """One level of a list."""

    ordered: bool = False
    start: int = 1
    format: str = "1"


@dataclass(slots=True)
class OdtStyles:
    """All styles of a file, each looked up with its parents."""

    elements: dict[str, _Element]
    lists: dict[str, dict[int, OdtLevel]]
    language: str = ""
    _known: dict[str, OdtStyle] = field(default_factory=dict)

    def of(self, name: str) -> OdtStyle:
        """What a style gives."""
        if name not in self._known:
            found = OdtStyle()
            for one in reversed(list(self._chain(name))):
                found = _over(found, one)
            self._known[name] = found
        return self._known[name]

    def level(self, name: str, depth: int) -> OdtLevel:
        """A level of a list style, from 1."""
        return self.lists.get(name, {}).get(depth, OdtLevel())

    def _chain(self, name: str) -> Iterator[_Element]:
        seen: set[str] = set()
        while name in self.elements and name not in seen:
            seen.add(name)
            yield self.elements[name]
            name = self.elements[name].get(f"{_STYLE}parent-style-name", "")


def read_odt_styles(*roots: _Element | None) -> OdtStyles:
    """The styles in some parts of a file."""
    elements: dict[str, _Element] = {}
    lists: dict[str, dict[int, OdtLevel]] = {}
    language = ""
    for root in roots:
        for one in (
            root.iter(f"{_STYLE}style", f"{_TEXT}list-style", f"{_STYLE}default-style") if root is not None else ()
        ):
            name = one.get(f"{_STYLE}name", "")
            if one.tag == f"{_TEXT}list-style":
                lists[name] = dict(_level(level) for level in one if level.tag in _LEVELS)
            elif one.tag == f"{_STYLE}default-style":
                language = language or (_language(one) if one.get(f"{_STYLE}family") == "paragraph" else "")
            else:
                elements[name] = one
    return OdtStyles(elements, lists, language)


def _level(element: _Element) -> tuple[int, OdtLevel]:
    depth, start = element.get(f"{_TEXT}level", "1"), element.get(f"{_TEXT}start-value", "1")
    format = element.get(f"{_STYLE}num-format", "")
    ordered = _LEVELS[element.tag] and bool(format)
    return int(depth) if depth.isdecimal() else 1, OdtLevel(ordered, int(start) if start.isdecimal() else 1, format)


def _language(element: _Element) -> str:
    text = element.find(f"{_STYLE}text-properties")
    language = text.get(f"{_FO}language", "") if text is not None else ""
    return language if language not in {"none", "zxx"} else ""


def _over(below: OdtStyle, element: _Element) -> OdtStyle:
    name = re.sub(r"_([0-9a-f]{2})_", lambda match: chr(int(match[1], 16)), element.get(f"{_STYLE}name", ""))
    family = element.get(f"{_STYLE}family", "")
    found = below
    if family == "paragraph":
        level, kind = meaning([element.get(f"{_STYLE}display-name", ""), name])
        outline = element.get(f"{_STYLE}default-outline-level", "")
        if level or (outline.isdecimal() and outline != "0"):
            found = replace(found, level=level or int(outline), kind="")
        elif kind:
            found = replace(found, kind=kind, level=0)
        properties = element.find(f"{_STYLE}paragraph-properties")
        align = properties.get(f"{_FO}text-align", "") if properties is not None else ""
        found = replace(found, align={"end": "right"}.get(align, align) or found.align)
    return _with_text(found, element, name)


def _with_text(style: OdtStyle, element: _Element, name: str) -> OdtStyle:
    if name in {"Source Text", "Teletype", "User Entry"}:
        style = replace(style, code=True)
    text = element.find(f"{_STYLE}text-properties")
    if text is None:
        return style
    weight, slant = text.get(f"{_FO}font-weight", ""), text.get(f"{_FO}font-style", "")
    struck, hidden = text.get(f"{_STYLE}text-line-through-style", ""), text.get(f"{_TEXT}display", "")
    position = text.get(f"{_STYLE}text-position", "")
    if weight:
        style = replace(style, bold=weight == "bold" or (weight.isdecimal() and int(weight) >= 600))
    if slant:
        style = replace(style, italic=slant in {"italic", "oblique"})
    if struck:
        style = replace(style, struck=struck != "none")
    if hidden:
        style = replace(style, hidden=hidden == "none")
    if position:
        lowered = position.startswith(("sub", "-"))
        style = replace(style, position="" if position.startswith("0%") else "sub" if lowered else "sup")
    return style
