"""The footnotes of a document: in the order in which its text refers to them, each once and none for nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.sources.attributes import NAME
from toolkit.sources.document import Block, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

    from toolkit.sources.segments import Segments

_MARK = re.compile(r"\[\^([^\[\]\s]+)\]")


def notes_in(text: str) -> list[str]:
    """The names of the footnotes whose marks an inline text may have, code and escaped ones among them."""
    return _MARK.findall(text)


@dataclass(slots=True)
class Notes:
    """Collects the footnotes that the source has."""

    segments: Segments
    found: list[Block] = field(default_factory=list)
    _lines: dict[str, int] = field(default_factory=dict)

    def name(self, label: str) -> str:
        """The id of the first text of a footnote that begins in the present line; empty where it cannot have one."""
        report = self.segments.report
        if not NAME.fullmatch(f"n{label}"):  # it may begin with a digit
            hint = "rename it: [^1], [^2024-report]"
            report(f"the footnote's name {label!r} has other signs than a to z, digits and hyphens", hint, "footnote")
        named = "" if label in self._lines else f"note-{label}"
        if label in self._lines:
            report(
                f"the footnote {label} is given twice",
                f"the first is in line {self._lines[label]}; keep one",
                "footnote",
            )
        else:
            self.segments.anchors.append((f"ref-{label}", self.segments.line))
        self._lines[label] = self.segments.line
        return named

    def block(self, tokens: Iterable[Token]) -> Block | None:
        """All footnotes, in the order of their marks in the text; None where there are none."""
        if not self.found:
            return None
        order = _order(tokens)
        self._require_used(order)
        self.found.sort(key=lambda note: order.get(note.id or "", len(order)))
        return Block(Kind.FOOTNOTES, children=tuple(self.found))

    def _require_used(self, order: dict[str, int]) -> None:
        for note in self.found:
            if note.id not in order:
                self.segments.line = self._lines[note.id or ""]
                message = f"nothing refers to the footnote {note.id}"
                self.segments.report(message, f"write [^{note.id}] in the text", "footnote")


def _order(tokens: Iterable[Token]) -> dict[str, int]:
    order: dict[str, int] = {}
    for token in tokens:
        for child in token.children or []:
            if child.type == "footnote_ref":
                order.setdefault(str(child.meta["label"]), len(order))
    return order
