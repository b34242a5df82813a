"""Data are held against their standards: what is sound passes, and each planted fault is named."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

import pytest

from validation import citations, feeds, linked_data, marc, records
from validation.page import read_page
from validation.site import Site

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path


FIXED = "260115s2026    aj      o     000 0 rus d"
MARC = f"""<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000nam a2200000 i 4500</leader>
<controlfield tag="008">{FIXED}</controlfield>
<datafield tag="041" ind1="1" ind2=" "><subfield code="a">rus</subfield><subfield code="h">eng</subfield></datafield>
<datafield tag="110" ind1="2" ind2=" "><subfield code="a">The Library</subfield></datafield>
<datafield tag="240" ind1="1" ind2="0"><subfield code="a">The plan</subfield><subfield code="l">Russian</subfield></datafield>
<datafield tag="245" ind1="1" ind2="0"><subfield code="a">План</subfield></datafield>
<datafield tag="264" ind1=" " ind2="1"><subfield code="b">The Library</subfield></datafield>
<datafield tag="546" ind1=" " ind2=" "><subfield code="a">Russian</subfield></datafield>
<datafield tag="765" ind1="0" ind2=" "><subfield code="t">The plan</subfield></datafield>
<datafield tag="856" ind1="4" ind2="0"><subfield code="u">https://example.org/ru/doc.html</subfield></datafield>
</record>"""
FEED = """<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru"><title>Планы</title><id>tag:example.org,2026:ru</id>
<updated>2026-01-15T00:00:00Z</updated><author><name>The Library</name></author><link rel="self" href="feed.xml"/>
<entry><title>План</title><id>tag:example.org,2026:doc/ru</id><updated>2026-01-15T00:00:00Z</updated>
<link rel="alternate" type="text/html" href="doc.html"/></entry></feed>"""
SITEMAP = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">
<url><loc>https://example.org/</loc></url>
<url><loc>https://example.org/en/</loc><lastmod>2026-01-15</lastmod>
<xhtml:link rel="alternate" hreflang="en" href="https://example.org/en/"/>
<xhtml:link rel="alternate" hreflang="ru" href="https://example.org/ru/"/></url>
<url><loc>https://example.org/ru/</loc><xhtml:link rel="alternate" hreflang="en" href="https://example.org/en/"/>
<xhtml:link rel="alternate" hreflang="ru" href="https://example.org/ru/"/></url></urlset>"""
REPOSITORY = """<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository"
 xmlns:oai="http://www.openarchives.org/OAI/2.0/">
<Identify><oai:repositoryName>Plans</oai:repositoryName><oai:baseURL>https://example.org/oai.xml</oai:baseURL>
<oai:protocolVersion>2.0</oai:protocolVersion><oai:adminEmail>library@example.org</oai:adminEmail>
<oai:earliestDatestamp>2026-01-01</oai:earliestDatestamp><oai:deletedRecord>no</oai:deletedRecord>
<oai:granularity>YYYY-MM-DD</oai:granularity></Identify>
<ListMetadataFormats><oai:metadataFormat><oai:metadataPrefix>oai_dc</oai:metadataPrefix></oai:metadataFormat></ListMetadataFormats>
<ListRecords metadataPrefix="oai_dc"><oai:record><oai:header><oai:identifier>oai:example.org:doc</oai:identifier>
<oai:datestamp>2026-01-15</oai:datestamp></oai:header><oai:metadata>
<d:dc xmlns:d="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title>План</dc:title><dc:language>ru</dc:language></d:dc></oai:metadata></oai:record></ListRecords></Repository>"""
SKOS: dict[str, Any] = {
    "@context": {"skos": "http://www.w3.org/2004/02/skos/core#"},
    "@graph": [
        {"@id": "data/doc", "@type": "skos:ConceptScheme"},
        {
            "@id": "rec-1", "@type": "skos:Concept", "skos:inScheme": {"@id": "data/doc"},
            "skos:prefLabel": [{"@language": "en", "@value": "Open"}, {"@language": "ru", "@value": "Открыть"}],
        },
    ],
}  # fmt: skip
CONCEPT = SKOS["@graph"][1]
BIBTEX = "@report{doc-ru,\n  author = {{The Library}},\n  title = {План \\{1\\}},\n  date = {2026-01-15},\n  url = {https://example.org/a\\_b},\n}\n"
RIS = "TY  - RPRT\nAU  - The Library\nTI  - План\nPY  - 2026\nDA  - 2026/01/15\nLA  - ru\nUR  - https://example.org/a\nER  - \n"
CSL: dict[str, Any] = {
    "id": "doc-ru", "type": "report", "title": "План", "author": [{"literal": "The Library"}], "language": "ru",
    "issued": {"date-parts": [[2026, 1, 15]]}, "URL": "https://example.org/a",
}  # fmt: skip


def xml_said(
    check: Callable[[ElementTree.Element], Iterable[str]], text: str, old: str = "", new: str = ""
) -> list[str]:
    """What is said of a document in which words are replaced."""
    assert old in text
    return list(check(ElementTree.fromstring(text.replace(old, new, 1) if old else text)))  # noqa: S314 - its own text


# -- MARCXML --------------------------------------------------------------------------------------


def test_sound_records_pass() -> None:
    """A translation, an original without a main entry, a collection."""
    assert xml_said(marc.faults, MARC) == []
    original = re.sub(r'<datafield tag="(110|240|765)".*\n', "", MARC).replace('<subfield code="h">eng</subfield>', "")
    original = original.replace('tag="041" ind1="1"', 'tag="041" ind1="0"').replace(
        'tag="245" ind1="1"', 'tag="245" ind1="0"'
    )
    assert xml_said(marc.faults, original) == []
    nobodys = re.sub(r'<datafield tag="110".*\n', "", MARC).replace(
        'tag="240" ind1="1" ind2="0"', 'tag="130" ind1="0" ind2=" "'
    )
    assert xml_said(marc.faults, nobodys) == []
    whole = (
        MARC.replace("<record", "<collection", 1)
        .replace(">", "><record>", 1)
        .replace("</record>", "</record></collection>")
    )
    assert xml_said(marc.faults, whole) == []
    assert xml_said(marc.faults, '<collection xmlns="http://www.loc.gov/MARC21/slim"/>') == ["there is no record"]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("00000nam", "00000na", "the leader '00000na a2200000 i 4500' is not as the schema says"),
        (FIXED, FIXED[1:], "008 has 39 characters instead of 40"),
        (FIXED, FIXED.replace("s2026", "x2026"), f"008 {FIXED.replace('s2026', 'x2026')!r} has a value that is not defined"),
        (FIXED, FIXED.replace("rus", "eng"), "008 says eng, 041 $a says rus"),
        ('<controlfield tag="008">', '<controlfield tag="245">', "no control field is called '245'"),
        ('tag="546"', 'tag="5-6"', "no data field is called '5-6'"),
        ('tag="546"', 'tag="500"', "there is no 546"),
        ('<subfield code="a">Russian', '<subfield code="b">Russian', "546 has no $a"),
        ('<subfield code="a">Russian', '<subfield code="">Russian', "546 has a subfield ''"),
        ('>Russian</subfield></datafield>\n<datafield tag="765', '> </subfield></datafield>\n<datafield tag="765', "546 $a is empty"),
        ('tag="546" ind1=" "', 'tag="546" ind1="X"', "546 has ind1 'X'"),
        ('tag="264" ind1=" " ind2="1"', 'tag="264" ind1=" " ind2="9"', "264 ind2 has no value '9'"),
        ('tag="245" ind1="1"', 'tag="245" ind1="0"', "245 ind1 is to be 1: there is a main entry (1XX)"),
        ('tag="240"', 'tag="500"', "there is no 240, and this is a translation"),
        ('tag="765"', 'tag="500"', "there is no 765, and this is a translation"),
        ('<subfield code="h">eng</subfield>', "", "041 has no $h for the language of the original, and this is a translation"),
        ('tag="041" ind1="1"', 'tag="041" ind1="0"', "041 ind1 is to be 1, for this is a translation"),
        ('tag="110"', 'tag="245"', "245 stands 2 times"),
        ("https://example.org/", "", "856 $u 'ru/doc.html' is no absolute address"),
        ("<leader>00000nam a2200000 i 4500</leader>", "", "there are 0 leaders"),
        ("<leader>", "<title/><leader>", "title has no place in a record"),
        ("</record>", '<controlfield tag="001">1</controlfield></record>', "leader, control fields and data fields stand in another order"),
    ],
)  # fmt: skip
def test_faults_of_records_are_found(old: str, new: str, message: str) -> None:
    """Of the schema, and of the format."""
    assert message in xml_said(marc.faults, MARC, old, new)


# -- feeds, sitemaps, repositories ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<title>Планы</title>", "", "the feed has 0 times title with a text instead of once (4.1)"),
        ("<title>План</title>", "<title/>", "entry 1 has 1 times title with a text instead of once (4.1)"),
        ("<updated>2026-01-15T00:00:00Z", "<updated>2026-01-15", "the feed: updated '2026-01-15' is no time (RFC 3339)"),
        ("2026-01-15T00:00:00Z", "2026-13-15T00:00:00Z", "the feed: updated '2026-13-15T00:00:00Z' is no time (RFC 3339)"),
        ("2026-01-15T00:00:00Z", "2025-01-15T00:00:00Z", "an entry was updated after the feed"),
        ("doc/ru</id>", "ru</id>", "the id 'tag:example.org,2026:ru' stands 2 times (4.2.6)"),
        ("<id>tag:example.org,2026:ru", "<id>ru", "the feed: the id 'ru' is no IRI (4.2.6)"),
        ("tag:example.org", "tag:plans.example", "the feed: the id 'tag:plans.example,2026:ru' is in a name that nobody owns (RFC 4151, 2.1; RFC 2606, 2)"),
        ("<author><name>The Library</name></author>", "", "entry 1 has no author, nor has the feed (4.1.1)"),
        ('rel="self"', 'rel="related"', "the feed has no link to itself (4.1.1)"),
        ('rel="alternate"', 'rel="related"', "entry 1 has neither content nor an alternate (4.1.2)"),
        ('<link rel="alternate"', '<link type="text/html" href="b"/><link rel="alternate"', "entry 1 has two alternates of the same type and language (4.1.1, 4.1.2)"),
        (' href="doc.html"', "", "entry 1 has a link without href (4.2.7)"),
        ('xml:lang="ru"', 'xml:lang="xq"', "'xq': there is no language xq"),
    ],
)  # fmt: skip
def test_faults_of_feeds_are_found(old: str, new: str, message: str) -> None:
    """RFC 4287, by clause."""

    def check(root: ElementTree.Element) -> Iterable[str]:
        return feeds.feed_faults(root, published=True)

    assert xml_said(check, FEED) == []
    assert message in xml_said(check, FEED, old, new)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<loc>https://example.org/</loc>", "", "an address has 0 times loc"),
        ("<loc>https://example.org/</loc>", "<loc>en/</loc>", "'en/' is no address of a page"),
        ("<loc>https://example.org/</loc>", "<loc>https://example.org/ru/</loc>", "https://example.org/ru/ stands 2 times"),
        ("<loc>https://example.org/</loc>", "<loc>https://example.net/</loc>", "addresses are of several sites"),
        ('hreflang="ru" href="https://example.org/ru/"/></url>\n<url>', 'hreflang="ru" href="https://example.org/kk/"/></url>\n<url>', "https://example.org/en/ names https://example.org/kk/, which is not in the sitemap"),
        ('<xhtml:link rel="alternate" hreflang="en" href="https://example.org/en/"/>\n<xhtml:link rel="alternate" hreflang="ru" href="https://example.org/ru/"/></url></urlset>', "</url></urlset>", "https://example.org/ru/ does not name https://example.org/en/ in return"),
        ('hreflang="en" href="https://example.org/en/"', 'hreflang="en" href="https://example.org/ru/"', "https://example.org/en/ does not name itself among its languages"),
        ('hreflang="ru"', 'hreflang="xq"', "https://example.org/en/: 'xq': there is no language xq"),
        ("2026-01-15", "January", "lastmod 'January' is no time (W3C Date and Time Formats)"),
    ],
)  # fmt: skip
def test_faults_of_sitemaps_are_found(old: str, new: str, message: str) -> None:
    """Addresses, and pages that do not know each other."""
    assert xml_said(feeds.sitemap_faults, SITEMAP) == []
    assert message in xml_said(feeds.sitemap_faults, SITEMAP, old, new)


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("<ListRecords", "<Lists/><ListRecords", "Identify, ListMetadataFormats and ListRecords are expected, there stand Identify, ListMetadataFormats, Lists, ListRecords"),
        ("<oai:protocolVersion>2.0</oai:protocolVersion><oai:adminEmail>library@example.org</oai:adminEmail>", "<oai:adminEmail>library@example.org</oai:adminEmail><oai:protocolVersion>2.0</oai:protocolVersion>", "Identify holds repositoryName, baseURL, adminEmail, protocolVersion, earliestDatestamp, deletedRecord, granularity, which is not the order of the schema (OAI-PMH 2.0, 4.2)"),
        ("<oai:adminEmail>library@example.org</oai:adminEmail>", "", "Identify has 0 times adminEmail (OAI-PMH 2.0, 4.2)"),
        ("library@example.org", "nobody@example.invalid", "adminEmail 'nobody@example.invalid' reaches nobody"),
        ("<oai:deletedRecord>no", "<oai:deletedRecord>transient", "deletedRecord is transient instead of no"),
        ("https://example.org/oai.xml", "oai.xml", "baseURL is no address"),
        ("<oai:metadataPrefix>oai_dc", "<oai:metadataPrefix>marc", "the format oai_dc is not named (OAI-PMH 2.0, 2.5)"),
        ('metadataPrefix="oai_dc"', 'metadataPrefix="marc"', "the format 'marc' is used and not named"),
        ("oai:example.org:doc", "doc", "record doc: the identifier is no URI (OAI-PMH 2.0, 2.4)"),
        ("2026-01-15", "2025-01-15", "record oai:example.org:doc: the datestamp 2025-01-15 is before the earliest, 2026-01-01"),
        ("2026-01-15", "2026", "record oai:example.org:doc: the datestamp '2026' is no date"),
        ("<dc:title>План</dc:title>", "<dc:name/>", "record oai:example.org:doc: {http://purl.org/dc/elements/1.1/}name is no element of Dublin Core 1.1"),
        (">ru<", ">russian<", "record oai:example.org:doc: 'russian' is no well-formed language tag"),
    ],
)  # fmt: skip
def test_faults_of_repositories_are_found(old: str, new: str, message: str) -> None:
    """The schema's elements and their order, and what OAI-PMH says of them."""
    assert xml_said(feeds.repository_faults, REPOSITORY) == []
    assert message in xml_said(feeds.repository_faults, REPOSITORY, old, new)


# -- linked data ----------------------------------------------------------------------------------


def vocabulary(**changes: Any) -> list[str]:
    """What is said of a vocabulary with a concept that differs so."""
    concept = {name: value for name, value in {**CONCEPT, **changes}.items() if value is not None}
    return list(linked_data.vocabulary_faults({**SKOS, "@graph": [SKOS["@graph"][0], concept]}))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"skos:inScheme": None}, "rec-1 is in no scheme"),
        ({"skos:inScheme": {"@id": "data/gone"}}, "rec-1: inScheme leads to 'data/gone', which is not in the document"),
        ({"skos:broader": [{"@id": "track"}]}, "rec-1: broader leads to 'track', which is not in the document"),
        ({"skos:broader": {"@id": "data/doc"}}, "rec-1: broader leads to 'data/doc', which is no Concept"),
        ({"skos:prefLabel": None}, "rec-1: there is no prefLabel"),
        ({"skos:prefLabel": [{"@language": "en", "@value": "a"}, {"@language": "en", "@value": "b"}]}, "rec-1: there are several prefLabels in en (S14)"),
        ({"skos:prefLabel": {"@language": "xq", "@value": "a"}}, "rec-1: prefLabel: 'xq': there is no language xq"),
        ({"skos:prefLabel": {"@language": "en", "@value": " "}}, "rec-1: a prefLabel is empty"),
        ({"skos:altLabel": {"@language": "en", "@value": "Open"}}, "rec-1: 'Open' is prefLabel and altLabel (S13)"),
        ({"@id": "data/doc"}, "data/doc is described 2 times"),
    ],
)  # fmt: skip
def test_faults_of_vocabularies_are_found(changes: dict[str, Any], message: str) -> None:
    """The integrity conditions of SKOS, and ways to nowhere."""
    assert vocabulary() == []
    assert message in vocabulary(**changes)


def test_collections_and_vocabularies_of_others_are_left_alone() -> None:
    """A collection holds concepts and collections; what another site says is not looked for."""
    collections = [
        {"@id": "all", "@type": "skos:Collection", "skos:member": [{"@id": "some"}]},
        {"@id": "some", "@type": "skos:Collection", "skos:member": {"@id": "rec-1"}},
    ]
    concept = {**CONCEPT, "skos:broader": {"@id": "https://example.org/subjects#libraries"}}
    graph = [SKOS["@graph"][0], concept, *collections]
    assert list(linked_data.vocabulary_faults({**SKOS, "@graph": graph})) == []


def test_terms_are_understood_as_the_context_says() -> None:
    """A default vocabulary, terms of their own, maps of languages: the same vocabulary in other words."""
    context = {
        "@vocab": "http://www.w3.org/2004/02/skos/core#",
        "scheme": {"@id": "inScheme", "@type": "@id"},
        "label": {"@id": "prefLabel", "@container": "@language"},
    }
    concept = {"@id": "a", "@type": "Concept", "scheme": "s", "label": {"en": "Open", "ru": ["Открыть"]}}
    graph = [{"@id": "s", "@type": "ConceptScheme"}, concept]
    assert list(linked_data.vocabulary_faults({"@context": [context], "@graph": graph})) == []
    graph[1] = {**concept, "scheme": "gone", "label": {"ru": ["Открыть", "Открой"]}}
    assert list(linked_data.vocabulary_faults({"@context": context, "@graph": graph})) == [
        "a: there are several prefLabels in ru (S14)",
        "a: inScheme leads to 'gone', which is not in the document",
    ]


REPORT: dict[str, Any] = {"@context": "https://schema.org", "@type": "Report", "name": "План", "inLanguage": "ru"}


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"@context": "https://example.org"}, "the @context is not schema.org"),
        ({"@type": None}, "a node has no @type"),
        ({"name": ""}, "Report has no name"),
        ({"inLanguage": None}, "Report has no inLanguage"),
        ({"inLanguage": ["ru", "xq"]}, "Report: 'xq': there is no language xq"),
        ({"datePublished": "15.01.2026"}, "Report: datePublished '15.01.2026' is no date (ISO 8601)"),
    ],
)
def test_faults_of_pages_statements_are_found(changes: dict[str, Any], message: str) -> None:
    """Vocabulary, type, name, language, dates."""
    assert list(linked_data.page_faults(REPORT)) == []
    assert message in list(linked_data.page_faults({**REPORT, **changes}))


def test_translations_and_originals_name_each_other(tmp_path: Path) -> None:
    """Who is not named in return, and who is not there."""

    def write(locale: str, **more: Any) -> None:
        text = json.dumps({**REPORT, "inLanguage": locale, **more})
        (tmp_path / locale).mkdir(exist_ok=True)
        page = f'<html lang="{locale}"><script type="application/ld+json">{text}</script>'
        (tmp_path / locale / "doc.html").write_text(page, "utf-8")

    def said() -> list[str]:
        site = Site(tmp_path)
        return [str(one) for one in records.check(site, site.files)]

    write("ru", translationOfWork={"@type": "Report", "url": "../en/doc.html"})
    write("en", workTranslation=[{"@type": "Report", "url": "../ru/doc.html"}])
    assert said() == []
    write("en")
    assert said() == [
        "ru/doc.html: error: translationOfWork leads to en/doc.html, which does not say workTranslation in return [records]"
    ]
    write("en", workTranslation=[{"url": "../ru/doc.html"}, {"url": "../kk/doc.html"}])
    assert said() == [
        "en/doc.html: error: workTranslation leads to kk/doc.html, which is no page of the site [records]"
    ]


# -- citations ------------------------------------------------------------------------------------

TAGS = """<html lang="ru"><meta name="citation_title" content="План"><meta name="citation_language" content="ru">
<meta name="citation_author" content="The Library"><meta name="citation_publication_date" content="2026/01/15">
<meta name="DC.date" content="2026-01-15">"""


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"citation_title"', '"title"', "there are 0 tags citation_title"),
        ('"citation_author"', '"DC.publisher"', "the page names who is responsible, and there is no citation_author"),
        ('"citation_language" content="ru"', '"citation_language" content="en"', "citation_language en on a page in ru"),
        ("2026/01/15", "2026-01-15", "citation_publication_date '2026-01-15' is not YYYY/MM/DD"),
        ("2026/01/15", "2026/13/15", "citation_publication_date '2026/13/15' is not YYYY/MM/DD"),
        ('"citation_publication_date"', '"citation_year"', "the page has a date, and there is no citation_publication_date"),
        ('content="План"', 'content=""', "citation_title is empty"),
        ("<html", '<meta name="citation_pdf_url" content="doc.pdf"><html', "citation_pdf_url 'doc.pdf' is no absolute address"),
    ],
)  # fmt: skip
def test_faults_of_highwire_tags_are_found(old: str, new: str, message: str) -> None:
    """A page without any has none."""
    assert list(citations.highwire_faults(read_page(TAGS))) == []
    assert list(citations.highwire_faults(read_page('<meta name="DC.date" content="2026">'))) == []
    assert list(citations.highwire_faults(read_page(TAGS.replace('"citation_author"', '"author"')))) == []
    assert old in TAGS
    assert message in list(citations.highwire_faults(read_page(TAGS.replace(old, new))))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("  title = {План \\{1\\}},\n", "", "doc-ru: there is no title"),
        ("  author = {{The Library}},\n", "", "doc-ru: there is no author"),
        ("{2026-01-15}", "{2026/01/15}", "doc-ru: date '2026/01/15' is no date (ISO 8601)"),
        ("{2026-01-15}", "{}", "doc-ru: date is empty"),
        ("{https://example.org/a\\_b}", "{ru/doc.html}", "doc-ru: 'ru/doc.html' is no absolute address"),
        ("}\n", '}\n@misc{doc-ru, title = {a}, author = "b", year = 2026}\n', "the key doc-ru stands 2 times"),
        ("  date", "  title = {a},\n  date", "doc-ru: title stands 2 times"),
        ("{{The Library}}", "{{The Library}", "cannot be read as BibTeX at"),
        ("\\{1\\}", "\\{1}", "cannot be read as BibTeX at"),
        ("@report{doc-ru,", "@report doc-ru,", "cannot be read as BibTeX at '@report doc-ru"),
    ],
)  # fmt: skip
def test_faults_of_bibtex_are_found(old: str, new: str, message: str) -> None:
    """Braces nest and may be escaped. What nobody has signed is ``@misc``, and lacks nothing."""
    assert list(citations.bibtex_faults(BIBTEX)) == []
    assert list(citations.bibtex_faults("@misc{a, title = {b}}")) == []
    assert old in BIBTEX
    faulty = BIBTEX.replace(old, new) if old != "}\n" else BIBTEX + new.removeprefix("}\n")
    assert any(one.startswith(message) for one in citations.bibtex_faults(faulty))


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("TY  - RPRT\n", "", "a reference does not begin with its only TY"),
        ("RPRT", "REPORT", "there is no type 'REPORT'"),
        ("ER  - \n", "", "the last reference does not end with ER"),
        ("TI  - План\n", "", "a reference has no title"),
        ("TI  - План", "TI - План", "line 3 is no RIS: 'TI - План'"),
        ("AU  - The Library", "AU  - ", "AU is empty"),
        ("2026/01/15", "2026-01-15", "DA '2026-01-15' is not YYYY/MM/DD"),
        ("PY  - 2026", "PY  - once", "PY 'once' is no year"),
        ("LA  - ru", "LA  - xq", "'xq': there is no language xq"),
        ("https://example.org/a", "ru/doc.html", "'ru/doc.html' is no absolute address"),
    ],
)
def test_faults_of_ris_are_found(old: str, new: str, message: str) -> None:
    """Two references in one file are as good as one."""
    assert list(citations.ris_faults(RIS + RIS)) == []
    assert old in RIS
    assert message in list(citations.ris_faults(RIS.replace(old, new)))


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"id": None}, "None: there is no id"),
        ({"title": ""}, "doc-ru: there is no title"),
        ({"type": "RPRT"}, "doc-ru: there is no type 'RPRT'"),
        ({"author": [{"name": "The Library"}]}, "doc-ru: author has no name in {'name': 'The Library'}"),
        ({"issued": "2026"}, "doc-ru: issued '2026' is no date"),
        ({"issued": {"date-parts": [["January"]]}}, "doc-ru: issued {'date-parts': [['January']]} is no date"),
        ({"language": "xq"}, "doc-ru: 'xq': there is no language xq"),
        ({"URL": "ru/doc.html"}, "doc-ru: 'ru/doc.html' is no absolute address"),
    ],
)
def test_faults_of_csl_are_found(changes: dict[str, Any], message: str) -> None:
    """An item alone, or items in a list."""
    assert list(citations.csl_faults(json.dumps(CSL))) == list(citations.csl_faults(json.dumps([CSL]))) == []
    assert message in list(citations.csl_faults(json.dumps({**CSL, **changes})))


@pytest.mark.parametrize("text", ["[", "[]", "[1]"])
def test_what_is_no_csl_is_found(text: str) -> None:
    """No JSON, nothing in it, something else in it."""
    assert len(list(citations.csl_faults(text))) == 1


# -- files ----------------------------------------------------------------------------------------


def test_files_are_known_by_their_endings(tmp_path: Path) -> None:
    """Each kind goes to its own check, a page with citations in it too, and much of the same is told once."""
    faulty = {
        "a.marc.xml": MARC.replace("https://example.org/", ""),
        "b.bib": "@misc{a,}",
        "c.ris": "TY  - RPRT\nER  - ",
        "d.csl.json": "{}",
        "e.jsonld": json.dumps({**SKOS, "@graph": [{**CONCEPT, "@id": "gone.html"}, SKOS["@graph"][0]]}),
        "f.html": f"<pre>{RIS.replace('RPRT', 'X')}</pre><pre>code</pre><pre>{BIBTEX.replace('date', 'data')}</pre>",
        "g.xml": "<a/>",
        "h.xml": "<a>",
        "i.ris": "".join(f"TY  - X{number}\nTI  - a\nER  - \n" for number in range(9)),
    }
    for name, text in faulty.items():
        (tmp_path / name).write_text(text, "utf-8")
    site = Site(tmp_path)
    found = [str(one) for one in records.check(site, site.named(*records.ENDINGS))]
    for name in faulty:
        assert any(one.startswith(f"{name}: error: ") for one in found), name
    assert "e.jsonld: error: gone.html leads to gone.html, which is not there (RFC 3986, 5.1) [records]" in found
    assert "f.html: error: there is no type 'X' [records]" in found
    assert "i.ris: error: and 4 more [records]" in found


def test_an_own_base_is_taken_for_names(tmp_path: Path) -> None:
    """As JSON-LD resolves them."""
    (tmp_path / "data").mkdir()
    (tmp_path / "rec-1.html").write_text("<p>", "utf-8")
    context = {**SKOS["@context"], "@base": "../"}
    graph = [{**CONCEPT, "@id": "rec-1.html"}, SKOS["@graph"][0]]
    (tmp_path / "data" / "a.jsonld").write_text(json.dumps({"@context": context, "@graph": graph}), "utf-8")
    assert list(records.check(Site(tmp_path), ["data/a.jsonld"])) == []


def test_data_of_a_build_are_sound(output: Site) -> None:
    """Every file and every page of a site that has an address."""
    found = [str(one) for one in records.check(output, output.named(*records.ENDINGS))]
    assert (output.root / "oai.xml").is_file()
    assert found == []
