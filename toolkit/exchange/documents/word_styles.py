"""What the paragraph styles of a Word file mean, whatever they are called and in whatever language."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_OFF = frozenset(("0", "false", "off", "none"))
_HEADING = re.compile(
    r"(?:heading|заголовок|загаловак|überschrift|titre|título|titlu|intestazione|nagłówek|başlık|başlıq|sarlavha|"
    r"тақырып|вернагир|վերնագիր|標題|标题|見出し|العنوان|عنوان)\s*(\d)",
    re.IGNORECASE,
)
"""Built-in styles as Word calls them in its files, and as other programs and older versions write them."""
_KINDS = {
    "title": "title|название|назва|titel|titre|titlu|заголовок|тақырып аты",
    "subtitle": "subtitle|подзаголовок|падзагаловак|untertitel|sous-titre|subtitlu",
    "caption": "caption|название объекта|beschriftung|légende|illustration|figure|table|drawing|legendă",
    "quote": "quote|intense quote|block text|block quotation|quotations|цитата|цитата 2|выделенная цитата|zitat|citation",
    "code": "html preformatted|preformatted text|source code|plain text|стандартный html|текст",
    "contents": r"(?:toc|contents|оглавление|verzeichnis|table of figures|index)(?: \d| heading)?|toc heading|заголовок оглавления",
    "rule": "horizontal line",
    "term": "list heading|definition term|dt",
    "definition": "list contents|definition|dd",
}
_NAMES = {kind: re.compile(names, re.IGNORECASE) for kind, names in _KINDS.items()}
_LOWEST = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph has from its styles."""

    kind: str = ""
    """A key of what styles mean (``title``, ``quote`` …), or nothing."""
    level: int = 0
    """Of a heading, 1 to 9; 0 for none."""
    number: tuple[str, int] | None = None
    """Of its list: the id of the numbering and the level, from 0."""
    indent: int | None = None
    """In twentieths of a point."""
    bold: bool = False
    size: int = 0
    """Of its letters in half points; 0 where nothing says it."""


@dataclass(slots=True)
class Styles:
    """All styles of a file, each looked up with those that it is based on."""

    elements: dict[str, _Element]
    default: str = ""
    numberings: dict[str, str] = field(default_factory=dict)
    """Numbering ids by the ids of list styles."""
    _known: dict[str, Style] = field(default_factory=dict)

    def of(self, id: str) -> Style:
        """What a style gives; the default one for a name that nobody knows."""
        if id not in self.elements:
            id = self.default
        if id not in self._known:
            self._known[id] = self._resolved(id)
        return self._known[id]

    def _resolved(self, id: str) -> Style:
        found = Style()
        for element in reversed(list(self._chain(id))):
            found = _over(found, element)
        return found

    def _chain(self, id: str) -> Iterator[_Element]:
        seen: set[str] = set()
        while id in self.elements and id not in seen:
            seen.add(id)
            yield self.elements[id]
            based = self.elements[id].find(f"{W}basedOn")
            id = value(based) if based is not None else ""


def read_styles(root: _Element | None) -> Styles:
    """The paragraph styles of ``styles.xml``."""
    elements: dict[str, _Element] = {}
    default = ""
    numberings = {}
    for one in root.iter(f"{W}style") if root is not None else ():
        kind, id = one.get(f"{W}type", "paragraph"), one.get(f"{W}styleId", "")
        if kind == "paragraph":
            elements[id] = one
            default = id if one.get(f"{W}default", "0") not in _OFF else default
        elif kind == "numbering" and (number := one.find(f"{W}pPr/{W}numPr/{W}numId")) is not None:
            numberings[id] = value(number)
    return Styles(elements, default, numberings)


def _over(below: Style, element: _Element) -> Style:
    """The style on which another is based, with what that says itself."""
    found = below
    name = element.find(f"{W}name")
    names = [one.strip() for one in value(name).split(",")] if name is not None else []
    level, kind = meaning([*names, element.get(f"{W}styleId", "")])
    if level:
        found = replace(found, level=level, kind="")
    elif kind:
        found = replace(found, kind=kind, level=0)
    properties = element.find(f"{W}pPr")
    return with_run(with_paragraph(found, properties), element.find(f"{W}rPr"))


def with_paragraph(style: Style, properties: _Element | None) -> Style:
    """The style under what ``pPr`` says directly."""
    if properties is None:
        return style
    outline = properties.find(f"{W}outlineLvl")
    if outline is not None and not style.kind and (said := value(outline)).isdecimal():
        style = replace(style, level=int(said) + 1 if int(said) < _LOWEST else 0)
    number = properties.find(f"{W}numPr")
    if number is not None:
        id, level = number.find(f"{W}numId"), number.find(f"{W}ilvl")
        before = style.number or ("", 0)
        told = value(level) if level is not None else ""
        style = replace(
            style,
            number=(value(id) if id is not None else before[0], int(told) if told.isdecimal() else before[1]),
        )
    indent = properties.find(f"{W}ind")
    if indent is not None:
        left = indent.get(f"{W}start") or indent.get(f"{W}left")
        if left is not None and left.lstrip("-").isdecimal():
            style = replace(style, indent=int(left))
    return style


def with_run(style: Style, properties: _Element | None) -> Style:
    """The style under what ``rPr`` says."""
    if properties is None:
        return style
    bold, size = properties.find(f"{W}b"), properties.find(f"{W}sz")
    if bold is not None:
        style = replace(style, bold=is_on(bold))
    if size is not None and value(size).isdecimal():
        style = replace(style, size=int(value(size)))
    return style


def meaning(names: list[str]) -> tuple[int, str]:
    """The level of a heading, or what else a style is for, by its names."""
    for name in names:
        if match := _HEADING.fullmatch(name):
            return int(match[1]), ""
    for name in names:
        for kind, pattern in _NAMES.items():
            if pattern.fullmatch(name):
                return 0, kind
    return 0, ""


def value(element: _Element) -> str:
    """The ``w:val`` of an element."""
    return element.get(f"{W}val", "")


def is_on(element: _Element) -> bool:
    """Whether a property that is there is set."""
    return element.get(f"{W}val", "1").lower() not in _OFF
