"""SVG drawings: what size they have, and whether they are drawings and nothing else.

A drawing is shown in pages, books and PDFs, and its file can be opened by itself: whatever in it could run, or be fetched
from elsewhere, is refused, and so is one that grows without measure when it is drawn.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from xml.etree import ElementTree
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Iterator

_SVG = "http://www.w3.org/2000/svg"
_ALIVE = frozenset(("script", "foreignObject", "iframe", "object", "embed", "audio", "video", "handler", "listener"))
_MOVES = frozenset(("set", "animate", "animateMotion", "animateTransform"))
_ELSEWHERE = re.compile(r"""url\(\s*(?!["']?\s*#)|@import|image-set\(|src\(|\\""", re.IGNORECASE)
"""What CSS may fetch, and the escapes that could hide it."""
_REFERENCE = re.compile(r"""url\(\s*["']?\s*#([^"')\s]+)""", re.IGNORECASE)
_EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,")
_LINK = re.compile(r"https?://|mailto:|#", re.IGNORECASE)
_LENGTH = re.compile(r"\s*(\d*\.?\d+)\s*(px|pt|pc|mm|cm|in|em|ex)?\s*")
_PIXELS = {"": 1, "px": 1, "pt": 4 / 3, "pc": 16, "mm": 96 / 25.4, "cm": 96 / 2.54, "in": 96, "em": 16, "ex": 8}
_MOST_DEPTH, _MOST_DRAWN = 100, 200_000
"""Elements within one another, and all that are drawn, with each use of what stands once."""


class PictureFault(Exception):  # noqa: N818 - what is wrong with a file, not with the program
    """Why a picture cannot be shown: a message without a full stop, and what to do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Drawing:
    """What is known of a drawing."""

    width: int
    """In CSS pixels; 0 where it does not say."""
    height: int
    embedded: tuple[str, ...]
    """The ``data:`` addresses of the pictures within it."""
    moves: bool


@dataclass
class _Check:
    """Looks at what expat reports."""

    root: str = ""
    depth: int = 0
    styles: int = 0
    """Depth below ``style``, itself included."""
    embedded: list[str] = field(default_factory=list)
    moves: bool = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        space, _, name = tag.rpartition(" ")
        self.root = self.root or tag
        self.depth += 1
        if self.depth > _MOST_DEPTH:
            raise PictureFault("the drawing has too many elements within one another", "simplify it")
        if name in _ALIVE or (name in _MOVES and _name(attributes.get("attributeName", "")).startswith(("on", "href"))):
            raise PictureFault(f"the drawing has the element <{name}>", "export it as a plain drawing, without scripts")
        self.moves = self.moves or (space == _SVG and name in _MOVES)
        self.styles += name == "style" or self.styles > 0
        for key, value in attributes.items():
            if " " not in key or _name(key) in {"href", "base"}:  # drawing programs keep notes in spaces of their own
                self._attribute(name, _name(key), value)

    def _attribute(self, tag: str, name: str, value: str) -> None:
        if name.startswith("on") or name == "base":
            raise PictureFault(f"the drawing has the attribute {name}", "export it as a plain drawing, without scripts")
        if name in {"href", "src"}:
            if _EMBEDDED.match(value):
                self.embedded.append(value)
            elif not (value.startswith("#") or (tag == "a" and _LINK.match(value))):
                raise _elsewhere(value)
        elif _ELSEWHERE.search(value):
            raise _elsewhere(value)

    def end(self, _tag: str) -> None:
        self.depth -= 1
        self.styles = max(0, self.styles - 1)

    def text(self, text: str) -> None:
        if self.styles and _ELSEWHERE.search(text):
            raise _elsewhere(text)

    def instruction(self, target: str, _data: str) -> None:
        if target == "xml-stylesheet":
            raise _elsewhere("a style sheet")

    def entity(self, name: str, *_: object) -> None:
        raise PictureFault(f"the drawing declares an entity: {name}", "export it as a plain drawing")


def read_drawing(data: bytes) -> Drawing:
    """What is known of an SVG file. Raises `PictureFault` where it is broken or more than a drawing."""
    check = _Check()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = check.start, check.end
    parser.CharacterDataHandler, parser.EntityDeclHandler = check.text, check.entity
    parser.ProcessingInstructionHandler = check.instruction
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        why = f"the picture is broken: line {error.lineno}: {expat.ErrorString(error.code)}"
        raise PictureFault(why, "export it again") from None
    except (ValueError, LookupError):
        raise PictureFault("the encoding of the drawing is not known", "save it as UTF-8") from None
    if check.root != f"{_SVG} svg":
        raise PictureFault("this is no SVG drawing", f'its root must be <svg xmlns="{_SVG}">')
    root = ElementTree.fromstring(data)  # noqa: S314 - entities were refused above
    if _drawn(root) > _MOST_DRAWN:
        raise PictureFault("the drawing has too many parts", f"simplify it: at most {_MOST_DRAWN:,} are drawn")
    width, height = _size(root)
    return Drawing(width, height, tuple(check.embedded), check.moves)


def _elsewhere(value: str) -> PictureFault:
    shown = value.strip().partition(";base64")[0][:40]
    return PictureFault(
        f"the drawing needs something from elsewhere: {shown}", "export it with all that it needs within"
    )


def _name(key: str) -> str:
    """An attribute's name without its namespace, in lower case."""
    return re.split("[ :]", key)[-1].lower()


def _drawn(root: ElementTree.Element) -> int:
    """How many elements are drawn, at most, each use of another counted with all that it draws."""
    named = {id: element for element in root.iter() if (id := element.get("id"))}
    known: dict[ElementTree.Element, int] = {}
    open_: set[ElementTree.Element] = set()

    def count(element: ElementTree.Element) -> int:
        if element in open_:
            raise PictureFault("the drawing uses a part of itself within that part", "simplify it")
        if element not in known:
            open_.add(element)
            found = 1 + sum(map(count, element)) + sum(count(named[id]) for id in _used(element) if id in named)
            open_.discard(element)
            known[element] = min(found, _MOST_DRAWN + 1)
        return known[element]

    try:
        return count(root)
    except RecursionError:
        raise PictureFault("the drawing has too many elements within one another", "simplify it") from None


def _used(element: ElementTree.Element) -> Iterator[str]:
    """The ids of what is drawn with an element: what it uses, and what fills, marks or masks it."""
    for key, value in element.attrib.items():
        if _name(key.replace("}", ":")) == "href" and value.startswith("#") and not element.tag.endswith("}a"):
            yield value[1:]
        yield from _REFERENCE.findall(value)


def _size(root: ElementTree.Element) -> tuple[int, int]:
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    box = [float(part) for part in re.findall(r"-?\d*\.?\d+(?:e-?\d+)?", root.get("viewBox", ""))]
    if len(box) == 4 and box[2] > 0 and box[3] > 0:
        if not width and not height:
            width, height = box[2], box[3]
        width, height = width or height * box[2] / box[3], height or width * box[3] / box[2]
    most = 1_000_000
    return (round(width), round(height)) if 0 < width < most and 0 < height < most else (0, 0)


def _length(text: str) -> float:
    found = _LENGTH.fullmatch(text)
    return float(found[1]) * _PIXELS[found[2] or ""] if found else 0.0
