"""``releases.toml``: the editions that were released, each frozen under an address of its own."""

from __future__ import annotations

import datetime
import json
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.project.toml import read_toml, toml_error
from toolkit.system.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from toolkit.errors import UsageError

RELEASES_FILE = "releases.toml"
EDITION_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*(?:\.[0-9A-Za-z_-]+)*")
"""What an edition can be called: its name becomes part of addresses."""
_HINT = "take the file back from git; only `polyedition release` writes it"
_HEAD = re.compile(r"\s*\[\[\s*[\"']?release[\"']?\s*\]\]")
_SHA = re.compile(r"[0-9a-f]{40,64}")
_PATH = re.compile(r"(?!\.{1,2}$)[^/\\:\0]+(?:\.[^/\\:\0]+)*")


@dataclass(frozen=True, slots=True)
class Release:
    """One document in one language, as it was released."""

    document: str
    locale: str
    edition: str
    """Its name: ``1.0``."""
    date: datetime.date
    revision: str
    """Of git, that everything in it is made from."""
    program: str
    """The version of the program that made its files."""
    source: str
    """SHA-256 of the source file."""
    catalog: str
    """SHA-256 of the catalog; empty for the original."""
    files: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of every file by its path in the output."""
    withdrawn: datetime.date | None = None
    reason: str = ""
    """Why it was withdrawn."""

    @property
    def words(self) -> str:
        """What messages call it."""
        return f"edition {self.edition} of {self.document} in {self.locale}"

    @property
    def folder(self) -> str:
        """Where its files lie in the output."""
        return f"{self.locale}/{self.document}/{self.edition}"

    @property
    def page(self) -> str:
        """Its page in the output."""
        return f"{self.folder}/{self.document}.html"


def read_releases(root: Path) -> tuple[Release, ...]:
    """The releases of a project in the order of the file; none where there is no file.

    Raises `UsageError` for a file that is not what `write_releases` makes.
    """
    path = root / RELEASES_FILE
    try:
        data = read_toml(path, "releases", _HINT)
    except FileNotFoundError:
        return ()
    for key in sorted(data.keys() - {"release"}):
        raise _wrong(path, f"unknown key {key}", None, key)
    entries = data.get("release", [])
    if not isinstance(entries, list):
        raise _wrong(path, "release must be a list of tables", None, "release")
    return tuple(_release(path, entry, number) for number, entry in enumerate(entries, start=1))


def write_releases(root: Path, releases: Iterable[Release]) -> None:
    """Writes the file, whole or not at all."""
    text = "# Written by `polyedition release`.\n" + "".join(f"\n{_table(one)}" for one in releases)
    write_atomically(root / RELEASES_FILE, text.encode())


def _table(one: Release) -> str:
    lines = ["[[release]]"]
    texts = ("document", "locale", "edition", "revision", "program", "source", "catalog")
    lines += [f"{name} = {_text(getattr(one, name))}" for name in texts]
    lines.insert(4, f"date = {one.date.isoformat()}")
    if one.withdrawn:
        lines += [f"withdrawn = {one.withdrawn.isoformat()}", f"reason = {_text(one.reason)}"]
    lines += ["", "[release.files]", *(f"{_text(path)} = {_text(sha)}" for path, sha in sorted(one.files.items()))]
    return "\n".join(lines) + "\n"


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")


def _release(path: Path, entry: Any, number: int) -> Release:
    if not isinstance(entry, dict):
        raise _wrong(path, f"release {number} is no table", number)
    for key in (*entry, *_SOUND):
        if key not in _SOUND:
            raise _wrong(path, f"release {number} has an unknown key {key}", number, key)
        if key not in entry and key not in _OPTIONAL:
            raise _wrong(path, f"release {number} has no {key}", number)
        if key in entry and not _SOUND[key](entry[key]):
            message = f"{key} of release {number} is not as `polyedition release` writes it"
            raise _wrong(path, message, number, key)
    release = Release(**entry)
    for file in release.files:
        if not file.startswith(f"{release.folder}/") or ".." in file.split("/"):
            raise _wrong(path, f"{file} is no file of release {number}", number, json.dumps(file, ensure_ascii=False))
    return release


def _is_date(value: Any) -> bool:
    return isinstance(value, datetime.date) and not isinstance(value, datetime.datetime)


def _is_text(value: Any) -> bool:
    return isinstance(value, str)


def _like(pattern: re.Pattern[str]) -> Callable[[Any], bool]:
    return lambda value: isinstance(value, str) and pattern.fullmatch(value) is not None


_SOUND: Mapping[str, Callable[[Any], bool]] = {
    "document": _like(_PATH),
    "locale": _like(_PATH),
    "edition": _like(EDITION_NAME),
    "date": _is_date,
    "revision": _like(_SHA),
    "program": _is_text,
    "source": _is_text,
    "catalog": _is_text,
    "withdrawn": _is_date,
    "reason": _is_text,
    "files": lambda value: isinstance(value, dict) and all(map(_is_text, value.values())),
}
"""What each key of a release may have."""
_OPTIONAL = {"withdrawn", "reason", "files"}


def _wrong(path: Path, message: str, number: int | None, key: str = "") -> UsageError:
    """What is wrong with a release (the file if None), at the line of a key of it, or at its own."""
    lines = path.read_text("utf-8-sig", "replace").split("\n")
    heads = [place for place, line in enumerate(lines) if _HEAD.match(line)]
    inside = range(len(lines))
    if number is not None and number <= len(heads):
        inside = range(heads[number - 1], [*heads, len(lines)][number])
    begins = re.compile(rf"\s*\[*\s*(?:release\s*\.\s*)?[\"']?{re.escape(key)}[\"']?\s*[\].=]") if key else _HEAD
    line = next((place for place in inside if begins.match(lines[place])), inside.start)
    return toml_error(path, "releases", message, _HINT, line + 1)
