"""Static fonts from the variable ones, for the PDFs: WeasyPrint would instantiate every variable font for each PDF anew.

HarfBuzz cuts one out of a variable font in milliseconds. The same packages give the same bytes on every machine.
What few PDFs are set in, black letters and bold italics, is made when one asks for it.
"""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING

from toolkit.fonts.faces import open_face
from toolkit.fonts.packages import font_files
from toolkit.system.whole import is_whole, write_with_digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    import uharfbuzz as hb

    from toolkit.fonts.faces import Face

_REGULAR, _BOLD = 400, 700
_BLACK = 900
"""Bold within bold (CSS Fonts 4, 2.2.1)."""
_WEIGHTS = frozenset((_REGULAR, _BOLD, _BLACK))
"""What text is set in whatever the style sheet says."""
_WEIGHT = re.compile(r"\bfont(?:-weight)?\s*:[^;{}]*?\b([1-9]\d\d)(?![\w.%])")
_LIGHTER = re.compile(r"\blighter\b")
_LIGHTEST = 100
_OTHER_AXES = re.compile(r"\bfont-(?:stretch|width|variation-settings)\b|\b(?:condensed|expanded)\b")
_MANY_GLYPHS = 20_000
"""In a font with more, a further weight takes a dozen seconds and as many megabytes."""
_PLAIN_WEIGHTS = frozenset((_REGULAR, _BOLD))
_NO_NAME = re.compile(r"[^A-Za-z0-9]+")
_AXES = re.compile(r"(?:\[|-Variable\b)")
"""Begins the axes in the name of a variable font's file, or stands for them."""
_ITALIC = "Italic"
ITALIC_ALONE = frozenset("\U00011ab0\U00011ab1")
"""Characters that the italics of a built-in family have, and its upright letters do not: those stand for them in every weight."""


class UnmadeError(Exception):
    """A text is to be set in letters that are not among the usual ones, and not made."""


def pdf_font_files(style: str, folder: Path, faces: Iterable[Face] = (), *, rare: bool = True) -> tuple[Path, ...]:
    """The font files that a PDF with this style sheet is set in, those of further faces too; what is made is kept in `folder`.

    Without the `rare`, of built-in fonts only those of `usual_letters` are made; the others are named. A sheet that asks for
    other widths than the normal gets the built-in variable fonts themselves. Raises `ToolkitError` naming the font packages
    that are not installed.
    """
    files = font_files()
    weights = {*_WEIGHTS, *_said(style)}
    further = tuple(one for face in faces for one in _of_face(face, weights, folder))
    if _OTHER_AXES.search(style):
        return (*files, *further)
    usual = None if rare else usual_letters(style)
    return (*(one for file in files for one in _static(file, weights, folder, usual)), *further)


def usual_letters(style: str) -> frozenset[tuple[int, bool]]:
    """Weights, and whether in italics, that most PDFs with this style sheet need no others than."""
    return frozenset((*((weight, False) for weight in (_REGULAR, _BOLD, *_said(style))), (_REGULAR, True)))


def _said(style: str) -> set[int]:
    """The weights that a style sheet asks for."""
    return {*map(int, _WEIGHT.findall(style)), *((_LIGHTEST,) if _LIGHTER.search(style) else ())}


def _static(
    file: Path, weights: Iterable[int], folder: Path, usual: frozenset[tuple[int, bool]] | None
) -> Iterator[Path]:
    """A font file in each of the weights, made if it is one of the `usual` (None: in any case); itself, if it has but one."""
    axes = _AXES.search(file.name)
    if not axes:
        yield file
        return
    stem = file.name[: axes.start()]
    key = _key(file)
    missing = []
    for weight in sorted(weights):
        path = folder / f"{stem}-{weight}-{key}.ttf"
        is_wanted = usual is None or (weight, _ITALIC in stem) in usual or path.exists()
        missing += [(weight, path)] if is_wanted and not is_whole(path) else []
        yield path
    if missing:
        import uharfbuzz as hb

        face = hb.Face(hb.Blob.from_file_path(str(file)))
        for weight, path in missing:
            write_with_digest(path, _instance(face, weight))


def _of_face(face: Face, weights: Iterable[int], folder: Path) -> Iterator[Path]:
    """Files of one static face each: WeasyPrint takes collections and large variable fonts half a minute a PDF."""
    wanted = (weights if face.glyphs <= _MANY_GLYPHS else _PLAIN_WEIGHTS) if face.weights else (face.weight,)
    first, last = face.weights or (face.weight, face.weight)
    stem = _NO_NAME.sub("-", face.family) + ("-italic" if face.italic else "")
    ending = "otf" if face.compact else "ttf"
    for weight in sorted({int(min(max(one, first), last)) for one in wanted}):
        path = folder / f"{stem}-{weight}-{_key(face.path)}-{face.index}.{ending}"
        if not is_whole(path):
            write_with_digest(path, _instance(open_face(face), weight))
        yield path


def _instance(face: hb.Face, weight: int) -> bytes:
    """The font file of one weight, or the nearest that the font has, without hints: no PDF keeps them."""
    import uharfbuzz as hb

    recipe = hb.SubsetInput()
    recipe.keep_everything()
    recipe.flags |= hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.SET_OVERLAPS_FLAG | hb.SubsetFlags.DOWNGRADE_CFF2
    recipe.pin_all_axes_to_default(face)
    for axis in face.axis_infos:
        if axis.tag == "wght":
            recipe.pin_axis_location(face, axis.tag, min(max(weight, axis.min_value), axis.max_value))
    return bytes(hb.subset(face, recipe).blob.data)


@cache
def _key(file: Path) -> str:
    """A hash of what the static fonts are made from: the file and the library."""
    return hashlib.sha256(file.read_bytes() + _library().encode()).hexdigest()[:8]


@cache
def _library() -> str:
    """The version of what makes them."""
    return version("uharfbuzz")
