"""A document and the same in plain language lead to each other."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from bs4 import BeautifulSoup

from tests.tiny_project import make_project
from toolkit.collection import companions as companions_module
from toolkit.collection.collection import Collection
from toolkit.collection.companions import companions
from toolkit.editions.edition import make_edition
from toolkit.editions.html import render_html
from toolkit.editions.records.datacite import render_datacite
from toolkit.editions.records.marc import render_marc
from toolkit.editions.records.schema_org import edition_data
from toolkit.project.project import find_project
from toolkit.publish.inputs import Inputs

if TYPE_CHECKING:
    from pathlib import Path

SITE = 'site.url = "https://example.org"\n'


def made(root: Path, settings: str = SITE) -> Collection:
    """``doc`` with its companion ``plain``."""
    make_project(root, "Text.", front="title: A policy\nlanguage: en\neasy: plain", settings=settings)
    (root / "sources" / "plain.md").write_text("---\ntitle: In short\nlanguage: en\n---\n\nEasy.\n", "utf-8")
    return Collection(find_project(root))


def links(collection: Collection, name: str, locale: str = "en") -> dict[str, str]:
    """The buttons of a page's head, by their words."""
    page = BeautifulSoup(render_html(make_edition(collection, name, locale)), "lxml")
    return {one.get_text(): str(one["href"]) for one in page.select(".tools > a")}


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_each_page_leads_to_the_other_in_its_language(tmp_path: Path, locale: str) -> None:
    collection = made(tmp_path)
    assert "plain.html" in links(collection, "doc", locale).values()
    assert "doc.html" in links(collection, "plain", locale).values()
    assert links(collection, "doc")["In plain language"] == "plain.html"
    assert links(collection, "plain")["Full text"] == "doc.html"


def test_the_list_of_languages_has_the_other_behind_them(tmp_path: Path) -> None:
    collection = made(tmp_path)
    for name, other in (("doc", "plain"), ("plain", "doc")):
        page = BeautifulSoup(render_html(make_edition(collection, name, "en")), "lxml")
        *languages, last = page.select(".switcher .languages li")
        assert [one.get_text(strip=True) for one in languages] == ["English", "Русский"]
        assert last.a["href"] == f"{other}.html"
        assert "hreflang" not in last.a.attrs  # it is no translation of the page


def test_linked_data_lead_both_ways(tmp_path: Path) -> None:
    collection = made(tmp_path)
    doc, plain = (json.loads(edition_data(make_edition(collection, name, "en"))) for name in ("doc", "plain"))
    assert doc["workExample"] == {
        "@type": "CreativeWork",
        "name": "In short",
        "url": "https://example.org/en/plain.html",
    }
    assert plain["isBasedOn"][0]["url"] == "https://example.org/en/doc.html"
    assert "isBasedOn" not in doc


def test_records_say_how_the_two_belong_together(tmp_path: Path) -> None:
    collection = made(tmp_path)
    doc, plain = (make_edition(collection, name, "en") for name in ("doc", "plain"))
    relations = [
        {
            one["relationType"]: one["relatedIdentifier"]
            for one in json.loads(render_datacite(edition))["relatedIdentifiers"]
        }
        for edition in (doc, plain)
    ]
    assert relations[0]["IsOriginalFormOf"] == "https://example.org/en/plain.html"
    assert relations[1]["IsVariantFormOf"] == "https://example.org/en/doc.html"
    assert b"Plain-language version:" in render_marc(doc, [doc])
    assert b"Full text:" in render_marc(plain, [plain])


def test_what_nobody_names_leads_nowhere(tmp_path: Path) -> None:
    collection = make_project(tmp_path, "easy: doc\n\n---\neasy: doc\n---\n")
    assert companions(collection.project) == {}
    assert make_edition(collection, "doc", "en").companions == ()


def test_the_heads_of_sources_are_read_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not for each edition: those of a thousand documents would read a million."""
    collection = made(tmp_path)
    read: list[str] = []
    named = companions_module._named
    monkeypatch.setattr(companions_module, "_named", lambda project, name: read.append(name) or named(project, name))
    editions = [make_edition(collection, name, tag) for name in ("doc", "plain") for tag in ("en", "ru")]
    assert [len(edition.companions) for edition in editions] == [1, 1, 1, 1]
    assert sorted(read) == ["doc", "plain"]


def test_a_page_is_out_of_date_when_the_other_is_called_otherwise(tmp_path: Path) -> None:
    before = Inputs(made(tmp_path).project).edition("doc", "en", "html")
    other = tmp_path / "sources" / "plain.md"
    other.write_text(other.read_text("utf-8").replace("In short", "In a few words"), "utf-8")
    assert before != Inputs(find_project(tmp_path)).edition("doc", "en", "html")


def test_a_language_without_the_other_has_no_link_to_it(tmp_path: Path) -> None:
    from dataclasses import replace

    project = replace(made(tmp_path).project, held=frozenset({("plain", "ru")}))
    assert make_edition(Collection(project), "doc", "ru").companions == ()
    assert make_edition(Collection(project), "doc", "en").easy is not None


def test_a_small_screen_has_the_links_below_the_title(tmp_path: Path) -> None:
    """There the head of the page has room for the languages alone."""
    page = BeautifulSoup(render_html(make_edition(made(tmp_path), "doc", "en")), "lxml")
    assert "plain.html" in {one["href"] for one in page.select(".downloads.narrow a")}
