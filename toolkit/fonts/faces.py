"""What a font file has in it: the faces of a TTF, an OTF or a collection, static or variable, and their characters."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, Location, ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

    import uharfbuzz as hb

ENDINGS = (".otc", ".otf", ".ttc", ".ttf")
"""How the names of font files end."""
_REGULAR = 400
_OUTLINES = ("glyf", "CFF ", "CFF2")
_TYPOGRAPHIC_FAMILY, _FAMILY, _SLOPE_FAMILY = 16, 1, 21
"""Names of a family (OpenType, table ``name``): the one that has all weights comes first."""
_SOUND_NAME = re.compile(r"[^\"\\\\<>&{};\x00-\x1f\x7f]{1,200}")
"""What can stand in a string of CSS, in a page and in the configuration of the fonts."""
_ITALIC = 0b1
"""``fsSelection``, bit 0 (OpenType, table ``OS/2``)."""


@dataclass(frozen=True)
class Face:
    """One face of a font file."""

    path: Path
    index: int
    """In its collection; 0 for a file of one face."""
    names: tuple[str, ...]
    """Every name of its family, that for style sheets first."""
    weight: int
    italic: bool
    weights: tuple[float, float] | None
    """The lightest and the boldest of a variable face; None for a static one."""
    variable: bool
    compact: bool
    """Its outlines are in the table ``CFF2``, which can be pinned to a weight, but not cut down to a range of weights."""
    glyphs: int
    monospaced: bool

    @property
    def family(self) -> str:
        """What style sheets call it."""
        return self.names[0]

    @cached_property
    def codes(self) -> frozenset[int]:
        """The characters that it has."""
        return frozenset(open_face(self).unicodes)


def read_faces(path: Path, shown: str) -> tuple[Face, ...]:
    """The faces of a font file; of several that differ by language alone, the first: the text's language chooses its glyphs.

    Raises `ToolkitError` naming the file, as `shown`, if it is no sound font.
    """
    try:
        about = path.stat()
        return _read(path, about.st_mtime_ns, about.st_size)
    except Exception as error:  # noqa: BLE001 - whatever a reader of fonts meets in a broken one
        message = f"this font cannot be read: {_first_line(error)}"
        hint = "put a sound TTF, OTF or TTC file there, or take its name out of fonts"
        raise ToolkitError(Diagnostic("fonts", message, Location(shown), hint=hint)) from None


def open_face(face: Face) -> hb.Face:
    """The face as HarfBuzz has it."""
    import uharfbuzz as hb

    return hb.Face(hb.Blob.from_file_path(str(face.path)), face.index)


@lru_cache(256)
def _read(path: Path, _changed: int, _size: int) -> tuple[Face, ...]:
    from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

    with path.open("rb") as file:
        magic = file.read(4)
        file.seek(0)
        fonts = TTCollection(file, lazy=True).fonts if magic == b"ttcf" else [TTFont(file, lazy=True)]
        found: dict[object, Face] = {}
        for index, font in enumerate(fonts):
            face = _face(path, index, font)
            found.setdefault((_outlines(font), face.weight, face.italic) if len(fonts) > 1 else index, face)
    for face in found.values():
        if not face.codes:
            message = "it has no characters"
            raise ValueError(message)
    return tuple(found.values())


def _face(path: Path, index: int, font: Any) -> Face:
    names = [
        str(one).strip()
        for kind in (_TYPOGRAPHIC_FAMILY, _FAMILY, _SLOPE_FAMILY)
        for one in font["name"].names
        if one.nameID == kind
    ]
    english = [font["name"].getDebugName(kind) for kind in (_TYPOGRAPHIC_FAMILY, _FAMILY)]
    names = [name for name in dict.fromkeys(filter(None, [*english, *names])) if _SOUND_NAME.fullmatch(name)]
    if not names or not any(table in font for table in _OUTLINES):
        raise ValueError("it has no name" if not names else "it has no outlines")
    style = font.get("OS/2")
    axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes} if "fvar" in font else {}
    return Face(
        path,
        index,
        tuple(names),
        style.usWeightClass if style else _REGULAR,
        bool(style and style.fsSelection & _ITALIC),
        axes.get("wght"),
        bool(axes),
        "CFF2" in font,
        font["maxp"].numGlyphs,
        bool("post" in font and font["post"].isFixedPitch),
    )


def _outlines(font: Any) -> object:
    """What faces of a collection share that differ by language alone: the place of their outlines in the file."""
    return next(font.reader.tables[table].offset for table in _OUTLINES if table in font)


def _first_line(error: Exception) -> str:
    return next(iter(str(error).strip().splitlines()), "") or type(error).__name__
