"""A settings file as typed values: every fault is told with the line of its key."""

from __future__ import annotations

import difflib
import os
import re
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from toolkit.errors import Diagnostic, Location, UsageError

SETTINGS_FILE = "polyedition.toml"
PYPROJECT = "pyproject.toml"
_HEADER = re.compile(r"\s*\[([^\[\]]+)\]")
_ASSIGNMENT = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_KEY_PART = re.compile(r"[\w-]+|\"[^\"]*\"|'[^']*'")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def read_table(path: Path) -> dict[str, Any] | None:
    """The settings in a file; None for a pyproject.toml that has none."""
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        where = Location(_shown(path), int(line[1]) if line else None)
        message = str(error).split(" (at")[0]
        raise UsageError(Diagnostic("settings", f"not TOML: {message}", where, hint="mend the line")) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(
            Diagnostic("settings", f"cannot be read: {error}", Location(_shown(path)), hint="save it as UTF-8")
        ) from None
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
    line = _line(path.read_text("utf-8-sig").splitlines(), keys)
    return UsageError(Diagnostic("settings", message, Location(_shown(path), line), hint=hint))


def _line(lines: list[str], keys: tuple[str, ...]) -> int | None:
    """The line that sets a key, or that of the nearest table around it."""
    places: dict[tuple[str, ...], int] = {}
    table: tuple[str, ...] = ()
    for number, text in enumerate(lines, start=1):
        if header := _HEADER.match(text):
            table = found = _key(header[1])
        elif assignment := _ASSIGNMENT.match(text):
            found = table + _key(assignment[1])
        else:
            continue
        for length in range(1, len(found) + 1):
            places.setdefault(found[:length], number)
    return next((places[keys[:length]] for length in range(len(keys), 0, -1) if keys[:length] in places), None)


def _key(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _KEY_PART.findall(dotted))


def _shown(path: Path) -> str:
    """How errors call the settings file: as seen from where the user stands, if that is in the project."""
    here = Path.cwd()
    inside = here.resolve().is_relative_to(path.parent.resolve())
    return Path(os.path.relpath(path.resolve(), here.resolve())).as_posix() if inside else path.as_posix()


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
        value = self.text(key, default)
        if Path(value).is_absolute() or ".." in Path(value).parts or value in {"", "."}:
            raise self.fail(key, f"{key} must be a folder inside the project: {value!r}", f'write {key} = "{default}"')
        return value.rstrip("/")

    def texts(self, key: str, default: tuple[str, ...] = ()) -> tuple[str, ...]:
        """A list of texts, each there once."""
        self.known.add(key)
        value = self.table.get(key, list(default))
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fail(key, f"{key} must be a list of texts", f'write {key} = ["…", "…"]')
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
                close = difflib.get_close_matches(key, self.known, n=1)
                hint = f"did you mean {close[0]}?" if close else f"known: {', '.join(sorted(self.known))}"
                raise self.fail(key, f"unknown setting {place}{key}", hint)
