"""The HTML edition: structure, anchors and ways to the other languages."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from babel.localedata import locale_identifiers
from lxml import html as lxml_html

from tests.pictures import PICTURE
from tests.tiny_project import edition, make_project, write_catalog
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition
from toolkit.editions.html import render_html
from toolkit.project.project import find_project
from toolkit.publish.manifest import File
from toolkit.publish.site import _pages

if TYPE_CHECKING:
    from lxml.html import HtmlElement

ROOT = Path(__file__).parents[2]
LOCALES = ("en", "ru", "hy", "uz-Cyrl")


@pytest.fixture(scope="module")
def collection() -> Collection:
    """The real documents."""
    return Collection(find_project(ROOT))


@pytest.fixture(scope="module", params=[(name, locale) for name in ("cis-2023", "alma-2019") for locale in LOCALES])
def made(request: pytest.FixtureRequest, collection: Collection) -> tuple[Edition, HtmlElement]:
    """An edition of a real document, and its page."""
    name, locale = request.param
    found = Edition(collection.project, collection.localized(name, locale), collection.interface(locale))
    return found, lxml_html.document_fromstring(render_html(found))


def test_the_page_says_its_language(made: tuple[Edition, HtmlElement]) -> None:
    """`lang` is the locale's tag, `dir` its direction."""
    found, page = made
    assert page.get("lang") == found.localized.locale
    assert page.get("dir") == "ltr"
    assert page.findtext("head/title") == found.title_text


def test_headings_are_in_order(made: tuple[Edition, HtmlElement]) -> None:
    """One h1; below it no level is left out."""
    (article,) = made[1].iter("article")
    levels = [int(element.tag[1]) for element in article.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    assert levels[0] == 1
    assert levels.count(1) == len(list(made[1].iter("h1"))) == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_segment_has_its_anchor(made: tuple[Edition, HtmlElement]) -> None:
    """Each id of the text stands once in the page, and every link within the page leads somewhere."""
    found, page = made
    ids = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    wanted = {segment.id for segment in found.localized.document.segments if not segment.id.startswith("meta/")}
    assert wanted <= set(ids)
    inner = {link.get("href")[1:] for link in page.iter("a") if link.get("href", "").startswith("#")}
    assert inner <= set(ids)


def test_every_language_is_an_alternate(made: tuple[Edition, HtmlElement]) -> None:
    """Search engines find the same document in every language, this one included."""
    found, page = made
    links = {link.get("hreflang"): link.get("href") for link in page.iter("link") if link.get("hreflang")}
    source = found.localized.document.meta.language
    expected = {tag: f"../{tag}/{found.name}.html" for tag in found.project.locales}
    assert links == expected | {"x-default": expected[source]}


def test_the_switcher_leads_to_the_same_place(made: tuple[Edition, HtmlElement]) -> None:
    """Behind each heading and numbered item: the same anchor in every other language."""
    found, page = made
    others = [tag for tag in found.project.locales if tag != found.localized.locale]
    places = page.xpath('//details[@class="place"]')
    anchors = [place.xpath(".//p/a/@href")[0] for place in places]
    for place, anchor in zip(places, anchors, strict=True):
        hrefs = place.xpath('.//ul[@class="languages"]//a/@href')
        assert hrefs == [f"../{tag}/{found.name}.html{anchor}" for tag in others]
    headings = [block.segment for block in found.localized.document.walk() if block.level and block.segment]
    numbered = [one for one in found.localized.document.segments if one.numbered and not one.id.startswith("meta/")]
    assert sorted(anchors) == sorted(f"#{segment.id}" for segment in (*headings, *numbered))


MANY = sorted({tag.replace("_", "-") for tag in locale_identifiers() if len(tag) <= 3})


def test_many_languages_stand_in_a_page_once(tmp_path: Path) -> None:
    """Twice the languages make a page at most twice as large, however many places it has; each leads to the list."""
    source = "".join(f"## Aim {number}\n\nText.\n\n" for number in range(60))
    sizes = []
    for number in (60, 120):
        locales = ("en", *(tag for tag in MANY if tag != "en"))[:number]
        page = render_html(edition(make_project(tmp_path / str(number), source, locales), "en"))
        sizes.append(len(page))
        tree = lxml_html.document_fromstring(page)
        assert len(tree.xpath("//a[@hreflang]")) == number - 1
        assert len(tree.xpath("//details[@class='place']//a[@href='#all-languages']")) == 60
        assert tree.get_element_by_id("all-languages").xpath("./li")
    assert sizes[1] < 2 * sizes[0]


def test_of_many_languages_one_page_names_all(tmp_path: Path) -> None:
    """The others name it and their relatives: pages, records and the site map grow with the languages, not with their square."""
    sizes = []
    for number in (60, 120):
        locales = ("en", "uz", "uz-Cyrl", *(tag for tag in MANY if tag not in {"en", "uz"}))[:number]
        collection = make_project(tmp_path / str(number), "Text.\n", locales, settings='site.url = "https://a.org"\n')
        made = edition(collection, "uz")
        tree = lxml_html.document_fromstring(render_html(made))
        assert tree.xpath("//link/@hreflang") == ["en", "uz", "uz-Cyrl", "x-default"]
        assert [link.get("href") for link in tree.xpath("//ul[@id='all-languages']//a")] == [
            "../en/doc.html", "../uz-Cyrl/doc.html", "../en/doc.html#all-languages"
        ]  # fmt: skip
        files = {tag: File(f"{tag}/doc.html", 1, "", "html", tag, "doc") for tag in locales}
        pages = {page.path: page.alternates for page in _pages(collection.project, files, {})}
        assert [tag for tag, _ in pages["uz/doc.html"]] == ["en", "uz", "uz-Cyrl", "x-default"]
        assert len(pages["en/doc.html"]) == len(pages["index.html"]) == number + 1
        sizes.append(sum(map(len, pages.values())))
    assert sizes[1] < 2.2 * sizes[0]


def test_nothing_is_requested_from_elsewhere(made: tuple[Edition, HtmlElement]) -> None:
    """Fonts and the one script are the site's own; no frame, no picture, no address in a style."""
    page = made[1]
    assert page.xpath("//script/@src") == ["../site.js"]
    assert page.xpath("//script[not(@src)]/@type") == ["application/ld+json"]
    assert page.xpath("//link[@rel='stylesheet']/@href") == ["../fonts/fonts.css"]
    assert not page.xpath("//iframe | //object | //img")
    assert "url(" not in page.findtext("head/style")


def test_recommendations_are_cited_by_number(collection: Collection) -> None:
    """`#rec-7` leads to the seventh recommendation in every language, and the list counts as the source does."""
    found = Edition(collection.project, collection.localized("cis-2023", "ru"), collection.interface("ru"))
    page = lxml_html.document_fromstring(render_html(found))
    for number in range(1, 12):
        (item,) = page.xpath(f'//li[@id="rec-{number}"]')
        assert int(item.getparent().get("start", 1)) + item.getparent().index(item) == number


def test_an_arabic_edition_runs_from_right_to_left(tmp_path: Path) -> None:
    """What is not translated yet runs from left to right within it."""
    make_project(tmp_path, "{#a}\nOne.\n\n{#b}\nTwo.\n", ("en", "ar"))
    write_catalog(tmp_path, "ar", {("a", "One."): "واحد."})
    page = lxml_html.document_fromstring(render_html(edition(Collection(find_project(tmp_path)), "ar")))
    assert page.get("dir") == "rtl"
    assert (page.get_element_by_id("b").get("dir"), page.get_element_by_id("b").get("lang")) == ("ltr", "en")
    assert page.get_element_by_id("a").get("dir") is None
    assert page.xpath('//html[1]//ul[@class="languages"]//a[@hreflang="en"]')


def test_a_link_to_another_document_leads_to_its_edition(tmp_path: Path) -> None:
    """In the same language and format."""
    make_project(tmp_path, "[Other](other.md#rec-1) and [self](doc.md).\n")
    (tmp_path / "sources" / "other.md").write_text("---\ntitle: Other\nlanguage: en\n---\n\nText.\n")
    html = render_html(edition(Collection(find_project(tmp_path)), "en"))
    assert 'href="other.html#rec-1"' in html
    assert 'href="doc.html"' in html


def test_a_caption_stands_wherever_its_picture_does(tmp_path: Path) -> None:
    """In a paragraph, in items of tight lists and loose ones, in a cell and in a note: no reader has to point at it."""
    picture = '![Words](p.png "Caption")'
    source = (
        f"{picture}\n\n- {picture}\n- a\n\n1. {picture}\n\n2. a\n\n| {picture} |\n|---|\n| a[^n] |\n\n[^n]: {picture}\n"
    )
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources/p.png").write_bytes(PICTURE)
    made = edition(make_project(tmp_path, source), "en")
    page = lxml_html.document_fromstring(render_html(made))
    captions = page.xpath("//article//figure[img]/figcaption")
    assert [one.text for one in captions] == ["Caption"] * 5
    assert [one.getparent().getparent().tag for one in captions] == ["article", "li", "li", "th", "li"]


def test_a_table_can_be_scrolled_by_the_keyboard(tmp_path: Path) -> None:
    """It is named by the heading above it, or by the document; so is one within a quotation."""
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    source = f"{table}\n{{#one}}\n## One\n\n{table}\n> | c |\n> |---|\n> | 3 |\n"
    page = lxml_html.document_fromstring(render_html(edition(make_project(tmp_path, source), "en")))
    scrolled = [one.getparent() for one in page.xpath("//article//table")]
    assert [(one.get("role"), one.get("tabindex")) for one in scrolled] == [("group", "0")] * 3
    assert [one.get("aria-label") for one in scrolled] == ["Title", None, None]
    assert [one.get("aria-labelledby") for one in scrolled] == [None, "one", "one"]


def test_the_contents_keep_together_what_the_headings_do(tmp_path: Path) -> None:
    """Ranges, and short prepositions with the next word."""
    make_project(tmp_path, "{#a}\n## Results of 4–5\n", ("en", "ru"))
    write_catalog(tmp_path, "ru", {("a", "Results of 4–5"): "Итоги в 4–5 <b>"})
    page = lxml_html.document_fromstring(render_html(edition(Collection(find_project(tmp_path)), "ru")))
    (link,) = page.xpath('//nav[@class="contents"]//a')
    assert link.text_content() == "Итоги в\u00a04–5 <b>"
    assert link.xpath('span[@class="whole"]/text()') == ["4–5"]


def test_a_passage_that_stands_in_another_language_says_which(tmp_path: Path) -> None:
    """In the reader's language, at each place; nothing is said where everything is translated."""
    make_project(tmp_path, "{#a}\nOne.\n\n{#b}\nTwo.\n", ("en", "ru"))
    write_catalog(tmp_path, "ru", {("a", "One."): "Один."})
    collection = Collection(find_project(tmp_path))
    html = render_html(edition(collection, "ru"))
    assert ':lang(en)::before { content: "(Английский) "; }' in html
    assert '::before { content: "(' not in render_html(edition(collection, "en"))
