"""The DataCite record, held to the schema's mandatory properties and controlled lists."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from tests.described import HOSTILE, described, hostile
from tests.tiny_project import edition, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.records.datacite import render_datacite
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path

MANDATORY = {"schemaVersion", "types", "titles", "creators", "publisher", "publicationYear"}
KNOWN = MANDATORY | {
    "language", "subjects", "contributors", "dates", "version", "descriptions", "rightsList", "alternateIdentifiers",
    "relatedIdentifiers", "formats", "url",
}  # fmt: skip
LISTS = {
    "titleType": {"AlternativeTitle", "Subtitle", "TranslatedTitle", "Other"},
    "nameType": {"Organizational", "Personal"},
    "contributorType": {"Translator", "Other"},
    "dateType": {"Issued", "Updated"},
    "descriptionType": {"Abstract", "Methods", "SeriesInformation", "TableOfContents", "TechnicalInfo", "Other"},
    "relationType": {"HasTranslation", "IsTranslationOf"},
    "relatedIdentifierType": {"DOI", "URL"},
    "resourceTypeGeneral": {"Report"},
}
"""DataCite Metadata Schema 4.6: the parts of its controlled lists that concern an edition."""


def record(collection: Collection, locale: str) -> dict[str, Any]:
    """The record, once it has been held to the schema."""
    found: dict[str, Any] = json.loads(render_datacite(edition(collection, locale)))
    assert set(found) <= KNOWN
    assert found["schemaVersion"] == "http://datacite.org/schema/kernel-4"
    check_lists(found)
    return found


def check_lists(found: Any) -> None:
    for one in found.values() if isinstance(found, dict) else found:
        if isinstance(one, (dict, list)):
            check_lists(one)
    if isinstance(found, dict):
        assert all(found[name] in LISTS[name] for name in LISTS.keys() & found.keys())
        assert all(found.values())


def test_what_is_mandatory_is_there(tmp_path: Path) -> None:
    """In every language."""
    collection = described(tmp_path)
    for locale in collection.project.locales:
        found = record(collection, locale)
        assert set(found) >= MANDATORY
        assert found["publicationYear"] == "2024"
        assert found["types"] == {"resourceTypeGeneral": "Report", "resourceType": "Plan"}


def test_a_translation_and_its_original(tmp_path: Path) -> None:
    """Each names the other by its address, and the translation its original by its DOI too."""
    collection = described(tmp_path)
    found, source = record(collection, "ru"), record(collection, "en")
    assert found["titles"][0] == {"title": "План библиотек", "lang": "ru"}
    assert found["titles"][-1] == {"title": "The plan of the libraries", "titleType": "AlternativeTitle", "lang": "en"}
    related = [(one["relationType"], one["relatedIdentifier"]) for one in found["relatedIdentifiers"]]
    assert related == [
        ("IsTranslationOf", "https://lib.example.org/e/en/doc.html"),
        ("IsTranslationOf", "10.5072/plan_1"),
    ]
    assert "alternateIdentifiers" not in found
    assert [one["relatedIdentifier"] for one in source["relatedIdentifiers"]] == [
        f"https://lib.example.org/e/{tag}/doc.html" for tag in ("ru", "fr", "ka", "pt")
    ]
    assert source["alternateIdentifiers"] == [
        {"alternateIdentifier": "10.5072/plan_1", "alternateIdentifierType": "DOI"}
    ]
    assert [one["name"] for one in found["contributors"]] == ["Anna Petrova", "Ivan Ivanov"]
    assert found["rightsList"][0]["rightsUri"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "geoLocations" not in found


def test_a_translator_of_an_organisation(tmp_path: Path) -> None:
    """Has an affiliation."""
    described(tmp_path)
    write_catalog(tmp_path, "ru", {}, comments=("Anna (National Library) <a@b.org>, 2024.",))
    (person,) = record(Collection(find_project(tmp_path)), "ru")["contributors"]
    assert person == {
        "name": "Anna",
        "nameType": "Personal",
        "contributorType": "Translator",
        "affiliation": [{"name": "National Library"}],
    }


def test_what_nobody_knows_is_not_invented(tmp_path: Path) -> None:
    """A value that must be there is the schema's own word for an unknown one; the year is left to the registrant."""
    found = record(described(tmp_path, settings="", front="title: T\nlanguage: en\n"), "ru")
    assert found["creators"] == [{"name": "(:unav)"}]
    assert found["publisher"] == {"name": "(:unav)"}
    assert not {"publicationYear", "relatedIdentifiers", "url", "dates", "subjects"} & set(found)


def test_hostile_texts_are_strings(tmp_path: Path) -> None:
    """Letter by letter; and once, though all keywords are the same."""
    found = record(hostile(tmp_path), "ru")
    assert len(found["subjects"]) == len(found["creators"]) == 1
    assert found["titles"][0]["title"].replace("«", '"').replace("»", '"') == HOSTILE
