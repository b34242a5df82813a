"""``releases.toml``: the editions that were released, each frozen under an address of its own."""

from __future__ import annotations

import datetime
import json
import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.system.files import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

RELEASES_FILE = "releases.toml"
EDITION_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z_-]*(?:\.[0-9A-Za-z_-]+)*")
"""What an edition can be called: its name becomes part of addresses."""
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
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        return ()
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _wrong(f"it cannot be read: {error}") from None
    entries = data.get("release", [])
    if not isinstance(entries, list):
        raise _wrong("release must be a list of tables")
    return tuple(_release(entry, number) for number, entry in enumerate(entries, start=1))


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


def _release(entry: Any, number: int) -> Release:
    if not isinstance(entry, dict):
        raise _wrong(f"release {number} is no table")
    names = ("document", "locale", "edition", "revision", "program", "source", "catalog")
    values = {name: entry.get(name) for name in names}
    files, date, withdrawn = entry.get("files", {}), entry.get("date"), entry.get("withdrawn")
    for name, value in values.items():
        if not isinstance(value, str):
            raise _wrong(f"release {number} has no {name}")
    sound = (
        isinstance(date, datetime.date)
        and EDITION_NAME.fullmatch(entry["edition"])
        and _SHA.fullmatch(entry["revision"])
        and _PATH.fullmatch(entry["document"])
        and _PATH.fullmatch(entry["locale"])
        and isinstance(files, dict)
        and all(isinstance(sha, str) for sha in files.values())
        and (withdrawn is None or isinstance(withdrawn, datetime.date))
    )
    if not sound:
        raise _wrong(f"release {number} is not as `polyedition release` writes it")
    return Release(
        **{name: str(value) for name, value in values.items()},
        date=entry["date"],
        files=files,
        withdrawn=withdrawn,
        reason=str(entry.get("reason", "")),
    )


def _wrong(message: str) -> UsageError:
    hint = "take the file back from git; only `polyedition release` writes it"
    return UsageError(Diagnostic("releases", message, Location(RELEASES_FILE), hint=hint))
