"""What a page says of itself to search engines: schema.org as JSON-LD."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from markupsafe import Markup as Safe

from toolkit.catalog.model import State
from toolkit.catalog.people import unique_people
from toolkit.editions.records.metadata import licence, recommendation_name, teams
from toolkit.editions.tracks import items
from toolkit.language.locales import load_locale
from toolkit.project.formats import known_format
from toolkit.project.places import edition_folder, pair_name

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence

    from toolkit.catalog.people import Person
    from toolkit.collection.interface import Interface
    from toolkit.editions.credits import Credit, Numbers
    from toolkit.editions.edition import Companion, Edition
    from toolkit.editions.recommendations import Recommendation, Text
    from toolkit.project.project import Project

_CONTEXT = "https://schema.org"
_UNCHECKED = frozenset((State.DRAFT, State.OUTDATED))
Thing = dict[str, object]
"""A node; what says nothing is left out when it is written."""


class Listed(Protocol):
    """A document on an index page."""

    @property
    def document(self) -> str:
        """Its name."""

    @property
    def title(self) -> str:
        """In the language of the page, or in the original's."""

    @property
    def date(self) -> datetime.date | None:
        """Of the document."""


def edition_data(edition: Edition) -> Safe:
    """The JSON-LD of a document's page."""
    site = _Site(edition.project, "../", edition.interface)
    return _script(_report(site, edition))


def parallel_data(first: Edition, second: Edition, title: str) -> Safe:
    """The JSON-LD of the page of a document in two languages: a report in both, made of two reports."""
    editions = (first, second)
    tags = [one.localized.locale for one in editions]
    site = _Site(first.project, "../../", first.interface)
    folder = edition_folder(pair_name(tags))
    files = [file for file in first.files if known_format(file.format).has_pairs]
    helpers = unique_people(person for one in editions for person in one.localized.translators)
    report: Thing = {
        "@type": "Report",
        "name": title,
        "inLanguage": tags,
        **_said_of_document(first),
        "translator": [*_people(helpers), *_teams(editions)],
        "creativeWorkStatus": _status(editions),
        "isAccessibleForFree": True,
        "url": site.to(f"{folder}/{first.name}.html"),
        "encoding": [_file(site, f"{folder}/{file.name}", file.media_type, tags) for file in files],
        "hasPart": [_named(site, one) for one in editions],
        "isPartOf": site.collection(),
    }
    return _script(report)


def recommendation_data(one: Recommendation, path: str, editions: Mapping[str, Edition]) -> Safe:
    """The JSON-LD of the page of a recommendation: the original, with its translations."""
    first = next(iter(editions.values()))
    site = _Site(first.project, "../../", first.interface)
    meta = first.localized.document.meta
    source = editions.get(meta.language)
    translations = [
        _translated(site, one, text, editions[tag])
        for tag, text in one.texts.items()
        if text.language == tag != meta.language
    ]
    original: Thing = {
        "@type": "CreativeWork",
        "name": recommendation_name(one, source) if source else "",
        "text": one.original.text,
        "inLanguage": meta.language,
        "position": int(one.number),
        **_said_of_document(first),
        "url": site.to(path),
        "sameAs": site.to(f"{meta.language}/{first.name}.html#{one.id}") if source and first.project.site_url else "",
        "isPartOf": _named(site, source) if source else _without_page(first.original_title, meta.language),
        "workTranslation": translations,
    }
    return _script(original)


def language_data(project: Project, tag: str, documents: Sequence[Listed], interface: Interface) -> Safe:
    """The JSON-LD of the page of a language: a part of the site that lists reports."""
    site = _Site(project, "../", interface)
    page: Thing = {
        "@type": "CollectionPage",
        "name": f"{site.title} – {load_locale(tag).autonym}",
        "inLanguage": tag,
        "url": site.to(f"{tag}/index.html"),
        "isPartOf": site.collection(),
        "hasPart": [
            {
                "@type": "Report",
                "name": one.title,
                "inLanguage": tag,
                "datePublished": one.date.isoformat() if one.date else "",
                "url": site.to(f"{tag}/{one.document}.html"),
            }
            for one in documents
        ],
    }
    return _script(page)


def home_data(project: Project, interface: Interface) -> Safe:
    """The JSON-LD of the home page: a site with a part in each language."""
    site = _Site(project, "", interface)
    pages: list[Thing] = [
        {
            "@type": "CollectionPage",
            "name": load_locale(tag).autonym,
            "inLanguage": tag,
            "url": site.to(f"{tag}/index.html"),
        }
        for tag in project.locales
    ]
    return _script({**site.collection(), "inLanguage": list(project.locales), "hasPart": pages})


@dataclass(frozen=True, slots=True)
class _Site:
    """The site as it is seen from a page."""

    project: Project
    root: str
    """The way from the page to the root of the site."""
    interface: Interface

    @property
    def title(self) -> str:
        """The collection's, in the language of the page."""
        return self.interface.gettext(self.project.title)

    def to(self, path: str) -> str:
        """The address of a file: in full, or as seen from the page where the site has none."""
        return self.project.address(path) if self.project.site_url else f"{self.root}{path}"

    def collection(self) -> Thing:
        return {"@type": "WebSite", "name": self.title, "url": self.to("index.html")}


def _report(site: _Site, edition: Edition) -> Thing:
    localized = edition.localized
    path = f"{localized.locale}/{edition.name}"
    changed = localized.revised
    return {
        "@type": "Report",
        "name": edition.title_text,
        "alternativeHeadline": edition.plain("subtitle"),
        "genre": edition.plain("kind"),
        "inLanguage": localized.locale,
        **_said_of_document(edition),
        "identifier": _identifiers(edition.numbers),
        "abstract": edition.plain("abstract"),
        "dateModified": changed.isoformat() if changed and changed != localized.document.meta.date else "",
        "locationCreated": {"@type": "Place", "name": edition.plain("place")} if edition.plain("place") else "",
        "translator": [*_people(localized.translators), *_teams([edition])],
        "contributor": [*_credited(edition.contributors), *_people(localized.reviewers)],
        "keywords": list(edition.keywords),
        "creativeWorkStatus": _status([edition]),
        "isAccessibleForFree": True,
        "url": site.to(f"{path}.html"),
        "encoding": [
            _file(site, f"{localized.locale}/{file.name}", file.media_type, localized.locale) for file in edition.files
        ],
        "isPartOf": [_series(edition), site.collection()] if edition.plain("series") else site.collection(),
        "hasPart": [
            {
                "@type": "CreativeWork",
                "name": recommendation_name(one, edition),
                "position": one.number,
                "url": site.to(f"{path}.html#{one.segment.id}"),
            }
            for one in items(localized.document)
        ],
        "isBasedOn": [_companion(one) for one in edition.full],
        "workExample": _companion(edition.easy) if edition.easy else "",
        **_translations(site, edition),
    }


def _companion(one: Companion) -> Thing:
    """What says the same: `workExample` is schema.org's word for what is derived from a work, `isBasedOn` leads back."""
    return {"@type": "CreativeWork", "name": one.title, "url": one.address}


def _translations(site: _Site, edition: Edition) -> Thing:
    """The original knows its translations, and each translation its original."""
    meta = edition.localized.document.meta
    tags = edition.project.locales_of(edition.name)
    if edition.is_source:
        return {"workTranslation": [_work(site, edition.name, tag) for tag in tags if tag != meta.language]}
    original = {
        **_without_page(edition.original_title, meta.language),
        "identifier": _identifiers(edition.original_numbers),
    }
    if meta.language in tags:
        original |= _work(site, edition.name, meta.language)
    return {"translationOfWork": original}


def _said_of_document(edition: Edition) -> Thing:
    """What is the same in every language and of every part."""
    meta = edition.localized.document.meta
    bodies = [{"@type": "Organization", "name": name} for name in edition.bodies]
    return {
        "author": _credited(edition.authors) or bodies,
        "editor": _credited(edition.editors),
        "publisher": bodies,
        "datePublished": meta.date.isoformat() if meta.date else "",
        "version": " ".join(filter(None, (edition.plain("edition"), meta.version))),
        "license": licence(edition),
        "copyrightNotice": edition.plain("rights"),
    }


def _translated(site: _Site, one: Recommendation, text: Text, edition: Edition) -> Thing:
    tag = edition.localized.locale
    return {
        "@type": "CreativeWork",
        "name": recommendation_name(one, edition),
        "text": text.text,
        "inLanguage": tag,
        "position": int(one.number),
        "translator": [*_people(edition.localized.translators), *_teams([edition])],
        "creativeWorkStatus": "Draft" if text.state in _UNCHECKED else "Published",
        "url": site.to(f"{tag}/{edition.name}.html#{one.id}"),
        "isPartOf": _named(site, edition),
    }


def _named(site: _Site, edition: Edition) -> Thing:
    return {"@type": "Report", "name": edition.title_text, **_work(site, edition.name, edition.localized.locale)}


def _work(site: _Site, document: str, tag: str) -> Thing:
    return {"@type": "Report", "inLanguage": tag, "url": site.to(f"{tag}/{document}.html")}


def _without_page(title: str, language: str) -> Thing:
    return {"@type": "Report", "name": title, "inLanguage": language}


def _file(site: _Site, path: str, kind: str, language: str | list[str]) -> Thing:
    return {"@type": "MediaObject", "contentUrl": site.to(path), "encodingFormat": kind, "inLanguage": language}


def _status(editions: Iterable[Edition]) -> str:
    """An edition with a passage that nobody has checked, or that is missing, is a draft."""
    return "Draft" if any(one.draft_count or one.missing_count for one in editions) else "Published"


def _teams(editions: Iterable[Edition]) -> list[Thing]:
    return [{"@type": "Organization", "name": name} for name in teams(editions)]


def _people(found: Iterable[Person]) -> list[Thing]:
    return [
        {
            "@type": "Person",
            "name": one.name,
            "affiliation": {"@type": "Organization", "name": one.organisation} if one.organisation else "",
        }
        for one in found
    ]


def _credited(people: Iterable[Credit]) -> list[Thing]:
    return [_in_role(one, _person(one)) for one in people]


def _person(one: Credit) -> Thing:
    place = {"@type": "Organization", "name": one.organisation} if one.organisation else ""
    return {"@type": "Person", "name": one.name, "affiliation": place, "sameAs": list(one.addresses)}


def _in_role(one: Credit, person: Thing) -> Thing:
    return {"@type": "Role", "roleName": one.role, "contributor": person} if one.role else person


def _identifiers(numbers: Numbers) -> list[object]:
    """The DOI by its address, an ISBN by the name of its property, anything else as it is."""
    isbn = {"@type": "PropertyValue", "propertyID": "ISBN", "value": numbers.isbn} if numbers.isbn else ""
    return [one for one in (numbers.doi_address, isbn, numbers.other) if one]


def _series(edition: Edition) -> Thing:
    return {"@type": "CreativeWorkSeries", "name": edition.plain("series"), "issn": edition.numbers.issn}


def _script(thing: Thing) -> Safe:
    """A node as the content of a ``script`` element, which it cannot break out of."""
    text = json.dumps({"@context": _CONTEXT, **_said(thing)}, ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Safe(text)  # noqa: S704 - nothing in it can be markup any more


def _said(thing: Thing) -> Thing:
    """The node and those in it, without the properties that say nothing."""
    return {name: _without_nothing(value) for name, value in thing.items() if value not in ("", [], {}, None)}


def _without_nothing(value: object) -> object:
    if isinstance(value, dict):
        return _said(value)
    return [_without_nothing(one) for one in value] if isinstance(value, list) else value
