"""``[print]``: what the format ``print`` needs to know of the press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.system.files import lies_below

if TYPE_CHECKING:
    from toolkit.project.project import Project
    from toolkit.project.settings import Settings

_HEADER = 128
"""Bytes of the header of a profile (ICC.1:2022, 7.2)."""
_MARK, _CLASS, _SPACE = slice(36, 40), slice(12, 16), slice(16, 20)
_HINT = "put the profile that the printing house names (.icc, CMYK) below the project's folder, and write its path"


def read_press(settings: Settings) -> str:
    """The press's profile, as the settings name it; empty for none. Raises `UsageError` for a wrong value."""
    table = settings.below("print")
    name = table.text("profile", "")
    table.reject_unknown("print.")
    return name


def require_press(project: Project) -> None:
    """Raises `UsageError` where the settings name what is no profile of a press, or lies outside the project."""
    name = project.press_profile
    if not name:
        return
    path = project.root / name
    if not lies_below(path, project.root) or not path.is_file():
        raise project.error(f"print.profile names no file of the project: {name}", _HINT, "print")
    with path.open("rb") as file:
        header = file.read(_HEADER)
    if len(header) < _HEADER or header[_MARK] != b"acsp":
        raise project.error(f"print.profile is no ICC profile: {name}", _HINT, "print")
    if (header[_CLASS], header[_SPACE]) != (b"prtr", b"CMYK"):
        raise project.error(f"print.profile is no profile of a press with four colours: {name}", _HINT, "print")
