"""What a page says of itself in its ``meta`` elements: Highwire Press tags and Dublin Core."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.editions.foreign import unmarked
from toolkit.project.places import edition_path, pair_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.editions.edition import Edition
    from toolkit.editions.recommendations import Recommendation
    from toolkit.editions.tracks import Item
    from toolkit.project.project import Project

Tags = list[tuple[str, str]]
"""Name and content of ``meta`` elements."""
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;:)\]]")


def edition_tags(edition: Edition) -> Tags:
    """The tags of a document's page, as Google Scholar and Zotero read them: a report of an institution."""
    tags = [
        ("citation_title", edition.title_text),
        *_highwire([edition]),
        *(("citation_technical_report_institution", name) for name in edition.bodies),
        ("citation_technical_report_number", edition.numbers.other),
        *_edition_addresses(edition, edition.localized.locale),
        ("DC.title", edition.title_text),
        *_dublin_core([edition]),
        ("DC.relation", relation(edition)),
        ("DC.relation", edition.plain("series")),
        *(("DC.relation", one.address or one.title) for one in edition.companions),
    ]
    return _said(tags)


def parallel_tags(first: Edition, second: Edition, title: str) -> Tags:
    """The tags of the page of a document in two languages."""
    editions = (first, second)
    tags = [
        ("citation_title", title),
        *_highwire(editions),
        *(("citation_technical_report_institution", name) for name in first.bodies),
        *_edition_addresses(first, pair_name(one.localized.locale for one in editions)),
        *(("DC.title", one.title_text) for one in editions),
        *_dublin_core(editions),
    ]
    return _said(tags)


def recommendation_tags(one: Recommendation, path: str, edition: Edition) -> Tags:
    """The tags of the page of a recommendation, in the language of `edition`: a section of the document."""
    name = recommendation_name(one, edition)
    tags = [
        ("citation_title", name),
        ("citation_book_title", edition.title_text),
        *_highwire([edition]),
        *(("citation_publisher", name) for name in edition.bodies),
        ("citation_abstract", one.texts[edition.localized.locale].text),
        *_addresses(edition.project, path),
        ("DC.title", name),
        *_dublin_core([edition]),
        ("DC.description", one.texts[edition.localized.locale].text),
        ("DC.relation", edition.title_text),
    ]
    return _said(tags)


def recommendation_name(one: Recommendation | Item, edition: Edition) -> str:
    """What a recommendation is called in the language of an edition: ``Recommendation 7``."""
    return unmarked(edition.phrase("cite_title.html", number=one.number).unescape())


def relation(edition: Edition) -> str:
    """The original of a translation, by its address or its title; nothing for the original."""
    if edition.is_source:
        return ""
    meta = edition.localized.document.meta
    project = edition.project
    published = project.site_url and meta.language in project.locales
    return project.address(f"{meta.language}/{edition.name}.html") if published else edition.original_title


def teams(editions: Iterable[Edition]) -> tuple[str, ...]:
    """The organisations that have translated the editions, each once."""
    return tuple(_once(name for one in editions for name in one.localized.teams))


def licence(edition: Edition) -> str:
    """The address of the licence, as the front matter has it or as the note on rights names it; empty if neither does."""
    if edition.licence:
        return edition.licence.address
    match = _ADDRESS.search(edition.plain("rights"))
    return match[0] if match else ""


def _highwire(editions: Sequence[Edition]) -> Iterator[tuple[str, str]]:
    first = editions[0]
    date = first.localized.document.meta.date
    for one in first.authors:
        yield "citation_author", one.name
        yield "citation_author_institution", one.organisation
        yield "citation_author_orcid", one.orcid and f"https://orcid.org/{one.orcid}"
    if not first.authors:
        yield from (("citation_author", name) for name in first.bodies)
    yield from (("citation_editor", one.name) for one in first.editors)
    yield "citation_doi", first.numbers.doi
    yield "citation_isbn", first.numbers.isbn
    yield "citation_issn", first.numbers.issn
    yield "citation_series_title", first.plain("series")
    yield "citation_publication_date", date.isoformat().replace("-", "/") if date else ""
    yield "citation_language", first.localized.locale  # one: readers join several of them to a language that is none
    yield from (("citation_keywords", keyword) for keyword in _once(word for one in editions for word in one.keywords))


def _edition_addresses(edition: Edition, locale: str) -> Iterator[tuple[str, str]]:
    """Of an edition in a language, or in a pair of them."""
    page, pdf = (edition_path(edition.name, locale, format) for format in ("html", "pdf"))
    return _addresses(edition.project, page, pdf)


def _addresses(project: Project, page: str, pdf: str = "") -> Iterator[tuple[str, str]]:
    """Of the page and its PDF; only those of the web are of use to anybody."""
    if project.site_url:
        yield "citation_public_url", project.address(page)
        if pdf and "pdf" in project.formats:
            yield "citation_pdf_url", project.address(pdf)
        yield "DC.identifier", project.address(page)


def _dublin_core(editions: Sequence[Edition]) -> Iterator[tuple[str, str]]:
    first = editions[0]
    meta = first.localized.document.meta
    yield from (("DC.creator", name) for name in first.creators)
    yield from (("DC.publisher", name) for name in first.bodies)
    helpers = (person.name for one in editions for person in (*one.localized.translators, *one.localized.reviewers))
    made = (one.name for one in (*first.editors, *first.contributors))
    yield from (("DC.contributor", name) for name in _once((*made, *helpers, *teams(editions))))
    yield from (("DC.language", one.localized.locale) for one in editions)
    yield from (("DC.subject", keyword) for keyword in _once(word for one in editions for word in one.keywords))
    yield "DC.type", "Text"
    yield "DC.date", meta.date.isoformat() if meta.date else ""
    yield from (("DC.identifier", number) for number in first.numbers)
    yield from (("DC.description", text) for text in _once(one.plain("abstract") for one in editions))
    yield from (("DC.rights", text) for text in _once(one.plain("rights") for one in editions))
    yield "DC.rights", first.licence.address if first.licence else ""


def _once(texts: Iterable[str]) -> Iterable[str]:
    return dict.fromkeys(texts)


def _said(tags: Tags) -> Tags:
    return [(name, value) for name, value in tags if value]
