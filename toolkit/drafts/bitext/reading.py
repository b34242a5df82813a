"""A translation that lies in a file, as the texts that are to be paired."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.exchange.documents.assemble import Wishes, assemble
from toolkit.exchange.documents.kind import require_no_worklist
from toolkit.exchange.documents.read import read_document
from toolkit.language.guess import language_of
from toolkit.sources.document import Kind
from toolkit.sources.markdown import parse_markdown

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from toolkit.sources.document import Document, Segment

_UNNAMED = "unnamed"


@dataclass(frozen=True, slots=True)
class Reading:
    """The texts of one file."""

    language: str
    """BCP 47 tag that its words speak for."""
    front: dict[str, str]
    """Texts of its front matter by their ids: the title, where it has one of its own."""
    segments: tuple[Segment, ...]


def read_texts(file: Path, languages: Collection[str] = ()) -> Reading:
    """The texts of a document file in their order.

    Raises `ToolkitError` with one line where the file cannot be read or does harm, `UsageError` for a kind that nobody reads.
    """
    foreign = read_document(file, file.as_posix())
    require_no_worklist(foreign)
    made = assemble(foreign, _UNNAMED, Wishes(languages=languages))
    document = parse_markdown(made.text, file.as_posix(), _UNNAMED)
    words = re.findall(r"[^\W\d_]+", " ".join(one.text for one in document.segments))
    return Reading(language_of(words, made.language, languages), _front(document), texts_of(document))


def texts_of(document: Document) -> tuple[Segment, ...]:
    """The texts of a document's body."""
    return tuple(one for one in document.segments if one.kind is not Kind.META)


def _front(document: Document) -> dict[str, str]:
    found = {one.id: one.text for one in document.front if one.id in {"meta/title", "meta/subtitle"}}
    return {id: text for id, text in found.items() if text != _UNNAMED}
