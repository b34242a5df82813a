"""Releases an edition: the gate, the files, the record."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit import __version__
from toolkit.catalog.po import write_po
from toolkit.collection.changes import snapshot
from toolkit.collection.collection import Collection
from toolkit.errors import Diagnostic, Severity, ToolkitError, UsageError
from toolkit.project.releases import EDITION_NAME, Release, read_releases, write_releases
from toolkit.publish.frozen import edition_files, frozen_files
from toolkit.publish.sound.edition import own_faults, program_faults
from toolkit.review.git import revision
from toolkit.review.git_files import checked_out
from toolkit.review.release.gate import UNCOMMITTED, reasons
from toolkit.sources.inline import one_line
from toolkit.system.files import write_atomically
from toolkit.system.held import exclusive

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from toolkit.project.project import Project


@dataclass(frozen=True, slots=True)
class Asked:
    """What the gate says."""

    found: tuple[Diagnostic, ...]
    """Reasons against the release as errors, and as warnings what could not be asked."""
    made: tuple[tuple[Release, dict[str, bytes]], ...] = ()
    """The editions with their files; none where they cannot be made."""

    @property
    def is_open(self) -> bool:
        """Whether nothing speaks against the release."""
        return not any(one.severity is Severity.ERROR for one in self.found)


def ask(project: Project, document: str, locales: Sequence[str], edition: str, today: datetime.date) -> Asked:
    """Asks the gate: the texts, then the files of the editions, made from the last commit. Writes nothing.

    The validators of the machine take minutes, and are asked last, where nothing else speaks against the release.
    Raises `ToolkitError` where a source or a catalog has errors.
    """
    collection = Collection(project)
    found = [one for locale in locales for one in reasons(collection, document, locale, edition)]
    made = []
    if EDITION_NAME.fullmatch(edition) and not any(one.code == UNCOMMITTED for one in found):
        for locale in locales:
            try:
                record, files = _release(project, document, locale, edition, today)
            except ToolkitError as error:
                found += error.diagnostics
            else:
                made.append((record, files))
                found += own_faults(files, record.folder, locale)
    if not any(one.severity is Severity.ERROR for one in found):
        found += [one for _, files in made for one in program_faults(project, files)]
    else:
        missing = "the validators" if made else "the files of the edition, and the validators,"
        hint = "mend what is listed, then ask again"
        message = f"{missing} are asked when nothing else is missing"
        found.append(Diagnostic("validators", message, None, Severity.WARNING, hint=hint))
    return Asked(tuple(dict.fromkeys(found)), tuple(made))


def release_editions(
    project: Project,
    document: str,
    locales: Sequence[str],
    edition: str,
    today: datetime.date,
    tell: Callable[[Sequence[Diagnostic]], object] | None = None,
) -> list[Release]:
    """Releases a document in some languages, all of them or none, and writes what is recorded of it.

    The files are made from the last commit and put at their address; the record and a snapshot of every text are
    for the next one. `tell` is given what could not be asked. Raises `ToolkitError` with all reasons of all languages
    where the gate is shut.
    """
    with exclusive(project.cache_path / "build.lock", "a build of this project is running"):
        asked = ask(project, document, locales, edition, today)
        if not asked.is_open:
            raise ToolkitError(*asked.found)
        if tell and asked.found:
            tell(asked.found)
        collection = Collection(project)
        made = asked.made
        for record, files in made:
            for path, data in files.items():
                write_atomically(project.output_path / path, data)
            write_po(snapshot(collection.localized(document, record.locale)), project.snapshot(record))
        # Read again: somebody may have taken one back while the gate was asked.
        write_releases(project.root, (*read_releases(project.root), *(record for record, _ in made)))
    return [record for record, _ in made]


def withdraw_edition(
    project: Project, document: str, locales: Sequence[str], edition: str, reason: str, today: datetime.date
) -> list[Release]:
    """Takes released editions back: the next build leaves a page at their address that says so.

    Raises `UsageError` where one was not released, or is withdrawn.
    """
    changed = []
    with exclusive(project.cache_path / "build.lock", "a build of this project is running"):
        releases = read_releases(project.root)
        for locale in locales:
            there = [one for one in releases if (one.document, one.locale) == (document, locale)]
            found = [one for one in there if one.edition == edition and not one.withdrawn]
            if not found:
                message = f"no edition {edition} of {document} in {locale} is out"
                known = ", ".join(one.edition for one in there) or "none"
                raise UsageError(Diagnostic("release", message, hint=f"released: {known}"))
            changed.append(found[0])
        after = [replace(one, withdrawn=today, reason=one_line(reason)) if one in changed else one for one in releases]
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
    with checked_out(project, record.revision, record.words) as root:
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
