"""What an edition says of itself to machines: schema.org, Highwire and Dublin Core in its page; DataCite beside it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from markupsafe import Markup as Safe

if TYPE_CHECKING:
    from toolkit.edition import Edition

_SCHEMA = "https://schema.org"


def schema_org(edition: Edition) -> Safe:
    """The JSON-LD of an edition as the content of a ``script`` element, which it cannot break out of."""
    text = json.dumps(_report(edition), ensure_ascii=False, separators=(",", ":"))
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return Safe(text)  # noqa: S704 - nothing in it can be markup any more


def meta_tags(edition: Edition) -> list[tuple[str, str]]:
    """Name and content of the ``meta`` elements: Highwire Press tags first, then Dublin Core."""
    meta = edition.localized.document.meta
    project = edition.project
    publishers = edition.bodies
    tags = [("citation_title", edition.title_text), ("citation_language", edition.localized.locale)]
    tags += [("citation_author", name) for name in publishers]
    tags += [("citation_technical_report_institution", name) for name in publishers]
    if meta.date:
        tags.append(("citation_publication_date", meta.date.strftime("%Y/%m/%d")))
    tags += [("citation_keywords", keyword) for keyword in edition.keywords]
    if project.site_url and "pdf" in project.formats:
        tags.append(("citation_pdf_url", project.address(f"{edition.localized.locale}/{edition.name}.pdf")))
    tags += [("DC.title", edition.title_text), ("DC.language", edition.localized.locale), ("DC.type", "Text")]
    tags += [("DC.publisher", name) for name in publishers]
    tags += [("DC.subject", keyword) for keyword in edition.keywords]
    if meta.date:
        tags.append(("DC.date", meta.date.isoformat()))
    for name, value in (("DC.identifier", meta.identifier), ("DC.rights", edition.plain("rights"))):
        if value:
            tags.append((name, value))
    return tags


def datacite(edition: Edition) -> str:
    """The DataCite 4.6 record of an edition as JSON; the DOI is left to whoever registers it."""
    meta = edition.localized.document.meta
    publishers = edition.bodies
    year = meta.date.year if meta.date else None
    record: dict[str, object] = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "types": {"resourceTypeGeneral": "Report", "resourceType": edition.plain("kind") or "Report"},
        "titles": _titles(edition),
        "creators": [{"name": name, "nameType": "Organizational"} for name in publishers],
        "publisher": {"name": ", ".join(publishers)},
        "publicationYear": year,
        "language": edition.localized.locale,
        "subjects": [{"subject": keyword, "lang": edition.localized.locale} for keyword in edition.keywords],
        "contributors": [
            {"name": person.name, "nameType": "Personal", "contributorType": "Translator"}
            for person in edition.localized.translators
        ],
        "dates": [{"date": meta.date.isoformat(), "dateType": "Issued"}] if meta.date else [],
        "version": " ".join(filter(None, (meta.version, edition.localized.document.revision))),
        "rightsList": [{"rights": edition.plain("rights"), "lang": edition.localized.locale}]
        if edition.plain("rights")
        else [],
        "alternateIdentifiers": [{"alternateIdentifier": meta.identifier, "alternateIdentifierType": "given"}]
        if meta.identifier
        else [],
        "formats": list(dict.fromkeys(file.media_type for file in edition.files)),
        "url": edition.project.address(f"{edition.localized.locale}/{edition.name}.html"),
    }
    return json.dumps({name: value for name, value in record.items() if value}, ensure_ascii=False, indent=1) + "\n"


def _titles(edition: Edition) -> list[dict[str, str]]:
    language = edition.localized.locale
    titles = [{"title": edition.title_text, "lang": language}]
    if edition.plain("subtitle"):
        titles.append({"title": edition.plain("subtitle"), "titleType": "Subtitle", "lang": language})
    if not edition.is_source:
        meta = edition.localized.document.meta
        titles.append({"title": meta.title, "titleType": "TranslatedTitle", "lang": meta.language})
    return titles


def _report(edition: Edition) -> dict[str, object]:
    meta = edition.localized.document.meta
    locale = edition.localized.locale
    found: dict[str, object] = {
        "@context": _SCHEMA,
        "@type": "Report",
        "name": edition.title_text,
        "alternativeHeadline": edition.plain("subtitle"),
        "inLanguage": locale,
        "datePublished": meta.date.isoformat() if meta.date else "",
        "publisher": [{"@type": "Organization", "name": name} for name in edition.bodies],
        "translator": [{"@type": "Person", "name": person.name} for person in edition.localized.translators],
        "keywords": list(edition.keywords),
        "version": meta.version,
        "identifier": meta.identifier,
        "copyrightNotice": edition.plain("rights"),
        "url": _page(edition, locale) if edition.project.site_url else "",
    }
    others = [tag for tag in edition.project.locales if tag != locale]
    if edition.is_source:
        found["workTranslation"] = [_work(edition, tag) for tag in others]
    else:
        found["translationOfWork"] = {**_work(edition, meta.language), "name": meta.title}
    return {name: value for name, value in found.items() if value}


def _work(edition: Edition, tag: str) -> dict[str, str]:
    return {"@type": "Report", "inLanguage": tag, "url": _page(edition, tag)}


def _page(edition: Edition, tag: str) -> str:
    """The address of the edition in a language: in full, or as seen from its own page."""
    path = f"{tag}/{edition.name}.html"
    return edition.project.address(path) if edition.project.site_url else f"../{path}"
