"""What a check of sources is and what it looks at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from toolkit.sources.anchors import Anchors
    from toolkit.sources.document import Document


@dataclass(frozen=True, slots=True)
class SourceContext:
    """A document that could be read, and what a check may know besides."""

    document: Document
    """Its ids are settled."""
    documents: Sequence[str]
    """The names of all documents of the project."""
    anchors: Callable[[str], Anchors | None]
    """Those of a document by its name; None where it cannot be read."""
    folder: Path
    """Of the sources."""
    folder_name: str
    """How messages call it."""
    base: str = ""
    """The address that relative links begin from; empty: none is given."""
    sound_pictures: Path | None = None
    """Where it is kept which pictures were found good, so that each is unpacked once; None: they are judged anew."""
    text: Callable[[], str] = str
    """Gives the source as it is written."""
    missing_glyphs: Callable[[str], list[str]] | None = None
    """Gives the characters of a text that no font has; None: nobody asks."""


@dataclass(frozen=True, slots=True)
class SourceFinding:
    """One thing that a check has found."""

    line: int
    """In the source file, counted from 1."""
    message: str
    """One line, no full stop at the end."""
    hint: str
    """What to do."""


@dataclass(frozen=True, slots=True)
class SourceCheck:
    """One kind of mistake and how to see it."""

    code: str
    """Short stable name in kebab case."""
    reason: str
    """Why it matters, in one line."""
    severity: Severity = Severity.ERROR
    find: Callable[[SourceContext], Iterator[SourceFinding]] | None = None
    """None: the reader sees it while it reads."""
