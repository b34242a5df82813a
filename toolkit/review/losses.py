"""What was in a catalog and is gone: texts, stamps and notes that a tool has dropped without a word."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.carry import EARLIER, is_stamp
from toolkit.catalog.conflict import CONFLICT
from toolkit.catalog.po import parse_po
from toolkit.collection.digests import UNREADABLE, Digests
from toolkit.collection.results import Results
from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.review.git import changed_files, revision, version
from toolkit.review.merge.match import Index
from toolkit.system.files import read_file
from toolkit.system.fingerprints import NO_FILE
from toolkit.system.whole import read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Sequence
    from pathlib import Path

    from toolkit.catalog.model import Catalog, Message
    from toolkit.project.project import Project

_KEPT = "catalogs"
"""Folder in the cache with the catalogs as the last run has seen them, where no git knows them; and results: which these are."""
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


def project_losses(
    project: Project, locales: Sequence[str], domains: Iterable[str], digests: Digests | None = None
) -> list[Diagnostic]:
    """A warning for everything that was in the last commit, or in the last run, and is gone from the catalogs.

    Only catalogs that differ from it are read. Nothing is said where nobody knows the earlier state.
    """
    changed = changed_files(project.root, project.i18n)
    if changed is None:
        found = _differing(project, locales, domains, digests or Digests(project))
    else:
        found = _changed(project, locales, domains, {*changed})
    return [one for path, name, before in found for one in _told(before, path, name)]


def keep_catalogs(
    project: Project, locales: Sequence[str], domains: Iterable[str], digests: Digests | None = None
) -> None:
    """Remembers the catalogs as they are now, where no commit does."""
    if revision(project.root):
        return
    digests = digests or Digests(project)
    known = Results(project, _KEPT, digests)
    for domain in domains:
        for locale in locales:
            digest = digests.catalog(domain, locale)
            is_kept = known.get(domain, locale, digest) and _kept_path(project, domain, locale).is_file()
            if digest not in {NO_FILE, UNREADABLE} and not is_kept:
                data = read_file(project.catalog(domain, locale))
                if data != _kept(project, domain, locale):
                    write_whole(_kept_path(project, domain, locale), data)
                known.put(domain, locale, digest, data=True)
    known.keep()


def _changed(
    project: Project, locales: Sequence[str], domains: Iterable[str], names: Container[str]
) -> Iterator[tuple[Path, str, bytes | None]]:
    """The catalogs of these names, which are not what they were in the last commit: path, name and what they were."""
    i18n = posixpath.normpath(project.i18n)
    for domain in domains if names else ():
        for locale in locales:
            name = f"{i18n}/{locale}/{domain}.po"
            if name in names:
                yield project.catalog(domain, locale), name, version(project.root, "HEAD", name)


def _differing(
    project: Project, locales: Sequence[str], domains: Iterable[str], digests: Digests
) -> Iterator[tuple[Path, str, bytes | None]]:
    """The catalogs that are not what they were when they were remembered: path, name and what they were."""
    known = Results(project, _KEPT, digests)
    for domain in domains:
        for locale in locales:
            if not known.get(domain, locale, digests.catalog(domain, locale)):
                path = project.catalog(domain, locale)
                yield path, project.name(path), _kept(project, domain, locale)


def _kept_path(project: Project, domain: str, locale: str) -> Path:
    return project.cache_path / _KEPT / locale / f"{domain}.po"


def _kept(project: Project, domain: str, locale: str) -> bytes | None:
    return read_whole(_kept_path(project, domain, locale))


def _told(before: bytes | None, path: Path, name: str) -> Iterator[Diagnostic]:
    now = path.read_bytes() if path.is_file() else None
    if before is None or before == now:
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
