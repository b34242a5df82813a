"""A TOML file that people write or mend: read whole, or refused with the line of the fault."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.system.files import read_file

_LONG_NUMBER = re.compile(r"[0-9][0-9_]{1000}")
_DEEP = 50
"""So many levels are more than any of these files has."""


def read_toml(path: Path, code: str, hint: str = "mend the line") -> dict[str, Any]:
    """What is in a file. Raises `UsageError` with the line for one that cannot be read; `FileNotFoundError` if there is none."""
    text = _text(path, code)
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        message = str(error).split(" (at")[0]
        number = int(line[1]) if line else text.count("\n") + 1
    except ValueError:  # Python reads no integer that is longer than this (int_max_str_digits)
        found = _LONG_NUMBER.search(text)
        message, number = "a number is too long", text.count("\n", 0, found.start() if found else 0) + 1
    except RecursionError:
        deep = (number for number, line in enumerate(text.split("\n"), start=1) if _levels(line) > _DEEP)
        message, number = "it is nested too deeply", next(deep, 1)
    raise toml_error(path, code, f"not TOML: {message}", hint, number)


def toml_error(path: Path, code: str, message: str, hint: str, line: int) -> UsageError:
    """What is wrong with a file, at a line of it; on one line, however it was written."""
    return UsageError(Diagnostic(code, readable_line(message), Location(_shown(path), line), hint=readable_line(hint)))


def readable_line(text: str) -> str:
    """The text on one line, what cannot be printed as escapes."""
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in text)


def _text(path: Path, code: str) -> str:
    try:
        data = read_file(path)
    except FileNotFoundError:
        raise
    except OSError as error:
        message = f"cannot be read: {error.strerror or error}"
        raise toml_error(path, code, message, "check its permissions", 1) from None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        message = f"cannot be read: not UTF-8, the byte 0x{data[error.start]:02x}"
        line = data.count(b"\n", 0, error.start) + 1
        raise toml_error(path, code, message, "save it as UTF-8", line) from None


def _levels(line: str) -> int:
    return max(line.count(sign) for sign in "[{.")


def _shown(path: Path) -> str:
    """How errors call the file: as seen from where the user stands, if that is in the project."""
    here = Path.cwd()
    inside = here.resolve().is_relative_to(path.parent.resolve())
    return Path(os.path.relpath(path.resolve(), here.resolve())).as_posix() if inside else path.as_posix()
