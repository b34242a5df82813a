"""What is made of finished editions: records, data of the whole site, sitemap, harvesting; all of it kept up to date."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

import pytest
from lxml import etree
from lxml import html as lxml_html

from tests.conftest import SETTINGS
from toolkit.collection.collection import Collection
from toolkit.project.places import pair_name
from toolkit.project.project import Project, find_project
from toolkit.publish.manifest import read_manifest
from toolkit.publish.plan import Selection
from toolkit.publish.run import Outcome, build
from validation.site import Site
from validation.validators import VALIDATORS

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

URL = "https://lib.example.org/e"
ADDRESS = f'[site]\nurl = "{URL}"\n'
NAMES = {"sitemap": "http://www.sitemaps.org/schemas/sitemap/0.9", "xhtml": "http://www.w3.org/1999/xhtml"}
LOCALES = ("en", "ru", "uz", "uz-Cyrl")


@pytest.fixture
def site(tmp_path: Path, make_tiny: Callable[..., Project]) -> Project:
    """The tiny project with two languages side by side, and with an address and somebody who answers."""
    settings = f'{SETTINGS}parallel = [["ru", "uz"]]\n{ADDRESS}email = "desk@example.org"\n'
    return make_tiny(tmp_path, settings, built=True)


def make(root: Path) -> Outcome:
    project = find_project(root)
    names = [pair_name(pair) for pair in project.parallel]
    outcome = build(project, Selection(project.documents, project.locales, project.formats, names), workers=1)
    assert [one for one in outcome.diagnostics if one.code != "stale-template"] == []
    return outcome


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def sitemap(project: Project) -> dict[str, tuple[str | None, dict[str, str]]]:
    """Day and alternates by path."""
    root = etree.parse(project.output_path / "sitemap.xml").getroot()
    found = {}
    for url in root.iterfind("sitemap:url", NAMES):
        links = {link.get("hreflang"): link.get("href") for link in url.iterfind("xhtml:link", NAMES)}
        found[url.findtext("sitemap:loc", None, NAMES).removeprefix(f"{URL}/")] = (
            url.findtext("sitemap:lastmod", None, NAMES),
            {tag: href.removeprefix(f"{URL}/") for tag, href in links.items()},
        )
    return found


def test_the_sitemap_has_every_page_of_the_site(site: Project) -> None:
    """But the one for wrong addresses; documents have a day, and pages in several languages know each other."""
    pages = {path.relative_to(site.output_path).as_posix() for path in site.output_path.rglob("*.html")}
    found = sitemap(site)
    assert set(found) == pages - {"404.html"}
    assert "parallel/ru-uz/plan.html" in found
    plans = {tag: f"{tag}/plan.html" for tag in LOCALES} | {"x-default": "en/plan.html"}
    collection = Collection(site)
    newest = [collection.localized("plan", tag).revised for tag in LOCALES]
    days = [day.isoformat() for day in newest if day]
    assert found["ru/plan.html"] == (days[1], plans)
    assert found["recommendations/plan/rec-1.html"] == (max(days), {})
    homes = {tag: f"{tag}/index.html" for tag in LOCALES} | {"x-default": "index.html"}
    assert found["index.html"][1] == found["uz/index.html"][1] == homes


def test_without_catalogs_the_day_is_that_of_the_document(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """And there is none where the document does not say it."""
    project = make_tiny(tmp_path, SETTINGS + ADDRESS, update=False)
    make(project.root)
    found = sitemap(project)
    assert found["ru/plan.html"][0] == found["recommendations/plan/rec-1.html"][0] == "2026-01-15"
    assert found["ru/note.html"][0] is None


def test_the_sitemap_follows_the_pairs(site: Project) -> None:
    """A pair that is no longer published is no longer named."""
    change(site.root / "polyedition.toml", 'parallel = [["ru", "uz"]]\n', "")
    make(site.root)
    assert not [path for path in sitemap(site) if path.startswith("parallel/")]


def test_harvesting_needs_somebody_who_answers(site: Project) -> None:
    """OAI-PMH 2.0, 4.2: without `site.email` there is no repository."""
    assert "desk@example.org" in (site.output_path / "oai.xml").read_text("utf-8")
    change(site.root / "polyedition.toml", 'email = "desk@example.org"\n', "")
    assert "oai.xml" in make(site.root).removed
    assert (site.output_path / "sitemap.xml").is_file()
    assert "desk@" not in (site.output_path / "ru" / "feed.xml").read_text("utf-8")


def test_every_edition_has_its_records(site: Project) -> None:
    """Each in the manifest under its format, with language and document."""
    recorded = read_manifest(site.output_path)
    kinds = {"marc.xml": "marc", "datacite.json": "datacite", "bib": "bibtex", "ris": "ris", "csl.json": "csl"}
    for tag in LOCALES:
        for suffix, format in kinds.items():
            one = recorded[f"{tag}/plan.{suffix}"]
            assert (one.format, one.locale, one.document) == (format, tag, "plan")
            assert (site.output_path / one.path).stat().st_size == one.bytes


def test_data_of_all_documents_are_those_of_each(site: Project) -> None:
    """Together, in the order of the documents, in every format."""
    (site.root / "sources" / "more.md").write_text(
        "---\ntitle: More\nlanguage: en\n---\n\n{.recommendations}\n1. Buy shelves.\n", "utf-8"
    )
    make(site.root)
    folder = site.output_path / "data"
    data = json.loads((folder / "recommendations.json").read_text("utf-8"))
    assert [one["id"] for one in data["documents"]] == ["more", "note", "plan"]
    assert [(one["document"], one["id"]) for one in data["recommendations"]] == [
        ("more", "rec-1"),
        ("plan", "rec-1"),
        ("plan", "rec-2"),
    ]
    text = (folder / "recommendations.csv").read_bytes().decode()
    assert [row["text"] for row in csv.DictReader(io.StringIO(text, newline="")) if row["locale"] == "en"] == [
        "Buy shelves.",
        "Open the doors.",
        "Keep them open.",
    ]
    graph = json.loads((folder / "recommendations.jsonld").read_text("utf-8"))["@graph"]
    single = json.loads((folder / "plan.jsonld").read_text("utf-8"))["@graph"]
    assert [one for one in graph if one in single] == single


def test_data_follow_one_changed_text(site: Project) -> None:
    """A build of what has changed leaves nothing behind."""
    change(site.source("plan"), "Open the doors.", "Open all doors.")
    built = [path for path, _ in make(site.root).built]
    assert {"data/plan.json", "data/recommendations.json", "data/recommendations.csv"} <= set(built)
    for name in ("plan", "recommendations"):
        for suffix in ("json", "csv", "jsonld"):
            text = (site.output_path / "data" / f"{name}.{suffix}").read_text("utf-8")
            assert "Open all doors." in text
            assert "Open the doors." not in text
    assert make(site.root).built == []


def test_feeds_tell_who_and_what(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """From the records of the editions."""
    project = make_tiny(tmp_path)
    change(project.source("plan"), "language: en", "language: en\npublishers: [Body]\nkeywords: [shelves]")
    make(project.root)
    feed = (project.output_path / "ru" / "feed.xml").read_text("utf-8")
    assert "<author><name>Body</name></author>" in feed
    assert '<category term="shelves"/>' in feed


def test_the_site_stands_the_checks_that_need_no_tool(site: Project) -> None:
    """With an address: links, languages, ids, requests, data."""
    found = Site(site.output_path, URL)
    names = {"links", "hreflang", "lang", "ids", "requests", "data"}
    chosen = [one for one in VALIDATORS if one.name in names]
    assert len(chosen) == len(names)
    assert [str(one) for check in chosen for one in check.check(found, check.files(found))] == []


def shown(page: etree._Element) -> dict[str, str]:
    """What a page shows of itself where a link to it is shared."""
    return {one.get("property")[3:]: one.get("content") for one in page.iterfind("head/meta[@property]")}


def test_every_page_shows_what_it_is_where_it_is_shared(site: Project) -> None:
    """Title, kind, language and the address that it has itself; the page for wrong addresses has none."""
    pages = {path.relative_to(site.output_path).as_posix(): path for path in site.output_path.rglob("*.html")}
    del pages["404.html"]
    assert len(pages) > 15
    for name, path in pages.items():
        page = lxml_html.document_fromstring(path.read_text("utf-8"))
        found = shown(page)
        assert found["url"] == page.find("head/link[@rel='canonical']").get("href") == f"{URL}/{name}"
        assert found["type"] in {"article", "website"}
        assert found["title"] in page.findtext("head/title")
        assert found["locale"] == page.get("lang").replace("-", "_")
        assert found["site_name"] == "Tiny"


def test_without_an_address_no_page_claims_one(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """Neither to those who share it nor to search engines."""
    project = make_tiny(tmp_path)
    make(project.root)
    page = lxml_html.document_fromstring((project.output_path / "ru" / "plan.html").read_text("utf-8"))
    assert "url" not in shown(page)
    assert page.find("head/link[@rel='canonical']") is None
