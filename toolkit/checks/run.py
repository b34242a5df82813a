"""Checks over messages, catalogs and the whole project; everything found is collected."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.catalog.headers import promised_forms
from toolkit.catalog.model import Message, State
from toolkit.catalog.terms import Termbase, read_terms
from toolkit.checks import missing_glyph
from toolkit.checks.built_in import all_checks
from toolkit.checks.kept import FoundAnew
from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.checks.norm_word import renderings
from toolkit.checks.sources.run import check_source
from toolkit.checks.witnesses import CODE as WITNESSES
from toolkit.collection.collection import Collection, converter
from toolkit.collection.interface import SOURCE_LANGUAGE
from toolkit.errors import Diagnostic, Location, Severity, ToolkitError, UsageError
from toolkit.fonts.chosen import project_faces
from toolkit.fonts.coverage import missing_glyphs, remedy
from toolkit.language.locales import load_locale
from toolkit.language.texts import Syntax, Text, read_text
from toolkit.project.project import DOMAINS, TERMS
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from toolkit.catalog.model import Catalog
    from toolkit.checks.kept import KeptFindings
    from toolkit.project.project import Project

_IGNORE = re.compile(r"ignore:\s*(.*)")
_SCRIPT_CODES = ("alphabet", "mixed-script", "wrong-letter")
"""What a text that was converted to another script is checked for."""


def check_project(
    project: Project,
    locales: Sequence[str],
    domains: Sequence[str],
    ignore: Sequence[str] = (),
    *,
    collection: Collection | None = None,
    kept: KeptFindings | None = None,
    each: Callable[[str], None] = lambda domain: None,  # noqa: ARG005
) -> list[Diagnostic]:
    """Everything that is wrong in some domains, their sources and the catalogs of some locales, by file and line.

    A file that cannot be read is one of the findings; the others are checked all the same. With `kept` only those are read
    that have changed. `each` is called with each domain behind its checks, while its texts are still at hand.
    """
    collection = collection or Collection(project)
    found: list[Diagnostic] = []
    run = _Run(collection, _missing_glyphs(project, found), kept or FoundAnew())
    for domain in domains:  # one after the other: a collection keeps few documents at a time
        found += run.domain(domain, locales, ignore)
        each(domain)
    if missing_glyph.CHECK.code not in ignore:
        found += (one for locale in locales for one in run.fonts(locale))
    unique = dict.fromkeys(found)
    return sorted(unique, key=lambda one: _order(one.location))


@dataclass(frozen=True, slots=True)
class _Run:
    collection: Collection
    lacking: Callable[[str], list[str]] | None
    kept: KeptFindings | FoundAnew

    def domain(self, domain: str, locales: Sequence[str], ignore: Sequence[str]) -> Iterator[Diagnostic]:
        """What is found in a source and its catalogs, all checks made: which are ignored is no reason to find them again."""
        for locale in locales if domain in DOMAINS else (None, *locales):
            try:
                found = self._catalog(domain, locale) if locale else self._source(domain)
            except ToolkitError as error:
                yield from error.diagnostics
                continue
            yield from [one for one in found if one.code not in ignore]

    def fonts(self, locale: str) -> list[Diagnostic]:
        """A language that the fonts have not all letters of."""
        project, lacking = self.collection.project, self.lacking
        return self.kept.of_fonts(locale, lambda: _without_font(project, locale, lacking)) if lacking else []

    def _source(self, name: str) -> list[Diagnostic]:
        return self.kept.of_source(name, lambda: check_source(self.collection, name, self.lacking))

    def _catalog(self, domain: str, locale: str) -> list[Diagnostic]:
        return self.kept.of_catalog(
            domain, locale, lambda: _catalog_findings(self.collection, domain, locale, self.lacking)
        )


def check_catalog(catalog: Catalog, context: Context, checks: Sequence[Check] | None = None) -> list[Diagnostic]:
    """What is wrong in the live messages of a catalog that have a text, in file order."""
    norms = renderings(catalog.live, context.target.tag, context.source.tag)
    context = replace(
        context, translations=_translations(catalog), plurals=promised_forms(catalog) or None, norms=norms
    )
    return [one for message in catalog.live for one in check_message(message, context, checks, catalog.path)]


def check_message(
    message: Message, context: Context, checks: Sequence[Check] | None = None, path: str = ""
) -> list[Diagnostic]:
    """What is wrong in one message by some checks, by default all; codes that its comment ``# ignore: …`` names are left out."""
    checks = all_checks() if checks is None else checks
    excused, unknown = _excused(message)
    found = [
        _diagnostic(check, finding, path, message)
        for unit in read_units(message, context)
        for check in checks
        if check.code not in excused and _applies(check, unit, context)
        for finding in check.find(unit, context)
    ]
    return [*_unknown_codes(unknown, path, message), *found]


def read_units(message: Message, context: Context) -> Iterator[Unit]:
    """The forms of a message that have a text, each with the source's form that it translates."""
    current = message.state is not State.OUTDATED
    previous = message.previous
    source = message.msgid if current or not previous else previous.msgid or message.msgid
    for form, text in enumerate(message.msgstr):
        if text:
            wanted = message.msgid_plural if form and message.msgid_plural else source
            yield Unit(message, _read(wanted, context), _read(text, context), form, current)


def project_context(collection: Collection, domain: str, locale: str) -> Context:
    """What checks may know about a catalog of a project. Raises `ToolkitError` where a file is wrong."""
    target = load_locale(locale)
    terms = _terms(collection, locale)
    if domain in DOMAINS:
        source = load_locale(SOURCE_LANGUAGE)
        return Context(source, target, terms, Syntax.PLAIN, domain, is_termbase=domain == TERMS)
    document = collection.settled(domain)
    return Context(
        load_locale(document.meta.language),
        target,
        terms,
        Syntax.MARKDOWN,
        domain,
        labels=tuple((label, href) for label, href, _ in document.references),
        notes=tuple(block.id or "" for block in document.walk() if block.kind is Kind.FOOTNOTE),
    )


def _catalog_findings(
    collection: Collection,
    domain: str,
    locale: str,
    lacking: Callable[[str], list[str]] | None,
) -> Iterator[Diagnostic]:
    catalog = collection.catalog(domain, locale)
    if catalog:
        context = replace(project_context(collection, domain, locale), missing_glyphs=lacking)
        yield from _each_font_once(check_catalog(catalog, context))
    parent = load_locale(locale).derived_from
    origin = collection.catalog(domain, parent) if parent else None
    if origin:
        yield from _converted_findings(collection, origin, domain, locale)


def _missing_glyphs(project: Project, found: list[Diagnostic]) -> Callable[[str], list[str]] | None:
    """What gives the characters that no font has; where a font is broken, that is found instead.

    Raises `UsageError` where the settings name a font that is not there.
    """
    lacking = missing_glyphs(project)
    if lacking and project.fonts:
        try:
            project_faces(project)
        except UsageError:
            raise
        except ToolkitError as error:
            found += error.diagnostics
            return None
    return lacking


def _without_font(project: Project, locale: str, lacking: Callable[[str], list[str]]) -> Iterator[Diagnostic]:
    """A language whose name, or a month of it, no font has: each of its PDFs has them."""
    profile = load_locale(locale)
    if found := lacking(profile.autonym + "".join(profile.months)):
        message = f"no font has the letters of {profile.name} ({locale}): {' '.join(found[:10])}"
        place = Location(project.settings_file)
        yield Diagnostic(missing_glyph.CHECK.code, message, place, hint=remedy(found[0]))


def _each_font_once(found: Sequence[Diagnostic]) -> Iterator[Diagnostic]:
    """What is found in a catalog; a font that all its texts lack is said at the first of them."""
    lacking = Counter(one.hint for one in found if one.code == missing_glyph.CHECK.code)
    for one in found:
        if one.code != missing_glyph.CHECK.code:
            yield one
        elif count := lacking.pop(one.hint, 0):
            yield replace(one, detail=one.detail + (f"\nand in {count - 1} more" if count > 1 else ""))


def _converted_findings(collection: Collection, origin: Catalog, domain: str, locale: str) -> Iterator[Diagnostic]:
    """What script conversion leaves wrong, at the places in the catalog that it converts."""
    convert = converter(locale)
    context = project_context(collection, domain, locale)
    checks = tuple(check for check in all_checks() if check.code in _SCRIPT_CODES)
    for message in origin.live:
        converted = replace(message, msgstr=tuple(map(convert, message.msgstr)), line=message.line)
        for one in check_message(converted, context, checks, origin.path):
            detail = f"converted to {context.target.name}: {one.detail}"
            yield replace(one, detail=detail)


def _applies(check: Check, unit: Unit, context: Context) -> bool:
    if check.compares and not unit.current:
        return False
    return not (check.markdown_only and context.syntax is Syntax.PLAIN)


def _read(text: str, context: Context) -> Text:
    return read_text(text, context.syntax, context.labels, context.notes)


@lru_cache(64)
def _terms(collection: Collection, locale: str) -> Termbase:
    profile = load_locale(locale)
    for tag in (locale, profile.derived_from):
        catalog = collection.catalog(TERMS, tag) if tag else None
        if catalog:
            return read_terms(catalog)
    ledger = collection.ledger(TERMS)
    return read_terms(ledger) if ledger else Termbase()


def _translations(catalog: Catalog) -> dict[str, tuple[str, ...]]:
    """The texts with more than one translation."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for message in catalog.live:
        if message.msgstr[0]:
            found[message.msgid][message.msgstr[0]] = None
    return {text: tuple(others) for text, others in found.items() if len(others) > 1}


def excused_codes(message: Message) -> frozenset[str]:
    """The codes that the message's comments ``# ignore: …`` name."""
    return _excused(message)[0] if message.comments else frozenset()


def _excused(message: Message) -> tuple[frozenset[str], list[str]]:
    named = [
        code
        for comment in message.comments
        if (match := _IGNORE.fullmatch(comment.strip()))
        for code in re.split(r"[\s,]+", match[1])
        if code
    ]
    if not named:
        return frozenset(), []
    known = {WITNESSES, *(check.code for check in all_checks())}
    return frozenset(named), [code for code in named if code not in known]


def _unknown_codes(codes: list[str], path: str, message: Message) -> list[Diagnostic]:
    hint = "polyedition check --list shows the codes"
    where = Location(path, message.line)
    return [
        Diagnostic("ignore", f"there is no check {code} to ignore", where, Severity.WARNING, hint=hint)
        for code in codes
    ]


def _diagnostic(check: Check, finding: Finding, path: str, message: Message) -> Diagnostic:
    where = Location(path, message.line)
    return Diagnostic(check.code, finding.message, where, check.severity, finding.detail, finding.hint)


def _order(where: Location | None) -> tuple[str, int]:
    return (where.path, where.line or 0) if where else ("", 0)
