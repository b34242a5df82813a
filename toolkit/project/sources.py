"""Which documents a project has: the sources in their folder, each under a name that all its files can have."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.project.formats import FORMATS, RECORDS, file_name
from toolkit.system.files import readable

if TYPE_CHECKING:
    from collections.abc import Iterable

INTERFACE = "interface"
"""The domain of the theme's own words."""
TERMS = "terms"
"""The domain of the termbase."""
WORKBENCH = "workbench"
"""The domain of the workbench's own words, of projects that translate those."""
DOMAINS = (INTERFACE, WORKBENCH, TERMS)
"""The domains that are no document's."""
ENDING = ".md"
RESERVED_NAMES = frozenset((*DOMAINS, "index", "recommendations"))
"""No document can have these names: its catalogs, its pages or its data would be those of the toolkit."""
_NAME = re.compile(r"\w[\w.-]*")
_ENDINGS = [one.ending for one in FORMATS.values()] + [one.ending for one in RECORDS.values()]
_LONGEST_NAME = 255 - max(map(len, _ENDINGS))
"""Bytes: file systems take 255 for a whole name."""


class NoSourcesError(Exception):
    """The folder cannot be read, or has no document in it; the text says which."""


def find_sources(folder: Path, shown: str) -> dict[str, Path]:
    """The Markdown files of a folder by the names of their documents, sorted, however their ending is written.

    `shown` is what errors call the folder. Raises `NoSourcesError`, and `UsageError` for two names that differ in capitals
    only: their editions would be one file on many machines.
    """
    found: dict[str, Path] = {}
    alike: dict[str, Path] = {}
    for path in sorted(_files(folder)):
        if path.suffix.lower() != ENDING or path.stem.lower() == "readme":
            continue
        first = alike.setdefault(_folded(path.stem), path)
        if first != path:
            message = f"{path.name} and {first.name} differ in capitals only: many machines take them for one"
            place = Location(f"{shown}/{path.name}")
            raise UsageError(Diagnostic("document-name", message, place, hint="give one of them another name"))
        found[path.stem] = path
    if not found:
        raise NoSourcesError(f"has no document in it: no file that ends in {ENDING}")
    return dict(sorted(found.items()))


def _files(folder: Path) -> list[Path]:
    try:
        return list(folder.iterdir())
    except FileNotFoundError:
        raise NoSourcesError("is not there") from None
    except NotADirectoryError:
        raise NoSourcesError("is no folder") from None
    except OSError as error:
        raise NoSourcesError(f"cannot be read: {error.strerror or error}") from None


def require_sound_names(names: Iterable[str], folder: str, formats: Iterable[str]) -> None:
    """Raises `UsageError` for a document that cannot be called so, or two whose files would be the same."""
    owners: dict[str, str] = {}
    for name in names:
        fault = _fault(name)
        if fault:
            raise _name_error(name, folder, *fault)
        for format in dict.fromkeys((*FORMATS, *formats)):
            owner = owners.setdefault(_folded(file_name(name, format)), name)
            if owner != name:
                message = f"a document cannot be called {name}: a file of the document {owner} has that name"
                raise _name_error(name, folder, message, "give the file another name")


def _fault(name: str) -> tuple[str, str] | None:
    """What is wrong with a name, and what to do."""
    if name.lower() in RESERVED_NAMES:
        message = f"a document cannot be called {name}: that name is taken by the toolkit's own files"
        return message, "give the file another name"
    if not _NAME.fullmatch(name):
        message = f"a document cannot be called {readable(Path(name))!r}: its name becomes part of addresses"
        return message, "name the file with letters, digits, - and _ only"
    if len(name.encode()) > _LONGEST_NAME:
        message = f"a document's name can have {_LONGEST_NAME} bytes at most, this one has {len(name.encode())}"
        return message, "give the file a shorter name"
    return None


def _name_error(name: str, folder: str, message: str, hint: str) -> UsageError:
    return UsageError(
        Diagnostic("document-name", message, Location(f"{folder}/{readable(Path(name))}{ENDING}"), hint=hint)
    )


def _folded(name: str) -> str:
    """The name as file systems see it that take capitals for small letters (macOS, Windows)."""
    return unicodedata.normalize("NFC", name).casefold()
