"""What was in a catalog and is gone: texts, stamps and notes that a tool has dropped without a word."""

from __future__ import annotations

import os
import posixpath
import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.catalog.carry import EARLIER, is_stamp
from toolkit.catalog.conflict import CONFLICT
from toolkit.catalog.po import parse_po
from toolkit.collection.digests import UNREADABLE, Digests
from toolkit.collection.results import Results
from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.review.git import blobs, changed_files, revision
from toolkit.review.merge.match import Index
from toolkit.system.files import read_file
from toolkit.system.fingerprints import NO_FILE
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from toolkit.catalog.model import Catalog, Message
    from toolkit.project.project import Project

_KEPT = "catalogs"
"""Folder in the cache with the catalogs as the last run has seen them, where no git knows them; and results: which these are."""
_TOLD = "losses"
"""Results: what is gone of a catalog that differs from the last commit's."""
_AT_ONCE = 100
"""So many earlier versions are in memory."""
_MARKS = re.compile(r"^[#\s]+")
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Loss:
    """One thing that is gone from a message."""

    what: str
    """``text``, ``stamp`` or ``note``."""
    id: str
    value: str
    line: int | None
    """Of the message, where that is still there."""


def losses(before: Catalog, after: Catalog) -> Iterator[Loss]:
    """What the earlier version of a catalog has and the later one has nowhere.

    A text that was replaced with another is an edit; a stamp that went with an edited text is not missed.
    """
    index = Index(after)
    names = {one.msgctxt for one in before.messages}
    strange = {one.msgstr: one for one in after.live if one.msgctxt not in names and any(one.msgstr)}
    for message in before.messages:
        present = index.find(message)
        if present is None and not message.obsolete:
            # xliff2po drops and invents ids; if the source has changed as well, the translation alone is what it was.
            present = index.find_text(message) or strange.get(message.msgstr)
        if message.obsolete and present is None:
            continue  # somebody has cleared old entries away
        yield from _losses(message, present)


def _losses(message: Message, present: Message | None) -> Iterator[Loss]:
    id, line = message.msgctxt or message.msgid, present.line if present else None
    after = {_MARKS.sub("", comment).strip() for comment in present.comments} if present else set()
    if any(message.msgstr) and not (present and any(present.msgstr)):
        yield Loss("text", id, message.msgstr[0], line)
    for comment in message.comments:
        text = _MARKS.sub("", comment).strip()
        if not text or text in after or is_stamp(comment, "origin") or is_stamp(comment, "outdated"):
            continue
        if is_stamp(comment, "reviewed"):
            if present is None or present.msgstr == message.msgstr:
                yield Loss("stamp", id, text, line)
        elif not text.startswith((CONFLICT, EARLIER)):
            yield Loss("note", id, text, line)


class Remembered:
    """The catalogs of a project as the last commit has them or, where no git knows them, as the last run has seen them."""

    def __init__(
        self, project: Project, locales: Sequence[str], domains: Sequence[str], digests: Digests | None = None
    ) -> None:
        self._project, self._locales, self._domains = project, locales, domains
        self._digests = digests or Digests(project)

    @cached_property
    def _known(self) -> Results:
        """Which files are as they were when they were remembered."""
        return Results(self._project, _KEPT, self._digests)

    def losses(self) -> list[Diagnostic]:
        """A warning for everything that was there and is gone from the catalogs.

        Only catalogs that differ from it are read. Nothing is said where nobody knows the earlier state.
        """
        changed = changed_files(self._project.root, self._project.i18n)
        return list(self._differing() if changed is None else self._changed(changed))

    def keep(self) -> None:
        """Remembers the catalogs as they are now, where no commit does."""
        if revision(self._project.root):
            return
        for locale in self._locales:
            kept = _files(self._project.cache_path / _KEPT / locale)
            for domain in self._domains:
                digest = self._digests.catalog(domain, locale)
                is_kept = f"{domain}.po" in kept and self._known.get(domain, locale, digest)
                if not is_kept and digest not in {NO_FILE, UNREADABLE}:
                    data = read_file(self._project.catalog(domain, locale))
                    if data != self._kept(domain, locale):
                        write_whole(self._kept_path(domain, locale), data)
                    self._known.put(domain, locale, digest, data=True)
        self._known.keep()

    def _changed(self, hashes: Mapping[str, str]) -> Iterator[Diagnostic]:
        """What is gone of the catalogs that are not what they were in the last commit, each with git's hash of that."""
        i18n = posixpath.normpath(self._project.i18n)
        asked = [
            (domain, locale, name, hashes[name])
            for domain in (self._domains if hashes else ())
            for locale in self._locales
            if hashes.get(name := f"{i18n}/{locale}/{domain}.po")
        ]
        if not asked:
            return
        told = Results(self._project, _TOLD, self._digests)
        keys = {name: f"{before}{self._digests.catalog(domain, locale)}" for domain, locale, name, before in asked}
        new = [one for one in asked if told.findings(one[0], one[1], keys[one[2]]) is None]
        for place in range(0, len(new), _AT_ONCE):
            some = new[place : place + _AT_ONCE]
            texts = blobs(self._project.root, [before for *_, before in some])
            for domain, locale, name, before in some:
                if before in texts:
                    found = _told(texts[before], self._project.catalog(domain, locale), name)
                    told.put_findings(domain, locale, keys[name], found)
        told.keep()
        for domain, locale, name, _ in asked:
            yield from told.findings(domain, locale, keys[name]) or ()

    def _differing(self) -> Iterator[Diagnostic]:
        """What is gone of the catalogs that are not what they were when they were remembered."""
        for domain in self._domains:
            for locale in self._locales:
                if not self._known.get(domain, locale, self._digests.catalog(domain, locale)):
                    path, before = self._project.catalog(domain, locale), self._kept(domain, locale)
                    if before is not None:
                        yield from _told(before, path, self._project.name(path))

    def _kept_path(self, domain: str, locale: str) -> Path:
        return self._project.cache_path / _KEPT / locale / f"{domain}.po"

    def _kept(self, domain: str, locale: str) -> bytes | None:
        return read_whole(self._kept_path(domain, locale))


def _files(folder: Path) -> set[str]:
    """The names of a folder's files; none where there is no folder."""
    try:
        with os.scandir(folder) as entries:
            return {one.name for one in entries if one.is_file()}
    except OSError:
        return set()


def _told(before: bytes, path: Path, name: str) -> Iterator[Diagnostic]:
    now = path.read_bytes() if path.is_file() else None
    if before == now:
        return
    hint = "take the earlier file back with `polyedition merge`, if nobody meant it"
    if now is None:
        yield Diagnostic("lost", "the catalog is gone", Location(name), Severity.WARNING, hint="restore it from git")
        return
    try:
        earlier, present = parse_po(before, name), parse_po(now, name)
    except ToolkitError:
        return  # the check of the catalog itself tells
    for one in losses(earlier, present):
        value = one.value if len(one.value) <= _SHOWN else f"{one.value[:_SHOWN]}…"
        message = f"a {one.what} of {one.id} is gone"
        yield Diagnostic("lost", message, Location(name, one.line), Severity.WARNING, value, hint)
