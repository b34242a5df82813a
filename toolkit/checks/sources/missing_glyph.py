"""A character that no font of the project has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.sources.model import SourceCheck, SourceContext, SourceFinding
from toolkit.fonts.coverage import remedy
from toolkit.sources.published import without_comments

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(context: SourceContext) -> Iterator[SourceFinding]:
    """The lines of the source with such a character, comments left out."""
    if not context.missing_glyphs:
        return
    text = without_comments(context.text())
    for sign in context.missing_glyphs(text):
        line = next((number for number, one in enumerate(text.split("\n"), 1) if sign in one), 1)
        yield SourceFinding(line, f"no font has the character {sign} (U+{ord(sign):04X})", remedy(sign))


CHECK = SourceCheck(
    code="missing-glyph",
    reason="a PDF is not made with a character that no font has",
    find=find,
)
