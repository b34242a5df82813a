"""The front matter of a source: YAML with known, typed keys, each error with its line."""

from __future__ import annotations

import datetime
import difflib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from toolkit.errors import Diagnostic, Location
from toolkit.sources import identifiers
from toolkit.sources.addresses import is_base
from toolkit.sources.contributors import read_contributors
from toolkit.sources.document import ORIGINAL, Contributor, Kind, Meta, Segment
from toolkit.sources.licence import read_licence
from toolkit.sources.signs import FORBIDDEN, forbidden_signs

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.sources.document import Numbers
    from toolkit.sources.licence import Licence

FENCE = "---"
_LONGEST_KEY = 80
_NULL = "tag:yaml.org,2002:null"
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|\d{3}))?")

TRANSLATABLE = (
    "title", "subtitle", "authors", "editors", "contributors", "place", "event", "publishers", "kind", "series",
    "edition", "abstract", "rights", "keywords",
)  # fmt: skip
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
class Reader:
    """What turns nodes of YAML into typed values, and collects what is wrong with them."""

    path: str
    first_line: int
    diagnostics: list[Diagnostic] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    item_lines: dict[str, list[int]] = field(default_factory=dict)
    unreadable: bool = False

    def error(self, line: int, message: str, hint: str, code: str = "front-matter") -> None:
        """A fault of a line, with its remedy."""
        self.diagnostics.append(Diagnostic(code, message, Location(self.path, line), hint=hint))

    def line(self, node: yaml.Node) -> int:
        """Where a node begins in the file, counted from 1."""
        return int(node.start_mark.line) + self.first_line

    def text(self, key: str, node: yaml.Node) -> str:
        """A text on one line; empty, with a fault, for anything else."""
        if isinstance(node, yaml.ScalarNode) and node.tag != _NULL and (text := " ".join(str(node.value).split())):
            self.diagnostics += forbidden_signs(text, self.path, self.line(node))  # written as "\x00", say
            return FORBIDDEN.sub("", text)
        if isinstance(node, yaml.ScalarNode):
            self.error(self.line(node), f"{key} is empty", "write the text, or remove the line")
        else:
            self.error(
                self.line(node), f"{key} must be a text", "write it on one line, in '…' if it begins with a sign"
            )
        return ""

    def texts(self, key: str, node: yaml.Node) -> tuple[str, ...]:
        """A list of texts."""
        if isinstance(node, yaml.SequenceNode):
            items = [(self.text(f"an item of {key}", item), self.line(item)) for item in node.value]
            self.item_lines[key] = [line for _, line in items]
            return tuple(text for text, _ in items)
        self.error(self.line(node), f"{key} must be a list", f"write {key}: and below it one line `  - …` an item")
        return ()

    def base(self, key: str, node: yaml.Node) -> str:
        """The web address that relative links begin from."""
        value = self.text(key, node)
        if value and not is_base(value):
            self.error(
                self.line(node), f"{key} is no web address: {value[:100]!r}", "write base: https://example.org/policy/"
            )
            return ""
        return value

    def date(self, key: str, node: yaml.Node) -> datetime.date | None:
        """A date in the form of ISO 8601."""
        value = self.text(key, node)
        try:
            if _DATE.fullmatch(value):
                return datetime.date.fromisoformat(value)
        except ValueError:
            pass  # a 30th of February, told below
        if value:
            hint = f"write {key}: 2023-04-20 (year-month-day)"
            self.error(self.line(node), f"{key} is not a date: {value[:60]!r}", hint)
        return None

    def tags(self, key: str, node: yaml.Node) -> tuple[str, ...]:
        """A list of language tags."""
        if isinstance(node, yaml.SequenceNode):
            return tuple(self.tag(f"an item of {key}", item) for item in node.value)
        self.error(self.line(node), f"{key} must be a list of language tags", f"write {key}: [ru, kk]")
        return ()

    def tag(self, key: str, node: yaml.Node) -> str:
        """A language tag."""
        value = self.text(key, node)
        if value and not _TAG.fullmatch(value):
            self.error(
                self.line(node), f"{key} is not a language tag: {value[:60]!r}", "write a BCP 47 tag: en, uz-Cyrl"
            )
        return value

    def _numbers(self, key: str, node: yaml.Node, read: Callable[[str], str], example: str) -> Numbers:
        """A standard number of the original, or ``language: number`` for each edition that has one of its own."""
        pairs = [(ORIGINAL, node)]
        if isinstance(node, yaml.MappingNode):
            pairs = [(self.tag(f"a language of {key}", tag), value) for tag, value in node.value]
        found = []
        for tag, value in pairs:
            text = self.text(key, value)
            number = read(text)
            if number:
                found.append((tag, number))
            elif text:
                self.error(
                    self.line(value), f"{key} is mistyped: {text!r}", f"write it with all its digits: {key}: {example}"
                )
        return tuple(found)

    def isbn(self, key: str, node: yaml.Node) -> Numbers:
        """The ISBN of the original, or one for each language."""
        return self._numbers(key, node, identifiers.isbn, "978-3-16-148410-0")

    def issn(self, key: str, node: yaml.Node) -> Numbers:
        """The ISSN of the series, or one for each language."""
        return self._numbers(key, node, identifiers.issn, "0317-8471")

    def doi(self, key: str, node: yaml.Node) -> Numbers:
        """The DOI of the original, or one for each language."""
        return self._numbers(key, node, identifiers.doi, "10.5281/zenodo.1234")

    def licence(self, key: str, node: yaml.Node) -> Licence | None:
        """A licence by its SPDX identifier or its address."""
        text = self.text(key, node)
        found = read_licence(text) if text else None
        if text and found is None:
            hint = "write an identifier of the SPDX list (CC-BY-4.0) or the licence's web address; other words go into rights"
            self.error(self.line(node), f"{key} is not known: {text!r}", hint)
        return found

    def pictures(self, key: str, node: yaml.Node) -> tuple[str, ...]:
        """One picture, or a list of them."""
        return self.texts(key, node) if isinstance(node, yaml.SequenceNode) else (self.text(key, node),)


_KEYS: dict[str, Callable[[Reader, str, yaml.Node], object]] = {
    "title": Reader.text,
    "subtitle": Reader.text,
    "date": Reader.date,
    "place": Reader.text,
    "event": Reader.text,
    "publishers": Reader.texts,
    "language": Reader.tag,
    "kind": Reader.text,
    "version": Reader.text,
    "identifier": Reader.text,
    "rights": Reader.text,
    "base": Reader.base,
    "keywords": Reader.texts,
    "official": Reader.tags,
    "authors": read_contributors,
    "editors": read_contributors,
    "contributors": read_contributors,
    "isbn": Reader.isbn,
    "issn": Reader.issn,
    "doi": Reader.doi,
    "licence": Reader.licence,
    "series": Reader.text,
    "edition": Reader.text,
    "abstract": Reader.text,
    "logo": Reader.pictures,
    "cover": Reader.text,
    "easy": Reader.text,
}


def read_front_matter(text: str, path: str) -> tuple[FrontMatter, list[Diagnostic]]:
    """The front matter and everything that is wrong with it; `text` has ``\\n`` line ends and no BOM."""
    head, body, first_line = divide(text)
    reader = Reader(path, first_line=2)
    if head is None:
        reader.error(1, "the front matter is missing", "begin the file with ---, title: …, language: …, ---")
        return FrontMatter(Meta("", ""), (), body, first_line), reader.diagnostics
    values = _values(head, reader)
    for key in ("title", "language"):
        if key not in reader.lines and not reader.unreadable:
            reader.error(1, f"{key} is missing in the front matter", f"add a line `{key}: …`")
    meta = Meta(**{"title": "", "language": "", **values})  # type: ignore[arg-type]
    return FrontMatter(meta, _segments(meta, reader), body, first_line), reader.diagnostics


def divide(text: str) -> tuple[str | None, str, int]:
    """The front matter, None where there is none; the body; and the body's first line, counted from 1."""
    lines = text.split("\n")
    if lines[0].rstrip() == FENCE:
        for number, line in enumerate(lines[1:], start=1):
            if line.rstrip() == FENCE:
                return "\n".join(lines[1:number]), "\n".join(lines[number + 1 :]), number + 2
    return None, text, 1


def item_lines(text: str, key: str) -> list[int]:
    """The line of each item that a key of the front matter lists, or its own; the first line of the file if it is not there."""
    head, _, _ = divide(text)
    reader = Reader("", first_line=2)
    _values(head or "", reader)
    return reader.item_lines.get(key) or [reader.lines.get(key, 1)]


def _values(head: str, reader: Reader) -> dict[str, object]:
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


def _compose(head: str, reader: Reader) -> yaml.Node | None:
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


def _take(reader: Reader, key_node: yaml.Node, value_node: yaml.Node, values: dict[str, object]) -> None:
    line = reader.line(key_node)
    if not isinstance(key_node, yaml.ScalarNode):  # whose words may be without end: lists of aliases of lists
        reader.error(line, "a key of the front matter must be a word", f"known keys: {', '.join(_KEYS)}")
        return
    key = str(key_node.value)[:_LONGEST_KEY]
    if key not in _KEYS:
        close = difflib.get_close_matches(key, _KEYS, n=1)
        hint = f"did you mean {close[0]}?" if close else f"known keys: {', '.join(_KEYS)}"
        reader.error(line, f"unknown key in the front matter: {key}", hint)
    elif key in reader.lines:
        reader.error(line, f"{key} is given twice", f"the first is in line {reader.lines[key]}; keep one")
    else:
        reader.lines[key] = line
        values[key] = _KEYS[key](reader, key, value_node)


def _segments(meta: Meta, reader: Reader) -> tuple[Segment, ...]:
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
            place = f"{name} {number} of {len(value)}"
            texts = _of_person(item) if isinstance(item, Contributor) else (("", item),)
            for part, text in texts:
                where = ("title page", place, part) if part else ("title page", place)
                id = "-".join(filter(None, (f"meta/{name}-{number}", part)))
                found.append(Segment(id, text, Kind.META, where, line, numbered=True))
    return tuple(found)


def _of_person(person: Contributor) -> Iterator[tuple[str, str]]:
    """The texts of a person, each with what it is of the person."""
    parts = (("", person.name), ("role", person.role), ("organisation", person.organisation))
    yield from ((part, text) for part, text in parts if text)
