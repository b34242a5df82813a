"""``output/manifest.json``: what every file of the output is, and what went into it. The same input gives the same bytes."""

from __future__ import annotations

import datetime
import json
import os
import re
from typing import TYPE_CHECKING, Any, NamedTuple

from toolkit import __version__
from toolkit.catalog.model import SOURCE, State
from toolkit.project.formats import find_format
from toolkit.project.places import JOURNAL, MANIFEST, edition_path
from toolkit.system.files import place_below, read_file, unwritable, write_below
from toolkit.system.indented import indented

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path


_SOUND = re.compile(r"(?!\.{1,2}(?:/|$))[^/\\:\0]+(?:/(?!\.{1,2}(?:/|$))[^/\\:\0]+)*", re.DOTALL)
"""A path that leads nowhere but down."""


_DIGEST = re.compile(r"[0-9a-f]*")
_STATES = {SOURCE, *map(str, State)}


_NOTHING: dict[str, Any] = {}


class File(NamedTuple):
    """One file of the output. A tuple, since builds of large projects read a hundred thousand of them."""

    path: str
    """Relative to the output folder, with forward slashes."""
    bytes: int
    sha256: str
    format: str
    locale: str | None = None
    """None: a page that belongs to no language (the home page); ``ru+kk``: two languages side by side."""
    document: str | None = None
    """None: a page that leads to documents."""
    revision: str | None = None
    """Of the source."""
    states: Mapping[str, int] = _NOTHING
    """How many segments are in each state; of two languages side by side by language and state (``kk draft``)."""
    title: str = ""
    title_language: str = ""
    subtitle: str = ""
    date: str = ""
    """ISO 8601 calendar date of the document."""
    pages: int | None = None
    """Of a PDF."""
    pictures: Sequence[str] = ()
    """Files below the folder of the sources that it shows."""
    group: str = ""
    """Of files that are made together when the editions are there: ``page ru``, ``document plan``, ``site``."""
    inputs: Mapping[str, str] = _NOTHING
    """Short hashes of all that went into it, by what it is."""

    def as_json(self) -> dict[str, Any]:
        """Its fields, those that say nothing left out; the inputs of a group stand with the group."""
        said = {name: value for name, value in self._asdict().items() if value not in (None, "", (), {})}
        if self.group:
            said.pop("inputs", None)
        return said


def read_manifest(output: Path) -> dict[str, File]:
    """The files that the last build and the unfinished one after it recorded, by path; none if nothing is readable."""
    try:
        data = json.loads(read_file(output / MANIFEST))
        inputs: dict[str, Any] = data.get("groups", {})
        for one in inputs.values():
            _require_texts((*one, *one.values()), one)
        files = [_file(entry, inputs) for entry in data["files"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        files = []
    return {file.path: file for file in (*files, *_journal(output / JOURNAL))}


def _file(entry: Any, inputs: Mapping[str, Any]) -> File:
    """The file that an entry describes; `inputs` are those of each group of files.

    Raises `TypeError`, `AttributeError` or `ValueError` for anything else, however it came there.
    What is recorded may be removed one day: a path must not lead out of the output folder.
    """
    group = entry.get("group")
    file = File(**entry, inputs=inputs.get(group, {})) if group else File(**entry)
    _require_types(file, entry)
    if not _SOUND.fullmatch(file.path):
        raise ValueError(entry)
    if not group and not _is_edition(file):
        raise ValueError(entry)
    return file


def _require_types(file: File, entry: object) -> None:
    texts = (file.path, file.sha256, file.format, file.group, file.title, file.title_language, file.subtitle, file.date)
    if (type(file.bytes), type(file.inputs), type(file.states)) != (int, dict, dict):
        raise TypeError(entry)
    optional = (one for one in (file.locale, file.document, file.revision) if one is not None)
    own = () if file.group else (*file.inputs, *file.inputs.values())  # else they are those of the group
    _require_texts((*texts, *optional, *file.pictures, *file.states, *own), entry)
    if {*map(type, file.states.values())} - {int}:
        raise TypeError(entry)
    if type(file.pictures) not in (list, tuple) or type(file.pages) not in (int, type(None)):
        raise TypeError(entry)
    if min(file.bytes, file.pages or 0, *file.states.values(), 0) < 0 or not _DIGEST.fullmatch(file.sha256):
        raise ValueError(entry)
    if file.date:
        datetime.date.fromisoformat(file.date)


def _require_texts(found: Sequence[object], entry: object) -> None:
    """Raises `TypeError` for what is no text, `ValueError` for one with half a character."""
    if {*map(type, found)} - {str}:
        raise TypeError(entry)
    "".join(found).encode()  # type: ignore[arg-type]


def _is_edition(file: File) -> bool:
    """Whether the file lies where an edition does that is what this one says to be."""
    return (
        find_format(file.format) is not None
        and bool(file.locale and file.document)
        and file.path == edition_path(file.document or "", file.locale or "", file.format)
        and {state.rpartition(" ")[2] for state in file.states} <= _STATES
    )


def _journal(path: Path) -> list[File]:
    try:
        lines = read_file(path).split(b"\n")
    except OSError:
        return []
    found = []
    for line in lines:
        try:
            found.append(_file(json.loads(line), {}))
        except (ValueError, TypeError, AttributeError, RecursionError):
            break  # the line that the killed run was writing
    return found


def write_manifest(output: Path, files: Iterable[File]) -> bool:
    """Writes the manifest if it says something new, and ends the journal."""
    files = sorted(files, key=lambda file: file.path)
    groups = {file.group: dict(file.inputs) for file in files if file.group}
    entries = [file.as_json() for file in files]
    data = {"generator": f"polyedition {__version__}", "files": entries, "groups": groups}
    text = indented(data, sort_keys=True)
    path = output / MANIFEST
    changed = not path.is_file() or path.read_bytes() != text.encode()
    if changed:
        write_below(output, MANIFEST, text.encode())
    try:
        (output / JOURNAL).unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(output / JOURNAL, error) from None
    return changed


def fold_journal(output: Path, files: Iterable[File]) -> None:
    """Makes the manifest of what a killed build has left, so that nothing is ever written behind a broken line."""
    if os.path.lexists(output / JOURNAL):  # a link goes, wherever it leads to
        write_manifest(output, files)


def begin_journal(output: Path) -> None:
    """Marks the folder as one that a build is at work in, before the first file is there."""
    try:
        output.mkdir(parents=True, exist_ok=True)
        place_below(output, JOURNAL).touch()
    except OSError as error:
        raise unwritable(output / JOURNAL, error) from None


def record(output: Path, file: File) -> None:
    """Adds a finished file to the journal."""
    line = json.dumps(file.as_json(), ensure_ascii=False, sort_keys=True) + "\n"
    try:
        with (output / JOURNAL).open("a", encoding="utf-8") as journal:
            journal.write(line)
    except OSError as error:
        raise unwritable(output / JOURNAL, error) from None
