"""A machine's draft of one text, on a click and never by itself."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

from toolkit.collection.interface import SOURCE_LANGUAGE
from toolkit.drafts.drafters import Drafters, Wishes, find_provider, list_providers
from toolkit.drafts.machine.drafts import Draft, Task
from toolkit.drafts.machine.wire import Patience
from toolkit.errors import Diagnostic, UsageError
from toolkit.project.project import DOMAINS
from toolkit.workbench.texts import by_name

if TYPE_CHECKING:
    from toolkit.collection.collection import Collection

_READY = {"yes", "offline"}
_ANSWER = 30.0
"""Seconds: somebody is waiting."""


def providers(collection: Collection, domain: str, locale: str) -> list[dict[str, Any]]:
    """Who can be asked for a draft in a language, as far as is known without asking; the memory stands beside every text anyway."""
    source = _language(collection, domain)
    return [
        {"name": one.name, "service": one.service, "leaves": one.support[locale] != "offline"}
        for one in list_providers((source, locale), os.environ, source)[1:]
        if one.support.get(locale) in _READY and not one.needs
    ]


def draft(collection: Collection, domain: str, locale: str, id: str, provider: str) -> tuple[tuple[str, ...], str]:
    """The texts of a draft, and its origin. Raises `UsageError` where the provider gives none."""
    message = by_name(collection.catalog(domain, locale)).get(id)
    if message is None:
        raise UsageError(Diagnostic("draft", f"there is no text {id}", hint="load the page again"))
    patience = Patience(answer=_ANSWER, tries=1)
    drafters = Drafters(collection, Wishes(provider=provider), os.environ, patience, lambda line: None)  # noqa: ARG005
    source = _language(collection, domain)
    task = Task(message, domain, source, locale, markdown=domain not in DOMAINS)
    (found,) = drafters.drafter(source, locale).draft([task])
    if not isinstance(found, Draft):
        reason = found.message if found else next((one.stopped for one in drafters.couriers.values()), "")
        service = find_provider(provider).service
        raise UsageError(Diagnostic("draft", f"{service} gives no draft", detail=reason, hint="ask another provider"))
    forms = len(message.msgstr)
    texts = found.texts if forms == len(found.texts) else (found.texts[0], *[found.texts[-1]] * (forms - 1))
    return texts[:forms], found.origin


def _language(collection: Collection, domain: str) -> str:
    return SOURCE_LANGUAGE if domain in DOMAINS else collection.document(domain).meta.language
