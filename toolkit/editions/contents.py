"""The table of contents: a document's headings as a tree of lines."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the table of contents, and those below it."""

    id: str
    text: str
    """The heading's, without markup."""
    html: str
    """The same as HTML, with what keeps its words together."""
    language: str
    """That the text is in."""
    children: tuple[Entry, ...] = ()

    @property
    def direction(self) -> str:
        """In which the text runs: ``ltr`` or ``rtl``."""
        return load_locale(self.language).direction


def nested(headings: Sequence[tuple[int, Entry]]) -> tuple[Entry, ...]:
    """Headings with their levels, in the order of the text, as a tree: each above those that are deeper and follow it."""
    found: list[Entry] = []
    position = 0
    while position < len(headings):
        level, entry = headings[position]
        end = position + 1
        while end < len(headings) and headings[end][0] > level:
            end += 1
        below = nested(headings[position + 1 : end])
        found.append(replace(entry, children=below))
        position = end
    return tuple(found)
