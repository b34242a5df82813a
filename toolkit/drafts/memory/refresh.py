"""Keeps the database true to the project's files: what has changed is read again, the rest is left alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.drafts.memory import shape
from toolkit.drafts.memory.harvest import language_of, sources
from toolkit.drafts.memory.index import IndexWriter
from toolkit.drafts.memory.store import digest as digest_of
from toolkit.drafts.memory.store import transaction
from toolkit.errors import Diagnostic, Location, ToolkitError

if TYPE_CHECKING:
    import sqlite3

    from toolkit.drafts.memory.harvest import Source
    from toolkit.exchange.tmx import Unit
    from toolkit.project.project import Project


def refresh(connection: sqlite3.Connection, project: Project) -> tuple[Diagnostic, ...]:
    """Reads what has changed since the last time, by content; the diagnostics of files that cannot be read.

    Of such a file the memory keeps what it knew. Several processes may do this at once: one works, the others wait.
    """
    files = {source.name: source for source in sources(project)}
    if not _is_stale(connection, files):
        return ()
    with transaction(connection):
        return tuple(_Refresh(connection).run(files))


def _is_stale(connection: sqlite3.Connection, files: dict[str, Source]) -> bool:
    known = dict(connection.execute("SELECT path, digest FROM file"))
    return known.keys() != files.keys() or any(_digest(source) != known[name] for name, source in files.items())


def _digest(source: Source) -> bytes | None:
    try:
        return source.digest
    except OSError:
        return None


class _Refresh:
    """One run, inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.known: dict[str, bytes] = dict(connection.execute("SELECT path, digest FROM file"))
        self.index = IndexWriter(connection)

    def run(self, files: dict[str, Source]) -> list[Diagnostic]:
        """What was wrong with the files that have changed."""
        found: list[Diagnostic] = []
        for name in self.known.keys() - files.keys():
            self._forget(name)
        for name, source in files.items():
            digest = _digest(source)
            if digest is not None and digest == self.known.get(name):
                continue
            self.connection.execute("SAVEPOINT one")
            try:
                self._take(source, digest)
            except ToolkitError as error:
                self.connection.execute("ROLLBACK TO one")
                found += error.diagnostics
            except OSError as error:
                self.connection.execute("ROLLBACK TO one")
                found.append(_unreadable(name, error))
            self.connection.execute("RELEASE one")
        self.index.close()
        return found

    def _forget(self, name: str) -> None:
        self.connection.execute("DELETE FROM unit WHERE file = (SELECT id FROM file WHERE path = ?)", (name,))
        self.connection.execute("DELETE FROM file WHERE path = ?", (name,))

    def _take(self, source: Source, digest: bytes | None) -> None:
        """Puts the units of a file in place of those that it had."""
        (last,) = self.connection.execute("SELECT coalesce(max(id), 0) FROM form").fetchone()
        self._forget(source.name)
        file = self.connection.execute(
            "INSERT INTO file (path, name, imported, digest) VALUES (?, ?, ?, ?)",
            (source.name, source.document, source.locale is None, digest),
        ).lastrowid
        self.connection.executemany(
            "INSERT INTO unit (file, form, source, target, locale, language, document, context, state, digest)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            ((file, *self._row(unit)) for unit in source.units()),
        )
        added = self.connection.execute("SELECT language, id, form FROM form WHERE id > ?", (last,))
        for language, id, form in added:
            self.index.add(language, id, form)

    def _row(self, unit: Unit) -> tuple[object, ...]:
        form = shape.form(shape.plain(unit.source))
        return (
            self._form_id(language_of(unit.locale), form),
            unit.source,
            unit.target,
            unit.locale,
            unit.language,
            unit.document,
            unit.context,
            unit.state.rank,
            digest_of(unit.source, unit.target, unit.locale, unit.document, unit.context, unit.state.rank),
        )

    def _form_id(self, language: str, form: str) -> int:
        row = (language, shape.key(form), form)
        cursor = self.connection.execute("INSERT OR IGNORE INTO form (language, key, form) VALUES (?, ?, ?)", row)
        if cursor.rowcount == 0:
            cursor = self.connection.execute("SELECT id FROM form WHERE language = ? AND key = ?", row[:2])
            (id,) = cursor.fetchone()
            return int(id)
        return cursor.lastrowid or 0


def _unreadable(name: str, error: OSError) -> Diagnostic:
    reason = error.strerror or str(error)
    return Diagnostic("unreadable", f"the file cannot be read: {reason}", Location(name), hint="check the file")
