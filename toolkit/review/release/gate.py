"""What stands between a translation and its release: every reason at once, each with its remedy."""

from __future__ import annotations

import shlex
import subprocess
from collections import Counter
from typing import TYPE_CHECKING

from toolkit.catalog.model import SOURCE, State
from toolkit.checks.run import check_project
from toolkit.errors import Diagnostic, Location, Severity
from toolkit.project.project import INTERFACE
from toolkit.project.releases import EDITION_NAME
from toolkit.review.git import changed_files, git, revision
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.collection.collection import Collection
    from toolkit.collection.localize import LocalizedDocument, Rendition

NOTICE = ("Unofficial translation.", "The original text prevails.")
"""What a reader of a translation must be told in its language."""
UNCOMMITTED = "uncommitted"
"""The code of reasons that leave nothing to make an edition from."""
_FEW = 5
_OUTPUT_LINES = 3


def reasons(collection: Collection, document: str, locale: str, edition: str) -> list[Diagnostic]:
    """Why a document in a language cannot be released as this edition; nothing if it can.

    Raises `ToolkitError` where a source or a catalog has errors.
    """
    localized = collection.localized(document, locale)
    is_source = locale == localized.document.meta.language
    found = [*_name_reasons(collection, document, locale, edition), *_git_reasons(collection)]
    if not is_source:
        found += _text_reasons(collection, localized)
        found += _people_reasons(collection, localized)
        found += _notice_reasons(collection, localized)
    found += _check_reasons(collection, document, locale)
    found += _validator_reasons(collection)
    return found


def _reason(message: str, hint: str, where: Location | None = None, detail: str = "") -> Diagnostic:
    return Diagnostic("release", message, where, detail=detail, hint=hint)


def _name_reasons(collection: Collection, document: str, locale: str, edition: str) -> Iterator[Diagnostic]:
    if not EDITION_NAME.fullmatch(edition):
        yield _reason(f"an edition cannot be called {edition!r}", "letters, digits, dots, - and _: --edition 1.0")
    if any(one.edition == edition for one in collection.project.releases_of(document, locale)):
        message = f"edition {edition} of {document} in {locale} was released before"
        yield _reason(message, "give it another name, such as 1.1: what was released never changes")


def _git_reasons(collection: Collection) -> Iterator[Diagnostic]:
    root = collection.project.root
    if not revision(root):
        message = "there is no commit that the edition could be made from again"
        yield Diagnostic(UNCOMMITTED, message, hint="git init, git add, git commit")
        return
    project = collection.project
    changed = changed_files(root, ".") or {}
    new = (git(root, "ls-files", "--others", "--exclude-standard", "-z") or b"").decode("utf-8", "replace").split("\0")
    own = (f"{project.sources}/", f"{project.i18n}/", f"{project.theme}/", project.settings_file)
    loose = [name for name in (*changed, *new) if name.startswith(own)]
    if loose:
        listed = ", ".join(loose[:_FEW]) + (" …" if len(loose) > _FEW else "")
        hint = "git add and git commit them: a release is made from git"
        yield Diagnostic(UNCOMMITTED, f"files are not committed: {listed}", hint=hint)


def _text_reasons(collection: Collection, localized: LocalizedDocument) -> Iterator[Diagnostic]:
    """Texts below the state asked for, by what they are, so that a title page or a note is not overlooked."""
    least = collection.project.workflow.release.state
    groups: dict[str, list[Rendition]] = {}
    kinds = _kinds(localized)
    for id, one in localized.renditions.items():
        if one.state != SOURCE and State(one.state).rank < least.rank:
            groups.setdefault(kinds.get(id, "texts"), []).append(one)
    for name, found in groups.items():
        states = Counter(one.state for one in found)
        said = ", ".join(f"{number} {state}" for state, number in states.items())
        ids = ", ".join(one.segment.id for one in found[:_FEW]) + (" …" if len(found) > _FEW else "")
        document, locale = localized.document.name, localized.locale
        hint = f"polyedition todo {locale} -d {document} lists them; then polyedition review {locale} -d {document}"
        yield _reason(f"{name} are not {least}: {said}", hint, detail=ids)


def _kinds(localized: LocalizedDocument) -> dict[str, str]:
    found = {}
    for block in localized.document.walk():
        what = {Kind.TABLE: "texts of tables", Kind.FOOTNOTE: "notes"}.get(block.kind)
        if what:
            for inner in block.walk():
                if inner.segment:
                    found[inner.segment.id] = what
    for id, one in localized.renditions.items():
        if one.segment.kind is Kind.META:
            found[id] = "texts of the title page"
        elif "![" in one.segment.text:
            found[id] = "labels of pictures"
    return found


def _people_reasons(collection: Collection, localized: LocalizedDocument) -> Iterator[Diagnostic]:
    if not collection.project.workflow.release.translator:
        return
    path = collection.project.catalog(localized.document.name, localized.locale)
    where = Location(collection.project.name(path))
    hint = "write in its head: Last-Translator: Anna Petrova (National Library) <anna@example.org>"
    if not localized.translators:
        yield _reason("no translator is named", hint, where)
    elif not any(one.organisation for one in localized.translators):
        names = ", ".join(one.name for one in localized.translators)
        yield _reason(f"no translator is named with an organisation: {names}", hint, where)


def _notice_reasons(collection: Collection, localized: LocalizedDocument) -> Iterator[Diagnostic]:
    rules = collection.project.workflow.release
    if not rules.notice or localized.locale in localized.document.meta.official:
        return
    interface = collection.interface(localized.locale)
    missing = [text for text in NOTICE if interface.gettext(text) == text]
    if missing:
        path = collection.project.catalog(INTERFACE, localized.locale)
        where = Location(collection.project.name(path))
        yield _reason(f"the notice to readers is not translated: {' '.join(missing)}", "translate it there", where)


def _check_reasons(collection: Collection, document: str, locale: str) -> Iterator[Diagnostic]:
    if not collection.project.workflow.release.checks:
        return
    found = check_project(collection.project, [locale], [document])
    errors = [one for one in found if one.severity is Severity.ERROR]
    yield from errors[:_FEW]
    if len(errors) > _FEW:
        yield _reason(f"{len(errors) - _FEW} more errors of checks", f"polyedition check {locale} -d {document}")


def _validator_reasons(collection: Collection) -> Iterator[Diagnostic]:
    command = collection.project.workflow.release.validate
    if not command:
        return
    try:
        done = subprocess.run(  # noqa: S603 - the project's own settings name it
            shlex.split(command), cwd=collection.project.root, capture_output=True, text=True, check=False
        )
    except (OSError, ValueError) as error:
        yield _reason(f"the validators cannot be run: {error}", "mend release.validate in the settings")
        return
    if done.returncode:
        last = "\n".join((done.stdout + done.stderr).strip().splitlines()[-_OUTPUT_LINES:])
        yield _reason(f"the validators have found something: {command}", "mend what they say", detail=last)
