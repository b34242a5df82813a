"""DataCite 4.6 as JSON: what whoever registers a DOI for an edition has to send."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from toolkit.editions.records.citation import doi
from toolkit.editions.records.metadata import identifier, licence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.catalog.people import Person
    from toolkit.editions.edition import Edition

_UNKNOWN = "(:unav)"
"""What stands in place of a mandatory value that nobody knows (DataCite Metadata Schema 4.6, appendix 3)."""


def render_datacite(edition: Edition) -> str:
    """The record of an edition; the DOI is left to whoever registers it, and the year where the document has no date."""
    meta = edition.localized.document.meta
    locale = edition.localized.locale
    # Two words of the original may be one in a translation; the schema wants every entry of a list once.
    creators = [{"name": name, "nameType": "Organizational"} for name in dict.fromkeys(edition.bodies)]
    record: dict[str, object] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Report", "resourceType": edition.plain("kind") or "Report"},
        "titles": _titles(edition),
        "creators": creators or [{"name": _UNKNOWN}],
        "publisher": {"name": ", ".join(edition.bodies) or _UNKNOWN},
        "publicationYear": f"{meta.date.year:04}" if meta.date else "",
        "language": locale,
        "subjects": [{"subject": keyword, "lang": locale} for keyword in dict.fromkeys(edition.keywords)],
        "contributors": [
            *_contributors(edition.localized.translators, "Translator"),
            *(
                {"name": name, "nameType": "Organizational", "contributorType": "Translator"}
                for name in edition.localized.teams
            ),
            *_contributors(edition.localized.reviewers, "Other"),
        ],
        "dates": _dates(edition),
        "version": " ".join(filter(None, (meta.version, edition.localized.document.revision))),
        "descriptions": _descriptions(edition),
        "rightsList": _rights(edition),
        "alternateIdentifiers": _alternates(edition),
        "relatedIdentifiers": _related(edition),
        "formats": list(dict.fromkeys(file.media_type for file in edition.files)),
        "url": edition.project.address(_page(edition, locale)) if edition.project.site_url else "",
    }
    return json.dumps({name: value for name, value in record.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _titles(edition: Edition) -> list[dict[str, str]]:
    language = edition.localized.locale
    titles = [{"title": edition.title_text, "lang": language}]
    if edition.plain("subtitle"):
        titles.append({"title": edition.plain("subtitle"), "titleType": "Subtitle", "lang": language})
    if not edition.is_source:
        meta = edition.localized.document.meta
        titles.append({"title": meta.title, "titleType": "AlternativeTitle", "lang": meta.language})
    return titles


def _contributors(people: Iterable[Person], kind: str) -> list[dict[str, object]]:
    found = []
    for person in people:
        one: dict[str, object] = {"name": person.name, "nameType": "Personal", "contributorType": kind}
        if person.organisation:
            one["affiliation"] = [{"name": person.organisation}]
        found.append(one)
    return found


def _dates(edition: Edition) -> list[dict[str, str]]:
    issued, changed = edition.localized.document.meta.date, edition.localized.revised
    dates = [{"date": issued.isoformat(), "dateType": "Issued"}] if issued else []
    if changed and changed != issued:
        dates.append({"date": changed.isoformat(), "dateType": "Updated"})
    return dates


def _descriptions(edition: Edition) -> list[dict[str, str]]:
    states = ", ".join(f"{state} {number}" for state, number in edition.localized.counts.items())
    found = [{"description": f"State of the texts: {states}", "descriptionType": "TechnicalInfo", "lang": "en"}]
    if edition.plain("event"):
        event = {"description": edition.plain("event"), "descriptionType": "Other", "lang": edition.localized.locale}
        found.insert(0, event)
    return found


def _rights(edition: Edition) -> list[dict[str, str]]:
    rights = edition.plain("rights")
    if not rights:
        return []
    address = licence(edition)
    return [{"rights": rights, "lang": edition.localized.locale} | ({"rightsUri": address} if address else {})]


def _alternates(edition: Edition) -> list[dict[str, str]]:
    given = identifier(edition)
    kind = "DOI" if doi(given) else "given"
    return [{"alternateIdentifier": given, "alternateIdentifierType": kind}] if given else []


def _related(edition: Edition) -> list[dict[str, str]]:
    """The original of a translation and the translations of an original, as far as they have addresses."""
    meta = edition.localized.document.meta
    locales = edition.project.locales if edition.project.site_url else ()
    if edition.is_source:
        return [_relation(edition, "HasTranslation", tag) for tag in locales if tag != meta.language]
    found = [_relation(edition, "IsTranslationOf", meta.language)] if meta.language in locales else []
    if doi(meta.identifier):
        found.append(_relation(edition, "IsTranslationOf") | {"relatedIdentifier": doi(meta.identifier)})
    return found


def _relation(edition: Edition, relation: str, tag: str = "") -> dict[str, str]:
    """A relation to the edition in a language by its address, or to what has a DOI, without it."""
    return {
        "relatedIdentifier": edition.project.address(_page(edition, tag)) if tag else "",
        "relatedIdentifierType": "URL" if tag else "DOI",
        "relationType": relation,
        "resourceTypeGeneral": "Report",
    }


def _page(edition: Edition, tag: str) -> str:
    return f"{tag}/{edition.name}.html"
