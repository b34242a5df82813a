"""The pages that lead to the editions: the home page, and a page for each language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import escape

from toolkit.catalog.model import SOURCE, State
from toolkit.editions.edition import Share, languages, shares
from toolkit.editions.records.schema_org import home_data, language_data
from toolkit.editions.templates import phrase, render
from toolkit.language.locales import load_locale
from toolkit.language.locales.format import format_date, format_number, format_size
from toolkit.project.formats import file_name
from toolkit.project.places import named_languages

if TYPE_CHECKING:
    import datetime
    from collections.abc import Mapping, Sequence

    from toolkit.collection.interface import Interface
    from toolkit.language.locales import Locale
    from toolkit.project.project import Project


@dataclass(frozen=True, slots=True)
class FileFacts:
    """What the pages say about a file of an edition."""

    bytes: int
    pages: int | None = None
    """Of a PDF."""


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What the pages say about one document in one language."""

    document: str
    title: str
    title_language: str
    subtitle: str
    date: datetime.date | None
    counts: Mapping[str, int]
    files: Mapping[str, FileFacts]
    """By format."""
    pairs: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Where it stands beside another language: path in the output, and both languages."""


@dataclass(frozen=True, slots=True)
class _File:
    name: str
    words: str
    """What its format is called."""
    size: str


@dataclass(frozen=True, slots=True)
class _Released:
    name: str
    date: str
    """Written in the page's language."""
    path: str
    withdrawn: bool


@dataclass(frozen=True, slots=True)
class _Card:
    name: str
    title: str
    title_language: str
    subtitle: str
    date: str
    files: Sequence[_File]
    shares: Sequence[Share]
    bar: tuple[str, str]
    """The shares of text that are finished, and drafts, for a bar."""
    states: str
    """The names of all states that it has."""
    pairs: Sequence[tuple[str, str]]
    """Path and languages of the editions beside another language."""
    released: Sequence[_Released]
    """The released editions, the newest first."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A document on the home page, whatever the number of its languages."""

    address: str
    title: str
    title_language: str
    language: str
    """Of the page that the title leads to."""
    date: str
    number: str
    """How many languages it is there in."""
    languages: str
    """Their tags, where it is not there in all; for the site's script, which leads readers to their own."""
    shares: Sequence[Share]
    """The states of its texts in all of them."""
    bar: tuple[str, str]
    states: str


def render_locale(project: Project, tag: str, facts: Sequence[EditionFacts], interface: Interface) -> str:
    """The page of one language."""
    locale = load_locale(tag)
    return render(
        project.theme_path,
        "locale.html",
        interface,
        root="../",
        project=project,
        locale=locale,
        schema_org=language_data(project, tag, facts, interface),
        named_languages=languages(project, tag, named_languages(tag, project.locales, "")),
        cards=[_card(one, locale, interface, project) for one in facts],
    )


def render_home(
    project: Project, facts: Mapping[str, Sequence[EditionFacts]], interfaces: Mapping[str, Interface]
) -> str:
    """The first page, in the project's first language: its size grows with documents and with languages, not with both."""
    first = project.locales[0]
    found: dict[str, dict[str, EditionFacts]] = {name: {} for name in project.documents}
    for tag in project.locales:
        for one in facts.get(tag, ()):
            found.setdefault(one.document, {})[tag] = one
    locale = load_locale(first)
    return render(
        project.theme_path,
        "home.html",
        interfaces[first],
        root="",
        project=project,
        locale=locale,
        schema_org=home_data(project, interfaces[first]),
        all_languages=languages(project, None),
        cards=[_row(editions, locale, len(project.locales)) for editions in found.values() if editions],
    )


def _row(editions: Mapping[str, EditionFacts], locale: Locale, all_languages: int) -> _Row:
    """A document by the languages that it is there in; its title is in the first of them."""
    tag, first = next(iter(editions.items()))
    counts: Counter[str] = Counter()
    for one in editions.values():
        counts.update(one.counts)
    return _Row(
        address=f"{tag}/{file_name(first.document, 'html' if 'html' in first.files else next(iter(first.files)))}",
        title=first.title,
        title_language=first.title_language,
        language=tag,
        date=format_date(locale, first.date) if first.date else "",
        number=format_number(locale, len(editions)),
        languages=" ".join(editions) if len(editions) < all_languages else "",
        shares=shares(dict(counts), locale),
        bar=_bar(counts),
        states=_states(counts),
    )


def _bar(counts: Mapping[str, int]) -> tuple[str, str]:
    total = sum(counts.values()) or 1
    finished = sum(counts.get(state, 0) for state in (SOURCE, State.TRANSLATED, State.REVIEWED))
    return (f"{100 * finished / total:.1f}%", f"{100 * counts.get(State.DRAFT, 0) / total:.1f}%")


def _states(counts: Mapping[str, int]) -> str:
    return " ".join(str(state) for state in counts if counts[state])


def _card(facts: EditionFacts, locale: Locale, interface: Interface, project: Project) -> _Card:
    return _Card(
        name=facts.document,
        title=facts.title,
        title_language=facts.title_language,
        subtitle=facts.subtitle,
        date=format_date(locale, facts.date) if facts.date else "",
        files=[
            _File(
                file_name(facts.document, format),
                phrase(project.theme_path, "format.html", interface, format=format),
                _size(project, file, locale, interface),
            )
            for format, file in facts.files.items()
        ],
        shares=shares(dict(facts.counts), locale),
        bar=_bar(facts.counts),
        states=_states(facts.counts),
        pairs=[(path, " · ".join(load_locale(tag).autonym for tag in tags)) for path, tags in facts.pairs],
        released=[
            _Released(one.edition, format_date(locale, one.date), one.page, one.withdrawn is not None)
            for one in reversed(project.releases_of(facts.document, locale.tag))
        ],
    )


def _size(project: Project, file: FileFacts, locale: Locale, interface: Interface) -> str:
    size = format_size(locale, file.bytes)
    if not file.pages:
        return size
    return escape(f"{size} · ") + phrase(project.theme_path, "page_count.html", interface, number=file.pages)
