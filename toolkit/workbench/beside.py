"""What stands beside a text while somebody translates it: the change of its source, the memory, terms, findings, the same text elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, replace
from operator import is_
from typing import TYPE_CHECKING, Any

from toolkit.catalog.model import FUZZY, Message
from toolkit.catalog.terms import Termbase, read_terms
from toolkit.checks.built_in import all_checks
from toolkit.checks.norm_word import renderings
from toolkit.checks.run import check_message, project_context
from toolkit.language.differences import differences
from toolkit.language.locales import load_locale
from toolkit.project.project import DOMAINS, TERMS
from toolkit.workbench.mends import mend
from toolkit.workbench.texts import by_name, name_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.checks.model import Context
    from toolkit.collection.collection import Collection
    from toolkit.drafts.memory import Memory

MOST_MATCHES = 4
_MOST_SAME = 8

Parts = list[tuple[str, str]]
"""A comparison word by word: kind (``same``, ``gone``, ``new``) and text."""


def compared(before: str, after: str) -> Parts:
    """The comparison of two wordings."""
    return [(part.kind, part.text) for part in differences(before, after)]


def matches(memory: Memory, source: str, locale: str, domain: str, id: str) -> list[dict[str, Any]]:
    """What the memory has for a text, the best first, each with how its source differs from this one."""
    found = memory.search(source, locale, context=id, document=domain, most=MOST_MATCHES + 1)
    return [
        {
            "text": one.text,
            "score": one.score,
            "document": one.document,
            "state": str(one.state),
            "parts": compared(one.source, source),
        }
        for one in found
        if not (one.document == domain and one.context == id)
    ][:MOST_MATCHES]


def terms(collection: Collection, source: str, locale: str) -> list[dict[str, Any]]:
    """The terms of a text with what they are in the language, and what they must not be."""
    return [
        {
            "source": term.source,
            "text": term.source if term.keep else term.translation,
            "about": " · ".join(filter(None, (term.part_of_speech, term.definition))),
            "forms": term.forms,
            "forbidden": term.forbidden,
        }
        for term in dict.fromkeys(term for term, _, _ in termbase(collection, locale).used_in(source))
    ]


def termbase(collection: Collection, locale: str) -> Termbase:
    """The terms of a language; those of the language that it is derived from; else the template's."""
    for tag in (locale, load_locale(locale).derived_from):
        catalog = collection.catalog(TERMS, tag) if tag else None
        if catalog:
            return read_terms(catalog)
    ledger = collection.ledger(TERMS)
    return read_terms(ledger) if ledger else Termbase()


def same_text(collection: Collection, source: str, locale: str, domain: str, id: str) -> list[dict[str, Any]]:
    """Where the same text stands in the project's documents, and how it is translated there."""
    found = []
    for name in collection.project.documents:
        catalog = collection.catalog(name, locale)
        for one in catalog.live if catalog else ():
            if one.msgid == source and (name, one.msgctxt) != (domain, id):
                place = " ".join(one.extracted)
                found.append({"document": name, "id": name_of(one), "place": place, "text": one.msgstr[0]})
    return found[:_MOST_SAME]


@dataclass(slots=True)
class Checker:
    """Checks single texts as somebody types them; what checks know of the whole catalog is worked out once a catalog."""

    _key: tuple[object, ...] = ()
    _context: Context | None = None
    _known: dict[tuple[str, str], int] | None = None

    def findings(
        self, collection: Collection, domain: str, locale: str, id: str, texts: Sequence[str]
    ) -> list[dict[str, Any]]:
        """What is wrong with a text, were it translated so; where it can be mended for certain, with the text then."""
        context = self.context(collection, domain, locale)
        message = by_name(collection.catalog(domain, locale)).get(id)
        if message is None or len(texts) != len(message.msgstr):
            return []
        typed = _typed(message, tuple(texts))
        return list(_findings(typed, context))

    def failing(self, collection: Collection, domain: str, locale: str) -> dict[str, int]:
        """How many findings each text has; texts without any are left out."""
        context = self.context(collection, domain, locale)
        catalog = collection.catalog(domain, locale)
        known = self._known if self._known is not None else {}
        found: dict[str, int] = {}
        for one in catalog.live if catalog else ():
            key = (name_of(one), f"{one.digest}{one.state}")
            if key not in known:
                known[key] = len(check_message(one, context))
            if known[key]:
                found[name_of(one)] = known[key]
        if context is self._context:
            self._known = known
        return found

    def context(self, collection: Collection, domain: str, locale: str) -> Context:
        """What checks know. Raises `ToolkitError` where a file has errors."""
        # A long-lived collection gives the same object as long as the file is the same.
        made_of = (domain, locale, collection.catalog(TERMS, locale), _document(collection, domain))
        if self._context is None or self._key[:2] != made_of[:2] or not all(map(is_, self._key[2:], made_of[2:])):
            self._key, self._known = made_of, None
            catalog = collection.catalog(domain, locale)
            known = project_context(collection, domain, locale)
            norms = renderings(catalog.live, locale, known.source.tag) if catalog else {}
            self._context = replace(known, norms=norms, terms=termbase(collection, locale))
        return self._context


def _document(collection: Collection, domain: str) -> object:
    return None if domain in DOMAINS else collection.document(domain)


def _typed(message: Message, texts: tuple[str, ...]) -> Message:
    """The message as it would be if this were its finished translation."""
    flags = tuple(flag for flag in message.flags if flag != FUZZY)
    return replace(message, msgstr=texts, flags=flags, previous=None)


def _findings(message: Message, context: Context) -> Iterator[dict[str, Any]]:
    for one in check_message(message, context, all_checks()):
        mended = next(
            ((form, text) for form in range(len(message.msgstr)) if (text := mend(message, form, one.code, context))),
            None,
        )
        yield {
            "code": one.code,
            "severity": str(one.severity),
            "message": one.message,
            "detail": one.detail,
            "hint": one.hint,
            "mend": mended,
        }
