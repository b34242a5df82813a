"""Feeds, sitemap and the OAI-PMH repository, read back as XML."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from tests.described import HOSTILE, SITE, described
from toolkit.project.project import find_project
from toolkit.site.feeds import FeedEntry, FeedFile, SitePage, render_feed, render_oai, render_sitemap

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element as Element

    from toolkit.collection.collection import Collection

ATOM = "{http://www.w3.org/2005/Atom}"
OAI = "{http://www.openarchives.org/OAI/2.0/}"
STATIC = "{http://www.openarchives.org/OAI/2.0/static-repository}"
DC = "{http://purl.org/dc/elements/1.1/}"
MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
RECORD = {"creator": ["Body & Sons"], "contributor": ["Anna"], "subject": ["books", HOSTILE], "rights": ["CC BY"]}


def entry(document: str = "doc", date: str = "2024-02-09", revised: str = "") -> FeedEntry:
    address = f"https://lib.example.org/e/ru/{document}"
    files = (FeedFile("text/html", f"{address}.html", 10), FeedFile("application/pdf", f"{address}.pdf", 20))
    return FeedEntry(document, "ru", "План", "Для всех", date, revised, files, RECORD)


def feed(collection: Collection, *entries: FeedEntry) -> Element:
    text = render_feed(collection.project, "ru", entries, collection.interface("ru"))
    return etree.fromstring(text.encode())


def test_an_entry_says_what_the_document_is(tmp_path: Path) -> None:
    """Summary, authors, categories, dates, the page and the other files."""
    found = feed(described(tmp_path), entry())
    assert found.findtext(f"{ATOM}id") == "tag:lib.example.org,2026:ru"
    assert found.findtext(f"{ATOM}author/{ATOM}email") == "desk@example.org"
    (one,) = found.iter(f"{ATOM}entry")
    assert one.findtext(f"{ATOM}id") == "tag:lib.example.org,2026:doc/ru"
    assert one.findtext(f"{ATOM}summary") == "Для всех"
    assert one.findtext(f"{ATOM}updated") == one.findtext(f"{ATOM}published") == "2024-02-09T00:00:00Z"
    assert [author.findtext(f"{ATOM}name") for author in one.iter(f"{ATOM}author")] == ["Body & Sons"]
    assert one.findtext(f"{ATOM}contributor/{ATOM}name") == "Anna"
    assert [category.get("term") for category in one.iter(f"{ATOM}category")] == ["books", HOSTILE]
    assert [(link.get("rel"), link.get("type")) for link in one.iter(f"{ATOM}link")] == [
        ("alternate", "text/html"),
        ("enclosure", "application/pdf"),
    ]


def test_what_is_newest_stands_first(tmp_path: Path) -> None:
    """And the feed is as new as that; a document without a date is the oldest."""
    found = feed(described(tmp_path), entry("a", ""), entry("b", "2020-01-01"), entry("c", "2021-01-01"))
    ids = [(one.findtext(f"{ATOM}id") or "").rpartition(":")[2] for one in found.iter(f"{ATOM}entry")]
    assert ids == ["c/ru", "b/ru", "a/ru"]
    assert found.findtext(f"{ATOM}updated") == "2021-01-01T00:00:00Z"
    newer = feed(described(tmp_path), entry("a", "2020-01-01", "2026-05-04"), entry("b", "2024-01-01"))
    assert newer.findtext(f"{ATOM}updated") == newer.findtext(f"{ATOM}entry/{ATOM}updated") == "2026-05-04T00:00:00Z"
    assert newer.findtext(f"{ATOM}entry/{ATOM}published") == "2020-01-01T00:00:00Z"
    assert "published" not in {child.tag.removeprefix(ATOM) for child in list(found.iter(f"{ATOM}entry"))[-1]}


def test_a_feed_without_an_address_of_its_own(tmp_path: Path) -> None:
    """Its ids are in the name of a host that cannot exist, and it names nobody's mailbox."""
    found = feed(described(tmp_path, settings=""), entry())
    assert found.findtext(f"{ATOM}id") == "tag:polyedition.example,2026:ru"
    assert found.find(f"{ATOM}author/{ATOM}email") is None
    assert {link.get("href") for link in found.findall(f"{ATOM}link")} == {"feed.xml", "index.html"}


def repository(collection: Collection, *entries: FeedEntry) -> Element:
    return etree.fromstring(render_oai(collection.project, entries).encode())


def test_a_static_repository(tmp_path: Path) -> None:
    """With what a gateway checks: administrator, granularity, identifiers in the host's name, Dublin Core."""
    found = repository(described(tmp_path), entry(), entry("b", "2020-01-01"))
    said = {child.tag.removeprefix(OAI): child.text for child in found.findall(f"{STATIC}Identify/*")}
    assert said["adminEmail"] == "desk@example.org"
    assert said["baseURL"] == "https://lib.example.org/e/oai.xml"
    assert (said["earliestDatestamp"], said["deletedRecord"], said["granularity"]) == ("2020-01-01", "no", "YYYY-MM-DD")
    assert list(said)[:7] == [
        "repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord", "granularity",
    ]  # fmt: skip
    first, _ = found.iter(f"{OAI}record")
    assert first.findtext(f"{OAI}header/{OAI}identifier") == "oai:lib.example.org:doc/ru"
    elements = [(one.tag.removeprefix(DC), one.text) for one in first.iter() if one.tag.startswith(DC)]
    assert ("creator", "Body & Sons") in elements
    assert ("description", "Для всех") in elements
    assert ("subject", HOSTILE) in elements
    assert [text for name, text in elements if name == "identifier"] == [
        "https://lib.example.org/e/ru/doc.html",
        "https://lib.example.org/e/ru/doc.pdf",
    ]


def test_the_gateway_stands_before_the_repository(tmp_path: Path) -> None:
    """Its address, then that of the repository without the scheme."""
    collection = described(tmp_path, settings=f'{SITE}oai-gateway = "https://gate.example.org/oai/"\n')
    found = repository(collection, entry())
    assert found.findtext(f".//{OAI}baseURL") == "https://gate.example.org/oai/lib.example.org/e/oai.xml"


@pytest.mark.parametrize(
    ("host", "name", "described_scheme"),
    [
        ("библиотека.рф:8080", "xn--80abaqnbpf2a4b.xn--p1ai", True),
        ("localhost", "localhost", False),
        ("EXAMPLE.org", "example.org", True),
    ],
)
def test_identifiers_are_in_the_name_of_the_host(tmp_path: Path, host: str, name: str, described_scheme: bool) -> None:
    """In ASCII, without its port; documents in any letters are percent-encoded."""
    collection = described(tmp_path, settings=f'[site]\nurl = "https://{host}/e"\nemail = "a@b.org"\n')
    found = repository(collection, entry("план"))
    identifier = found.findtext(f".//{OAI}identifier") or ""
    assert identifier == f"oai:{name}:%D0%BF%D0%BB%D0%B0%D0%BD/ru"
    assert (found.find(f".//{OAI}description") is not None) is described_scheme
    assert (feed(collection).findtext(f"{ATOM}id") or "").isascii()


def test_the_sitemap(tmp_path: Path) -> None:
    """Whole addresses, the day of the content where it is known, and the same page in other languages."""
    collection = described(tmp_path)
    pages = (
        SitePage("ru/план.html", "2024-02-09", (("ru", "ru/план.html"), ("x-default", "en/план.html"))),
        SitePage("a"),
    )
    text = render_sitemap(find_project(tmp_path), pages, collection.interface("en"))
    first, second = etree.fromstring(text.encode()).iter(f"{MAP}url")
    address = "https://lib.example.org/e/ru/%D0%BF%D0%BB%D0%B0%D0%BD.html"
    assert (first.findtext(f"{MAP}loc"), first.findtext(f"{MAP}lastmod")) == (address, "2024-02-09")
    links = {one.get("hreflang"): one.get("href") for one in first.iter("{http://www.w3.org/1999/xhtml}link")}
    assert links == {"ru": address, "x-default": address.replace("/ru/", "/en/")}
    assert second.find(f"{MAP}lastmod") is None
