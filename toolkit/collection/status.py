"""How far each catalog of a project has come against the present sources."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from toolkit.catalog.model import State
from toolkit.collection.collection import Collection
from toolkit.collection.localize import SOURCE, present_state
from toolkit.errors import Diagnostic, ToolkitError, raise_if_errors
from toolkit.project.project import INTERFACE, TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.project.project import Project


@dataclass(frozen=True, slots=True)
class Row:
    """One catalog."""

    locale: str
    domain: str
    states: Mapping[str, int]
    """How many messages are in each state; texts in their own language count as translated."""

    @property
    def total(self) -> int:
        """How many messages there are."""
        return sum(self.states.values())

    @property
    def done(self) -> float:
        """The share that has a text for what the source says now, checked or not."""
        missing = self.states[State.UNTRANSLATED] + self.states[State.OUTDATED]
        return 1 - missing / self.total if self.total else 1.0

    @property
    def data(self) -> dict[str, Any]:
        """For JSON."""
        return {"locale": self.locale, "domain": self.domain, "total": self.total, "states": dict(self.states)}


def project_status(project: Project) -> list[Row]:
    """A row for every locale and domain: documents, interface, terms.

    Raises `ToolkitError` with the diagnostics of every file that has errors.
    """
    collection = Collection(project)
    rows: list[Row] = []
    diagnostics: dict[Diagnostic, None] = {}
    for domain in (*project.documents, INTERFACE, TERMS):
        for locale in project.locales:
            try:
                rows += _rows(collection, domain, locale)
            except ToolkitError as error:
                diagnostics |= dict.fromkeys(error.diagnostics)
    raise_if_errors(diagnostics)
    order = {locale: place for place, locale in enumerate(project.locales)}
    return sorted(rows, key=lambda row: order[row.locale])


def _rows(collection: Collection, domain: str, locale: str) -> Iterator[Row]:
    """The row of a catalog; none for a domain that the project has not."""
    if domain not in {INTERFACE, TERMS}:
        yield Row(locale, domain, _document_states(collection, domain, locale))
    elif template := collection.ledger(domain):
        keys = [message.key for message in template.live]
        yield Row(locale, domain, _key_states(collection, domain, locale, keys))


def _document_states(collection: Collection, name: str, locale: str) -> dict[str, int]:
    counts = Counter(collection.localized(name, locale).counts)
    counts[State.TRANSLATED] += counts.pop(SOURCE, 0)
    return {str(state): counts[state] for state in State}


def _key_states(collection: Collection, domain: str, locale: str, keys: list[tuple[str | None, str]]) -> dict[str, int]:
    found: dict[tuple[str | None, str], State] = {}
    for link in collection.chain(domain, locale):
        if link.locale == locale or link.convert:
            for message in link.catalog.live:
                state = present_state(message, message.msgid)
                found[message.key] = max(state, found.get(message.key, State.UNTRANSLATED), key=lambda one: one.rank)
    source = locale == "en"
    counts = Counter(found.get(key, State.UNTRANSLATED) for key in keys)
    if source:
        counts[State.TRANSLATED] += counts.pop(State.UNTRANSLATED, 0)
    return {str(state): counts[state] for state in State}
