"""Markdown to `Document`: a source file read whole, with every fault and its line."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.sources.blocks import BlockReader
from toolkit.sources.document import Document, SourceError
from toolkit.sources.frontmatter import read_front_matter
from toolkit.sources.rules.comment import notes_to_translators
from toolkit.sources.rules.faults import faults_in
from toolkit.sources.segments import Segments
from toolkit.sources.signs import forbidden_signs
from toolkit.sources.syntax import STRAY_ATTRIBUTES, source_parser

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.sources.document import Segment
    from toolkit.sources.rules.faults import Fault


def read_markdown(data: bytes, path: str, name: str) -> Document:
    """The document in a source file's bytes. Raises `SourceError` with every fault found, each with its line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = Diagnostic(
            "encoding", "the source is not UTF-8", Location(path, line), hint="save the file in the encoding UTF-8"
        )
        raise ToolkitError(found) from None
    return parse_markdown(text, path, name)


def parse_markdown(text: str, path: str, name: str) -> Document:
    """The document in a source text. Raises `SourceError` with every fault found, each with its line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, diagnostics = read_front_matter(text, path)
    diagnostics += forbidden_signs(text, path, 1)
    diagnostics += _front_faults(front.segments, path)
    env: dict[str, object] = {}
    tokens = source_parser().parse(front.body, env)
    diagnostics += (_diagnostic(fault, path, front.first_line) for fault in faults_in(env))
    notes = [(line + front.first_line, note) for line, note in reversed(notes_to_translators(env))]
    segments = Segments(path, diagnostics, notes=notes)
    reader = BlockReader(tokens, front.first_line, segments)
    blocks = reader.read()
    _refuse_stray_attributes(env.get(STRAY_ATTRIBUTES), front.first_line, segments)
    segments.require_unique(front.segments)
    document = Document(
        name=name,
        path=path,
        meta=front.meta,
        front=front.segments,
        blocks=blocks,
        revision=hashlib.sha256(text.encode()).hexdigest()[:12],
        references=_references(env),
        targets=tuple(reader.targets.found),
        warnings=tuple(sorted(diagnostics, key=lambda one: one.location.line or 0 if one.location else 0)),
    )
    if any(one.severity is Severity.ERROR for one in diagnostics):
        faulty = SourceError(*diagnostics)
        faulty.in_part = document
        raise faulty
    return document


def _diagnostic(fault: Fault, path: str, first_line: int) -> Diagnostic:
    place = Location(path, fault.line + first_line)
    return Diagnostic(fault.code, fault.message, place, fault.severity, hint=fault.hint)


def _front_faults(segments: Iterable[Segment], path: str) -> Iterator[Diagnostic]:
    """Markup in the texts of the front matter that would be printed."""
    for segment in segments:
        env: dict[str, object] = {}
        source_parser().parseInline(segment.text, env)
        for fault in faults_in(env):
            yield _diagnostic(fault, path, segment.line)


def _references(env: dict[str, object]) -> tuple[tuple[str, str, str], ...]:
    found = env.get("references") or {}
    assert isinstance(found, dict)
    return tuple(sorted((label, entry["href"], entry.get("title", "")) for label, entry in found.items()))


def _refuse_stray_attributes(lines: object, first_line: int, segments: Segments) -> None:
    """An error for each attribute line, counted from 0 in the body, that no block follows."""
    for line in lines if isinstance(lines, list) else ():
        segments.line = line + first_line
        hint = "put {#id .role} directly above a heading, paragraph, list, quotation, table or code"
        segments.report("the attribute line belongs to no block", hint, "attributes")
