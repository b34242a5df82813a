"""Which characters no font of a project has: known before a PDF is made."""

from __future__ import annotations

import re
import unicodedata
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from toolkit.fonts.chosen import SCRIPTS_PACKAGE, project_faces
from toolkit.fonts.packages import font_files
from toolkit.project.formats import PAPER

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.fonts.faces import Face
    from toolkit.project.project import Project

_CJK_PACKAGE = "manimgx-fonts-cjk"
_CJK = frozenset(("Bopo", "Hang", "Hani", "Hira", "Kana"))
_UNDRAWN = frozenset(("Cc", "Cf", "Cs", "Zl", "Zp", "Zs"))
_IGNORABLE = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
"""Further characters that are drawn as nothing (Unicode, Default_Ignorable_Code_Point)."""
_COMMON = re.compile(
    r"[\n -~\u00a0-\u02af\u0400-\u052f\u0531-\u0556\u0559-\u058a\u058d-\u058f\u0600-\u06ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf]*"
)
"""What the built-in fonts have, so that nobody needs to ask them."""


def missing_glyphs(project: Project) -> Callable[[str], list[str]] | None:
    """Gives the characters of a text that no font of the project has, in their order; None for a project without PDFs.

    What it gives raises what `project_faces` and `font_files` raise.
    """
    return _Coverage(project).missing if PAPER.intersection(project.formats) else None


def remedy(sign: str) -> str:
    """What brings a font with a character: the package that has it, if we know one."""
    package = _package_of(sign)
    if not package:
        return "use another character, or name a font that has it in the setting fonts"
    from importlib.util import find_spec

    setting = f'write fonts = ["{package}"] into the settings'
    return setting if find_spec(package.replace("-", "_")) else f"pip install {package}, and {setting}"


class _Coverage:
    """The characters of a project's fonts, which are read when they are first asked for."""

    def __init__(self, project: Project) -> None:
        self._project = project

    @cached_property
    def _all(self) -> frozenset[int]:
        return _codes(project_faces(self._project), font_files())

    def missing(self, text: str) -> list[str]:
        """The characters of a text that no font has."""
        if _COMMON.fullmatch(text):
            return []
        # HarfBuzz draws a letter with its mark as one sign or as two, whichever the font has.
        signs = dict.fromkeys(unicodedata.normalize("NFC", text))
        return [sign for sign in signs if ord(sign) not in self._all and not _is_drawn(sign, self._all)]


def _is_drawn(sign: str, codes: frozenset[int]) -> bool:
    if ord(sign) in codes or unicodedata.category(sign) in _UNDRAWN or _IGNORABLE.match(sign):
        return True
    parts = unicodedata.normalize("NFD", sign)
    return parts != sign and all(ord(part) in codes for part in parts)


@lru_cache(8)
def _codes(faces: tuple[Face, ...], files: tuple[Path, ...]) -> frozenset[int]:
    import uharfbuzz as hb

    built_in = (hb.Face(hb.Blob.from_file_path(str(file))).unicodes for file in files)
    return frozenset().union(*(face.codes for face in faces), *built_in)


@lru_cache(256)
def _package_of(sign: str) -> str:
    from fontTools.unicodedata import script, script_extension  # type: ignore[import-untyped]

    if _CJK & {script(sign), *script_extension(sign)} or 0xFF00 <= ord(sign) <= 0xFFEF:
        return _CJK_PACKAGE
    from importlib.util import find_spec
    from pathlib import Path

    spec = find_spec(SCRIPTS_PACKAGE.replace("-", "_"))
    files = sorted(Path(spec.origin).parent.glob("*.ttf")) if spec and spec.origin else []
    return SCRIPTS_PACKAGE if ord(sign) in _codes((), tuple(files)) else ""
