"""Two languages side by side: pairs in reading order, one outline, each half in its language and with its state."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
import pytest
from lxml import html as lxml_html

from tests.editions.pdf.test_render import bookmarks, text_of
from tests.pictures import photograph
from tests.tiny_project import edition, make_project, write_catalog
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import format_po
from toolkit.collection.collection import Collection
from toolkit.editions.edition import Edition
from toolkit.editions.parallel import render_parallel, render_parallel_print
from toolkit.editions.pdf.render import make_pdf, render_pdf
from toolkit.language.locales import load_locale
from toolkit.project.project import find_project
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
ROOT = Path(__file__).parents[2]
SOURCE = """\
{#a}
## Aims

{#b}
Read more.[^1] And again.[^1]

- One
  - Nested

{.recommendations}
1. Open the doors.

{#t}
| Head | Other |
|:-----|------:|
| cell | 12    |

[^1]: The note.
"""
TEXTS: dict[tuple[str | None, str], str] = {
    ("a", "Aims"): "Цели",
    ("b", "Read more.[^1] And again.[^1]"): "Читайте.[^1] И ещё.[^1]",
    ("rec-1", "Open the doors."): "Откройте двери.",
}


def pair_of(root: Path, first: str, second: str) -> tuple[Edition, Edition]:
    """The small document with a Russian catalog that leaves a part untranslated."""
    make_project(root, SOURCE, ("en", "ru", "fa"))
    write_catalog(root, "ru", TEXTS)
    collection = Collection(find_project(root))
    return edition(collection, first), edition(collection, second)


def real(name: str, first: str, second: str) -> tuple[Edition, Edition]:
    """A real document in two languages."""
    collection = Collection(find_project(ROOT))
    one, other = (
        Edition(collection.project, collection.localized(name, tag), collection.interface(tag))
        for tag in (first, second)
    )
    return one, other


def page_of(editions: tuple[Edition, Edition]) -> HtmlElement:
    page = lxml_html.document_fromstring(render_parallel(*editions))
    (article,) = page.iter("article")
    assert isinstance(article, lxml_html.HtmlElement)
    return article


def words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def pairs_of(article: HtmlElement) -> list[list[HtmlElement]]:
    return [list(pair) for pair in article.iter("div") if pair.get("class") == "pair"]


@pytest.mark.parametrize(
    ("name", "first", "second"),
    [("cis-2023", "ru", "kk"), ("cis-2023", "hy", "en"), ("alma-2019", "uz", "uz-Cyrl")],
)
def test_every_text_stands_beside_its_translation(name: str, first: str, second: str) -> None:
    """Pair by pair, in the document's order, each half with its language and direction."""
    editions = real(name, first, second)
    article = page_of(editions)
    halves = [half for pair in pairs_of(article) for half in pair]
    assert [half.get("lang") for half in halves] == [first, second] * (len(halves) // 2)
    assert {half.get("dir") for half in halves} == {"ltr"}
    one, other = (found.markup() for found in editions)
    segments = [block.segment for block in editions[0].localized.document.walk() if block.segment]
    body = pairs_of(article)[1:-1]  # the title is before it, the colophon behind it
    for segment, (left, right) in zip(segments, body, strict=True):
        assert words(left).startswith(" ".join(one.plain(segment.id).split()))
        assert words(right).startswith(" ".join(other.plain(segment.id).split()))


def test_lines_of_the_contents_say_which_language_follows(tmp_path: Path) -> None:
    """A text that stands in another language is marked, within its half, for which the style sheet has the label."""
    for render_it in (render_parallel, render_parallel_print):
        page = lxml_html.document_fromstring(render_it(*pair_of(tmp_path, "ru", "fa")))
        (nav,) = (nav for nav in page.iter("nav") if nav.get("class") == "contents")
        (marked,) = (one for one in nav.iter() if one.get("class") == "untranslated")
        assert (marked.get("lang"), words(marked), marked.getparent().get("lang")) == ("en", "Aims", "fa")
        assert any(
            '[lang="fa"] .untranslated:not(figure):lang(en)::before' in (style.text or "")
            for style in page.iter("style")
        )


def test_what_is_the_same_in_both_is_said_once(tmp_path: Path) -> None:
    """A word of the theme that the second language does not have stands there as in the first."""
    pairs = {"Contents": pair_of(tmp_path, "en", "fa"), "Содержание · Contents": real("cis-2023", "ru", "en")}
    for said, editions in pairs.items():
        for render_it in (render_parallel, render_parallel_print):
            page = lxml_html.document_fromstring(render_it(*editions))
            (nav,) = (nav for nav in page.iter("nav") if nav.get("class") == "contents")
            assert words(next(nav.iter("h2"))) == said


def test_words_of_the_theme_say_the_language_that_they_are_in(tmp_path: Path) -> None:
    """Not that of the half which they stand for: Persian does not have them here."""
    collection = make_project(tmp_path, "## Aims\n\nText.\n", ("en", "fa", "ky"))
    write_catalog(tmp_path, "ky", {(None, "Contents"): "Мазмуну"}, domain="interface")
    editions = edition(collection, "fa"), edition(collection, "ky")
    for render_it in (render_parallel, render_parallel_print):
        page = lxml_html.document_fromstring(render_it(*editions))
        (nav,) = (nav for nav in page.iter("nav") if nav.get("class") == "contents")
        (one, other) = next(nav.iter("h2"))
        assert (one.get("lang"), one.get("dir"), words(one)) == ("en", "ltr", "Contents")
        assert (other.get("lang"), other.get("dir"), words(other)) == ("ky", "ltr", "Мазмуну")


def test_headings_and_anchors_are_there_once() -> None:
    """The outline is that of the first language; every segment's id leads to its pair."""
    editions = real("cis-2023", "ru", "kk")
    article = page_of(editions)
    blocks = [block for block in editions[0].localized.document.walk() if block.segment]
    titles = [words(heading) for heading in article.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    markup = editions[0].markup()
    headings = [block.segment for block in blocks if block.kind is Kind.HEADING and block.segment]
    wanted = [" ".join(markup.plain(id).split()) for id in ("meta/title", *(segment.id for segment in headings))]
    assert titles == [wanted[0], "Содержание · Мазмұны", "Рекомендации · Ұсынымдар", *wanted[1:], "Об этом издании"]
    ids = [element.get("id") for element in article.iter() if element.get("id")]
    assert len(set(ids)) == len(ids)
    assert {block.segment.id for block in blocks if block.segment} <= set(ids)


def test_the_state_of_each_half_is_shown_in_its_language(tmp_path: Path) -> None:
    """Nothing beside the original; the state of most once, at the title; what is untranslated says so, and its language."""
    article = page_of(pair_of(tmp_path, "ru", "en"))
    done, original = (words(half) for half in article.get_element_by_id("b"))
    assert done == "Читайте.1 И ещё.1"
    assert original == "Read more.1 And again.1"
    ((missing, _),) = [pair for pair in pairs_of(article) if words(pair[1]) == "Nested"]
    assert words(missing) == "Nested untranslated"
    text, state = missing.iter("span")
    assert (missing.get("lang"), text.get("lang"), text.get("class")) == ("ru", "en", "untranslated")
    assert (state.get("lang"), state.text) == ("en", "untranslated")


def test_a_text_that_is_further_or_less_far_than_most_says_so(tmp_path: Path) -> None:
    make_project(tmp_path, SOURCE, ("en", "ru"))
    done = Message("Aims", msgctxt="a", msgstr=("Цели",))
    drafts = [
        Message(text, msgctxt=id, msgstr=(found,), flags=("fuzzy",)) for (id, text), found in TEXTS.items() if id != "a"
    ]
    headers = (("Language", "ru"), ("Content-Type", "text/plain; charset=UTF-8"))
    path = tmp_path / "i18n/ru/doc.po"
    path.parent.mkdir(parents=True)
    path.write_text(format_po(Catalog((done, *drafts), headers)), "utf-8")
    collection = Collection(find_project(tmp_path))
    page = lxml_html.document_fromstring(render_parallel(edition(collection, "ru"), edition(collection, "en")))
    said = [words(one) for one in page.find_class("half-state") if words(one) != "untranslated"]
    assert said == ["draft, not checked", "translated"]
    assert [words(one) for one in page.get_element_by_id("a").find_class("half-state")] == ["translated"]


def test_footnotes_lead_there_and_back(tmp_path: Path) -> None:
    """From both languages to the note, and back to the first one's reference."""
    article = page_of(pair_of(tmp_path, "ru", "en"))
    ids = {element.get("id") for element in article.iter()}
    targets = [link.get("href") for link in article.iter("a") if (link.get("href") or "").startswith("#")]
    assert targets.count("#note-1") == 4
    assert targets.count("#ref-1") == 1
    assert all(target.removeprefix("#") in ids for target in targets)
    (reference,) = (link for link in article.iter("a") if link.get("id") == "ref-1")
    assert next(reference.iterancestors("div")).get("lang") == "ru"


def test_structure_is_that_of_the_document(tmp_path: Path) -> None:
    """Lists, tables and their cells are there once, with a pair in each."""
    article = page_of(pair_of(tmp_path, "en", "ru"))
    (pair,) = article.get_element_by_id("rec-1")
    assert [words(half) for half in pair] == ["Open the doors.", "Откройте двери."]
    assert len(list(article.iter("td"))) == 2
    assert len(list(article.iter("th"))) == 2
    assert len(list(article.iter("ol"))) == 2 + 1  # contents, recommendations, notes


def test_directions_may_differ(tmp_path: Path) -> None:
    """A language written from right to left is so in its half alone."""
    pairs = pairs_of(page_of(pair_of(tmp_path, "en", "fa")))
    directions = {(left.get("dir"), right.get("dir")) for left, right in pairs}
    assert directions == {("ltr", load_locale("fa").direction)}


def test_a_pdf_in_two_languages() -> None:
    """Text of both, bookmarks of the first, both languages in the tags and in the metadata, both catalogs within."""
    editions = real("alma-2019", "ru", "kk")
    made = make_pdf(render_parallel_print(*editions), *editions)
    assert made.warnings == ()
    text = text_of(made.data)
    assert set("ыэё") | set("әғқңөұүі") <= set(text)
    with pikepdf.open(BytesIO(made.data)) as pdf:
        assert str(pdf.Root.Lang) == "ru"
        assert pdf.docinfo["/Title"] == f"{editions[0].title_text} / {editions[1].title_text}"
        headings = [block for block in editions[0].localized.document.walk() if block.kind is Kind.HEADING]
        assert len(bookmarks(pdf)) == len(headings) + 1  # the colophon
        assert not set("әғқңөұү") & set("".join(title for _, title in bookmarks(pdf)))
        tags = [str(one.Lang) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one]
        assert set(tags) == {"ru", "kk"}
        assert {"ru-alma-2019.po", "kk-alma-2019.po", "alma-2019.md"} == set(pdf.attachments)
        with pdf.open_metadata() as metadata:
            assert metadata["dc:language"] == {"ru", "kk"}
            assert metadata["pdfuaid:part"] == "1"


def test_the_same_pair_gives_the_same_bytes(tmp_path: Path) -> None:
    """PDF and page, however often."""
    editions = pair_of(tmp_path, "ru", "en")
    first, second = (make_pdf(render_parallel_print(*editions), *editions).data for _ in range(2))
    assert first == second
    assert render_parallel(*editions) == render_parallel(*editions)


def test_each_half_says_which_language_follows_in_its_own(tmp_path: Path) -> None:
    """Captions too; the halves beside the original say it, the original does not."""
    collection = make_project(tmp_path, '{#a}\nTwo.\n\n![A door](door.png "Open")\n', ("en", "ru", "uz"))
    photograph(tmp_path / "sources" / "door.png", (40, 30))
    write_catalog(tmp_path, "ru", {("a", "Two."): "Два."})
    first, second = edition(collection, "ru"), edition(collection, "uz")
    page = render_parallel(first, second)
    assert '[lang="ru"] .untranslated:not(figure):lang(en)::before { content: "(Английский) "; }' in page
    assert '[lang="uz"] .untranslated:not(figure):lang(en)::before { content: "(Inglizcha) "; }' in page
    assert page.count('<figure lang="en" class="untranslated">') == 2
    text = text_of(make_pdf(render_parallel_print(first, second), first, second).data)
    assert all(f"{label}Open" in text for label in ("Английский", "Inglizcha"))
    assert "InglizchaTwo" in text
    assert "АнглийскийTwo" not in text
    assert "EnglishTwo" not in render_parallel(edition(collection, "en"), second)


def test_lists_within_lists_and_bold_words_of_links(tmp_path: Path) -> None:
    """Signs of every depth have glyphs; all of a link is a link to a screen reader (ISO 14289-1, 7.18.5)."""
    source = "- One\n  - Two\n    - Three\n\nA [link with **bold** words](https://example.org/).\n"
    made = render_pdf(edition(make_project(tmp_path, source), "en"))
    with pikepdf.open(BytesIO(made.data)) as pdf:
        parents = numbered(pdf.Root.StructTreeRoot.ParentTree.Nums)
        links = [note for page in pdf.pages for note in page.get("/Annots", ()) if note.get("/Subtype") == "/Link"]
        assert len(links) == 1  # it covers all of the words
        assert {str(parents[int(link.StructParent)].S) for link in links} == {"/Link"}


def numbered(tree: pikepdf.Object) -> dict[int, pikepdf.Object]:
    """What a number tree says, by number."""
    parts = list(tree.as_list())
    return {int(number): found for number, found in zip(parts[::2], parts[1::2], strict=True)}
