"""Short hashes: what tells one state of a file, of this program and of what is installed beside it from another."""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator

NO_FILE = "-"
"""In place of the hash of a file that is not there, or cannot be read."""
_PACKAGE = Path(__file__).resolve().parents[1]
_CODE = (".py", ".toml")
_KEPT = "program"


def short_hash(*texts: str) -> str:
    """Sixteen hex digits for a sequence of texts."""
    return hashlib.sha256("\0".join(texts).encode("utf-8", "surrogateescape")).hexdigest()[:16]


def file_hash(path: str) -> str:
    """Sixteen hex digits for the content of a file; `NO_FILE` where there is none."""
    try:
        if not os.path.isfile(path):  # noqa: PTH113 - as below; a pipe may never have an end
            return NO_FILE
        with open(path, "rb") as file:  # noqa: PTH123 - measured: Path.open costs a third more over 13,000 files
            return hashlib.sha256(file.read()).hexdigest()[:16]
    except OSError:
        return NO_FILE


@cache
def code_hash(keep: Path | None = None) -> str:
    """A hash of the files of this program.

    `keep` is a folder where it is kept for as long as names, sizes and times of the files stay as they are.
    """
    files = sorted(_files(str(_PACKAGE), ""))
    state = short_hash(*(f"{name} {size} {modified}" for name, size, modified in files))
    kept = (read_whole(keep / _KEPT) or b"").decode("ascii", "replace").split() if keep else []
    if kept[:1] == [state] and len(kept) > 1:
        return kept[1]
    found = short_hash(*(f"{name} {file_hash(f'{_PACKAGE}/{name}')}" for name, _, _ in files))
    if keep:
        with contextlib.suppress(ToolkitError):  # it is read again the next time
            write_whole(keep / _KEPT, f"{state} {found}".encode())
    return found


def _files(folder: str, below: str) -> Iterator[tuple[str, int, int]]:
    """Name, size and time of each file of code."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                yield from _files(entry.path, f"{below}{entry.name}/")
            elif entry.name.endswith(_CODE):
                now = entry.stat()
                yield f"{below}{entry.name}", now.st_size, now.st_mtime_ns


@cache
def installed() -> dict[str, str]:
    """Version by distribution, from the names of the folders: ten times faster than importlib.metadata."""
    spec = importlib.util.find_spec("markupsafe")
    folder = Path(spec.origin).parents[1] if spec and spec.origin else _PACKAGE.parent
    ending = ".dist-info"
    names = (
        name.removesuffix(ending).rpartition("-")
        for name in os.listdir(folder)  # noqa: PTH208 - quicker
        if name.endswith(ending)
    )
    return {name.lower(): version for name, _, version in names}
