"""The coordinator's board: how far every document has come in every language, what is left, and what a release would need."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from toolkit.catalog.po import read_po
from toolkit.checks.run import check_project
from toolkit.collection.changes import changes_since
from toolkit.collection.collection import Collection
from toolkit.collection.status import count_units, domain_units
from toolkit.errors import Severity, ToolkitError
from toolkit.language.differences import differences
from toolkit.language.locales import load_locale
from toolkit.project.project import DOMAINS, find_project
from toolkit.review.release.gate import reasons
from toolkit.review.release.standing import standings
from toolkit.review.stamping import standing_stamps
from toolkit.review.worklist import worklists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.project.project import Project

_MOST_TASKS = 200


def rows(collection: Collection) -> Iterator[dict[str, Any]]:
    """A row for every catalog that somebody can work on, quickly: what takes long is asked for one by one."""
    project = collection.project
    for domain in (*project.documents, *DOMAINS):
        for locale in project.locales:
            try:
                row = _row(collection, domain, locale)
            except ToolkitError as error:
                row = {**_head(collection, domain, locale), "problem": str(error.diagnostics[0])}
            if row:
                yield row


def facts(project: Project, document: str, locale: str) -> dict[str, Any]:
    """What takes long of one document in a language: findings of the checks, reviews that are void, released editions."""
    collection = Collection(project)
    found = check_project(project, [locale], [document])
    stamps = Counter(bool(one.change) for one in standing_stamps(project, locale, [document]))
    return {
        "errors": sum(one.severity is Severity.ERROR for one in found),
        "warnings": sum(one.severity is Severity.WARNING for one in found),
        "void": stamps[True],
        "released": [
            {"edition": one.release.edition, "date": one.release.date.isoformat(), "words": str(one),
             "withdrawn": bool(one.release.withdrawn)}
            for one in standings(collection, document, locale)
        ],
    }  # fmt: skip


def tasks(project: Project, domain: str, locale: str) -> dict[str, Any]:
    """The worklist of one catalog."""
    found = worklists(project, locale, [domain])
    if not found:
        return {"words": 0, "tasks": [], "assigned": "", "due": None}
    (one,) = found
    return {
        "words": one.words,
        "assigned": one.assigned,
        "due": one.due.isoformat() if one.due else None,
        "tasks": [
            {"id": task.id, "state": task.state, "place": task.place, "source": task.source, "words": task.words}
            for task in one.tasks[:_MOST_TASKS]
        ],
    }


def changes(project: Project, document: str, locale: str, edition: str) -> list[dict[str, Any]]:
    """Every text that is another than in a released edition, word by word; what is only typography is an erratum."""
    collection = Collection(project)
    release = next((one for one in project.releases_of(document, locale) if one.edition == edition), None)
    path = project.snapshot(release) if release else None
    if path is None or not path.is_file():
        return []
    localized = collection.localized(document, locale)
    found = changes_since(read_po(path, project.name(path)), localized)
    return [
        {
            "id": one.id,
            "place": one.place,
            "parts": [(part.kind, part.text) for part in differences(one.before, one.after)],
            "erratum": one.is_correction,
        }
        for one in found
    ]


def gate(project: Project, document: str, locale: str, edition: str) -> list[dict[str, str]]:
    """What stands between a translation and its release; nothing if it can go."""
    found = reasons(Collection(find_project(project.root)), document, locale, edition)
    return [
        {"severity": str(one.severity), "message": one.message, "detail": one.detail, "hint": one.hint}
        for one in dict.fromkeys(found)
    ]


def _row(collection: Collection, domain: str, locale: str) -> dict[str, Any] | None:
    if domain in DOMAINS and collection.catalog(domain, locale) is None:
        return None
    units = domain_units(collection, domain, locale)
    if units is None:
        return None
    row = count_units(locale, domain, units)
    return {**_head(collection, domain, locale), "states": row.states, "left": row.left.words, "total": row.total}


def _head(collection: Collection, domain: str, locale: str) -> dict[str, Any]:
    profile = load_locale(locale)
    is_document = domain not in DOMAINS
    is_source = is_document and collection.document(domain).meta.language == locale
    opens = not is_source and collection.project.catalog(domain, locale).is_file()
    return {
        "domain": domain,
        "locale": locale,
        "name": profile.autonym,
        "direction": profile.direction,
        "is_document": is_document,
        "opens": opens,
    }
