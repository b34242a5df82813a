"""The fonts that a project has beside those of every project: what its setting ``fonts`` names, and what its scripts need."""

from __future__ import annotations

import importlib.util
from collections import deque
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.fonts.faces import ENDINGS, Face, read_faces
from toolkit.language.locales import load_locale
from toolkit.system.files import lies_below

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.project.project import Project

SCRIPTS_PACKAGE = "manimgx-fonts"
"""The package with the fonts of many scripts; it comes with the program."""
_SCRIPTS = {
    # ISO 15924, and what the package calls it
    "Beng": "Bengali",
    "Deva": "Devanagari",
    "Ethi": "Ethiopic",
    "Gujr": "Gujarati",
    "Guru": "Gurmukhi",
    "Khmr": "Khmer",
    "Knda": "Kannada",
    "Laoo": "Lao",
    "Mlym": "Malayalam",
    "Mymr": "Myanmar",
    "Orya": "Oriya",
    "Sinh": "Sinhala",
    "Taml": "Tamil",
    "Telu": "Telugu",
    "Thai": "Thai",
}
_SERIFS = {
    "Deva": ("pylopdf_fonts_hi", "NotoSerifDevanagari-Variable.ttf"),
    "Thai": ("pylopdf_fonts_th", "NotoSerifThai-Variable.ttf"),
}
"""Packages that come along, and their fonts with serifs."""
_WRITING = {"Hans": ("Hani",), "Hant": ("Hani",), "Jpan": ("Hira",), "Kore": ("Hang",), "Hanb": ("Bopo",)}
"""Scripts of languages that are made of several: that by which a font for them is known."""
_COMMON = frozenset(("Latn", "Cyrl", "Grek"))
"""The scripts that the fonts of every project have: there those that are chosen come behind them."""
_LETTERS = 10
"""A font with fewer characters of a script is not for texts in it."""


def project_faces(project: Project) -> tuple[Face, ...]:
    """The faces of what ``fonts`` names, in its order, then those of the scripts of the project's languages.

    Raises `UsageError` for a name that is none, `ToolkitError` for a font that is broken.
    """
    found = [
        face
        for name in project.fonts
        for path in _files(project, name)
        for face in read_faces(path, _shown(path, project))
    ]
    chosen = {face.family for face in found}
    for path in _script_files(scripts_of(project)):
        found += (face for face in read_faces(path, path.name) if face.family not in chosen)
    return tuple(dict.fromkeys(found))


def require_fonts(project: Project) -> None:
    """Raises `UsageError` where ``fonts`` names a package or a file that is not there."""
    for name in project.fonts:
        deque(_files(project, name), maxlen=0)


def scripts_of(project: Project) -> frozenset[str]:
    """The scripts of the project's languages, and of those that they fall back on."""
    tags = dict.fromkeys(tag for one in project.every_locale or project.locales for tag in project.chain(one))
    return frozenset(load_locale(tag).script for tag in tags)


def families(faces: tuple[Face, ...]) -> tuple[str, ...]:
    """The families of some faces, each once, in their order."""
    return tuple(dict.fromkeys(face.family for face in faces))


def leading(faces: tuple[Face, ...], script: str) -> tuple[str, ...]:
    """The families that a page in a script is set in before all others: those with its letters that are not for code alone."""
    if script in _COMMON:
        return ()
    from fontTools.unicodedata import Scripts  # type: ignore[import-untyped]

    wanted = _WRITING.get(script, (script,))
    ends = [*Scripts.RANGES[1:], 0x110000]
    letters = {
        code
        for first, end, one in zip(Scripts.RANGES, ends, Scripts.VALUES, strict=True)
        if one in wanted
        for code in range(first, end)
    }
    return families(tuple(one for one in faces if not one.monospaced and len(letters & one.codes) >= _LETTERS))


def _files(project: Project, name: str) -> Iterator[Path]:
    """The font files that one name of the setting means."""
    if name.lower().endswith(ENDINGS):
        yield _own_file(project, name)
        return
    from importlib.metadata import PackageNotFoundError, distribution

    try:
        parts = distribution(name).files or []
    except (PackageNotFoundError, ValueError):
        hint = f"pip install {name}, or name a file of the folder fonts/ ({', '.join(ENDINGS)})"
        raise project.error(f"fonts names a package that is not installed: {name}", hint, "fonts") from None
    found = sorted(Path(str(part.locate())) for part in parts if part.name.lower().endswith(ENDINGS))
    if not found:
        hint = "name a package that ships font files, or a file of the folder fonts/"
        raise project.error(f"fonts names a package without fonts: {name}", hint, "fonts")
    yield from found


def _own_file(project: Project, name: str) -> Path:
    folder = project.root / project.FONTS
    path = folder / name
    if not path.is_file():
        there = sorted(one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.suffix.lower() in ENDINGS)
        hint = f"there are: {', '.join(there)}" if there else f"put the file into the folder {project.FONTS}/"
        raise project.error(f"fonts names {name}, which is not in the folder {project.FONTS}", hint, "fonts")
    if not lies_below(path, folder):
        hint = f"put the file itself into the folder {project.FONTS}/"
        raise project.error(
            f"fonts names {name}, which is a link that leads out of the folder {project.FONTS}", hint, "fonts"
        )
    return path


def _script_files(scripts: frozenset[str]) -> Iterator[Path]:
    for script, name in _SCRIPTS.items():
        if script in scripts:
            plain = (SCRIPTS_PACKAGE.replace("-", "_"), f"NotoSans{name}[wght].ttf")
            found = (_packaged(*one) for one in (_SERIFS.get(script), plain) if one)
            yield from filter(None, found)


def _packaged(package: str, name: str) -> Path | None:
    spec = importlib.util.find_spec(package)
    path = Path(spec.origin).parent / name if spec and spec.origin else None
    return path if path and path.is_file() else None


def _shown(path: Path, project: Project) -> str:
    """How diagnostics call a font: by its place in the project, or in its package."""
    return project.name(path) if path.is_relative_to(project.root) else f"{path.parent.name}/{path.name}"
