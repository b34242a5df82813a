"""What is left to be drafted, and what it comes to."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.collection.collection import Collection
from toolkit.collection.interface import SOURCE_LANGUAGE
from toolkit.drafts.drafters import MEMORY, Pivots, Wishes, find_provider
from toolkit.drafts.machine.drafts import Task
from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError
from toolkit.language.locales import load_locale
from toolkit.project.project import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.project.project import Project


_PLAIN_DOMAINS = frozenset(DOMAINS)
_NOTHING = "nothing-to-translate"


@dataclass(frozen=True, slots=True)
class Amount:
    """What a catalog's untranslated messages come to."""

    locale: str
    domain: str
    messages: int
    characters: int


def select_domains(project: Project, wanted: tuple[str, ...]) -> tuple[str, ...]:
    """The wanted documents, and ``interface`` and ``terms`` if they are named; all documents without a wish."""
    extra = tuple(one for one in DOMAINS if one in wanted)
    documents = tuple(one for one in wanted if one not in _PLAIN_DOMAINS)
    return (*(project.select_documents(documents) if documents or not extra else ()), *extra)


def estimate(project: Project, locales: Sequence[str], domains: Sequence[str], wishes: Wishes) -> list[Amount]:
    """What a run would have to translate; nothing is sent and nothing is written.

    Characters are those of the texts themselves, before they are protected. Raises as `translate_project`.
    """
    if wishes.provider not in {None, MEMORY}:
        find_provider(wishes.provider or "")
    collection = Collection(project)
    pivots = Pivots(collection)
    amounts = []
    for locale in locales:
        for domain in domains:
            tasks = untranslated(collection, domain, locale)
            given = [wishes.via and pivots.texts(task, wishes.via) for task in tasks]
            texts = [text for task, found in zip(tasks, given, strict=True) for text in found or task.texts]
            amounts.append(Amount(locale, domain, len(tasks), sum(map(len, texts))))
    return amounts


def untranslated(collection: Collection, domain: str, locale: str) -> list[Task]:
    """The messages of a catalog without a text in any form; none if it is in the document's own language."""
    project = collection.project
    if project.is_derived(locale):
        parent = load_locale(locale).derived_from
        message = f"{locale} takes its texts from {parent} by script conversion"
        raise UsageError(Diagnostic("locale", message, hint=f"translate {parent}"))
    catalog = collection.catalog(domain, locale)
    if catalog is None:
        place = Location(project.name(project.catalog(domain, locale)))
        hint = "run `polyedition update` to create it"
        raise ToolkitError(Diagnostic("unreadable", "there is no such catalog", place, hint=hint))
    source = catalog.value("X-Source-Language") or SOURCE_LANGUAGE
    if source == locale:
        return []
    markdown = domain not in _PLAIN_DOMAINS
    return [Task(message, domain, source, locale, markdown) for message in catalog.live if not any(message.msgstr)]
