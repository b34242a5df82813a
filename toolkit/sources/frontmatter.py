"""The front matter of a source: YAML with known, typed keys, each error with its line."""

from __future__ import annotations

import datetime
import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from toolkit.errors import Diagnostic, Location
from toolkit.sources.document import Kind, Meta, Segment

if TYPE_CHECKING:
    from collections.abc import Callable

FENCE = "---"
_NULL = "tag:yaml.org,2002:null"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?")

TRANSLATABLE = ("title", "subtitle", "place", "event", "publishers", "kind", "rights", "keywords")
"""Keys whose texts a reader sees, in the order in which translators meet them."""


@dataclass(slots=True)
class FrontMatter:
    """What the head of a source says; `body` is the text below it."""

    meta: Meta
    segments: tuple[Segment, ...]
    body: str
    first_line: int
    """Of the body in the file, counted from 1."""


@dataclass(slots=True)
class _Reader:
    path: str
    first_line: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    item_lines: dict[str, list[int]] = field(default_factory=dict)
    unreadable: bool = False

    def error(self, line: int, message: str, hint: str, code: str = "front-matter") -> None:
        self.diagnostics.append(Diagnostic(code, message, Location(self.path, line), hint=hint))

    def line(self, node: yaml.Node) -> int:
        return int(node.start_mark.line) + self.first_line

    def text(self, key: str, node: yaml.Node) -> str:
        if isinstance(node, yaml.ScalarNode) and node.tag != _NULL and (text := " ".join(str(node.value).split())):
            return text
        if isinstance(node, yaml.ScalarNode):
            self.error(self.line(node), f"{key} is empty", "write the text, or remove the line")
        else:
            self.error(
                self.line(node), f"{key} must be a text", "write it on one line, in '…' if it begins with a sign"
            )
        return ""

    def texts(self, key: str, node: yaml.Node) -> tuple[str, ...]:
        if isinstance(node, yaml.SequenceNode):
            items = [(self.text(f"an item of {key}", item), self.line(item)) for item in node.value]
            self.item_lines[key] = [line for _, line in items]
            return tuple(text for text, _ in items)
        self.error(self.line(node), f"{key} must be a list", f"write {key}: and below it one line `  - …` an item")
        return ()

    def date(self, key: str, node: yaml.Node) -> datetime.date | None:
        value = self.text(key, node)
        try:
            if _DATE.fullmatch(value):
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass  # a 30th of February, told below
        if value:
            hint = f"write {key}: 2023-04-20 (year-month-day)"
            self.error(self.line(node), f"{key} is not a date: {value!r}", hint)
        return None

    def tags(self, key: str, node: yaml.Node) -> tuple[str, ...]:
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.tag(f"an item of {key}", item) for item in node.value)
        self.error(self.line(node), f"{key} must be a list of language tags", f"write {key}: [ru, kk]")
        return ()

    def tag(self, key: str, node: yaml.Node) -> str:
        value = self.text(key, node)
        if value and not _TAG.fullmatch(value):
            self.error(self.line(node), f"{key} is not a language tag: {value!r}", "write a BCP 47 tag: en, uz-Cyrl")
        return value


_KEYS: dict[str, Callable[[_Reader, str, yaml.Node], object]] = {
    "title": _Reader.text,
    "subtitle": _Reader.text,
    "date": _Reader.date,
    "place": _Reader.text,
    "event": _Reader.text,
    "publishers": _Reader.texts,
    "language": _Reader.tag,
    "kind": _Reader.text,
    "version": _Reader.text,
    "identifier": _Reader.text,
    "rights": _Reader.text,
    "keywords": _Reader.texts,
    "official": _Reader.tags,
}


def read_front_matter(text: str, path: str) -> tuple[FrontMatter, list[Diagnostic]]:
    """The front matter and everything that is wrong with it; `text` has ``\\n`` line ends and no BOM."""
    head, body, first_line = _divide(text)
    reader = _Reader(path, first_line=2)
    if head is None:
        reader.error(1, "the front matter is missing", "begin the file with ---, title: …, language: …, ---")
        return FrontMatter(Meta("", ""), (), body, first_line), reader.diagnostics
    values = _values(head, reader)
    for key in ("title", "language"):
        if key not in reader.lines and not reader.unreadable:
            reader.error(1, f"{key} is missing in the front matter", f"add a line `{key}: …`")
    meta = Meta(**{"title": "", "language": "", **values})  # type: ignore[arg-type]
    return FrontMatter(meta, _segments(meta, reader), body, first_line), reader.diagnostics


def _divide(text: str) -> tuple[str | None, str, int]:
    lines = text.split("\n")
    if lines[0].rstrip() == FENCE:
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() == FENCE:
                return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None, text, 1


def _values(head: str, reader: _Reader) -> dict[str, object]:
    node = _compose(head, reader)
    if node is None:
        return {}
    if not isinstance(node, yaml.MappingNode):
        reader.error(reader.line(node), "the front matter must be lines `key: value`", "see the example in README.md")
        reader.unreadable = True
        return {}
    values: dict[str, object] = {}
    for key_node, value_node in node.value:
        _take(reader, key_node, value_node, values)
    return values


def _compose(head: str, reader: _Reader) -> yaml.Node | None:
    """The YAML as nodes: nothing is built of them, so neither tags nor references of references do anything."""
    try:
        return yaml.compose(head, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        problem = " ".join(str(getattr(error, "problem", None) or getattr(error, "reason", "") or "unreadable").split())
        line = mark.line if mark else head.count("\n", 0, getattr(error, "position", 0))
    except RecursionError:
        problem, line = "lists within lists without end", 0
    hint = "put texts with a colon or a quote into '…'"
    reader.error(line + reader.first_line, f"the front matter is not YAML: {problem}", hint)
    reader.unreadable = True
    return None


def _take(reader: _Reader, key_node: yaml.Node, value_node: yaml.Node, values: dict[str, object]) -> None:
    key, line = str(key_node.value), reader.line(key_node)
    if not isinstance(key_node, yaml.ScalarNode):
        reader.error(line, "a key of the front matter must be a word", f"known keys: {', '.join(_KEYS)}")
    elif key not in _KEYS:
        close = difflib.get_close_matches(key, _KEYS, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known keys: {', '.join(_KEYS)}"
        reader.error(line, f"unknown key in the front matter: {key}", hint)
    elif key in reader.lines:
        reader.error(line, f"{key} is given twice", f"the first is in line {reader.lines[key]}; keep one")
    else:
        reader.lines[key] = line
        values[key] = _KEYS[key](reader, key, value_node)


def _segments(meta: Meta, reader: _Reader) -> tuple[Segment, ...]:
    found = []
    for key in TRANSLATABLE:
        value = getattr(meta, key)
        line = reader.lines.get(key, 1)
        if isinstance(value, str):
            if value:
                found.append(Segment(f"meta/{key}", value, Kind.META, ("title page", key), line, given=True))
            continue
        name = key.removesuffix("s")
        lines = reader.item_lines.get(key, ())
        for number, (item, line) in enumerate(zip(value, lines, strict=True), start=1):
            where = ("title page", f"{name} {number} of {len(value)}")
            found.append(Segment(f"meta/{name}-{number}", item, Kind.META, where, line, numbered=True))
    return tuple(found)
