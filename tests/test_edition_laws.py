"""What holds for every document: identity catalogs change nothing, nothing is lost, no id is given twice."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html
from markdown_it import MarkdownIt

from toolkit.catalog.align.align import align
from toolkit.catalog.model import Catalog, Message, State
from toolkit.collection.localize import Link, localize
from toolkit.editions.markup import Markup
from toolkit.sources.document import Document, Kind
from toolkit.sources.markdown import parse_markdown, read_markdown

SOURCES = Path(__file__).parent.parent / "sources"
HEAD = "---\ntitle: 'The *title* of \"all\"'\nlanguage: en\n---\n\n"


# -- documents -------------------------------------------------------------------------------------

WORDS = (
    "libraries", "*open*", "**to**", "`all`", '"quoted"', "it's", "\\<b>", "&amp;", "a & b", "[link](https://example.org/a_b)",
    "<https://example.org/>", "[see][ref]", "\\*", "5 * 3", "snake_case", "1.", "—", "«так»", "![map](map.png)", "{curly}",
    '[#rec-1](#rec-1 "Go")', "&copy;", "Қазақ", "|",
)  # fmt: skip
REFERENCE = '\n\n[ref]: https://example.org/ref "Title"\n'

lines = st.lists(st.sampled_from(WORDS), min_size=1, max_size=6).map(lambda words: "x " + " ".join(words))
paragraphs = st.lists(lines, min_size=1, max_size=3).flatmap(
    lambda found: st.sampled_from(("\n", "  \n", "\\\n", " \n")).map(lambda end: end.join(found))
)
headings = st.builds(lambda level, text: f"{'#' * level} {text}", st.integers(1, 6), lines)
codes = st.sampled_from(("```\nx <b>\n\ny\n```", "    indented\n    code"))


def _indented(text: str, width: int) -> str:
    return text.replace("\n", "\n" + " " * width)


def lists(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    """Bulleted and numbered, tight and loose."""
    items = st.lists(st.one_of(paragraphs, st.tuples(paragraphs, inner).map("\n\n".join)), min_size=1, max_size=3)

    def write(found: list[str], number: int, loose: bool) -> str:
        marks = [f"{number + index}. " if number else "- " for index in range(len(found))]
        written = [mark + _indented(item, len(mark)) for mark, item in zip(marks, found, strict=True)]
        return ("\n\n" if loose else "\n").join(written)

    return st.builds(write, items, st.sampled_from((0, 0, 1, 6)), st.booleans())


def quotations(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.lists(inner, min_size=1, max_size=2).map(lambda found: "> " + "\n\n".join(found).replace("\n", "\n> "))


cells = st.sampled_from([word for word in WORDS if word != "|"])
tables = st.lists(st.tuples(cells, cells), min_size=1, max_size=3).map(
    lambda rows: "| a | b |\n|:--|:-:|\n" + "\n".join(f"| {one} | {two} |" for one, two in rows)
)
leaves = st.one_of(paragraphs, paragraphs, headings, codes, tables, st.just("***"))
blocks = st.recursive(leaves, lambda inner: st.one_of(lists(inner), quotations(inner)), max_leaves=4)
bodies = st.lists(blocks, min_size=1, max_size=6).map(lambda found: "\n\n".join(found) + REFERENCE)


def parse(body: str) -> Document:
    document = parse_markdown(HEAD + body, "sources/doc.md", "doc")
    return document.with_ids(align((), document.segments).ids)


def identity(document: Document) -> Catalog:
    """A catalog whose every translation is the text itself."""
    found = {segment.id: segment.text for segment in document.segments}
    return Catalog(tuple(Message(text, msgctxt=id, msgstr=(text,)) for id, text in found.items()))


def body_of(document: Document, *chain: Link) -> str:
    locale = document.meta.language
    return Markup(localize(document, locale, chain), picture=lambda source: {"src": source}, notes_title="Notes").body()


def real(name: str) -> Document:
    document = read_markdown((SOURCES / f"{name}.md").read_bytes(), f"sources/{name}.md", name)
    return document.with_ids(align((), document.segments).ids)


# -- laws ------------------------------------------------------------------------------------------


def assert_identity(document: Document) -> None:
    chain = Link(document.meta.language, identity(document), State.TRANSLATED)
    assert body_of(document, chain) == body_of(document)
    renditions = localize(document, document.meta.language, (chain,)).renditions.values()
    assert {rendition.state for rendition in renditions} == {"translated"}


@settings(deadline=None, max_examples=80)
@given(bodies)
def test_an_identity_catalog_changes_nothing(body: str) -> None:
    """Segments put back where they came from give the source's HTML."""
    assert_identity(parse(body))


@pytest.mark.parametrize("name", ["cis-2023", "alma-2019"])
def test_an_identity_catalog_changes_nothing_of_the_real_documents(name: str) -> None:
    """The same with the documents that are published."""
    assert_identity(real(name))


@settings(deadline=None, max_examples=80)
@given(bodies)
def test_ids_differ(body: str) -> None:
    """However often a text occurs, every segment has an id of its own, and every anchor stands once."""
    document = parse(body)
    ids = [segment.id for segment in document.segments]
    assert len(set(ids)) == len(ids)
    anchors = re.findall(r' id="([^"]*)"', body_of(document))
    assert len(set(anchors)) == len(anchors)


@settings(deadline=None, max_examples=80)
@given(bodies)
def test_every_text_is_in_a_segment(body: str) -> None:
    """What a reader sees, a translator meets: all but code blocks."""
    document = parse(body)
    tree = _tree(MarkdownIt("commonmark", {"html": False}).enable("table").render(body))
    for code in tree.iter("pre"):
        code.clear()
    seen = re.sub(r"\s+", "", "".join(tree.itertext()))
    inline = MarkdownIt("commonmark", {"html": False})
    env = {"references": {label: {"href": href, "title": title} for label, href, title in document.references}}
    texts = (inline.renderInline(segment.text, env) for segment in document.segments if segment.kind is not Kind.META)
    assert re.sub(r"\s+", "", "".join("".join(_tree(f"<p>{text}</p>").itertext()) for text in texts)) == seen


@settings(deadline=None, max_examples=80)
@given(bodies)
def test_the_body_is_what_markdown_says(body: str) -> None:
    """CommonMark's own rendering, but for sections, ids, roles and the heading levels."""
    document = parse(body)
    ours = Markup(localize(document, "en", ()), picture=lambda source: {"src": source})
    theirs = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"})
    theirs.enable(["table", "smartquotes"])
    assert _normal(ours.body()) == _normal(theirs.render(body))


@pytest.mark.parametrize("name", ["cis-2023", "alma-2019"])
def test_the_real_documents_are_what_markdown_says(name: str) -> None:
    """The same with the documents that are published, their attribute lines aside."""
    body = (SOURCES / f"{name}.md").read_text("utf-8").split("\n---\n", 1)[1]
    plain = re.sub(r"(?m)^[ ]*\{[#.][^}]*\}\n", "", body)
    theirs = MarkdownIt("commonmark", {"html": False, "typographer": True, "quotes": "“”‘’"})
    theirs.enable(["table", "smartquotes"])
    assert _normal(body_of(real(name))) == _normal(theirs.render(plain))


# -- normal form -----------------------------------------------------------------------------------


def _tree(html: str) -> lxml_html.HtmlElement:
    return lxml_html.fragment_fromstring(html, create_parent="div")


def _normal(html: str) -> str:
    """The elements, links and texts alone: what both renderings must agree in."""
    tree = _tree(html)
    for element in list(tree.iter("section", "span")):
        element.drop_tag()
    for element in tree.iter():
        element.tag = re.sub(r"^h[1-6]$", "heading", str(element.tag))
        kept = {
            name: value for name, value in element.attrib.items() if name in {"href", "src", "alt", "title", "start"}
        }
        element.attrib.clear()
        element.attrib.update(kept)
    text = lxml_html.tostring(tree, encoding="unicode")
    return re.sub(r"\s+", " ", re.sub(r"\s*(</?(?:p|li|ul|ol|blockquote|table|thead|tbody|tr|t[hd]|heading|hr|br|pre|div)\b[^>]*>)\s*", r"\1", text))  # fmt: skip
