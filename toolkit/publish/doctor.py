"""What this machine has of what the toolkit needs, and how each system's package manager brings the rest."""

from __future__ import annotations

import ctypes.util
import platform
import shutil
import sys
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from toolkit.project.project import Project

_PYTHON = "Python"
_PLUG_IN = "plug-in"
_SYSTEMS = ("debian", "fedora", "macos", "windows")


@dataclass(frozen=True, slots=True)
class Need:
    """Something that the toolkit uses."""

    name: str
    purpose: str
    libraries: tuple[str, ...] = ()
    """Shared libraries, any one of which is it."""
    program: str = ""
    """A program on the PATH, instead."""
    needed: bool = True
    """Without it, editions cannot be built."""
    packages: Mapping[str, str] = field(default_factory=dict)
    """The system's packages that bring it: Debian and Ubuntu, Fedora, macOS (Homebrew), Windows (MSYS2)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Whether something is there."""

    name: str
    present: bool
    needed: bool
    detail: str
    packages: Mapping[str, str] = field(default_factory=dict)


NEEDS = (
    Need(
        "Pango",
        "draws the text of PDFs",
        ("pango-1.0-0", "pango-1.0", "libpango-1.0-0"),
        packages=dict(zip(_SYSTEMS, ("libpango-1.0-0", "pango", "pango", "mingw-w64-x86_64-pango"), strict=True)),
    ),
    Need(
        "PangoFT2",
        "fonts of PDFs",
        ("pangoft2-1.0-0", "pangoft2-1.0", "libpangoft2-1.0-0"),
        packages=dict(zip(_SYSTEMS, ("libpangoft2-1.0-0", "pango", "pango", "mingw-w64-x86_64-pango"), strict=True)),
    ),
    Need(
        "HarfBuzz subset",
        "makes PDFs small",
        ("harfbuzz-subset", "harfbuzz-subset-0", "libharfbuzz-subset-0"),
        needed=False,
        packages=dict(
            zip(_SYSTEMS, ("libharfbuzz-subset0", "harfbuzz", "harfbuzz", "mingw-w64-x86_64-harfbuzz"), strict=True)
        ),
    ),
    Need(
        "gettext",
        "msgfmt and msgcat, for checking catalogs",
        program="msgfmt",
        needed=False,
        packages=dict(zip(_SYSTEMS, ("gettext", "gettext", "gettext", "mingw-w64-x86_64-gettext-tools"), strict=True)),
    ),
    Need(
        "Apertium",
        "machine translation on this machine, Russian into Belarusian and Ukrainian",
        program="apertium",
        needed=False,
        packages={"debian": "apertium apertium-bel-rus apertium-rus-ukr"},
    ),
)

_INSTALL = {
    "debian": "sudo apt-get install -y {}",
    "fedora": "sudo dnf install -y {}",
    "macos": "brew install {}",
    "windows": "pacman -S --noconfirm {}",
}


def examine(project: Project | None = None, providers: Callable[[], object] = tuple) -> list[Finding]:
    """A finding for Python, every library and program, the fonts, and every plug-in; a project's fonts too, if there is one.

    `providers` loads the providers of installed packages, of which this room knows nothing.
    """
    python = platform.python_version()
    findings = [Finding(_PYTHON, sys.version_info >= (3, 11), True, f"{python}; 3.11 or newer is needed")]
    findings += [_examine(need) for need in NEEDS]
    findings += [_weasyprint(), _fonts()]
    if project:
        findings += [*_fonts_of(project), *_speakers(project)]
    return [*findings, *_plug_ins(providers)]


def remedy(missing: Sequence[Finding]) -> str:
    """The one command that brings what is missing on this system."""
    system = this_system()
    packages = sorted({one.packages[system] for one in missing if system in one.packages})
    python = sorted({one.packages["pip"] for one in missing if "pip" in one.packages})
    commands = []
    if packages:
        commands.append(_INSTALL[system].format(" ".join(packages)))
    if python:
        commands.append(f"{sys.executable} -m pip install {' '.join(python)}")
    if not commands:
        if any(one.name == _PYTHON for one in missing):
            return "install Python 3.11 or newer"
        is_plug_in = all(one.name == _PLUG_IN for one in missing)
        return "update the package of the plug-in, or remove it" if is_plug_in else "see the lines above"
    return " && ".join(commands)


def this_system() -> str:
    """Which of the package managers we know this system has: debian, fedora, macos or windows."""
    if sys.platform == "darwin":
        return "macos"
    if sys.platform == "win32":
        return "windows"
    release = Path("/etc/os-release")
    text = release.read_text("utf-8").lower() if release.is_file() else ""
    return "fedora" if any(name in text for name in ("fedora", "rhel", "suse")) else "debian"


def _examine(need: Need) -> Finding:
    if need.program:
        found = shutil.which(need.program)
    else:
        found = next(filter(None, map(ctypes.util.find_library, need.libraries)), None)
    return Finding(need.name, bool(found), need.needed, need.purpose + (f": {found}" if found else ""), need.packages)


def _weasyprint() -> Finding:
    try:
        return Finding("WeasyPrint", True, True, f"lays PDFs out: {version('weasyprint')}")
    except PackageNotFoundError:
        return Finding("WeasyPrint", False, True, "lays PDFs out", {"pip": "weasyprint"})


def _speakers(project: Project) -> Iterator[Finding]:
    """The programs that speak the project's texts; without them its editions cannot be built."""
    from toolkit.editions.speech import speakers
    from toolkit.project.audio import ESPEAK

    packaged = project.audio.engine == (ESPEAK,)  # by the same name everywhere
    for program in speakers(project.audio.engine):
        packages = dict.fromkeys(("debian", "fedora", "macos"), program) if packaged else {}
        yield _examine(Need(program, "speaks texts (audio.engine)", program=program, packages=packages))


def _fonts_of(project: Project) -> Iterator[Finding]:
    """What the project's own fonts are, and which of its languages has none."""
    from toolkit.fonts.chosen import project_faces
    from toolkit.fonts.coverage import missing_glyphs, remedy

    try:
        faces = project_faces(project)
    except ToolkitError as error:
        for one in error.diagnostics:
            yield Finding("project fonts", False, True, f"{one.location}: {one.message}; {one.hint}")
        return
    names = ", ".join(dict.fromkeys(face.family for face in faces))
    if names:
        yield Finding("project fonts", True, True, names)
    lacking = missing_glyphs(project)
    for tag in project.locales if lacking else ():
        assert lacking is not None
        locale = load_locale(tag)
        if found := lacking(locale.autonym + "".join(locale.months)):
            yield Finding(f"fonts for {tag}", False, True, f"no font has {' '.join(found[:10])}: {remedy(found[0])}")


def _fonts() -> Finding:
    from toolkit.fonts.packages import PACKAGES, font_files

    names = " ".join(package.distribution for package in PACKAGES)
    try:
        return Finding("fonts", True, True, f"{len(font_files())} files from {names}")
    except ToolkitError:
        return Finding("fonts", False, True, names, {"pip": names})


def _plug_ins(providers: Callable[[], object]) -> Iterator[Finding]:
    """What installed packages add, each once its code has been imported; why what is broken is left out, once."""
    from toolkit.checks.built_in import all_checks
    from toolkit.exchange.formats import all_exchange_formats
    from toolkit.language.locales.load import profile_path
    from toolkit.project.formats import all_formats
    from toolkit.system.plugins import Group, plugins, troubles

    for registry in (all_checks, providers, all_exchange_formats, all_formats):
        registry()
    for one in plugins(Group.LOCALES):
        profile_path(one.name)
    for group in Group:
        for one in plugins(group):
            yield Finding(_PLUG_IN, True, False, str(one))
    for found in troubles:
        yield Finding(_PLUG_IN, False, False, found.message)
    troubles.clear()
