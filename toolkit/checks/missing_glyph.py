"""Characters that no font of the project has."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.fonts.coverage import remedy
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """The first character that no font has, and which others there are."""
    text = unit.target.raw
    found = context.missing_glyphs(text) if context.missing_glyphs else []
    if found:
        sign, *others = found
        place = max(text.find(sign), 0)
        more = f", nor {' '.join(others[:10])}{' …' if others[10:] else ''}" if others else ""
        yield Finding(
            f"no font has the character {sign} (U+{ord(sign):04X}){more}",
            around(text, place, place + 1),
            remedy(sign),
        )


CHECK = Check(
    code="missing-glyph",
    reason="a PDF is not made with a character that no font has",
    find=find,
    compares=False,
)
