"""What a command has found out about each document, kept between its runs for as long as all that it was found by stays as it is.

What is kept is believed only with its digest, and for the very program, libraries, settings and fonts that it was found with. It
may be removed at any time.
"""

from __future__ import annotations

import contextlib
import json
import sys
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.system import plugins
from toolkit.system.fingerprints import code_hash, file_hash, installed, short_hash
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.collection.digests import Digests
    from toolkit.project.project import Project
    from toolkit.sources.document import Document

_FOLDER = "results"
_NEEDS = "needs"
"""What a document's own part of the results says of other files."""


class Results:
    """The results of one kind, by document and part, each with the key that it holds for."""

    def __init__(self, project: Project, kind: str, digests: Digests) -> None:
        self._project, self._digests = project, digests
        self._path = project.cache_path / _FOLDER / kind
        self._basis = _basis(digests)
        self._kept = self._read()
        self._texts: dict[str, str] = {}
        self._has_looked = self._is_new = False

    def get(self, name: str, part: str, key: str) -> Any:
        """What was kept under a key; None where nothing was, or another key has taken its place."""
        found = self._kept.get(name, {}).get(part)
        return found[1] if found and found[0] == key else None

    def put(self, name: str, part: str, key: str, data: Any) -> None:
        """Keeps what JSON can hold, in place of what was there."""
        self._kept.setdefault(name, {})[part] = [key, data]
        self._is_new = True

    def findings(self, name: str, part: str, key: str) -> list[Diagnostic] | None:
        """What `put_findings` has kept under a key; None as `get` says it."""
        data = self.get(name, part, key)
        return None if data is None else list(map(_made, data))

    def put_findings(self, name: str, part: str, key: str, found: Iterable[Diagnostic]) -> None:
        """Keeps findings, in place of what was there."""
        self.put(name, part, key, list(map(_data, found)))

    def texts(self, document: str) -> str:
        """The key of a document's own texts: its source and its template."""
        if document not in self._texts:
            self._texts[document] = f"{self._digests.source(document)}{self._digests.template(document)}"
        return self._texts[document]

    def whole(self, document: str) -> str | None:
        """The key of a document with all that it leads to: pictures, and places in others; None where nobody knows which.

        All files are looked at before it is known, so that what is found after this is never kept for a later state of them.
        """
        needs = self.get(document, _NEEDS, self.texts(document))
        if needs is None:
            self._look_at_all()
            return None
        links, pictures, others = needs
        hashes = [self.texts(name) for name in links]
        if pictures:
            hashes.append(self._pictures())
        if others:
            hashes.append(self._documents)
        return short_hash(self.texts(document), *hashes)

    def _look_at_all(self) -> None:
        """At all files that documents may lead to, once."""
        if not self._has_looked:
            for name in self._project.documents:
                self.texts(name)
            self._pictures()
            self._has_looked = True

    @cached_property
    def _documents(self) -> str:
        """The key of which documents there are."""
        return short_hash(*self._project.documents)

    def _pictures(self) -> str:
        return self._digests.below(self._project.sources, without=".md")

    def learn(self, document: Document) -> None:
        """Keeps which other files a document leads to, as it is now."""
        from toolkit.sources.addresses import document_target

        places = (document_target(target.address) for target in document.targets if not target.picture)
        links = list(dict.fromkeys(place[0] for place in places if place))
        meta = document.meta
        pictures = bool(meta.logo or meta.cover or any(target.picture for target in document.targets))
        self.put(document.name, _NEEDS, self.texts(document.name), [links, pictures, bool(links or meta.easy)])

    def keep(self) -> None:
        """Writes what is new, where the project's cache can be written; what is of no document any more is forgotten.

        Nothing is kept where a plug-in has failed: it is to be said again.
        """
        if not self._is_new or plugins.troubles:
            return
        from toolkit.project.project import DOMAINS

        names = {*self._project.documents, *DOMAINS, ""}
        kept = {name: parts for name, parts in self._kept.items() if name in names}
        data = json.dumps([self._basis, kept], ensure_ascii=False, separators=(",", ":"))
        with contextlib.suppress(ToolkitError):  # it is found out again the next time
            write_whole(self._path, data.encode("utf-8", "surrogatepass"))

    def _read(self) -> dict[str, dict[str, list[Any]]]:
        try:
            basis, kept = json.loads((read_whole(self._path) or b"[0,0]").decode("utf-8", "surrogatepass"))
            good = all(type(one) is list for parts in kept.values() for one in parts.values())
        except (ValueError, TypeError, RecursionError, AttributeError):
            return {}
        return kept if good and basis == self._basis else {}


def _data(one: Diagnostic) -> list[str | int | None]:
    path, line = (one.location.path, one.location.line) if one.location else (None, None)
    return [one.code, one.message, path, line, str(one.severity), one.detail, one.hint]


def _made(data: Sequence[Any]) -> Diagnostic:
    code, message, path, line, severity, detail, hint = data
    where = None if path is None else Location(path, line)
    return Diagnostic(code, message, where, Severity(severity), detail, hint)


@lru_cache(4)
def _basis(digests: Digests) -> str:
    """What tells the program, the libraries, the plug-ins, the settings and the fonts that results are found with from others."""
    project = digests.project
    added = (one for group in (plugins.Group.CHECKS, plugins.Group.LOCALES) for one in plugins.plugins(group))
    return short_hash(
        code_hash(project.cache_path),
        sys.version,
        repr(sorted(installed().items())),
        file_hash(str(project.root / project.settings_file)),
        repr(project.releases),
        *(file_hash(str(path)) for one in added for path in one.files),
        *(digests.of(f"{project.FONTS}/{name}") for name in project.fonts),
    )
