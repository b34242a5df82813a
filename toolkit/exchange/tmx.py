"""TMX 1.4b: translation units out of a file and into one (GALA, "TMX 1.4b Specification", 2005).

`write_tmx` and `read_tmx` are inverse for units with texts and canonical tags, characters apart that XML cannot hold.
A file is untrusted: declarations of entities are refused, external ones are never fetched, sizes are bounded.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING
from xml.parsers import expat

from toolkit import __version__
from toolkit.catalog.model import State
from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.exchange.xml_text import xml_text, xml_value
from toolkit.language.locales import canonical_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

MOST_BYTES = 512 * 2**20
"""Of a file; a larger one is no memory but a corpus."""
MOST_CHARACTERS = 1_000_000
"""Of one text."""
_MOST_PENDING = 4 * 2**20
"""Bytes of one tag or comment; expat reads a long one again with every chunk."""
_CHUNK = 1 << 16
_ALL = "*all*"

_DOCUMENT, _CONTEXT, _STATE = "x-document", "x-context", "x-state"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


@dataclass(frozen=True, slots=True)
class Unit:
    """A text and its translation."""

    source: str
    target: str
    locale: str
    """BCP 47 tag of the translation."""
    language: str = "en"
    """BCP 47 tag of the source."""
    document: str = ""
    """The domain that it is from; empty if the file does not say."""
    context: str | None = None
    """The segment's id."""
    state: State = State.TRANSLATED


def write_tmx(units: Sequence[Unit]) -> Iterator[str]:
    """The lines of a TMX file with the units in their order.

    Neighbours with the same source become one ``tu``. Control characters that XML cannot hold are left out.
    """
    languages = {unit.language for unit in units}
    own = next(iter(languages)) if len(languages) == 1 else _ALL
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4">\n'
    yield (
        f'<header creationtool="polyedition" creationtoolversion={xml_value(__version__)} segtype="paragraph"'
        f' o-tmf="PO" adminlang="en" srclang={xml_value(own)} datatype="plaintext"/>\n<body>\n'
    )
    for (source, language, document, context), group in groupby(units, _head):
        props = _prop(_DOCUMENT, document or None) + _prop(_CONTEXT, context)
        srclang = "" if language == own else f" srclang={xml_value(language)}"
        yield f"<tu{srclang}>\n{props}{_tuv(language, source)}"
        for unit in group:
            yield _tuv(unit.locale, unit.target, _prop(_STATE, unit.state))
        yield "</tu>\n"
    yield "</body>\n</tmx>\n"


def _head(unit: Unit) -> tuple[str, str, str, str | None]:
    return (unit.source, unit.language, unit.document, unit.context)


def _tuv(tag: str, text: str, props: str = "") -> str:
    return f"<tuv xml:lang={xml_value(tag)}>\n{props}<seg>{xml_text(text)}</seg>\n</tuv>\n"


def _prop(kind: str, value: str | None) -> str:
    return "" if value is None else f'<prop type="{kind}">{xml_text(value)}</prop>\n'


def read_tmx(path: Path, name: str) -> Iterator[Unit]:
    """The units of a TMX file in their order; `name` is what diagnostics call it.

    Of a ``tu`` in several languages each translation makes a unit with the text in the source language; without one
    it gives none. Inline elements of other tools are read as their text. Raises `ToolkitError` (``tmx``) with the
    line of the first fault, ``unreadable`` if the file may not be read.
    """
    reader = _Reader(name)
    try:
        if path.stat().st_size > MOST_BYTES:
            raise reader.error(f"the file is larger than {MOST_BYTES >> 20} MiB", "divide it", line=None)
        with path.open("rb") as file:
            while chunk := file.read(_CHUNK):
                yield from reader.feed(chunk)
        yield from reader.feed(b"", last=True)
    except OSError as error:
        reason = error.strerror or str(error)
        message = f"the file cannot be read: {reason}"
        raise ToolkitError(Diagnostic("unreadable", message, Location(name), hint="check the name")) from None


@dataclass(slots=True)
class _Variant:
    """A ``tuv``."""

    tag: str
    text: list[str] = field(default_factory=list)
    size: int = 0
    props: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Entry:
    """A ``tu``."""

    srclang: str
    props: dict[str, str] = field(default_factory=dict)
    variants: list[_Variant] = field(default_factory=list)

    @property
    def units(self) -> list[Unit]:
        source = self._source()
        if source is None:
            return []
        text = "".join(source.text)
        found = []
        for variant in self.variants:
            target = "".join(variant.text)
            if variant is not source and text and target:
                found.append(
                    Unit(
                        text,
                        target,
                        variant.tag,
                        source.tag,
                        self.props.get(_DOCUMENT, ""),
                        self.props.get(_CONTEXT),
                        _state(variant.props.get(_STATE) or self.props.get(_STATE, "")),
                    )
                )
        return found

    def _source(self) -> _Variant | None:
        """The variant in the source language, region apart if need be; the first one where any may be the source."""
        if self.srclang.lower() == _ALL:
            return self.variants[0] if self.variants else None
        wanted = _canonical(self.srclang)
        language = wanted.partition("-")[0]
        exact = (variant for variant in self.variants if variant.tag == wanted)
        close = (variant for variant in self.variants if variant.tag.partition("-")[0] == language)
        return next(exact, None) or next(close, None)


def _state(value: str) -> State:
    """What the memory makes of a state; what other tools say there counts as translated."""
    return State(value) if value in {State.DRAFT, State.REVIEWED} else State.TRANSLATED


@lru_cache(maxsize=1024)
def _canonical(tag: str) -> str:
    return canonical_tag(tag)


class _Reader:
    """Collects units from what expat reports."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.units: list[Unit] = []
        self.srclang = _ALL
        self.entry: _Entry | None = None
        self.variant: _Variant | None = None
        self.inside = 0
        """Depth below ``seg``, itself included."""
        self.prop: tuple[str, list[str]] | None = None
        self.rooted = False
        self.fed = 0
        self.parser = expat.ParserCreate()
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = self._entity
        self.parser.SkippedEntityHandler = self._skipped

    def feed(self, data: bytes, *, last: bool = False) -> list[Unit]:
        """The units that are complete with these bytes."""
        self.fed += len(data)
        try:
            self.parser.Parse(data, last)
        except expat.ExpatError as error:
            message = f"not well-formed XML: {expat.ErrorString(error.code)}"
            raise self.error(message, "export the file again", line=error.lineno) from None
        except (ValueError, LookupError):
            raise self.error("its encoding is not known", "save the file as UTF-8") from None
        if self.fed - self.parser.CurrentByteIndex > _MOST_PENDING and not last:
            raise self.error("a tag or comment does not end", "export the file again")
        units, self.units = self.units, []
        return units

    def error(self, message: str, hint: str, line: int | None = -1) -> ToolkitError:
        """What is wrong, by default at the line that has been reached."""
        line = self.parser.CurrentLineNumber if line == -1 else line
        return ToolkitError(Diagnostic("tmx", message, Location(self.name, line), hint=hint))

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        if not self.rooted:
            self.rooted = True
            if tag != "tmx":
                raise self.error(f"this is no TMX file: its root is <{tag}>", "name a file that a TMX export made")
        if self.inside:
            self.inside += 1
        elif tag == "header":
            self.srclang = self._language(attributes.get("srclang", _ALL))
        elif tag == "tu":
            self.entry = _Entry(self._language(attributes.get("srclang", self.srclang)))
        elif tag == "tuv" and self.entry:
            self.variant = _Variant(self._variant_tag(attributes))
        elif tag == "seg" and self.variant:
            self.inside = 1
        elif tag == "prop":
            self.prop = (attributes.get("type", ""), [])

    def _end(self, tag: str) -> None:
        if self.inside:
            self.inside -= 1
        elif tag == "prop" and self.prop:
            self._end_prop(*self.prop)
        elif tag == "tuv" and self.entry and self.variant:
            self.entry.variants.append(self.variant)
            self.variant = None
        elif tag == "tu" and self.entry:
            self.units += self.entry.units
            self.entry = None

    def _end_prop(self, kind: str, text: list[str]) -> None:
        self.prop = None
        holder = self.variant or self.entry
        if holder:
            holder.props[kind] = "".join(text)

    def _text(self, text: str) -> None:
        if self.prop and not self.inside:
            self.prop[1].append(text)
        elif self.inside and self.variant:
            self.variant.text.append(text)
            self.variant.size += len(text)
            if self.variant.size > MOST_CHARACTERS:
                raise self.error(f"a text is longer than {MOST_CHARACTERS:,} characters", "divide it or remove it")

    def _language(self, tag: str) -> str:
        if tag.lower() != _ALL and not _TAG.fullmatch(tag):
            raise self.error(f"srclang is no language tag: {tag!r}", "write a BCP 47 tag, such as en, or *all*")
        return tag

    def _variant_tag(self, attributes: dict[str, str]) -> str:
        tag = attributes.get("xml:lang") or attributes.get("lang")
        if tag is None:
            raise self.error("a <tuv> does not say its language", 'write xml:lang="…" into it')
        if not _TAG.fullmatch(tag):
            raise self.error(f"xml:lang is no language tag: {tag!r}", "write a BCP 47 tag, such as ru or uz-Cyrl")
        return _canonical(tag)

    def _entity(self, name: str, *_: object) -> None:
        raise self.error(f"the file declares an entity: {name}", "remove the declaration; no TMX file needs one")

    def _skipped(self, name: str, *_: object) -> None:
        raise self.error(f"an entity that nothing declares: &{name};", "write the character itself")
