"""The numbers that Word counts itself: of lists and of headings (ISO/IEC 29500-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.exchange.documents.word_styles import W, value

if TYPE_CHECKING:
    from lxml.etree import _Element

    from toolkit.exchange.documents.word_styles import Styles

_PLACE = re.compile(r"%(\d)")
_UNNUMBERED = frozenset(("bullet", "none", ""))
_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"),
    (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_RUSSIAN = "абвгдежзиклмнопрстуфхцчшщэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a numbering."""

    format: str = "decimal"
    """``decimal``, ``lowerLetter``, ``bullet``, ``none`` …"""
    text: str = "%1."
    start: int = 1
    indent: int | None = None


@dataclass(frozen=True, slots=True)
class Numbered:
    """What stands before one paragraph."""

    ordered: bool
    number: int
    """Of the item in its list."""
    label: str
    """As Word shows it: ``2.1.``, ``b)``; empty for a bullet."""
    format: str
    places: int
    """How many levels the label counts."""
    indent: int | None


@dataclass(slots=True)
class Numbering:
    """Counts all numberings of a file, paragraph by paragraph."""

    levels: dict[str, dict[int, Level]]
    """By the id of the abstract numbering."""
    abstract: dict[str, str]
    """The abstract numbering of each numbering."""
    overrides: dict[str, dict[int, int]]
    """Numbers that a numbering begins anew with."""
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def next(self, id: str, depth: int) -> Numbered | None:
        """What stands before the next paragraph of a numbering; None if it has none."""
        abstract = self.abstract.get(id)
        if abstract is None:
            return None
        levels = self.levels.get(abstract, {})
        level = levels.get(depth, Level())
        counts = self._counts.setdefault(abstract, {})
        if (id, depth) not in self._seen:
            self._seen.add((id, depth))
            if depth in self.overrides.get(id, {}):
                counts[depth] = self.overrides[id][depth] - 1
        counts[depth] = counts.get(depth, level.start - 1) + 1
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]
        ordered = level.format not in _UNNUMBERED
        places = _PLACE.findall(level.text)
        label = _PLACE.sub(lambda match: self._shown(levels, counts, int(match[1]) - 1), level.text) if ordered else ""
        if level.format == "none" or (ordered and not label.strip()):
            return None
        return Numbered(ordered, counts[depth], label.strip(), level.format, len(places), level.indent)

    def _shown(self, levels: dict[int, Level], counts: dict[int, int], depth: int) -> str:
        level = levels.get(depth, Level())
        return formatted(counts.get(depth, level.start), level.format)


def read_numbering(root: _Element | None, styles: Styles) -> Numbering:
    """The numberings of ``numbering.xml``."""
    levels: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    abstract: dict[str, str] = {}
    overrides: dict[str, dict[int, int]] = {}
    for one in root.iter(f"{W}abstractNum") if root is not None else ():
        id = one.get(f"{W}abstractNumId", "")
        levels[id] = dict(_level(level) for level in one.iter(f"{W}lvl"))
        if (link := one.find(f"{W}numStyleLink")) is not None:
            links[id] = value(link)
    for one in root.iter(f"{W}num") if root is not None else ():
        id, target = one.get(f"{W}numId", ""), one.find(f"{W}abstractNumId")
        abstract[id] = value(target) if target is not None else ""
        overrides[id] = {}
        for override in one.iter(f"{W}lvlOverride"):
            start, depth = override.find(f"{W}startOverride"), override.get(f"{W}ilvl", "0")
            if start is not None and value(start).isdecimal() and depth.isdecimal():
                overrides[id][int(depth)] = int(value(start))
    for id, target_id in abstract.items():
        if target_id in links and (through := styles.numberings.get(links[target_id])) in abstract:
            abstract[id] = abstract[through]
    return Numbering(levels, abstract, overrides)


def _level(element: _Element) -> tuple[int, Level]:
    depth = element.get(f"{W}ilvl", "0")
    found = {name: element.find(f"{W}{name}") for name in ("numFmt", "lvlText", "start")}
    said = {name: value(one) for name, one in found.items() if one is not None}
    indent = element.find(f"{W}pPr/{W}ind")
    left = (indent.get(f"{W}start") or indent.get(f"{W}left") or "") if indent is not None else ""
    start = said.get("start", "1")
    return int(depth) if depth.isdecimal() else 0, Level(
        said.get("numFmt", "decimal"),
        said.get("lvlText", ""),
        int(start) if start.isdecimal() else 1,
        int(left) if left.lstrip("-").isdecimal() else None,
    )


def formatted(number: int, format: str) -> str:
    """A number as Word writes it in one of its formats; in digits for those that are rare."""
    if format in {"lowerRoman", "upperRoman"}:
        text = ""
        for value_of, sign in _ROMAN:
            while number >= value_of and len(text) < 20:
                text, number = text + sign, number - value_of
        return text.upper() if format == "upperRoman" else text
    alphabet = {"lowerLetter": _LATIN, "upperLetter": _LATIN, "russianLower": _RUSSIAN, "russianUpper": _RUSSIAN}.get(
        format
    )
    if alphabet and number > 0:
        turns, place = divmod(number - 1, len(alphabet))
        text = alphabet[place] * min(turns + 1, 9)
        return text.upper() if "pper" in format else text
    return f"{number:02}" if format == "decimalZero" else str(number)
