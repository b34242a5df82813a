"""The texts of a document while it is read: the id of each, where it stands in words, and what is wrong in its line."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location
from toolkit.sources.document import Kind, Segment
from toolkit.sources.inline import InlineRenderer
from toolkit.sources.notes import notes_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

_WHERE_LENGTH = 56


@dataclass(slots=True)
class _Heading:
    level: int
    id: str
    words: str


@dataclass(slots=True)
class Segments:
    """Collects the texts in reading order and knows the place that has been reached."""

    path: str
    diagnostics: list[Diagnostic]
    line: int = 1
    """Of the block that is being read, in the file."""
    found: list[Segment] = field(default_factory=list)
    anchors: list[tuple[str, int]] = field(default_factory=list)
    """Names given to blocks that have no text of their own, with their lines."""
    notes: list[tuple[int, str]] = field(default_factory=list)
    """What comments on lines of their own say to translators, with their lines, the last line first."""
    paragraphs: int = 0
    """Read since the last heading."""
    _headings: list[_Heading] = field(default_factory=list)

    def report(self, message: str, hint: str, code: str) -> None:
        """Takes note of an error in the present line."""
        self.diagnostics.append(Diagnostic(code, message, Location(self.path, self.line), hint=hint))

    def heading(self, text: str, level: int, given: str | None, comments: Sequence[str] = ()) -> Segment:
        """The segment of a heading; what follows stands below it."""
        while self._headings and self._headings[-1].level >= level:
            self._headings.pop()
        segment = self.add(text, Kind.HEADING, "heading", given, comments=comments)
        self._headings.append(_Heading(level, segment.id, InlineRenderer(notes=notes_in(text)).plain(text)))
        self.paragraphs = 0
        return segment

    def add(
        self,
        text: str,
        kind: Kind,
        place: str,
        given: str | None,
        numbered: str = "",
        comments: Sequence[str] = (),
    ) -> Segment:
        """The segment of a text; `given` and `numbered` are ids that the source has for it."""
        where = (*(_shorten(heading.words) for heading in self._headings), place)
        segment = Segment(
            id=given or numbered or self._proposed(text, kind),
            text=text,
            kind=kind,
            where=where,
            line=self.line,
            given=bool(given),
            numbered=bool(numbered and not given),
            comments=(*self._notes_above(), *comments),
        )
        self.found.append(segment)
        return segment

    def _notes_above(self) -> Iterator[str]:
        while self.notes and self.notes[-1][0] < self.line:
            yield self.notes.pop()[1]

    def _proposed(self, text: str, kind: Kind) -> str:
        """The id at first sight: the section's id, the kind, and a short hash of the text."""
        section = f"{self._headings[-1].id.split('/')[-1]}/" if self._headings else ""
        return f"{section}{kind}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"

    def require_unique(self, front: Iterable[Segment]) -> None:
        """Names that the source gives, itself or by role and number, must differ."""
        named = [(segment.id, segment.line) for segment in (*front, *self.found) if segment.named]
        lines: dict[str, int] = {}
        for name, line in sorted([*named, *self.anchors], key=lambda pair: pair[1]):
            if first := lines.get(name):
                self.diagnostics.append(
                    Diagnostic(
                        "duplicate-id",
                        f"the id {name} is given twice",
                        Location(self.path, line),
                        detail=f"the first is in line {first}",
                        hint="give this block, or the list that it belongs to, an id of its own: {#name}",
                    )
                )
            lines.setdefault(name, line)


def _shorten(words: str) -> str:
    if len(words) <= _WHERE_LENGTH:
        return words
    return words[:_WHERE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
