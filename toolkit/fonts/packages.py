"""The fonts of the PDFs: from installed packages alone, through a private fontconfig file that is alike on every machine."""

from __future__ import annotations

import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from toolkit.errors import Diagnostic, ToolkitError
from toolkit.system.whole import keep

if TYPE_CHECKING:
    from collections.abc import Sequence


class FontPackage(NamedTuple):
    """A Python package that ships fonts."""

    module: str
    distribution: str
    files: tuple[str, ...]
    """Paths of the font files inside the package."""
    families: tuple[str, ...]


PACKAGES = (
    FontPackage(
        "fontpkg_noto_serif",
        "fontpkg-noto-serif",
        ("files/NotoSerif[wdth,wght].ttf", "files/NotoSerif-Italic[wdth,wght].ttf"),
        ("Noto Serif",),
    ),
    FontPackage(
        "fontpkg_noto_sans",
        "fontpkg-noto-sans",
        ("files/NotoSans[wdth,wght].ttf", "files/NotoSans-Italic[wdth,wght].ttf"),
        ("Noto Sans",),
    ),
    FontPackage(
        "manimgx_fonts",
        "manimgx-fonts",
        tuple(f"NotoSans{script}[wght].ttf" for script in ("Armenian", "Arabic", "Georgian", "Hebrew", "Symbols")),
        ("Noto Sans Armenian", "Noto Sans Arabic", "Noto Sans Georgian", "Noto Sans Hebrew", "Noto Sans Symbols"),
    ),
    FontPackage("fontpkg_fira_code", "fontpkg-fira-code", ("files/FiraCode[wght].ttf",), ("Fira Code",)),
    FontPackage(
        "fontpkg_amiri",  # a glyph a letter: what dots alone tell apart cannot be copied, searched or read aloud
        "fontpkg-amiri",
        ("files/Amiri-Regular.ttf", "files/Amiri-Bold.ttf", "files/Amiri-Italic.ttf", "files/Amiri-BoldItalic.ttf"),
        ("Amiri",),
    ),
    FontPackage(
        "fontpkg_ibm_plex_mono",  # as wide as Fira Code, and with letters that it has not: ə, ʻ
        "fontpkg-ibm-plex-mono",
        ("files/IBMPlexMono-Regular.ttf", "files/IBMPlexMono-Bold.ttf"),
        ("IBM Plex Mono",),
    ),
    FontPackage(
        "matplotlib",  # serifs, and code in columns, for Armenian and Georgian; arrows, signs, stars; its code is never imported
        "matplotlib",
        tuple(
            f"mpl-data/fonts/ttf/DejaVu{face}.ttf"
            for face in ("Serif", "Serif-Bold", "Serif-Italic", "Serif-BoldItalic", "SansMono", "SansMono-Bold")
        ),
        ("DejaVu Serif", "DejaVu Sans Mono"),
    ),
    FontPackage("pylopdf_fonts_he", "pylopdf-fonts-he", ("NotoSerifHebrew-Variable.ttf",), ("Noto Serif Hebrew",)),
    FontPackage(
        "pylopdf_fonts_ar",  # for screens: made for them, and no text is copied out of glyphs there
        "pylopdf-fonts-ar",
        ("NotoNaskhArabic-Variable.ttf",),
        ("Noto Naskh Arabic",),
    ),
)

FAMILIES = frozenset(family for package in PACKAGES for family in package.families)
"""Every family that an edition may use; a glyph from any other is a silent fallback, and an error."""


def font_files() -> tuple[Path, ...]:
    """The font files. Raises `ToolkitError` naming the packages that are not installed."""
    found, missing = [], []
    for package in PACKAGES:
        spec = importlib.util.find_spec(package.module)
        folder = Path(spec.origin).parent if spec and spec.origin else None
        for name in package.files:
            if folder and (folder / name).is_file():
                found.append(folder / name)
            elif package.distribution not in missing:
                missing.append(package.distribution)
    if missing:
        raise ToolkitError(
            Diagnostic("fonts", "fonts are missing", hint=f"install them: pip install {' '.join(missing)}")
        )
    return tuple(found)


def made_fonts(cache: Path) -> Path:
    """The folder for fonts that are made: in the project's cache folder, or the one that ``POLYEDITION_FONTS`` names.

    Projects may share one, also while they are built at the same time: a file's name says what it was made from.
    """
    shared = os.environ.get("POLYEDITION_FONTS")
    return Path(shared).absolute() if shared else cache / "fonts"


def write_font_configuration(cache: Path, files: Sequence[Path]) -> Path:
    """The path of a fontconfig file in the cache folder that knows these fonts and no others."""
    folders = "".join(f"  <dir>{_xml(str(folder))}</dir>\n" for folder in sorted({file.parent for file in files}))
    accepted = "".join(f"      <glob>{_xml(str(file))}</glob>\n" for file in files)
    text = (
        '<?xml version="1.0"?>\n<!DOCTYPE fontconfig SYSTEM "urn:fontconfig:fonts.dtd">\n<fontconfig>\n'
        f"{folders}  <cachedir>{_xml(str(made_fonts(cache) / 'fontconfig'))}</cachedir>\n"
        f"  <selectfont>\n    <rejectfont><glob>*</glob></rejectfont>\n    <acceptfont>\n{accepted}    </acceptfont>\n"
        f"  </selectfont>\n{_generic()}  <config><rescan><int>0</int></rescan></config>\n</fontconfig>\n"
    )
    path = cache / "fonts.conf"
    data = text.encode()
    if not path.is_file() or path.read_bytes() != data:
        keep(path, data)
    return path


def _generic() -> str:
    """What drawings get that name a kind of font, or one that is not there."""
    kinds = {"serif": "Noto Serif", "sans-serif": "Noto Sans", "monospace": "Fira Code"}
    aliases = "".join(
        f"  <alias><family>{kind}</family><prefer><family>{family}</family></prefer></alias>\n"
        for kind, family in kinds.items()
    )
    last = '<edit name="family" mode="append_last"><string>Noto Sans</string></edit>'
    return f'{aliases}  <match target="pattern">{last}</match>\n'


def _xml(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
