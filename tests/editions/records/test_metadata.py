"""What a page says of itself in its head, read back from the page."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from tests.described import HOSTILE, described, editions_of, hostile
from toolkit.editions.html import render_html
from toolkit.editions.parallel import render_parallel
from toolkit.editions.recommendations import recommendations
from toolkit.editions.records.metadata import edition_tags, licence, parallel_tags, recommendation_tags, relation
from toolkit.site.recommendation import render_recommendation

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.editions.records.metadata import Tags


def values(tags: Tags, name: str) -> list[str]:
    return [value for one, value in tags if one == name]


def test_a_document_is_a_report_of_its_bodies(tmp_path: Path) -> None:
    """Google Scholar wants title, author, date and PDF; Zotero sees a report by its institution."""
    tags = edition_tags(editions_of(described(tmp_path))["ru"])
    assert values(tags, "citation_title") == ["План библиотек"]
    assert values(tags, "citation_author") == ["Библиотека наук", "Union of Readers"]
    assert values(tags, "citation_technical_report_institution") == ["Библиотека наук", "Union of Readers"]
    assert values(tags, "citation_publication_date") == ["2024/02/09"]
    assert values(tags, "citation_language") == ["ru"]
    assert values(tags, "citation_pdf_url") == ["https://lib.example.org/e/ru/doc.pdf"]
    assert values(tags, "citation_public_url") == ["https://lib.example.org/e/ru/doc.html"]


def test_dublin_core(tmp_path: Path) -> None:
    """The elements that the document can fill; a translation names its original."""
    editions = editions_of(described(tmp_path))
    tags = edition_tags(editions["ru"])
    assert values(tags, "DC.contributor") == ["Anna Petrova", "Ivan Ivanov"]
    assert values(tags, "DC.date") == ["2024-02-09"]
    assert values(tags, "DC.identifier") == ["https://lib.example.org/e/ru/doc.html"]
    assert values(tags, "DC.relation") == ["https://lib.example.org/e/en/doc.html"]
    source = edition_tags(editions["en"])
    assert values(source, "DC.relation") == []
    assert values(source, "DC.identifier") == [
        "https://lib.example.org/e/en/doc.html",
        "https://doi.org/10.5072/plan_1",
    ]
    assert values(source, "DC.subject") == ["libraries", "reading"]
    assert all(value for _, value in tags + source)


def test_a_recommendation_is_a_section_of_the_document(tmp_path: Path) -> None:
    """Hence a title of its own, the title of the book, and no institution, which would make it a report."""
    editions = editions_of(described(tmp_path))
    found = recommendations([one.localized for one in editions.values()])
    tags = recommendation_tags(found.items[0], "recommendations/doc/rec-1.html", editions["en"])
    assert values(tags, "citation_title") == ["Recommendation 1"]
    assert values(tags, "citation_book_title") == ["The plan of the libraries"]
    assert values(tags, "citation_abstract") == ["Open the doors."]
    assert values(tags, "citation_technical_report_institution") == []
    assert values(tags, "citation_public_url") == ["https://lib.example.org/e/recommendations/doc/rec-1.html"]


def test_a_page_of_two_languages_is_in_both(tmp_path: Path) -> None:
    """With each subject once where both call it the same; Highwire's tags know one language only, that of the page."""
    editions = editions_of(described(tmp_path))
    tags = parallel_tags(editions["ru"], editions["en"], "Both")
    assert values(tags, "DC.language") == ["ru", "en"]
    assert values(tags, "citation_language") == ["ru"]
    assert values(tags, "DC.title") == ["План библиотек", "The plan of the libraries"]
    assert values(tags, "DC.subject") == ["libraries", "reading"]
    assert values(tags, "citation_pdf_url") == ["https://lib.example.org/e/parallel/ru-en/doc.pdf"]


def test_without_an_address_no_address_is_given(tmp_path: Path) -> None:
    """A translation then names its original by its title."""
    found = editions_of(described(tmp_path, settings=""))["ru"]
    assert not any("/doc." in value for _, value in edition_tags(found))
    assert relation(found) == "The plan of the libraries"


@pytest.mark.parametrize("site", [True, False])
def test_the_tags_stand_in_every_page(tmp_path: Path, site: bool) -> None:
    """Of a document, of two languages, of a recommendation; with the schema that Dublin Core's names are of."""
    collection = described(tmp_path) if site else described(tmp_path, settings="")
    editions = editions_of(collection)
    found = recommendations([one.localized for one in editions.values()])
    pages = {
        render_html(editions["ru"]): "План библиотек",
        render_parallel(editions["ru"], editions["en"]): "План библиотек / The plan of the libraries",
        render_recommendation(found, 0, editions): "Recommendation 1",
    }
    for text, title in pages.items():
        page = lxml_html.document_fromstring(text)
        assert page.xpath('//head/meta[@name="citation_title"]/@content') == [title]
        assert page.xpath('//head/link[@rel="schema.DC"]/@href') == ["http://purl.org/dc/elements/1.1/"]
        assert len(page.xpath('//head/link[@rel="canonical"]')) == site


def test_hostile_texts_stay_in_their_attributes(tmp_path: Path) -> None:
    """What the catalog says comes back letter by letter, and nothing else does."""
    collection = hostile(tmp_path)
    page = lxml_html.document_fromstring(render_html(editions_of(collection)["ru"]))
    (title,) = page.xpath('//head/meta[@name="DC.title"]/@content')
    assert title.replace("«", '"').replace("»", '"') == HOSTILE
    assert len(page.xpath("//script[not(@src)]")) == 1


def test_a_licence_is_known_by_its_address(tmp_path: Path) -> None:
    """Without the full stop behind it."""
    found = editions_of(described(tmp_path))["en"]
    assert licence(found) == "https://creativecommons.org/licenses/by/4.0/"
