"""Pictures, tables, code, notes, lists and quotations within each other: each is read or refused, and nothing of it is lost."""

from __future__ import annotations

import re
import tempfile
import zipfile
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from tests.pictures import PICTURE
from tests.tiny_project import edition, make_project
from toolkit.editions.edition import Edition
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.pdf.render import render_pdf
from toolkit.errors import ToolkitError

pytestmark = pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
WORDS = st.sampled_from(["alpha", "beta", "gamma"])
_MARKUP = re.compile(r"!\[|\]\(|\*\*|^#+ |\|--|\[\^|`")
"""What would be raw markup in an edition."""


@st.composite
def inlines(draw: st.DrawFn) -> str:
    """A text of some words with markup within markup."""
    text = draw(WORDS)
    for _ in range(draw(st.integers(0, 3))):
        wrap = draw(st.sampled_from(["**{}**", "*{}*", "[{}](https://example.org/a)", "{} `code`", "{} ![picture](p.png)", "{} ![](p.png)", "{}[^n]", "[![linked](p.png)](#place) {}", "to ~~{}~~"]))  # fmt: skip
        text = wrap.format(text) if "[" not in text or "[{}]" not in wrap else text
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


_SLOW = {"deadline": None, "phases": (Phase.explicit, Phase.generate), "suppress_health_check": [HealthCheck.too_slow]}
_SOURCE = st.builds(
    "{{#place}}\n## Place\n\nA note[^n].\n\n{}\n{}\n".format,
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
