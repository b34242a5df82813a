"""Pictures, tables, code, notes, lists and quotations within each other: each is read or refused, and nothing of it is lost."""

from __future__ import annotations

import re
import tempfile
import zipfile
from io import BytesIO
from itertools import product
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from lxml import etree as lxml_etree
from lxml import html as lxml_html

from tests.pictures import PICTURE
from tests.tiny_project import edition, make_project
from toolkit.collection.localize import localize
from toolkit.editions.edition import Edition
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.markup import Markup
from toolkit.editions.pdf.render import render_pdf
from toolkit.errors import Diagnostic, ToolkitError
from toolkit.sources.markdown import parse_markdown

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
WORDS = st.sampled_from(["alpha", "beta", "gamma"])
_MARKUP = re.compile(r"!\[|\]\(|\*\*|^#+ |\|--|\[\^|`")
"""What would be raw markup in an edition."""


@st.composite
def inlines(draw: st.DrawFn) -> str:
    """A text of some words with markup within markup."""
    text = draw(WORDS)
    for _ in range(draw(st.integers(0, 3))):
        wrap = draw(st.sampled_from(["**{}**", "*{}*", "[{}](https://example.org/a)", "{} `code`", "{} ![picture](p.png)", "{} ![](p.png)", "{}[^n]", "[![linked](p.png)](#place) {}", "to ~~{}~~", "[{}][x]", "{} ![picture][y]", "[![linked][y]][x] {}", "_{}_", "{} <https://example.org/b>", "{} https://example.org/c", "“{}” [sic]"]))  # fmt: skip
        is_within_link = "[{}]" in wrap and ("[" in text or "http" in text)
        text = text if is_within_link else wrap.format(text)
    return text


def _table(texts: list[str]) -> str:
    return f"| {' | '.join(texts)} |\n|{'---|' * len(texts)}\n| {' | '.join(reversed(texts))} |\n"


def _indented(text: str, mark: str) -> str:
    first, *rest = text.rstrip("\n").split("\n")
    return "\n".join([f"{mark}{first}", *(f"{' ' * len(mark)}{line}".rstrip() for line in rest)]) + "\n"


LEAVES = st.one_of(
    inlines().map(lambda text: f"{text}\n"),
    st.lists(inlines(), min_size=1, max_size=3).map(_table),
    WORDS.map(lambda word: f"```\n{word} <b> | code\n```\n"),
    WORDS.map(lambda word: f'![{word}](p.png "{word} as a caption")\n'),
)
BLOCKS = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        inner.map(lambda block: _indented(block, "- ")),
        inner.map(lambda block: _indented(block, "1. ")),
        inner.map(lambda block: "".join(f"> {line}".rstrip() + "\n" for line in block.rstrip("\n").split("\n"))),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
    ),
    max_leaves=5,
)
NOTES = BLOCKS.map(lambda block: _indented(block.replace("[^n]", ""), "[^n]:  ").replace("[^n]:  ", "[^n]: ", 1))


WRAPS = ("**{}**", "_{}_", "~~{}~~", "[{}](https://example.org/a)", "[{}][x]", "![{}](p.png)", "![{}][y]", "![{}]", "[![{}](p.png)][x]", "`{}`", "{}[^n]", "{} [^n]", "{} <https://example.org/b>", "{} [sic]")  # fmt: skip
_SHOWN = re.compile(r"!\[|\](?:\(|x)|\*\*|\[\^")


@pytest.mark.parametrize("outer", WRAPS)
def test_markup_within_markup_within_markup_is_read_or_named(tmp_path: Path, outer: str) -> None:
    """Whatever stands within whatever: what would be printed as it stands is named."""
    head = "---\ntitle: T\nlanguage: en\n---\n\nA note[^n].\n\n"
    tail = "\n\n[x]: https://example.org/x\n[y]: p.png\n\n[^n]: A note.\n"
    refused: list[Diagnostic] = []
    for middle, inner in product(WRAPS, WRAPS):
        text = outer.format(f"alpha {middle.format('beta ' + inner.format('gamma'))} delta")
        try:
            document = parse_markdown(f"{head}{text}{tail}", "sources/doc.md", "doc")
        except ToolkitError as error:
            refused += error.diagnostics
            continue
        if not document.warnings and not ("`" in text and "![" in text):  # code in a picture's words is words
            body = lxml_html.fragment_fromstring(Markup(localize(document, "en", ())).body(), create_parent="div")
            lxml_etree.strip_elements(body, "code", "pre", with_tail=False)
            assert not _SHOWN.search("".join(body.itertext())), text
    assert all(one.location and one.location.line for one in refused)


_SLOW = {"deadline": None, "phases": (Phase.explicit, Phase.generate), "suppress_health_check": [HealthCheck.too_slow]}
_SOURCE = st.builds(
    "{{#place}}\n## Place\n\nA note[^n].\n\n{}\n{}\n[x]: https://example.org/x\n[y]: p.png\n".format,
    st.lists(BLOCKS, min_size=1, max_size=3).map("\n".join),
    NOTES,
)


@settings(max_examples=40, **_SLOW)
@given(_SOURCE)
def test_everything_within_everything(source: str) -> None:
    """On pages and in books: no traceback, no word lost, no markup left; what is refused has its line."""
    with tempfile.TemporaryDirectory() as folder:
        made = _made(Path(folder), source)
        try:
            page, book = render_html(made), render_epub(made)
        except ToolkitError as error:
            refused = error.diagnostics
        else:
            refused = ()
            _compare(source, page, book)
        assert all(one.location and one.location.line for one in refused), refused


@settings(max_examples=5, **_SLOW)
@given(_SOURCE)
@example('{#place}\n## Place\n\nA note[^n].\n\n[^n]: ![alpha](p.png "alpha as a caption")\n')
def test_everything_within_everything_on_paper(source: str) -> None:
    """Nothing to warn of; code is printed as it stands."""
    with tempfile.TemporaryDirectory() as folder:
        made = _made(Path(folder), source)
        paper = render_pdf(made)
        printed = "".join(one.get_textpage().get_text_range() for one in pypdfium2.PdfDocument(paper.data))
        assert not _MARKUP.search(printed)
        assert printed.count("<b> | code") == source.count("<b> | code")
        assert not paper.warnings


def _made(root: Path, source: str) -> Edition:
    (root / "sources").mkdir()
    (root / "sources/p.png").write_bytes(PICTURE)
    return edition(make_project(root, source, ["en"]), "en")


def _compare(source: str, page: str, book: bytes) -> None:
    """The words of the source are in both, its signs in neither."""
    article = lxml_html.document_fromstring(page).find(".//article")
    with zipfile.ZipFile(BytesIO(book)) as archive:
        tree = lxml_html.document_fromstring(archive.read("EPUB/text.xhtml"))
    for read in (article, tree):
        text = "".join(read.itertext()) + " ".join(read.xpath(".//img/@alt"))
        assert not _MARKUP.search(text), text
        for word in ("alpha", "beta", "gamma", "caption"):
            assert text.count(word) >= source.count(word), (word, source)
