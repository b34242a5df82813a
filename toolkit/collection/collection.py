"""A project's documents and catalogs, read from disk at most once each."""

from __future__ import annotations

from dataclasses import replace
from functools import cache, cached_property, lru_cache, partial
from typing import TYPE_CHECKING

from toolkit.catalog.align.align import align
from toolkit.catalog.feedback import FEEDBACK, readers
from toolkit.catalog.model import CREATED, Catalog, State
from toolkit.catalog.people import named_translators
from toolkit.catalog.po import parse_po, read_po
from toolkit.catalog.stamps import Stamps, parse_stamps, person_keys, with_approvals_of, with_stamps
from toolkit.collection.interface import SOURCE_LANGUAGE, Interface
from toolkit.collection.kept import keep_document, kept_document
from toolkit.collection.localize import Link, LocalizedDocument, clean_names, localize
from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError
from toolkit.language.locales import load_locale
from toolkit.project.project import INTERFACE
from toolkit.system.files import read_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.collection.digests import Digests
    from toolkit.project.project import Project
    from toolkit.sources.anchors import Anchors
    from toolkit.sources.document import Document


class Collection:
    """Everything that a project's files say. Methods raise `ToolkitError` for a file that is wrong."""

    def __init__(self, project: Project) -> None:
        self.project = project
        # The caches live and die with the collection, one run of a command. They are bounded, so that a project of a
        # thousand documents needs no more memory than one of ten; whoever goes document by document misses nothing.
        self.source = lru_cache(4)(self._source)
        self.ledger = lru_cache(4)(self._ledger)
        self.settled = lru_cache(4)(self._settled)
        self.document = lru_cache(4)(self._document)
        self.anchors = lru_cache(64)(self._anchors)
        self.catalog = lru_cache(64)(self._catalog)
        self.approved = lru_cache(64)(self._approved)
        self.localized = lru_cache(32)(self._localized)
        self.interface = cache(self._interface)

    @cached_property
    def companions(self) -> dict[str, str]:
        """The plain-language document by the name of the one that names it."""
        from toolkit.collection.companions import companions

        return companions(self.project)

    @cached_property
    def digests(self) -> Digests:
        """What the project's files have in them, as hashes."""
        from toolkit.collection.digests import Digests

        return Digests(self.project)

    def _ledger(self, domain: str) -> Catalog | None:
        """The committed template of a domain; None before the first update."""
        path = self.project.template(domain)
        return read_po(path, self.project.name(path)) if path.is_file() else None

    def _source(self, name: str) -> Document:
        """The document as its source says it, ids not yet settled."""
        from toolkit.sources.markdown import read_markdown

        path = self.project.source(name)
        where = self.project.name(path)
        try:
            data = read_file(path)
        except OSError as error:
            reason = error.strerror or str(error)
            raise ToolkitError(
                Diagnostic("unreadable", f"the source cannot be read: {reason}", Location(where), hint="check the file")
            ) from None
        document = read_markdown(data, where, name)
        try:
            load_locale(document.meta.language)
        except UsageError as error:
            lines = data.split(b"\n")
            line = next((number for number, text in enumerate(lines, start=1) if text.startswith(b"language")), 1)
            place = Location(where, line)
            raise ToolkitError(*(replace(one, location=place) for one in error.diagnostics)) from None
        return document

    def _document(self, name: str) -> Document:
        """The document, its ids settled and its links understood."""
        from toolkit.collection.destinations import destinations
        from toolkit.sources.anchors import anchors_of

        settled = self.settled(name)
        own = cache(partial(anchors_of, settled))
        base, documents = self.base(settled), self.project.documents
        return replace(settled, destinations=destinations(settled, own, self.anchors, base, documents))

    def base(self, document: Document) -> str:
        """The address that the relative links of a document begin from; empty where nobody says it."""
        return document.meta.base or self.project.base

    def _anchors(self, name: str) -> Anchors | None:
        """The places in a document that links can lead to; None where it cannot be read."""
        from toolkit.sources.anchors import anchors_of

        try:
            return anchors_of(self.settled(name)) if name in self.project.documents else None
        except ToolkitError:  # it is told where that document is read for its own sake
            return None

    def _settled(self, name: str) -> Document:
        """The document with the ids that the ledger has given its segments."""
        if kept := kept_document(self.project, name):
            return kept
        document = self.source(name)
        ledger = self.ledger(name)
        old = tuple(ledger.live) if ledger else ()
        settled = document.with_ids(align(old, document.segments).ids)
        if not ledger:
            return settled
        settled = replace(settled, revised=ledger.date(CREATED))
        keep_document(self.project, name, settled)
        return settled

    def _catalog(self, domain: str, locale: str) -> Catalog | None:
        """A locale's catalog; None where there is none."""
        path = self.project.catalog(domain, locale)
        name = self.project.name(path)
        try:
            data = read_file(path)
        except FileNotFoundError:
            return None
        except OSError:
            return read_po(path, name)
        return parse_po(data, name)

    def _approved(self, domain: str, locale: str) -> Catalog | None:
        """A locale's catalog with the stamps of the file beside it, and only those that count by the project's rules."""
        catalog = self.catalog(domain, locale)
        if catalog is None:
            return None
        stamps = self.stamps(domain, locale)
        rules = self.project.workflow.review
        if not stamps and not rules.separate and not rules.two:
            return catalog
        is_document = domain in self.project.documents
        own = [key for text in named_translators(catalog) for key in person_keys(text)] if rules.separate else []
        needed = rules.needed(self.source(domain).meta.kind) if is_document else 1
        return with_approvals_of(with_stamps(catalog, stamps), own, needed)

    def stamps(self, domain: str, locale: str) -> Stamps:
        """The stamps in the file beside a catalog; none where there is no such file."""
        path = self.project.stamps(domain, locale)
        try:
            data = read_file(path)
        except FileNotFoundError:
            return {}
        return parse_stamps(data, self.project.name(path))

    def chain(self, domain: str, locale: str) -> tuple[Link, ...]:
        """The catalogs that an edition in the locale takes its texts from, the first before the others."""
        links = []
        profile = load_locale(locale)
        minimum = self.project.minimum_of(locale)
        for tag in self.project.chain(locale):
            catalog = self.approved(domain, tag)
            if catalog:
                convert = converter(locale) if tag == profile.derived_from else None
                links.append(Link(tag, catalog, minimum, convert))
        return tuple(links)

    def _localized(self, name: str, locale: str) -> LocalizedDocument:
        """The document in a locale."""
        found = localize(self.document(name), locale, self.chain(name, locale))
        if locale != found.document.meta.language:
            return found
        return replace(found, readers=tuple(dict.fromkeys((*found.readers, *self._readers_of_original(name)))))

    def _readers_of_original(self, name: str) -> tuple[str, ...]:
        """Those who wrote about the original and may be named; a template without their notes is not taken apart."""
        try:
            data = read_file(self.project.template(name))
        except OSError:
            return ()
        return clean_names(readers(parse_po(data, name))) if FEEDBACK in data else ()

    def _interface(self, locale: str) -> Interface:
        """The words of the theme in a locale; English where they are the templates' own language."""
        # A word of the theme that nobody has checked is better than an English one, whatever editions ask for.
        chain = tuple(
            replace(link, minimum=min(link.minimum, State.DRAFT, key=lambda state: state.rank))
            for link in self.chain(INTERFACE, locale)
        )
        if locale == SOURCE_LANGUAGE:
            chain = tuple(link for link in chain if link.locale == locale)
        return Interface(chain, locale)


def converter(locale: str) -> Callable[[str], str]:
    """The script conversion that makes a text of the locale that this one is derived from its own."""
    from toolkit.language.locales.script import convert_script

    return partial(convert_script, locale=load_locale(locale))


def catalog_states(catalog: Catalog) -> dict[State, int]:
    """How many live messages of a catalog are in each state, the header aside."""
    counts = dict.fromkeys(State, 0)
    for message in catalog.live:
        counts[message.state] += 1
    return counts
