"""A project's files for as long as somebody works on them: read again exactly when they have changed on disk."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, TypeVar

from toolkit.collection.collection import Collection
from toolkit.project.project import INTERFACE, find_project
from toolkit.workbench.remembered import Remembered

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.catalog.model import Catalog
    from toolkit.collection.interface import Interface
    from toolkit.project.project import Project
    from toolkit.sources.document import Document

MOST_CATALOGS = 8
"""Catalogs that are kept parsed; one of 5,000 texts takes 10 MB."""

_Seen = tuple[int, int, int] | None
_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Shelf(Collection):
    """A collection that lives long: every answer is of the files as they are now. Threads may share it."""

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._lock = threading.RLock()
        self._catalogs: OrderedDict[tuple[str, str], tuple[_Seen, Catalog | None]] = OrderedDict()
        self._counted: OrderedDict[tuple[str, str], tuple[Catalog | None, _Seen, Catalog | None]] = OrderedDict()
        self._sources: dict[str, tuple[_Seen, ...]] = {}
        self.catalog = self._fresh_catalog  # type: ignore[assignment]
        self.approved = self._fresh_approved  # type: ignore[assignment]
        self.interface = self._fresh_interface  # type: ignore[assignment]
        self._interfaces: Remembered[Interface] = Remembered()
        self._parsed = self.document
        self.document = self._fresh_document  # type: ignore[assignment]

    def put(self, domain: str, locale: str, catalog: Catalog) -> None:
        """Remembers what has just been written, so that it need not be read."""
        with self._lock:
            self._keep(self._catalogs, (domain, locale), (seen(self.project.catalog(domain, locale)), catalog))

    def _fresh_catalog(self, domain: str, locale: str) -> Catalog | None:
        now = seen(self.project.catalog(domain, locale))
        with self._lock:
            kept = self._catalogs.get((domain, locale))
            if kept is None or kept[0] != now or now is None:
                kept = (now, self._catalog(domain, locale))
            self._keep(self._catalogs, (domain, locale), kept)
        return kept[1]

    def _fresh_approved(self, domain: str, locale: str) -> Catalog | None:
        catalog, beside = self.catalog(domain, locale), seen(self.project.stamps(domain, locale))
        with self._lock:
            kept = self._counted.get((domain, locale))
            if kept is None or kept[0] is not catalog or kept[1] != beside:
                kept = (catalog, beside, self._approved(domain, locale))
            self._keep(self._counted, (domain, locale), kept)
        return kept[2]

    def _fresh_interface(self, locale: str) -> Interface:
        catalogs = tuple(self.approved(INTERFACE, tag) for tag in self.project.chain(locale))
        return self._interfaces.get(locale, catalogs, lambda: self._interface(locale))

    def _fresh_document(self, name: str) -> Document:
        now = (seen(self.project.source(name)), seen(self.project.template(name)))
        with self._lock:
            if self._sources.get(name) != now:
                for one in (self.source, self.settled, self._parsed, self.anchors):
                    one.cache_clear()
                self._sources[name] = now
            return self._parsed(name)

    @staticmethod
    def _keep(kept: OrderedDict[_Key, _Value], key: _Key, value: _Value) -> None:
        kept[key] = value
        kept.move_to_end(key)
        if len(kept) > MOST_CATALOGS:
            kept.popitem(last=False)


class Room:
    """The project and its shelf, made anew when the settings or the releases change."""

    def __init__(self, project: Project) -> None:
        self._lock = threading.Lock()
        self._shelf = Shelf(project)
        self._seen = self._settings(project)

    @property
    def shelf(self) -> Shelf:
        """The files as they are now. Raises `UsageError` where the settings have become wrong."""
        with self._lock:
            now = self._settings(self._shelf.project)
            if now != self._seen:
                self._shelf = Shelf(find_project(self._shelf.project.root))
                self._seen = now
            return self._shelf

    @staticmethod
    def _settings(project: Project) -> tuple[_Seen, ...]:
        return tuple(seen(project.root / name) for name in (project.settings_file, "releases.toml"))


def seen(path: Path) -> _Seen:
    """What tells one version of a file from another: its number, its size and its time; None where there is none."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns
