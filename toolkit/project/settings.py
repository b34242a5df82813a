"""A settings file as typed values: every fault is told with the line of its key."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.project.places import PYPROJECT, SETTINGS_FILE
from toolkit.project.toml import read_toml, toml_error

if TYPE_CHECKING:
    from toolkit.errors import UsageError

_MOST_LINES = 2000
_CONTROL = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""What no name, title or address has a place for: controls, separators of lines, and signs that turn text round."""


def read_table(path: Path) -> dict[str, Any] | None:
    """The settings in a file; None for a pyproject.toml that has none. Raises `UsageError` with the line of a fault."""
    try:
        data = read_toml(path, "settings")
    except FileNotFoundError:  # it has gone since it was seen
        return None
    if path.name == SETTINGS_FILE:
        return data
    tool = data.get("tool", {})
    table = tool.get("polyedition") if isinstance(tool, dict) else None
    if table is not None and not isinstance(table, dict):
        raise settings_error(path, "tool.polyedition must be a table", "write [tool.polyedition]", *section(path))
    return table


def section(path: Path) -> tuple[str, ...]:
    """Where in a file of this name the settings stand."""
    return ("tool", "polyedition") if path.name == PYPROJECT else ()


def settings_error(path: Path, message: str, hint: str, *keys: str) -> UsageError:
    """What is wrong with a settings file, at the line that sets the last of the keys, each within the one before it."""
    try:
        text = path.read_bytes().decode("utf-8-sig", "replace")
    except OSError:  # it has gone since it was read
        text = ""
    return toml_error(path, "settings", message, hint, _line(text, keys))


def _line(text: str, keys: tuple[str, ...]) -> int:
    """The line that a key's value ends on, or that of the nearest table around it; the first if nothing is there.

    However the key is written (dotted, quoted, in a table of one line): it is there as soon as the text up to a line has
    it. Settings are short, and this is asked once.
    """
    lines = text.split("\n")
    found = dict.fromkeys(range(1, len(keys) + 1), 0)
    for number in range(1, min(len(lines), _MOST_LINES) + 1):
        try:
            table: Any = tomllib.loads("\n".join(lines[:number]))
        except (ValueError, RecursionError):
            continue  # the line is in the middle of a value
        for length, key in enumerate(keys, start=1):
            if not isinstance(table, dict) or key not in table:
                break
            found[length] = found[length] or number
            table = table[key]
        if all(found.values()):
            break
    return next((found[length] for length in range(len(keys), 0, -1) if found[length]), 1)


@dataclass(slots=True)
class Settings:
    """Reads typed values out of a table and remembers which keys were asked for."""

    path: Path
    table: dict[str, Any]
    place: tuple[str, ...]
    """The keys that lead to the table in its file."""
    known: set[str] = field(default_factory=set)

    def fail(self, key: str, message: str, hint: str) -> UsageError:
        """What is wrong with a value, at its line."""
        return settings_error(self.path, message, hint, *self.place, key)

    def text(self, key: str, default: str) -> str:
        """A text on one line. Raises `UsageError` for anything else, as every method here does."""
        self.known.add(key)
        value = self.table.get(key, default)
        if not isinstance(value, str):
            raise self.fail(key, f"{key} must be a text", f'write {key} = "…"')
        if _CONTROL.search(value):
            raise self.fail(key, f"{key} has a control character: {value!r}", f'write {key} = "…" on one line')
        return value

    def folder(self, key: str, default: str) -> str:
        """A folder inside the project, without a slash at the end."""
        path = Path(self.text(key, default))
        if path.is_absolute() or ".." in path.parts or not path.parts:
            raise self.fail(
                key, f"{key} must be a folder inside the project: {str(path)!r}", f'write {key} = "{default}"'
            )
        return path.as_posix()

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, each there once."""
        self.known.add(key)
        value = self.table.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(key, f"{key} must be a list of texts", f'write {key} = ["…", "…"]')
        for item in value:
            if _CONTROL.search(item):
                raise self.fail(key, f"{key} has a control character: {item!r}", f'write {key} = ["…", "…"]')
        if len(set(value)) < len(value):
            raise self.fail(key, f"{key} names something twice", "name each once")
        return tuple(value)

    def some_texts(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """The same of one text at least."""
        value = self.texts(key, default)
        if not value:
            raise self.fail(key, f"{key} names nothing", f'write {key} = ["{default[0]}"]')
        return value

    def choice(self, key: str, default: str, choices: tuple[str, ...]) -> str:
        """One of the choices."""
        value = self.text(key, default)
        if value not in choices:
            raise self.fail(key, f"{key} cannot be {value!r}", f"choose one of: {', '.join(choices)}")
        return value

    def flag(self, key: str, *, default: bool) -> bool:
        """Yes or no."""
        self.known.add(key)
        value = self.table.get(key, default)
        if not isinstance(value, bool):
            raise self.fail(key, f"{key} must be true or false", f"write {key} = true")
        return value

    def number(self, key: str, default: float, least: float, most: float) -> float:
        """A number within limits."""
        self.known.add(key)
        value = self.table.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
            hint = f"write {key} = {default:g}"
            raise self.fail(key, f"{key} must be a number from {least:g} to {most:g}", hint)
        return float(value)

    def below(self, key: str) -> Settings:
        """The table of that name, empty if it is not there."""
        self.known.add(key)
        value = self.table.get(key, {})
        if not isinstance(value, dict):
            raise self.fail(key, f"{key} must be a table", f"write [{key}] and its keys below it")
        return Settings(self.path, value, (*self.place, key))

    def reject_unknown(self, place: str = "") -> None:
        """Raises `UsageError` for a key that nobody has asked for; `place` stands before it in the message."""
        for key in self.table:
            if key not in self.known:
                import difflib

                close = difflib.get_close_matches(key, self.known, n=1)
                hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(sorted(self.known))}"
                raise self.fail(key, f"unknown setting {place}{key}", hint)
