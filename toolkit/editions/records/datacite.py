"""DataCite 4.6 as JSON: what whoever registers a DOI for an edition has to send."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.editions.credits import numbers_of
from toolkit.editions.records.metadata import licence
from toolkit.system.indented import indented

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.catalog.people import Person
    from toolkit.editions.credits import Credit
    from toolkit.editions.edition import Edition

_CONTRIBUTOR_TYPES = {
    "dtc": "DataCollector", "pdr": "ProjectLeader", "res": "Researcher", "spn": "Sponsor", "trl": "Translator",
}  # fmt: skip
"""Those of the schema's types that say what a MARC relator says (DataCite Metadata Schema 4.6, appendix 1)."""
_SCHEMES = {"orcid": "https://orcid.org/", "isni": "https://isni.org/isni/"}
_UNKNOWN = "(:unav)"
"""What stands in place of a mandatory value that nobody knows (DataCite Metadata Schema 4.6, appendix 3)."""


def render_datacite(edition: Edition) -> str:
    """The record of an edition; the DOI is left to whoever registers it, and the year where the document has no date."""
    meta = edition.localized.document.meta
    locale = edition.localized.locale
    # Two words of the original may be one in a translation; the schema wants every entry of a list once.
    bodies = [{"name": name, "nameType": "Organizational"} for name in dict.fromkeys(edition.bodies)]
    creators = [_person(one) for one in edition.authors] or bodies
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
            *(_person(one) | {"contributorType": "Editor"} for one in edition.editors),
            *(
                _person(one) | {"contributorType": _CONTRIBUTOR_TYPES.get(one.relator, "Other")}
                for one in edition.contributors
            ),
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
        "url": edition.project.uri(_page(edition, locale)) if edition.project.site_url else "",
    }
    return indented({name: value for name, value in record.items() if value})


def _titles(edition: Edition) -> list[dict[str, str]]:
    language = edition.localized.locale
    titles = [{"title": edition.title_text, "lang": language}]
    if edition.plain("subtitle"):
        titles.append({"title": edition.plain("subtitle"), "titleType": "Subtitle", "lang": language})
    if not edition.is_source:
        meta = edition.localized.document.meta
        titles.append({"title": edition.original_title, "titleType": "AlternativeTitle", "lang": meta.language})
    return titles


def _person(one: Credit) -> dict[str, object]:
    known = {name: base + number for name, base in _SCHEMES.items() if (number := getattr(one, name))}
    found: dict[str, object] = {"name": one.name, "nameType": "Personal"}
    if known:
        found["nameIdentifiers"] = [
            {"nameIdentifier": address, "nameIdentifierScheme": name.upper(), "schemeUri": _SCHEMES[name]}
            for name, address in known.items()
        ]
    if one.organisation:
        found["affiliation"] = [{"name": one.organisation}]
    return found


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
    if edition.plain("series"):
        issn = f" (ISSN {edition.numbers.issn})" if edition.numbers.issn else ""
        found.insert(0, _description(edition, f"{edition.plain('series')}{issn}", "SeriesInformation"))
    if edition.plain("abstract"):
        found.insert(0, _description(edition, edition.plain("abstract"), "Abstract"))
    if edition.plain("event"):
        found.insert(0, _description(edition, edition.plain("event"), "Other"))
    return found


def _description(edition: Edition, text: str, kind: str) -> dict[str, str]:
    return {"description": text, "descriptionType": kind, "lang": edition.localized.locale}


def _rights(edition: Edition) -> list[dict[str, str]]:
    words = {"rights": edition.plain("rights"), "lang": edition.localized.locale, "rightsUri": licence(edition)}
    found = edition.licence
    if found:
        own = {"rights": found.name, "rightsUri": found.address}
        if found.spdx:
            own |= {
                "rightsIdentifier": found.spdx,
                "rightsIdentifierScheme": "SPDX",
                "schemeUri": "https://spdx.org/licenses/",
            }
        words.pop("rightsUri")
        return [own, words] if words["rights"] else [own]
    return [{name: value for name, value in words.items() if value}] if words["rights"] else []


def _alternates(edition: Edition) -> list[dict[str, str]]:
    numbers = edition.numbers
    found = {"DOI": numbers.doi, "ISBN": numbers.isbn, "given": numbers.other}
    return [{"alternateIdentifier": value, "alternateIdentifierType": kind} for kind, value in found.items() if value]


def _related(edition: Edition) -> list[dict[str, str]]:
    """The original of a translation and the translations of an original, as far as they have addresses."""
    return [*_translations(edition), *_companions(edition)]


def _companions(edition: Edition) -> list[dict[str, str]]:
    """The same in plain language, and what is said so (DataCite 4.6: variant forms), as far as they have addresses."""
    pairs = [("IsOriginalFormOf", edition.easy), *(("IsVariantFormOf", one) for one in edition.full)]
    return [
        {
            "relatedIdentifier": one.address,
            "relatedIdentifierType": "URL",
            "relationType": relation,
            "resourceTypeGeneral": "Report",
        }
        for relation, one in pairs
        if one and one.address
    ]


def _translations(edition: Edition) -> list[dict[str, str]]:
    meta = edition.localized.document.meta
    locales = edition.project.locales_of(edition.name) if edition.project.site_url else ()
    if edition.is_source:
        return [_relation(edition, "HasTranslation", tag) for tag in locales if tag != meta.language]
    found = [_relation(edition, "IsTranslationOf", meta.language)] if meta.language in locales else []
    if original := numbers_of(meta, meta.language).doi:
        found.append(_relation(edition, "IsTranslationOf") | {"relatedIdentifier": original})
    return found


def _relation(edition: Edition, relation: str, tag: str = "") -> dict[str, str]:
    """A relation to the edition in a language by its address, or to what has a DOI, without it."""
    return {
        "relatedIdentifier": edition.project.uri(_page(edition, tag)) if tag else "",
        "relatedIdentifierType": "URL" if tag else "DOI",
        "relationType": relation,
        "resourceTypeGeneral": "Report",
    }


def _page(edition: Edition, tag: str) -> str:
    return f"{tag}/{edition.name}.html"
