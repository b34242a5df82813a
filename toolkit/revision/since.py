"""What has changed in the sources since an earlier state of the project's repository."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalog.align.align import align
from toolkit.catalog.po import parse_po
from toolkit.catalog.update import build_template
from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError
from toolkit.project.releases import read_releases
from toolkit.review.git import git, require_repository, revision, version
from toolkit.revision.changes import Revision
from toolkit.sources.markdown import read_markdown
from toolkit.system.clock import now

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.catalog.model import Catalog
    from toolkit.project.project import Project
    from toolkit.sources.document import Document

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?")


def revision_of(root: Path, name: str, document: str = "", locale: str = "") -> str:
    """The hash of a git revision, of what a release (``1.0``) was made from, or of the last one up to a date.

    Of several releases of that name the one of the document and the language is meant. A day counts as a whole.
    Raises `UsageError` where there is none, or a release is older than the history that the clone has.
    """
    found = revision(root, name)
    if not found:
        released = [one for one in read_releases(root) if one.edition == name]
        released.sort(key=lambda one: (one.document == document, one.locale == locale))
        found = revision(root, released[-1].revision) if released else ""
        if released and not found:
            hint = "fetch the whole history: git fetch --unshallow --tags"
            message = f"git does not know what release {name} was made from, {released[-1].revision[:12]}"
            raise UsageError(Diagnostic("revision", message, hint=hint))
    if not found and _DATE.fullmatch(name):
        before = name if len(name) > len("2026-11-21") else f"{name}T23:59:59"
        found = (git(root, "rev-list", "-1", f"--before={before}", "HEAD") or b"").decode().strip()
    if not found:
        hint = "name a git revision (HEAD~3, a tag, a hash), a release (1.0) or a date (2026-11-21) that the repository has"
        raise UsageError(Diagnostic("revision", f"there is no revision {name!r}", hint=hint))
    return found


def revisions_between(project: Project, since: str, until: str = "", locale: str = "") -> Iterator[Revision]:
    """What became of each document's texts from one state to another, by default to the files as they are.

    The texts have the ids that the ledger of the later state gives them. Raises `UsageError` where there is no
    repository or no such revision, `ToolkitError` where a source of either state cannot be read.
    """
    require_repository(project.root, "diff")
    for name in project.documents:
        first = revision_of(project.root, since, name, locale)
        last = revision_of(project.root, until, name, locale) if until else ""
        path = project.name(project.source(name))
        before, after = (_document(project, path, name, state) for state in (first, last))
        if after is not None:
            ledger = build_template(before, _ledger(project, name, first), now=now())[0] if before else None
            template, alignment = build_template(after, ledger, now=now())
            yield Revision(name, path, template, alignment)
        elif before is not None:
            template, _ = build_template(before, _ledger(project, name, first), now=now())
            yield Revision(name, path, replace(template, messages=()), align(tuple(template.live), ()))


def _document(project: Project, path: str, name: str, state: str) -> Document | None:
    """A document at a revision, or as its file is now; None where there is none."""
    if state:
        data = version(project.root, state, path)
    else:
        source = project.source(name)
        data = source.read_bytes() if source.is_file() else None
    try:
        return read_markdown(data, path, name) if data is not None else None
    except ToolkitError as error:
        where = f"{path} at {state[:8]}" if state else path
        raise ToolkitError(*(_placed(one, where) for one in error.diagnostics)) from None


def _placed(one: Diagnostic, where: str) -> Diagnostic:
    return replace(one, location=Location(where, one.location.line if one.location else None))


def _ledger(project: Project, name: str, state: str) -> Catalog | None:
    path = project.name(project.template(name))
    data = version(project.root, state, path)
    return parse_po(data, path) if data else None
