"""What the pages for coordinators say, gathered from catalogs, checks and releases."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.checks.run import check_project
from toolkit.collection.collection import Collection
from toolkit.collection.status import Unit, count_units, domain_units
from toolkit.errors import Severity
from toolkit.language.differences import marked
from toolkit.publish.job import SiteFile
from toolkit.review.release.standing import standings
from toolkit.review.stamping import standing_stamps
from toolkit.site.status import FOLDER, StatusFacts, StatusList, StatusTask, render_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.project.project import Project


def status_files(project: Project) -> Iterator[SiteFile]:
    """The pages, those of languages without any edition included."""
    everything = replace(project, locales=project.every_locale or project.locales, held=frozenset())
    collection = Collection(everything)
    interface = collection.interface(everything.locales[0])
    facts: list[StatusFacts] = []
    lists: dict[str, list[StatusList]] = {}
    for locale in everything.locales:
        lists[locale] = []
        for document in everything.documents:
            units = domain_units(collection, document, locale) or []
            facts.append(_facts(collection, document, locale, units))
            tasks = tuple(_task(unit) for unit in units if unit.left)
            language = collection.source(document).meta.language
            lists[locale] += [StatusList(document, language, tasks)] if tasks else []
    page = render_status(everything, facts, interface)
    yield SiteFile(f"{FOLDER}/index.html", page.encode(), "status")
    for locale in everything.locales:
        page = render_status(everything, facts, interface, lists[locale], locale)
        yield SiteFile(f"{FOLDER}/{locale}.html", page.encode(), "status", locale)


def _facts(collection: Collection, document: str, locale: str, units: list[Unit]) -> StatusFacts:
    project = collection.project
    row = count_units(locale, document, units)
    stamps = Counter(bool(one.change) for one in standing_stamps(project, locale, [document]))
    found = check_project(project, [locale], [document])
    return StatusFacts(
        document=document,
        locale=locale,
        states=row.states,
        words_left=row.left.words,
        void=stamps[True],
        errors=sum(one.severity is Severity.ERROR for one in found),
        released=[f"{one.release.date.isoformat()}: {one}" for one in standings(collection, document, locale)],
    )


def _task(unit: Unit) -> StatusTask:
    return StatusTask(unit.place, unit.state, unit.source, marked(unit.previous, unit.source) if unit.previous else "")
