"""Whether the file of a profile, which a package may bring, is one: each fault with its line and its key."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from typing import TYPE_CHECKING, Any, NoReturn

from toolkit.language.locales.model import Locale

if TYPE_CHECKING:
    from pathlib import Path

_COUNTS = {"quotes": 2, "inner_quotes": 2, "months": 12, "sizes": 4}
_DIGITS = 10


def require_sound(path: Path, tag: str, tables: tuple[str, ...]) -> None:
    """Raises `ValueError` for a profile that would lead astray later; `tables` are those that other modules read."""
    if path.stem != tag:
        raise ValueError(f"its file is not called {tag}.toml")
    text, values = _read(path)
    fields = {field.name: field for field in dataclasses.fields(Locale) if field.name != "tag"}
    for key, value in values.items():
        if key in tables and isinstance(value, dict):
            continue
        if key not in fields:
            _fail(path, _line(text, key), f"unknown key {key}")
        if wanted := _wanted(key, str(fields[key].type), value):
            _fail(path, _line(text, key), f"{key} must be {wanted}")
    for key, field in fields.items():
        if key not in values and field.default is field.default_factory is dataclasses.MISSING:
            _fail(path, 1, f"{key} is missing")


def _read(path: Path) -> tuple[str, dict[str, Any]]:
    data = path.read_bytes()
    try:
        text = data.decode()
        return text, tomllib.loads(text)
    except UnicodeDecodeError as error:
        _fail(path, data.count(b"\n", 0, error.start) + 1, "it is not UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        _fail(path, int(line[1]) if line else text.count("\n") + 1, f"not TOML: {str(error).partition(' (at')[0]}")
    except (ValueError, RecursionError):  # a number of thousands of digits; thousands of brackets
        longest = max(enumerate(text.split("\n"), start=1), key=lambda line: len(line[1]))
        _fail(path, longest[0], "the line cannot be read")


def _wanted(key: str, kind: str, value: Any) -> str:
    """What the value of a key should be and is not; empty if it is."""
    if kind.startswith("tuple"):
        count = _COUNTS.get(key)
        sound = isinstance(value, list) and all(isinstance(one, str) for one in value)
        return "" if sound and count in {None, len(value)} else f"a list of {f'{count} ' if count else ''}texts"
    if kind.startswith("Mapping"):
        sound = isinstance(value, dict) and all(isinstance(one, str) for one in value.values())
        return "" if sound else "a table of texts"
    if not isinstance(value, str):
        return "a text"
    return "ten digits" if key == "digits" and len(value) != _DIGITS else ""


def _line(text: str, key: str) -> int:
    begin = re.compile(rf"\s*\[?\s*[\"']?{re.escape(key)}[\"']?\s*[=.\]]")
    return next((number for number, line in enumerate(text.split("\n"), start=1) if begin.match(line)), 1)


def _fail(path: Path, line: int, message: str) -> NoReturn:
    raise ValueError(f"{path.name}:{line}: {message}") from None
