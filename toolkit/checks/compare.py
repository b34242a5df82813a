"""The languages of each document compared with one another, text by text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.typography import same_but_typography
from toolkit.checks.kept import FoundAnew
from toolkit.checks.run import excused_codes, project_context
from toolkit.checks.witnesses import CODE, FEWEST, Witness, odd_ones
from toolkit.errors import Diagnostic, Location, Severity, ToolkitError
from toolkit.language.locales import load_locale
from toolkit.language.texts import Syntax, read_text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.catalog.model import Message
    from toolkit.checks.kept import KeptFindings
    from toolkit.checks.model import Context
    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project
    from toolkit.sources.document import Segment

_Index = dict[str | None, "Message"]


def compare_languages(
    collection: Collection,
    documents: Sequence[str],
    locales: Sequence[str],
    known: Sequence[Diagnostic] = (),
    kept: KeptFindings | None = None,
    odd: Mapping[str, Sequence[Diagnostic]] | None = None,
) -> list[Diagnostic]:
    """Where one of four languages and more stands alone, by file and line; `locales` are those that are asked about.

    What stands at a place that is `known` to be wrong is not said again. Catalogs that cannot be read are left out: `check_project`
    has named them. With `kept` only those documents are read that have changed, with `odd`, what `compare_document` has found, none.
    """
    places = {
        (one.location.path, one.location.line) for one in known if one.location and one.severity is Severity.ERROR
    }
    found: list[Diagnostic] = []
    for name in documents:
        if alone := compare_document(collection, name, kept) if odd is None else odd[name]:
            asked = _paths(collection.project, name, locales)
            found += (one for one in alone if one.location and one.location.path in asked)
    told = [one for one in found if one.location and (one.location.path, one.location.line) not in places]
    return sorted(told, key=lambda one: (one.location.path, one.location.line or 0) if one.location else ("", 0))


def compare_document(collection: Collection, name: str, kept: KeptFindings | None = None) -> list[Diagnostic]:
    """Where one language of a document stands alone, text by text, whichever languages are asked about."""
    return (kept or FoundAnew()).of_witnesses(name, lambda: _of_document(collection, name))


def _paths(project: Project, name: str, locales: Sequence[str]) -> set[str]:
    """What a document's source and its catalogs are called."""
    return {project.name(project.source(name)), *(project.name(project.catalog(name, locale)) for locale in locales)}


def _of_document(collection: Collection, name: str) -> Iterator[Diagnostic]:
    try:
        document = collection.settled(name)
        source = document.meta.language
        context = project_context(collection, name, source)
    except ToolkitError:
        return
    indexes = dict(_indexes(collection, name, source))
    if len(indexes) + 1 < FEWEST:
        return
    for segment in document.segments:
        place = Location(document.path, segment.line)
        witnesses = [_witness(segment.text, source, place, context), *_translations(segment, indexes, context)]
        if len(witnesses) >= FEWEST:
            for one, finding in odd_ones(witnesses):
                yield Diagnostic(CODE, finding.message, one.place, Severity.WARNING, finding.detail, finding.hint)


def _indexes(collection: Collection, name: str, source: str) -> Iterator[tuple[str, tuple[str, _Index]]]:
    """By locale: the path of its catalog, and the messages by id."""
    for locale in collection.project.locales:
        try:
            catalog = collection.catalog(name, locale) if locale != source else None
        except ToolkitError:
            continue
        if catalog:
            yield locale, (catalog.path, {message.msgctxt: message for message in catalog.live})


def _translations(segment: Segment, indexes: Mapping[str, tuple[str, _Index]], context: Context) -> Iterator[Witness]:
    """What is translated from the present text, unless it is excused."""
    for locale, (path, index) in indexes.items():
        message = index.get(segment.id)
        is_current = message and message.translated and same_but_typography(message.msgid, segment.text)
        if message and is_current and CODE not in excused_codes(message):
            yield _witness(message.msgstr[0], locale, Location(path, message.line), context)


def _witness(text: str, locale: str, place: Location, context: Context) -> Witness:
    return Witness(load_locale(locale), read_text(text, Syntax.MARKDOWN, context.labels, context.notes), place)
