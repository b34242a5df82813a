"""Releases an edition: the gate, the files, the record."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.catalog.po import write_po
from toolkit.collection.changes import snapshot
from toolkit.collection.collection import Collection
from toolkit.errors import Diagnostic, Severity, ToolkitError, UsageError
from toolkit.project.releases import Release, write_releases
from toolkit.publish.frozen import edition_files, frozen_files
from toolkit.review.git import revision
from toolkit.review.git_files import checked_out
from toolkit.review.release.gate import reasons
from toolkit.system.files import exclusive, write_atomically

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence
    from pathlib import Path

    from toolkit.project.project import Project


def release_editions(
    project: Project, document: str, locales: Sequence[str], edition: str, today: datetime.date
) -> list[Release]:
    """Releases a document in some languages, all of them or none, and writes what is recorded of it.

    The files are made from the last commit and put at their address; the record and a snapshot of every text are
    for the next one. Raises `ToolkitError` with all reasons of all languages where the gate is shut.
    """
    collection = Collection(project)
    found = [one for locale in locales for one in reasons(collection, document, locale, edition)]
    if any(one.severity is Severity.ERROR for one in found):
        raise ToolkitError(*dict.fromkeys(found))
    with exclusive(project.cache_path / "build.lock", "a build of this project is running"):
        made = [_release(project, document, locale, edition, today) for locale in locales]
        for record, files in made:
            for path, data in files.items():
                write_atomically(project.output_path / path, data)
            write_po(snapshot(collection.localized(document, record.locale)), project.snapshot(record))
        write_releases(project.root, (*project.releases, *(record for record, _ in made)))
    return [record for record, _ in made]


def withdraw_edition(
    project: Project, document: str, locales: Sequence[str], edition: str, reason: str, today: datetime.date
) -> list[Release]:
    """Takes released editions back: the next build leaves a page at their address that says so.

    Raises `UsageError` where one was not released, or is withdrawn.
    """
    changed = []
    for locale in locales:
        found = [one for one in project.releases_of(document, locale) if one.edition == edition and not one.withdrawn]
        if not found:
            message = f"no edition {edition} of {document} in {locale} is out"
            known = ", ".join(one.edition for one in project.releases_of(document, locale)) or "none"
            raise UsageError(Diagnostic("release", message, hint=f"released: {known}"))
        changed.append(found[0])
    after = [replace(one, withdrawn=today, reason=reason) if one in changed else one for one in project.releases]
    write_releases(project.root, after)
    return changed


def _release(
    project: Project, document: str, locale: str, edition: str, today: datetime.date
) -> tuple[Release, dict[str, bytes]]:
    record = Release(
        document=document,
        locale=locale,
        edition=edition,
        date=today,
        revision=revision(project.root),
        program=__version__,
        source=_digest(project.source(document)),
        catalog=_digest(project.catalog(document, locale)),
    )
    with checked_out(project, record.revision) as root:
        files = {file.path: file.data for file in edition_files(root, record)}
    digests = {path: hashlib.sha256(data).hexdigest() for path, data in files.items()}
    return replace(record, files=digests), files


def rebuild_releases(project: Project) -> tuple[int, list[Diagnostic]]:
    """Makes every released edition again from git and puts it at its address; how many files, and what is wrong.

    An edition whose files are not byte for byte those of its record stays as it is.
    """
    diagnostics: list[Diagnostic] = []
    number = 0
    with exclusive(project.cache_path / "build.lock", "a build of this project is running"):
        for record in project.releases:
            try:
                for file in frozen_files(project, record):
                    write_atomically(project.output_path / file.path, file.data)
                    number += 1
            except ToolkitError as error:
                diagnostics += error.diagnostics
    return number, diagnostics


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
