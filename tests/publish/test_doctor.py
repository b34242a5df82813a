"""``doctor`` says what is missing and the one command that brings it, for each system's package manager."""

from __future__ import annotations

import ctypes.util
import json
import shutil
import sys
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from click.testing import CliRunner

from tests.tiny_project import make_project
from toolkit.cli import polyedition
from toolkit.errors import Diagnostic, ToolkitError
from toolkit.fonts import packages as fonts
from toolkit.publish import doctor


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(polyedition, ["doctor", *words], standalone_mode=False)
    assert result.exception is None
    return result.return_value, result.output


@pytest.fixture
def complete(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that has everything."""
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: f"{name}.so")
    monkeypatch.setattr(shutil, "which", lambda name: f"/bin/{name}")


@pytest.mark.usefixtures("complete")
def test_everything_is_there() -> None:
    """Then there is nothing to mend."""
    code, out = run()
    assert code == 0
    assert "missing" not in out
    assert "to mend it" not in out
    assert {line.split()[0] for line in out.splitlines()} == {"ok"}


COMMANDS = {
    "debian": "sudo apt-get install -y apertium apertium-bel-rus apertium-rus-ukr gettext libharfbuzz-subset0 "
    "libpango-1.0-0 libpangoft2-1.0-0",
    "fedora": "sudo dnf install -y gettext harfbuzz pango",
    "macos": "brew install gettext harfbuzz pango",
    "windows": "pacman -S --noconfirm mingw-w64-x86_64-gettext-tools mingw-w64-x86_64-harfbuzz mingw-w64-x86_64-pango",
}


@pytest.mark.parametrize("system", COMMANDS)
def test_missing_libraries(system: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pango and the rest are missing: exit code 1 and this system's command, each package named once."""
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(doctor, "this_system", lambda: system)
    code, out = run()
    assert code == 1
    assert out.splitlines()[-1] == f"to mend it: {COMMANDS[system]}"
    assert [line.split()[0] for line in out.splitlines() if "Pango" in line] == ["missing", "missing"]
    assert "absent   gettext" in out


@pytest.mark.usefixtures("complete")
def test_what_can_be_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without gettext and Apertium editions can be built: they are named, the exit code is 0."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    monkeypatch.setattr(doctor, "this_system", lambda: "debian")
    code, out = run()
    assert code == 0
    assert "to mend it: sudo apt-get install -y apertium apertium-bel-rus apertium-rus-ukr gettext\n" in out


@pytest.mark.usefixtures("complete")
def test_missing_python_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """WeasyPrint and the fonts come with pip, of the Python that runs."""

    def no_fonts() -> None:
        raise ToolkitError(Diagnostic("fonts", "missing"))

    def no_package(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(fonts, "font_files", no_fonts)
    monkeypatch.setattr(doctor, "version", no_package)
    code, out = run()
    assert code == 1
    names = " ".join(package.distribution for package in fonts.PACKAGES)
    assert f"to mend it: {sys.executable} -m pip install {names} weasyprint\n" in out


def test_as_json() -> None:
    """The findings for programs."""
    code, out = run("--json")
    findings = json.loads(out)
    assert {one["name"] for one in findings} >= {"Python", "Pango", "WeasyPrint", "fonts"}
    assert code == (1 if any(one["needed"] and not one["present"] for one in findings) else 0)


SYSTEMS = {
    "debian": ("linux", "ID=debian\n"),
    "debian ": ("linux", 'ID=ubuntu\nID_LIKE="debian"\n'),
    "fedora": ("linux", "ID=fedora\n"),
    "fedora ": ("linux", 'ID="rocky"\nID_LIKE="rhel centos fedora"\n'),
    "macos": ("darwin", ""),
    "windows": ("win32", ""),
    "debian  ": ("linux", "ID=something\n"),
}


@pytest.mark.parametrize("system", SYSTEMS)
def test_this_system(system: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Which package manager there is, from the platform and os-release."""
    platform, release = SYSTEMS[system]
    path = tmp_path / "os-release"
    path.write_text(release, "utf-8")
    monkeypatch.setattr(sys, "platform", platform)
    monkeypatch.setattr(doctor, "Path", lambda name: path)
    assert doctor.this_system() == system.strip()


@pytest.mark.parametrize("engine", ["espeak-ng", "no-such-voice"])
def test_what_speaks_is_looked_for(engine: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without it, no edition of a project that is to be heard can be built: `doctor` says so before `build` does."""
    words = f'"{engine}"' if engine == "espeak-ng" else f'["{engine}", "{{file}}"]'
    make_project(tmp_path, "## Aims\n", settings=f"audio.engine = {words}\n")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(shutil, "which", lambda name: None if name in {engine, "lame"} else f"/bin/{name}")
    monkeypatch.setattr(doctor, "this_system", lambda: "debian")
    code, out = run()
    assert code == 1
    assert f"missing  {engine}" in out
    assert ("install -y espeak-ng lame\n" in out) == (engine == "espeak-ng")
