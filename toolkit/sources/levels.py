"""The levels of headings: the highest below the title, and none left out on the way down."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.sources.segments import Segments

_LOWEST = 6
_TITLE = 1


@dataclass(slots=True)
class Levels:
    """Gives each heading its level in the editions.

    A level that the source leaves out would break the outline of a PDF (ISO 14289-1, 7.4.2): the heading takes the next
    below the one above it, and a warning says so.
    """

    segments: Segments
    written: Sequence[int]
    """The levels of all headings in the source, 1 to 6."""
    _shift: int = field(init=False)
    _above: list[tuple[int, int]] = field(default_factory=list)
    """The headings above the present place: their levels in the source, shifted, and those given."""

    def __post_init__(self) -> None:
        self._shift = 1 + _TITLE - min(self.written, default=1 + _TITLE)

    def next(self, written: int) -> int:
        """The level, 2 to 6, of a heading in the present line that has `written` in the source."""
        level = written + self._shift
        before = self._above[-1][0] if self._above else _TITLE
        if level > before + 1:
            self._warn(written, before + 1 - self._shift)
        while self._above and self._above[-1][0] >= level:
            self._above.pop()
        given = self._above[-1][1] if self._above else _TITLE
        self._above.append((level, given + 1))
        return min(given + 1, _LOWEST)

    def _warn(self, written: int, expected: int) -> None:
        message = f"the heading leaves out a level: {'#' * written} where {'#' * expected} comes next"
        hint = f"write {'#' * expected}; editions show it so"
        place = Location(self.segments.path, self.segments.line)
        self.segments.diagnostics.append(Diagnostic("heading-level", message, place, Severity.WARNING, hint=hint))
