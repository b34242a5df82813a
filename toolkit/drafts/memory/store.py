"""The memory's file: an SQLite database in the cache folder that may be deleted at any time.

Every distinct form of a language is stored and indexed once; a unit is a source text, its translation and where they
are from. A text that is in many documents costs little, and an edited catalog adds to the index only what is new.
"""

from __future__ import annotations

import contextlib
import sqlite3
from hashlib import blake2b
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.system.whole import make_way

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

VERSION = 2
"""Of the tables and of what `toolkit.drafts.memory.shape` makes; a file of another version is made anew."""
_WAIT = 120
"""Seconds to wait for another process that writes."""
_BESIDE = ("", "-wal", "-shm", "-journal")
"""Ends of the names of the file and of those that SQLite keeps beside it."""
_CACHE = 32_000
"""KiB of pages to keep in memory."""

_TABLES = {
    "file": "id INTEGER PRIMARY KEY, path TEXT UNIQUE, name TEXT, imported INTEGER, digest BLOB",
    "form": "id INTEGER PRIMARY KEY, language TEXT, key INTEGER, form TEXT, UNIQUE (language, key)",
    "unit": "id INTEGER PRIMARY KEY, file INTEGER, form INTEGER, source TEXT, target TEXT, locale TEXT,"
    " language TEXT, document TEXT, context TEXT, state INTEGER, digest BLOB",
    "posting": "id INTEGER PRIMARY KEY, language TEXT, gram TEXT, band INTEGER, amount INTEGER, forms BLOB",
    "addition": "language TEXT PRIMARY KEY, amount INTEGER",
}
_INDEXES = {
    "unit_form": "unit (form)",
    "unit_file": "unit (file)",
    "posting_gram": "posting (language, gram, band, amount)",
}

_NOT_DAMAGE = {
    sqlite3.SQLITE_PERM,
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_NOMEM,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_INTERRUPT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PROTOCOL,
}


def connect(path: Path) -> sqlite3.Connection:
    """The database with its tables, empty if it was of another version. Raises `sqlite3.Error`."""
    for suffix in _BESIDE:
        make_way(path.with_name(path.name + suffix))
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
    try:
        if _version(connection) != VERSION:
            connection.execute("PRAGMA journal_mode=WAL")  # readers go on while another process writes
            with transaction(connection):
                if _version(connection) != VERSION:
                    _make_tables(connection)
        connection.execute("PRAGMA synchronous=NORMAL")
        connection.execute(f"PRAGMA cache_size=-{_CACHE}")
    except BaseException:
        connection.close()
        raise
    return connection


def digest(*values: object) -> bytes:
    """Tells a unit from one that was damaged on the disk, though SQLite can read it."""
    return blake2b(repr(values).encode("utf-8", "surrogatepass"), digest_size=8).digest()


@contextlib.contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Everything inside is written, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


def identity(path: Path) -> int | None:
    """What tells the file from another of the same name; None if there is none."""
    try:
        return path.stat().st_ino
    except OSError:
        return None


def discard(path: Path, damaged: int | None) -> None:
    """Removes the database and what SQLite keeps beside it, unless another process has already put a new one there.

    Raises `OSError` if the folder may not be written.
    """
    from filelock import FileLock

    with FileLock(path.with_suffix(".lock")):
        if identity(path) == damaged:
            for suffix in _BESIDE:
                path.with_name(path.name + suffix).unlink(missing_ok=True)


def is_damage(error: sqlite3.Error) -> bool:
    """Whether the file itself is at fault, so that making it anew helps."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    return code & 0xFF not in _NOT_DAMAGE


def unusable(name: str, error: Exception) -> ToolkitError:
    """What to tell if the database cannot be used at all."""
    hint = "check that you may write to this folder and that the disk has room; the file may be deleted at any time"
    message = f"the translation memory cannot be used: {error}"
    return ToolkitError(Diagnostic("memory", message, Location(name), hint=hint))


def _version(connection: sqlite3.Connection) -> int:
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    return int(version)


def _make_tables(connection: sqlite3.Connection) -> None:
    old = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    for (name,) in old.fetchall():
        connection.execute(f'DROP TABLE "{name}"')
    for name, columns in _TABLES.items():
        connection.execute(f"CREATE TABLE {name} ({columns})")
    for name, columns in _INDEXES.items():
        connection.execute(f"CREATE INDEX {name} ON {columns}")
    connection.execute(f"PRAGMA user_version={VERSION}")
