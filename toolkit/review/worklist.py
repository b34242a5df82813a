"""The worklist of a language: what is left to do in each document, in reading order, and who does it by when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.model import as_date
from toolkit.catalog.po import write_po
from toolkit.collection.collection import Collection
from toolkit.collection.status import LEFT, Unit, domain_units
from toolkit.errors import Diagnostic, UsageError
from toolkit.language.differences import marked
from toolkit.project.locks import catalogs_held

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from toolkit.project.project import Project

ASSIGNED = "X-Assigned-To"
"""The header of a catalog that names who works on it."""
DUE = "X-Due-Date"
"""The header that says by when: ISO 8601 calendar date."""


@dataclass(frozen=True, slots=True)
class Task:
    """One text that is left to do."""

    id: str
    state: str
    place: str
    words: int
    source: str
    change: str
    """What has changed in the source since it was translated, word by word; empty if that is not known."""
    location: str


@dataclass(frozen=True, slots=True)
class Worklist:
    """What is left to do in one catalog."""

    locale: str
    domain: str
    tasks: tuple[Task, ...]
    assigned: str = ""
    due: datetime.date | None = None

    @property
    def words(self) -> int:
        """How many words of the source that is."""
        return sum(task.words for task in self.tasks)


def worklists(project: Project, locale: str, domains: Sequence[str], states: Sequence[str] = LEFT) -> list[Worklist]:
    """A list for each domain that has something to do in one of the states. Raises `ToolkitError` for wrong files."""
    collection = Collection(project)
    found = []
    for domain in domains:
        units = domain_units(collection, domain, locale) or ()
        tasks = tuple(_task(unit) for unit in units if unit.state in states)
        catalog = collection.catalog(domain, locale)
        if tasks:
            assigned = catalog.value(ASSIGNED) if catalog else ""
            due = as_date(catalog.value(DUE)) if catalog else None
            found.append(Worklist(locale, domain, tasks, assigned, due))
    return found


def assign(
    project: Project, locale: str, domains: Sequence[str], name: str | None, due: datetime.date | None
) -> list[str]:
    """Writes into the catalogs' heads who works on them and by when; says which files changed.

    An empty name takes the assignment away; None leaves it as it is. Raises `UsageError` for a name of several lines.
    """
    if name and any(ord(sign) < 32 for sign in name):
        raise UsageError(Diagnostic("name", f"this is no name: {name!r}", hint='write --assign "Anna Petrova"'))
    collection = Collection(project)
    written = []
    with catalogs_held(project):
        for domain in domains:
            catalog = collection.catalog(domain, locale)
            if catalog is None:
                continue
            changed = catalog
            if name is not None:
                changed = changed.with_value(ASSIGNED, name.strip())
            if due is not None:
                changed = changed.with_value(DUE, due.isoformat())
            if name is not None and not name.strip():
                gone = {ASSIGNED.lower(), DUE.lower()}
                changed = changed.without(gone)
            if write_po(changed, project.catalog(domain, locale)):
                written.append(catalog.path)
    return written


def mail(project: Project, lists: Sequence[Worklist], locale: str) -> str:
    """The worklists as a text to send: what it is about, how much, by when, and every text with its place."""
    words = sum(one.words for one in lists)
    texts = sum(len(one.tasks) for one in lists)
    lines = [f"Subject: {project.title}: {texts} texts to translate ({locale})", ""]
    lines += [f"{texts} texts with {words} words are left to do in {project.title} ({locale}).", ""]
    for one in lists:
        head = f"{one.domain}: {len(one.tasks)} texts, {one.words} words"
        head += f", {one.assigned}" if one.assigned else ""
        head += f", by {one.due.isoformat()}" if one.due else ""
        lines += [head, "=" * len(head), ""]
        for number, task in enumerate(one.tasks, start=1):
            lines += [f"{number}. {task.place or task.id} ({task.state}, {task.words} words)"]
            lines += [f"   {task.change or task.source}", ""]
    lines += ["Words that are gone stand in [-these-] brackets, new ones in {+these+}."] if _has_changes(lists) else []
    return "\n".join(lines).rstrip() + "\n"


def _has_changes(lists: Sequence[Worklist]) -> bool:
    return any(task.change for one in lists for task in one.tasks)


def _task(unit: Unit) -> Task:
    change = marked(unit.previous, unit.source) if unit.previous else ""
    return Task(unit.id, unit.state, unit.place, unit.words, unit.source, change, str(unit.location))
