"""Long documents as they were read, kept beside the project: to read one of 5,000 texts takes seconds, to fetch it a tenth of one.

What is kept is data, never code: JSON, of which only the classes of a document are made, and only for the very bytes of source
and template that it was read from. It may be removed at any time.
"""

from __future__ import annotations

import datetime
import hashlib
import importlib.util
import json
from dataclasses import fields
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.language.locales import load_locale
from toolkit.sources.document import Block, Contributor, Document, Kind, Meta, Role, Segment, Target
from toolkit.sources.licence import Licence
from toolkit.system.files import read_file
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.project.project import Project

LONG = 500
"""Segments; what is shorter is read as quickly."""
_FOLDER = "documents"
_PACKAGE = Path(__file__).resolve().parents[1]
_READERS = ("sources", "catalog")
"""Rooms whose code decides what a document is read as."""
_LIBRARIES = ("markdown_it", "mdit_py_plugins", "yaml")
_RECORDS = (Block, Contributor, Diagnostic, Document, Licence, Location, Meta, Segment, Target)
_FIELDS = {one: tuple(field.name for field in fields(one)) for one in _RECORDS}
_ENUMS = (Kind, Role, Severity)
_MAKERS: dict[str, Callable[..., Any]] = {
    **{one.__name__: one for one in (*_RECORDS, *_ENUMS)},
    "date": datetime.date.fromisoformat,
    "tuple": lambda *items: items,
}


def kept_document(project: Project, name: str) -> Document | None:
    """The document, its ids settled, as it was kept for its present source and template; None: it must be read."""
    try:
        found = _made(json.loads(read_whole(_place(project, name)) or b""))
        if isinstance(found, Document):
            load_locale(found.meta.language)
            return found
    except (OSError, ValueError, LookupError, TypeError, AttributeError, RecursionError, ToolkitError):
        pass  # there is none, or somebody has changed it
    return None


def keep_document(project: Project, name: str, document: Document) -> None:
    """Keeps a document that is long enough, where the project's cache can be written, and forgets what it was before."""
    if len(document.segments) < LONG:
        return
    try:
        place = _place(project, name)
        if not place.exists():
            write_whole(place, json.dumps(_data(document), ensure_ascii=False, separators=(",", ":")).encode())
            for old in set(place.parent.glob("*.json")) - {place}:
                old.unlink(missing_ok=True)
    except (OSError, ValueError, ToolkitError):  # it is read again the next time
        return


def _place(project: Project, name: str) -> Path:
    """The file, called by all that decides what the document is read as. Raises `OSError` where that cannot be read."""
    key = hashlib.sha256(f"{_readers()}\0{project.name(project.source(name))}\0{name}".encode())
    for path in (project.source(name), project.template(name)):
        key.update(hashlib.sha256(read_file(path)).digest())
    return project.cache_path / _FOLDER / name / f"{key.hexdigest()[:32]}.json"


@cache
def _readers() -> str:
    """Tells one version of the readers from another."""
    found = (path for room in _READERS for path in sorted((_PACKAGE / room).rglob("*.py")))
    return repr([(path.name, *_version(path)) for path in (*found, *_libraries())])


def _libraries() -> Iterator[Path]:
    for name in _LIBRARIES:
        spec = importlib.util.find_spec(name)
        if spec and spec.origin:
            yield Path(spec.origin)


def _version(path: Path) -> tuple[int, int]:
    now = path.stat()
    return now.st_size, now.st_mtime_ns


def _data(value: Any) -> Any:
    """A value as JSON: a record and a tuple are lists that begin with their name."""
    if value is None or type(value) in {str, int, bool}:
        return value
    if isinstance(value, tuple):
        return ["tuple", *map(_data, value)]
    if isinstance(value, StrEnum):
        return [type(value).__name__, value.value]
    if isinstance(value, datetime.date):
        return ["date", value.isoformat()]
    if isinstance(value, _RECORDS):
        return [type(value).__name__, *(_data(getattr(value, name)) for name in _FIELDS[type(value)])]
    if isinstance(value, dict) and not value:
        return {}
    raise ValueError(value)


def _made(data: Any) -> Any:
    if type(data) is not list:
        return data
    return _MAKERS[data[0]](*map(_made, data[1:]))
