"""JSON-LD: what a page tells search engines, read back from the page."""

from __future__ import annotations

import datetime
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html

from tests.described import FRONT, HOSTILE_NAME, described, editions_of, hostile
from tests.tiny_project import edition, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.html import render_html
from toolkit.editions.parallel import render_parallel
from toolkit.editions.recommendations import recommendations
from toolkit.editions.records.schema_org import edition_data, home_data, language_data
from toolkit.project.project import find_project
from toolkit.site.not_found import render_not_found
from toolkit.site.recommendation import render_recommendation

if TYPE_CHECKING:
    from pathlib import Path

SITE = "https://lib.example.org/e"


def data_of(html: str) -> Any:
    """The one piece of JSON-LD in a page."""
    (script,) = lxml_html.document_fromstring(html).xpath('//head/script[@type="application/ld+json"]')
    found = json.loads(script.text)
    assert found["@context"] == "https://schema.org"
    return found


def empty(found: Any) -> bool:
    """Whether anything in it says nothing."""
    if isinstance(found, dict):
        return any(value in ("", [], {}, None) or empty(value) for value in found.values())
    return isinstance(found, list) and any(empty(one) for one in found)


def test_a_translation_is_a_report(tmp_path: Path) -> None:
    """With its translators, its files, its original, and an honest word on how far it has come."""
    found = data_of(render_html(editions_of(described(tmp_path))["ru"]))
    assert (found["@type"], found["name"], found["inLanguage"]) == ("Report", "План библиотек", "ru")
    assert [one["name"] for one in found["author"]] == ["Библиотека наук", "Union of Readers"]
    assert [one["name"] for one in found["translator"]] == ["Anna Petrova", "Ivan Ivanov"]
    assert found["translationOfWork"] == {
        "@type": "Report",
        "name": "The plan of the libraries",
        "inLanguage": "en",
        "identifier": ["https://doi.org/10.5072/plan_1"],
        "url": f"{SITE}/en/doc.html",
    }
    assert "workTranslation" not in found
    assert "identifier" not in found
    assert found["creativeWorkStatus"] == "Draft"
    assert found["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert {one["encodingFormat"]: one["contentUrl"] for one in found["encoding"]} == {
        "text/html": f"{SITE}/ru/doc.html",
        "application/pdf": f"{SITE}/ru/doc.pdf",
        "application/epub+zip": f"{SITE}/ru/doc.epub",
    }
    assert [(one["position"], one["url"]) for one in found["hasPart"]] == [
        (1, f"{SITE}/ru/doc.html#rec-1"),
        (2, f"{SITE}/ru/doc.html#rec-2"),
        (1, f"{SITE}/ru/doc.html#official-1"),
    ]
    assert found["isPartOf"]["url"] == f"{SITE}/index.html"
    assert not empty(found)


def test_an_original_knows_its_translations(tmp_path: Path) -> None:
    """And is published."""
    found = data_of(render_html(editions_of(described(tmp_path))["en"]))
    assert [one["inLanguage"] for one in found["workTranslation"]] == ["ru", "fr", "ka", "pt"]
    assert found["creativeWorkStatus"] == "Published"
    assert found["identifier"] == ["https://doi.org/10.5072/plan_1"]


def test_an_original_that_is_not_published_has_no_address(tmp_path: Path) -> None:
    """Only its title and its language."""
    collection = described(tmp_path, front=FRONT.replace("language: en", "language: uk"))
    found = data_of(render_html(edition(collection, "ru")))
    assert found["translationOfWork"] == {
        "@type": "Report",
        "name": "The plan of the libraries",
        "inLanguage": "uk",
        "identifier": ["https://doi.org/10.5072/plan_1"],
    }


def test_a_translator_of_an_organisation(tmp_path: Path) -> None:
    """As the catalog names it."""
    described(tmp_path)
    write_catalog(tmp_path, "ru", {}, comments=("Anna (National Library) <a@b.org>, 2024.",))
    found = json.loads(edition_data(edition(Collection(find_project(tmp_path)), "ru")))
    affiliation = {"@type": "Organization", "name": "National Library"}
    assert found["translator"] == [{"@type": "Person", "name": "Anna", "affiliation": affiliation}]


def test_a_recommendation_is_the_original_with_its_translations(tmp_path: Path) -> None:
    """Those that exist: a text that is not translated is no translation."""
    editions = editions_of(described(tmp_path))
    items = recommendations([one.localized for one in editions.values()])
    found = data_of(render_recommendation(items, 0, editions))
    assert (found["@type"], found["text"], found["inLanguage"], found["position"]) == (
        "CreativeWork",
        "Open the doors.",
        "en",
        1,
    )
    assert found["url"] == f"{SITE}/recommendations/doc/rec-1.html"
    assert found["isPartOf"]["url"] == f"{SITE}/en/doc.html"
    (translation,) = found["workTranslation"]
    assert (translation["text"], translation["inLanguage"]) == ("Откройте двери.", "ru")
    assert translation["isPartOf"]["name"] == "План библиотек"
    assert translation["creativeWorkStatus"] == "Published"
    assert not empty(found)
    assert "workTranslation" not in data_of(render_recommendation(items, 1, editions))


def test_two_languages_are_two_reports_in_one(tmp_path: Path) -> None:
    """With both languages, and the files that there are of a pair."""
    editions = editions_of(described(tmp_path))
    found = data_of(render_parallel(editions["ru"], editions["en"]))
    assert found["inLanguage"] == ["ru", "en"]
    assert [one["url"] for one in found["hasPart"]] == [f"{SITE}/ru/doc.html", f"{SITE}/en/doc.html"]
    assert [one["contentUrl"] for one in found["encoding"]] == [
        f"{SITE}/parallel/ru-en/doc.html",
        f"{SITE}/parallel/ru-en/doc.pdf",
    ]
    assert not empty(found)


@dataclass(frozen=True)
class Listed:
    document: str
    title: str
    date: datetime.date | None


@pytest.mark.parametrize(("settings", "root"), [(None, f"{SITE}/"), ("", "")])
def test_pages_that_lead_to_editions(tmp_path: Path, settings: str | None, root: str) -> None:
    """The site has a part in each language, which has the reports; addresses are relative where the site has none."""
    collection = described(tmp_path) if settings is None else described(tmp_path, settings=settings)
    home = json.loads(home_data(collection.project, collection.interface("en")))
    assert home["@type"] == "WebSite"
    assert [one["url"] for one in home["hasPart"]][:2] == [f"{root}en/index.html", f"{root}ru/index.html"]
    listed = (Listed("doc", "План", datetime.date(2024, 2, 9)), Listed("b", "</script>", None))
    page = json.loads(language_data(collection.project, "ru", listed, collection.interface("ru")))
    assert page["@type"] == "CollectionPage"
    assert [one["url"] for one in page["hasPart"]] == [f"{root or '../'}ru/doc.html", f"{root or '../'}ru/b.html"]
    assert [one.get("datePublished") for one in page["hasPart"]] == ["2024-02-09", None]
    assert "<" not in language_data(collection.project, "ru", listed, collection.interface("ru"))


def test_the_page_for_wrong_addresses_says_nothing(tmp_path: Path) -> None:
    """It is no work."""
    collection = described(tmp_path)
    assert "ld+json" not in render_not_found(collection.project, {"en": collection.interface("en")})


def test_hostile_texts_stay_in_the_script(tmp_path: Path) -> None:
    """And come back as they were."""
    editions = editions_of(hostile(tmp_path))
    items = recommendations([one.localized for one in editions.values()])
    found = data_of(render_html(editions["ru"]))
    assert "</script><script>" in found["name"]
    assert found["translator"][0]["name"] == HOSTILE_NAME.partition(" (")[0]
    assert "</script>" in data_of(render_recommendation(items, 0, editions))["workTranslation"][0]["text"]
