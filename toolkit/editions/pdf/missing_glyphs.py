"""Characters that no font of an edition has: each is named with the segment, the line or the drawing that it stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.fonts.coverage import remedy

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from toolkit.editions.edition import Edition


def shown_in(fonts: Iterable[Any]) -> str:
    """All signs that are shown in these fonts of WeasyPrint's."""
    return "".join(text for font in fonts for text in font.to_unicode.values())


def require_glyphs(fonts: dict[str, Any], editions: Sequence[Edition], families: Collection[str]) -> None:
    """Raises `ToolkitError` naming every character that no font has, or only one of other families than these."""
    found = []
    for font in fonts.values():
        found += [_no_glyph(chr(code), editions) for code in font.missing]
        if font.family not in families:
            found += [_strange_font(sign, font.family, editions, families) for sign in sorted(set(shown_in([font])))]
    if found:
        raise ToolkitError(*dict.fromkeys(found))


def _no_glyph(sign: str, editions: Sequence[Edition]) -> Diagnostic:
    message = f"no font has the character {sign} (U+{ord(sign):04X})"
    return _about(sign, editions, "missing-glyph", message, remedy(sign))


def _strange_font(sign: str, family: str, editions: Sequence[Edition], families: Collection[str]) -> Diagnostic:
    message = f"the character {sign} (U+{ord(sign):04X}) comes from the font {family}, which is not the edition's"
    return _about(sign, editions, "fallback-font", message, f"the fonts are: {', '.join(sorted(families))}")


def _about(sign: str, editions: Sequence[Edition], code: str, message: str, hint: str) -> Diagnostic:
    """A diagnostic at the first segment whose text has the sign."""
    for edition in editions:
        for rendition in edition.localized.renditions.values():
            if sign in rendition.text:
                detail = f"segment {rendition.segment.id}"
                return Diagnostic(code, message, rendition.location, detail=detail, hint=hint)
    place = _in_source(sign, editions[0]) or _in_drawing(sign, editions)
    edition = editions[0]
    catalog = edition.project.name(edition.project.catalog("interface", edition.localized.locale))
    return Diagnostic(code, message, place or Location(catalog), hint=hint)


def _in_source(sign: str, edition: Edition) -> Location | None:
    """The line of the source that has the sign in what is not translated: code."""
    try:
        lines = edition.project.source(edition.name).read_text("utf-8").splitlines()
    except (OSError, ValueError):
        return None
    found = (number for number, line in enumerate(lines, 1) if sign in line)
    return next((Location(edition.localized.document.path, number) for number in found), None)


def _in_drawing(sign: str, editions: Sequence[Edition]) -> Location | None:
    """The drawing that has the sign among its words."""
    shown = ((edition, name, one) for edition in editions for name, one in edition.pictures.shown.items())
    found = (f"{edition.project.sources}/{name}" for edition, name, one in shown if sign.encode() in one.data)
    return next(map(Location, found), None)
