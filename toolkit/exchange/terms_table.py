"""A termbase as CSV: a row a concept and language, for whoever has a spreadsheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.exchange.archive import refuse
from toolkit.exchange.concepts import Concept, Rendering, one_line
from toolkit.exchange.csv_table import format_csv, read_rows
from toolkit.language.locales import canonical_tag

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

COLUMNS = (
    "term", "part of speech", "definition", "kind", "language", "translation", "state", "forbidden", "forms",
)  # fmt: skip
_NEEDED = ("term",)
_DRAFT = "draft"


def write_terms(concepts: Sequence[Concept]) -> bytes:
    """A table that `read_terms_table` reads again; a concept without renderings has one row without a language."""
    rows = [
        (
            one.source, one.part_of_speech, one.definition, "keep" if one.keep else "name" if one.name else "",
            tag, rendering.text, _DRAFT if rendering.is_draft else "", "; ".join(rendering.forbidden), "; ".join(rendering.forms),
        )
        for one in concepts
        for tag, rendering in (one.renderings or {"": Rendering()}).items()
    ]  # fmt: skip
    return format_csv([COLUMNS, *rows])


def read_terms_table(path: Path, name: str) -> tuple[Concept, ...]:
    """The concepts of a table; columns are found by their heads. Raises `ToolkitError` with one line."""
    rows = read_rows(path, name)
    heads: dict[str, int] = {}
    found: dict[str, Concept] = {}
    for number, row in rows:
        if not heads:
            named = {cell.strip().casefold(): place for place, cell in reversed(list(enumerate(row)))}
            heads = named if all(one in named for one in _NEEDED) else {}
            continue
        get = {column: row[place].strip() if place < len(row) else "" for column, place in heads.items()}
        source = one_line(get.get("term", ""))
        if not source:
            continue
        concept = found.get(source) or Concept(source, line=number)
        kind = get.get("kind", "").casefold()
        concept = replace(
            concept,
            part_of_speech=concept.part_of_speech or get.get("part of speech", ""),
            definition=concept.definition or one_line(get.get("definition", "")),
            keep=concept.keep or kind == "keep",
            name=concept.name or kind == "name",
        )
        tag = canonical_tag(get["language"]) if get.get("language") else ""
        rendering = Rendering(
            one_line(get.get("translation", "")),
            _parts(get.get("forbidden", "")),
            _parts(get.get("forms", "")),
            get.get("state", "").casefold() == _DRAFT,
        )
        if tag:
            concept = replace(concept, renderings={**concept.renderings, tag: rendering})
        found[source] = concept
    if not heads:
        raise refuse(name, "this table has no terms: no row has the head term", f"its heads: {', '.join(COLUMNS)}")
    return tuple(found.values())


def _parts(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())
