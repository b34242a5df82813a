"""The page of a recommendation: ways to its languages, its neighbours, and references to save."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from lxml import html as lxml_html
from pybtex.database import parse_string

from tests.described import described, editions_of, hostile
from toolkit.editions.recommendations import recommendations
from toolkit.site.recommendation import render_recommendation

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.html import HtmlElement

    from toolkit.collection.collection import Collection


def page(collection: Collection, place: int) -> HtmlElement:
    editions = editions_of(collection)
    found = recommendations([one.localized for one in editions.values()])
    return lxml_html.document_fromstring(render_recommendation(found, place, editions))


def test_the_switcher_leads_to_the_section_of_each_language(tmp_path: Path) -> None:
    """Which is on the same page."""
    found = page(described(tmp_path), 0)
    links = found.xpath('//header//details[@class="switcher"]//a')
    assert [link.get("lang") for link in links] == ["en", "ru", "fr", "ka", "pt"]
    for link in links:
        section = found.get_element_by_id(link.get("href").removeprefix("#"))
        assert (section.tag, section.get("lang")) == ("section", link.get("lang"))


@pytest.mark.parametrize(("place", "before", "after"), [(0, [], ["rec-2.html"]), (1, ["rec-1.html"], []), (2, [], [])])
def test_neighbours_are_linked(tmp_path: Path, place: int, before: list[str], after: list[str]) -> None:
    """In the page and in its head; the official wording is a series of its own."""
    found = page(described(tmp_path), place)
    for tag in ("link", "a"):
        assert found.xpath(f'//{tag}[@rel="prev"]/@href') == before
        assert found.xpath(f'//{tag}[@rel="next"]/@href') == after


def test_references_can_be_saved_without_a_server_and_a_script(tmp_path: Path) -> None:
    """What is saved is what is shown; reference managers read it."""
    found = page(described(tmp_path), 0)
    for section in found.xpath('//section[@class="language"]'):
        links = section.xpath('.//a[starts-with(@href, "data:")]')
        texts = [pre.text_content() for pre in section.iter("pre")]
        saved = [unquote(link.get("href").partition(",")[2]) for link in links]
        assert [text.replace("\r\n", "\n").rstrip() for text in saved] == [text.rstrip() for text in texts]
        tag = section.get("lang")
        names = [link.get("download") for link in links]
        assert names == [f"doc-{tag}-rec-1.{suffix}" for suffix in ("bib", "ris", "csl.json")]
        assert len(parse_string(saved[0], "bibtex").entries) == 1
        assert saved[1].startswith("TY  - CHAP\r\n")
        assert len(json.loads(saved[2])) == 1


def test_hostile_references_are_one_address_each(tmp_path: Path) -> None:
    """No blank, no quotation mark, no markup in it."""
    found = page(hostile(tmp_path), 0)
    for address in found.xpath('//a[starts-with(@href, "data:")]/@href'):
        assert not set(address) & set(" \"'<>{}\\^`|#\r\n\u2028")
    assert not found.xpath("//main//script")


def test_the_canonical_address(tmp_path: Path) -> None:
    """Where the site has one."""
    address = "https://lib.example.org/e/recommendations/doc/rec-1.html"
    assert page(described(tmp_path / "a"), 0).xpath('//link[@rel="canonical"]/@href') == [address]
    assert page(described(tmp_path / "b", settings=""), 0).xpath('//link[@rel="canonical"]') == []


def test_the_page_stays_light(tmp_path: Path) -> None:
    """What is there three times packs well: a few hundred bytes a language."""
    editions = editions_of(described(tmp_path))
    found = recommendations([one.localized for one in editions.values()])
    assert len(gzip.compress(render_recommendation(found, 0, editions).encode())) < 12_000


def test_a_text_that_is_held_back_says_its_language(tmp_path: Path) -> None:
    """In the language of its section, by the same rule as on the pages of editions."""
    found = page(described(tmp_path), 0)
    held = found.xpath('//section[@lang="ka"]/blockquote[@lang="en"]/p[@class="untranslated"]')
    own = found.xpath('//section[@lang="en"]/blockquote/p')
    assert len(held) == len(own) == 1
    assert own[0].get("class") is None
    style = "".join(found.xpath("//head/style/text()"))
    assert '[lang="ka"] .untranslated:not(figure):lang(en)::before { content: "(ინგლისური) "; }' in style
