"""Brings templates and catalogs up to their sources: what ``polyedition update`` does."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.catalog.headers import CONTENT_TYPE, has_header, with_whole_header
from toolkit.catalog.model import CREATED, Catalog, Message, State
from toolkit.catalog.po import read_po, write_po
from toolkit.catalog.update import build_template, new_catalog, template_catalog, update_catalog
from toolkit.checks.sources.run import require_sound
from toolkit.collection.collection import Collection, catalog_states
from toolkit.collection.kept import keep_document
from toolkit.editions.theme import BUILT_IN
from toolkit.errors import Diagnostic, ToolkitError, raise_if_errors
from toolkit.language.locales import load_locale
from toolkit.project.locks import catalogs_held
from toolkit.project.project import DOMAINS, INTERFACE, TERMS, WORKBENCH
from toolkit.revision.changes import Revision, judge
from toolkit.revision.up_to_date import UpToDate
from toolkit.system import clock
from toolkit.system.files import remove_strays

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.catalog.align.align import Alignment
    from toolkit.collection.digests import Digests
    from toolkit.project.project import Project


@dataclass(frozen=True, slots=True)
class Change:
    """A file that an update wrote."""

    path: str
    locale: str | None
    """None: a template."""
    domain: str
    before: dict[State, int]
    after: dict[State, int]

    @property
    def words(self) -> str:
        """What it means for the locale, in words."""
        parts = [
            f"{self.after[state] - self.before[state]:+d} {state}"
            for state in reversed(State)
            if self.after[state] != self.before[state]
        ]
        return ", ".join(parts) or "order or comments"


def update_project(
    project: Project,
    locales: Sequence[str],
    *,
    cosmetic: bool = False,
    now: datetime.datetime | None = None,
    step: Callable[[str], None] = lambda name: None,  # noqa: ARG005
    wrote: Callable[[Change], None] = lambda change: None,  # noqa: ARG005
    revised: Callable[[Revision], None] = lambda revision: None,  # noqa: ARG005
    digests: Digests | None = None,
) -> list[Change]:
    """Updates every template, and every catalog of the locales; says which files changed.

    `step` is called with each domain's name before it, `wrote` with each change, `revised` with what became of each document's texts. The template is written after its
    catalogs: a run that is killed between them leaves the ledger as it was, and the next run does the rest.
    A file with errors stays as it is and the others are brought up to date all the same; then `ToolkitError` is
    raised with the diagnostics of all of them. Raises `UsageError` while another update of the project runs.
    With `digests` only those documents are read that have changed since they were found to be up to date.
    """
    update = _Update(Collection(project), tuple(locales), cosmetic, now or clock.now(), revised)
    changes: list[Change] = []
    with catalogs_held(project):
        remove_strays(project.root / project.i18n, project.root / project.sources)  # an import writes there
        known = UpToDate(project, update.locales, digests) if digests and not cosmetic else None
        for name in (*project.documents, *DOMAINS):
            step(name)
            if known is None or name not in known:
                changes += _brought_up(update, name, known, wrote)
        if known:
            known.keep()
    raise_if_errors(update.diagnostics)
    return changes


def _brought_up(
    update: _Update, name: str, known: UpToDate | None, wrote: Callable[[Change], None]
) -> Iterator[Change]:
    """What an update of one domain changes; where that is nothing, and no error was in the way, it is kept as known."""
    faults, is_changed = len(update.diagnostics), False
    for change in update.run(name):
        is_changed = True
        if known:
            known.forget(change.path)
        wrote(change)
        yield change
    if known and not is_changed and len(update.diagnostics) == faults:
        known.add(name, None if name in DOMAINS else update.collection.source(name))


def update_domain(collection: Collection, domain: str, template: Catalog, locales: Sequence[str]) -> dict[str, Catalog]:
    """The catalogs of a domain without a source, brought up to its template and not yet written, by locale."""
    update = _Update(collection, tuple(locales), cosmetic=False, now=clock.now(), revised=lambda _: None)
    found = ((locale, update.updated(domain, locale, template)) for locale in locales)
    return {locale: catalog for locale, catalog in found if catalog}


@dataclass(slots=True)
class _Update:
    collection: Collection
    locales: tuple[str, ...]
    cosmetic: bool
    now: datetime.datetime
    revised: Callable[[Revision], None]
    diagnostics: list[Diagnostic] = field(default_factory=list)
    """Of the files that have errors and were left alone."""

    def run(self, name: str) -> Iterator[Change]:
        """Brings a domain up to date."""
        try:
            ledger = self.collection.ledger(name)
            if name == INTERFACE:
                yield from self.domain(name, _interface_template(self.project, ledger, self.now), ledger, None)
            elif name == WORKBENCH:
                if ledger:  # a project that translates the workbench's words has their template
                    yield from self.domain(name, _workbench_template(ledger, self.now), ledger, None)
            elif name != TERMS:
                document = self.collection.source(name)
                template, alignment = build_template(document, ledger, now=self.now)
                require_sound(document.with_ids(alignment.ids), self.collection, believe_pictures=True)
                self.revised(Revision(name, document.path, template, alignment))
                template = self.with_bugs(template, ledger)
                yield from self.domain(name, template, ledger, alignment)
                settled = replace(document.with_ids(alignment.ids), revised=template.date(CREATED))
                keep_document(self.project, name, settled)
            elif ledger:
                yield from self.domain(name, ledger, ledger, None)
        except ToolkitError as error:
            self.diagnostics += error.diagnostics

    @property
    def project(self) -> Project:
        return self.collection.project

    def with_bugs(self, template: Catalog, ledger: Catalog | None) -> Catalog:
        """The template with the project's address for reports, in a new one only."""
        if ledger or not self.project.bugs:
            return template
        return template.with_value("Report-Msgid-Bugs-To", self.project.bugs)

    def domain(
        self, name: str, template: Catalog, ledger: Catalog | None, alignment: Alignment | None
    ) -> Iterator[Change]:
        """Writes the catalogs of a domain and then its template."""
        for locale in self.locales:
            try:
                yield from self._locale(name, locale, template, alignment)
            except ToolkitError as error:
                self.diagnostics += error.diagnostics
        if ledger is None or template != ledger:
            path = self.project.template(name)
            write_po(template, path)
            yield Change(self.project.name(path), None, name, _counts(ledger), _counts(template))

    def _locale(self, domain: str, locale: str, template: Catalog, alignment: Alignment | None) -> Iterator[Change]:
        old = self.collection.catalog(domain, locale)
        new = self.updated(domain, locale, template, alignment)
        if new and new != old:
            path = self.project.catalog(domain, locale)
            write_po(new, path)
            yield Change(self.project.name(path), locale, domain, _counts(old), _counts(new))

    def updated(
        self, domain: str, locale: str, template: Catalog, alignment: Alignment | None = None
    ) -> Catalog | None:
        """A locale's catalog as it should be; None where a derived locale has none of its own."""
        old = self.collection.catalog(domain, locale)
        if old is None and self.project.is_derived(locale):
            return None
        return self._updated(old, locale, template, alignment) if old else self._new(domain, locale, template)

    def _updated(self, old: Catalog, locale: str, template: Catalog, alignment: Alignment | None) -> Catalog:
        if not has_header(old, CONTENT_TYPE):
            old = with_whole_header(old, self._blank(locale, template))
        forms = load_locale(locale).plural_forms
        return update_catalog(
            old, template, alignment, cosmetic=self.cosmetic, refuse=judge(template), plural_forms=forms
        )

    def _blank(self, locale: str, template: Catalog) -> Catalog:
        profile = load_locale(locale)
        return new_catalog(
            template,
            locale=profile.gettext,
            language=profile.name,
            plural_forms=profile.plural_forms,
            team=self.project.settings_of(locale).team,
            now=self.now,
        )

    def _new(self, domain: str, locale: str, template: Catalog) -> Catalog:
        if domain != INTERFACE or not (shipped := _shipped_interface(locale)):
            return self._blank(locale, template)
        updated = update_catalog(shipped, template, None, plural_forms=load_locale(locale).plural_forms)
        return replace(updated, messages=tuple(updated.live))  # what else is shipped was never this project's


def _shipped_interface(locale: str) -> Catalog | None:
    """The interface's catalog that comes with the toolkit: in its package, or in the checkout that it runs from."""
    for folder in (BUILT_IN / "i18n", BUILT_IN.parents[1] / "i18n"):
        path = folder / locale / f"{INTERFACE}.po"
        if path.is_file():
            return read_po(path)
    return None


def _interface_template(project: Project, ledger: Catalog | None, now: datetime.datetime) -> Catalog:
    from toolkit.revision.extract import extract_interface

    derived = {"Project-Id-Version": INTERFACE, "X-Source-Language": "en"}
    folders = (project.theme_path, BUILT_IN)
    said = ((project.title, _TITLE), (project.introduction, _INTRODUCTION), (project.look.footer, _FOOTER))
    place = (project.settings_file,)
    own = (Message(text, extracted=(about,), references=place) for text, about in said if text)
    return template_catalog(extract_interface(folders, *own), ledger, derived, now=now)


def _workbench_template(ledger: Catalog, now: datetime.datetime) -> Catalog:
    from toolkit.revision.extract import extract_workbench

    derived = {"Project-Id-Version": WORKBENCH, "X-Source-Language": "en"}
    return template_catalog(extract_workbench(BUILT_IN / WORKBENCH), ledger, derived, now=now)


_TITLE = "name of the whole collection; stands at the head of every page."
_INTRODUCTION = "introduces the whole collection on its first page."
_FOOTER = "stands at the foot of every page."


def _counts(catalog: Catalog | None) -> dict[State, int]:
    return catalog_states(catalog) if catalog else dict.fromkeys(State, 0)
