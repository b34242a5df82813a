"""People, numbers, licence, series and abstract of the front matter: in every page, file and record that has a place for them."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import TYPE_CHECKING

import pikepdf
import pybtex.database
import pymarc
import pytest
from PIL import Image

from tests.described import described, editions_of
from tests.tiny_project import write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.pdf.render import render_pdf
from toolkit.editions.records.citation import bibtex, citation_line, cite, csl, ris
from toolkit.editions.records.datacite import render_datacite
from toolkit.editions.records.marc import render_marc
from toolkit.editions.records.metadata import edition_tags
from toolkit.editions.records.schema_org import edition_data
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from pathlib import Path

FRONT = """\
title: The plan
language: en
date: 2024-02-09
publishers: [Library of Sciences]
authors:
  - name: Anna Petrova
    organisation: National Library
    orcid: 0000-0002-1825-0097
  - Ivan Ivanov
editors: [Maria Sidorova]
contributors:
  - name: Jan Novak
    role: illustrator
isbn:
  en: 978-3-16-148410-0
  ru: 978-5-00-000006-9
issn: 0317-8471
doi: 10.5072/plan
licence: CC-BY-4.0
series: Reports, 7
edition: 2nd, revised
abstract: What the plan is about.
"""
ORCID = "https://orcid.org/0000-0002-1825-0097"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"


@pytest.fixture
def editions(tmp_path: Path) -> dict[str, Edition]:
    described(tmp_path, front=FRONT)
    texts: dict[tuple[str | None, str], str] = {
        ("meta/author-1", "Anna Petrova"): "Анна Петрова",
        ("meta/abstract", "What the plan is about."): "О чём этот план.",
        ("meta/contributor-1-role", "illustrator"): "иллюстратор",
    }
    write_catalog(tmp_path, "ru", texts)
    return editions_of(Collection(find_project(tmp_path)))


def test_pages_name_people_numbers_and_licence(editions: dict[str, Edition]) -> None:
    """In the words of their language; the DOI and the licence as links; a translation shows its own ISBN."""
    page = render_html(editions["ru"])
    for text in ("Анна Петрова (National Library)", "иллюстратор", "О чём этот план.", ORCID, "9785000000069"):
        assert text in page
    assert f'<a href="{LICENCE}" rel="license" class="badge">CC BY 4.0</a>' in page
    assert "<dd>9783161484100</dd>" not in page
    assert '<a href="https://doi.org/10.5072/plan"' in render_html(editions["en"])


def test_meta_elements(editions: dict[str, Edition]) -> None:
    """Authors are authors with their institution, the bodies publishers only."""
    tags = edition_tags(editions["en"])
    assert [value for name, value in tags if name == "citation_author"] == ["Anna Petrova", "Ivan Ivanov"]
    for pair in (
        ("citation_author_institution", "National Library"),
        ("citation_author_orcid", ORCID),
        ("citation_editor", "Maria Sidorova"),
        ("citation_doi", "10.5072/plan"),
        ("citation_isbn", "9783161484100"),
        ("citation_issn", "0317-8471"),
        ("DC.creator", "Ivan Ivanov"),
        ("DC.contributor", "Jan Novak"),
        ("DC.publisher", "Library of Sciences"),
        ("DC.description", "What the plan is about."),
        ("DC.identifier", "https://doi.org/10.5072/plan"),
        ("DC.rights", LICENCE),
    ):
        assert pair in tags
    assert ("DC.creator", "Library of Sciences") not in tags


def test_citations(editions: dict[str, Edition]) -> None:
    """Authors stand first, the bodies where publishers do."""
    one = cite(editions["en"])
    line = "Anna Petrova, Ivan Ivanov. The plan. 2nd, revised. Library of Sciences, 9\u00a0February 2024. Reports, 7. "
    assert citation_line(editions["en"]).startswith(f"{line}https://doi.org/10.5072/plan. ISBN 9783161484100.")
    entry = next(iter(pybtex.database.parse_string(bibtex(one), "bibtex").entries.values()))
    assert [str(person) for person in entry.persons["author"]] == ["Petrova, Anna", "Ivanov, Ivan"]
    assert [str(person) for person in entry.persons["editor"]] == ["Sidorova, Maria"]
    assert (entry.fields["isbn"], entry.fields["doi"]) == ("9783161484100", "10.5072/plan")
    assert (entry.fields["series"], entry.fields["edition"]) == ("{Reports, 7}", "2nd, revised")
    rows = ris(one).split("\r\n")
    for row in (
        "AU  - Ivan Ivanov",
        "ED  - Maria Sidorova",
        "SN  - 9783161484100",
        "T3  - Reports, 7",
        "DO  - 10.5072/plan",
    ):
        assert row in rows
    item = csl(one)
    assert item["author"] == [{"literal": "Anna Petrova"}, {"literal": "Ivan Ivanov"}]
    assert (item["ISBN"], item["collection-title"], item["abstract"]) == (
        "9783161484100",
        "Reports, 7",
        "What the plan is about.",
    )


def test_json_ld(editions: dict[str, Edition]) -> None:
    """Persons with what identifies them; the series as a whole that the report is part of."""
    found = json.loads(edition_data(editions["en"]))
    assert found["author"][0] == {
        "@type": "Person",
        "name": "Anna Petrova",
        "affiliation": {"@type": "Organization", "name": "National Library"},
        "sameAs": [ORCID],
    }
    assert found["publisher"] == [{"@type": "Organization", "name": "Library of Sciences"}]
    assert found["contributor"][0]["roleName"] == "illustrator"
    assert found["license"] == LICENCE
    assert found["identifier"][0] == "https://doi.org/10.5072/plan"
    assert found["isPartOf"][0] == {"@type": "CreativeWorkSeries", "name": "Reports, 7", "issn": "0317-8471"}
    assert found["abstract"] == "What the plan is about."


def test_datacite(editions: dict[str, Edition]) -> None:
    """Creators are persons; the licence has its identifier; a translation leads to its original."""
    found = json.loads(render_datacite(editions["en"]))
    assert found["creators"][0]["nameIdentifiers"] == [
        {"nameIdentifier": ORCID, "nameIdentifierScheme": "ORCID", "schemeUri": "https://orcid.org/"}
    ]
    assert {one["contributorType"] for one in found["contributors"]} == {"Editor", "Other"}
    assert found["rightsList"][0]["rightsIdentifier"] == "CC-BY-4.0"
    kinds = {one["descriptionType"]: one["description"] for one in found["descriptions"]}
    assert (kinds["Abstract"], kinds["SeriesInformation"]) == ("What the plan is about.", "Reports, 7 (ISSN 0317-8471)")
    assert {"alternateIdentifier": "9783161484100", "alternateIdentifierType": "ISBN"} in found["alternateIdentifiers"]
    related = json.loads(render_datacite(editions["ru"]))["relatedIdentifiers"]
    assert ("10.5072/plan", "IsTranslationOf") in {(one["relatedIdentifier"], one["relationType"]) for one in related}


def test_marc(editions: dict[str, Edition]) -> None:
    """The first author is the main entry, with the address of what identifies the person."""
    xml = render_marc(editions["en"], list(editions.values()))
    record = pymarc.parse_xml_to_array(io.BytesIO(xml))[0]
    assert record["100"].get_subfields("a", "1", "4") == ["Anna Petrova,", ORCID, "aut"]
    assert [field["4"] for field in record.get_fields("700")] == ["aut", "edt", "ill"]
    assert record["710"]["a"] == "Library of Sciences,"
    assert record["020"]["a"] == "9783161484100"
    assert record["490"].get_subfields("a", "x") == ["Reports, 7,", "0317-8471."]
    assert record["520"]["a"] == "What the plan is about."
    assert record["540"].get_subfields("f", "u", "2") == ["CC BY 4.0", LICENCE, "cc"]
    assert record["024"]["a"] == "10.5072/plan"


def test_epub_and_pdf(editions: dict[str, Edition]) -> None:
    """The package and the XMP name the same people, numbers and licence."""
    with zipfile.ZipFile(io.BytesIO(render_epub(editions["ru"]))) as archive:
        package = archive.read("EPUB/package.opf").decode()
    for text in (">Анна Петрова</dc:creator>", "urn:isbn:9785000000069", LICENCE, ">ill</meta>", ">Reports, 7</meta>"):
        assert text in package
    assert ">Library of Sciences</dc:creator>" not in package
    with pikepdf.open(io.BytesIO(render_pdf(editions["en"]).data)) as pdf, pdf.open_metadata() as xmp:
        assert list(xmp["dc:creator"]) == ["Anna Petrova", "Ivan Ivanov"]
        assert str(pdf.docinfo.Author) == "Anna Petrova, Ivan Ivanov"
        assert xmp["dc:identifier"] == "https://doi.org/10.5072/plan"
        assert xmp["xmpRights:WebStatement"] == LICENCE


def test_logos_and_cover(tmp_path: Path) -> None:
    """Each logo with the name of its body, on every title page; the cover as that of the book."""
    described(tmp_path, front=f"{FRONT}logo: [one.png]\ncover: front.png\n")
    for name, colour in (("one.png", "red"), ("front.png", "blue")):
        Image.new("RGB", (80, 40), colour).save(tmp_path / "sources" / name)
    found = editions_of(Collection(find_project(tmp_path)))["en"]
    assert re.search(
        r'<p class="logos"><img src="../pictures/[^"]*"[^>]* alt="Library of Sciences"/></p>', render_html(found)
    )
    with zipfile.ZipFile(io.BytesIO(render_epub(found))) as archive:
        package = archive.read("EPUB/package.opf").decode()
        cover = re.findall(r'href="([^"]+)" media-type="image/png" properties="cover-image"', package)
        assert len(cover) == 1
        assert cover[0].encode() in archive.read("EPUB/cover.xhtml")
        assert b'alt="Library of Sciences"' in archive.read("EPUB/text.xhtml")
        assert package.count("cover-image") == 1
    with pikepdf.open(io.BytesIO(render_pdf(found).data)) as pdf:
        assert pdf.pages[0].get_images()
