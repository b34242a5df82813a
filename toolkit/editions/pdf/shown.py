"""What is shown of one line of a PDF: the order of its parts, and glyphs that stand for another text than they say.

WeasyPrint shows a line from left to right. Where words of both directions stand in it, whoever hears the page would hear
them in that order: each part is shown where it stands, but in the order of the text (ISO 32000-1, 14.8.2.3.1).

Words that are broken over lines without a hyphen are said whole by their first part (``ActualText``; ISO 32000-1, 14.9.4),
and by nothing in the others. Brackets that are mirrored in lines from right to left look like the other of their pair:
Poppler takes what a glyph says for the letter that is meant, PDFium mirrors it. A `Span` tells Poppler, and a mark within
it, which is none, leaves PDFium alone.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.pdf.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_TOKEN = re.compile(r"<([0-9a-f]*)>|([^<>]+)")
_DIGITS = 4
"""Of the number of a glyph in what is shown."""
NOTHING = "\u200b"
"""Said in place of nothing, which PDFium does not take for an answer: a zero-width space."""


@dataclass(frozen=True, slots=True)
class Replaced:
    """Glyphs of a line, from `first` to before `end`, counted as they are shown; they are of one part."""

    first: int
    end: int
    text: str
    """What they stand for."""
    read: str | None = None
    """What PDFium takes them for: "" if it finds that itself, None if it reads the same."""
    heard: str = ""
    """What they stand for to whoever hears them, if it is not what Poppler takes them for."""

    @property
    def depth(self) -> int:
        """How many sequences of marked content they stand in."""
        return 1 + (self.read is not None) + bool(self.heard)


@dataclass(frozen=True, slots=True)
class Part:
    """Glyphs of one direction and font, up to before `end`."""

    end: int
    place: float
    """How far from the line's left end, in CSS pixels."""
    offset: int
    """Where its text begins in the line's; of two with the same, the right one comes first."""


@contextmanager
def shown_line(stream: Any, matrix: Any, parts: Sequence[Part], found: Sequence[Replaced]) -> Iterator[None]:
    """Within it, one line is shown in `stream` whose text begins at `matrix`; what is `found` in it does not overlap."""
    start = len(stream.stream)
    cuts: list[int] = []
    with patch.object(Stream, "show_text", _Shower(Stream.show_text, parts, found, cuts).show_text):
        yield
    if any(one.offset >= other.offset for one, other in pairwise(parts)):
        _reorder(stream, start, cuts, matrix, parts)


class _Shower:
    """Takes what is shown apart at the ends of parts and of replaced glyphs, and puts the marks between."""

    def __init__(self, show: Any, parts: Sequence[Part], found: Sequence[Replaced], cuts: list[int]) -> None:
        self._show, self._count = show, 0
        self._begins = {one.first: one for one in found}
        self._ends = {one.end: one for one in found}
        self._part_ends = [one.end for one in parts]
        self._cuts = cuts
        """Where each part ends in the stream."""

    @property
    def show_text(self) -> Any:
        """What takes the place of the method of the stream."""

        def show_text(stream: Any, text: str) -> None:
            shown = ""
            for glyphs, number in _TOKEN.findall(text):
                shown += f" {number}" if number else ""  # `0<>20.5` is two
                for place in range(0, len(glyphs), _DIGITS):
                    if self._count in self._begins:
                        shown = self._flushed(stream, shown)
                        stream.stream.append(_begin(self._begins[self._count]))
                    shown += f"<{glyphs[place : place + _DIGITS]}>"
                    self._count += 1
                    shown = self._ended(stream, shown)
            self._flushed(stream, shown)

        return show_text

    def _ended(self, stream: Any, shown: str) -> str:
        if self._count in self._ends:
            shown = self._flushed(stream, shown)
            stream.stream.append(" ".join(["EMC"] * self._ends[self._count].depth).encode())
        while len(self._cuts) < len(self._part_ends) and self._part_ends[len(self._cuts)] <= self._count:
            shown = self._flushed(stream, shown)
            self._cuts.append(len(stream.stream))
        return shown

    def _flushed(self, stream: Any, shown: str) -> str:
        if shown:
            self._show(stream, shown.replace("><", ""))
        return ""


def _reorder(stream: Any, start: int, cuts: Sequence[int], matrix: Any, parts: Sequence[Part]) -> None:
    """Puts the parts into the order of the text, each with its own place and font."""
    operations = stream.stream[start:]
    del stream.stream[start:]
    font = b""
    shown = []
    for part, first, end in zip(parts, (start, *cuts), cuts, strict=False):
        own = operations[first - start : end - start]
        shown.append((part, font, own))
        font = next((one for one in reversed(own) if bytes(one).endswith(b" Tf")), font)
    for part, before, own in sorted(shown, key=lambda one: (one[0].offset, -one[0].place)):
        a, b, c, d, e, f = matrix.values
        if not any(bytes(one).endswith(b" Tm") for one in own):
            stream.set_text_matrix(a, b, c, d, e + part.place, f)
            stream.stream.extend([before] if before else [])
        stream.set_text_rise(0)  # the part that stood before it has set it back
        stream.stream.extend(own)
    stream.set_text_rise(0)
    stream.stream.extend(operations[cuts[-1] - start :])


def _begin(one: Replaced) -> bytes:
    around = f"/Heard <</ActualText {_string(one.heard)}>> BDC " if one.heard else ""
    within = "" if one.read is None else f" /Mirrored <</ActualText {_string(one.read)}>> BDC"
    return f"{around}/Span <</ActualText {_string(one.text)}>> BDC{within}".encode()


def _string(text: str) -> str:
    return f"<feff{text.encode('utf-16-be').hex()}>" if text else "()"
