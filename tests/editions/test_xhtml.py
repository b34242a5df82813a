"""Pages of our templates are read by a parser of XML: their tree is that of a parser of HTML."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING

import pytest
import tinyhtml5

from tests.kitchen_sink import PICTURES, write_project
from toolkit.editions.covers import Sheet
from toolkit.editions.edition import Edition
from toolkit.editions.parallel import render_parallel_print
from toolkit.editions.pdf.body import with_addresses, without_idle_ids
from toolkit.editions.pdf.poster import poster_html
from toolkit.editions.pdf.render import render_print
from toolkit.editions.xhtml import read_html

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path
    from xml.etree.ElementTree import Element

    from toolkit.collection.collection import Collection

PAGE = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<title>A &amp; b</title>\n</head>\n<body>\n{}\n</body>\n</html>'
SMALL = Sheet(122.5, 173.25)


def outline(element: Element) -> list[object]:
    """All that a tree says, in order."""
    said = [str(element.tag), *element.attrib.items(), element.text or ""]
    return [*said, *map(outline, element), element.tail or ""]


def parsed(html: str) -> list[object]:
    """What WeasyPrint's parser makes of a page."""
    return outline(tinyhtml5.parse(StringIO(html), namespace_html_elements=False))


def pages(collection: Collection) -> Iterator[str]:
    """Of every kind, in one language and in two, from left to right and from right to left."""
    for name in {*collection.project.documents} - {PICTURES}:
        en, ru, ar = (
            Edition(collection.project, collection.localized(name, tag), collection.interface(tag))
            for tag in ("en", "ru", "ar")
        )
        yield from (render_print(one) for one in (en, ru, ar))
        yield from (render_print(one, SMALL) for one in (ru, ar))
        yield from (render_print(ru, style=style) for style in ("press.css", "booklet.css"))
        yield from (
            render_parallel_print(en, ar),
            render_parallel_print(ar, ru),
            poster_html(8, ru),
            poster_html(8, ru, ar),
        )
    pictures = collection.localized(PICTURES, "en")
    yield render_print(Edition(collection.project, pictures, collection.interface("en")))


def test_pages_of_ours_have_the_tree_of_a_parser_of_html(tmp_path: Path) -> None:
    """Of all that a document can have."""
    read = 0
    for page in pages(write_project(tmp_path)):
        html = without_idle_ids(with_addresses(page))
        root = read_html(html)
        assert root is not None
        assert outline(root) == parsed(html)
        read += 1
    assert read > 20


@pytest.mark.parametrize(
    "body",
    [
        "<pre><code>\nx</code></pre>",
        "<p>a<br>b</p><hr>",
        '<p><img src="a" alt="&lt;&quot;"></p>',
        "<p>&lt;p&gt; &amp;amp;</p>",
        "<p>x</p> ",
    ],
)
def test_what_has_no_end_and_what_is_escaped_is_read(body: str) -> None:
    html = PAGE.format(body)
    root = read_html(html)
    assert root is not None
    assert outline(root) == parsed(html)


def test_style_is_no_markup() -> None:
    """Its text stands in the page as it is."""
    html = PAGE.format("<p>x</p>").replace(
        "<title>", '<style>\np > a[x="\n"]::after { content: " <b>&amp;" }\n</style>\n<title>'
    )
    assert "<style>" in html
    root = read_html(html)
    assert root is not None
    assert outline(root) == parsed(html)


@pytest.mark.parametrize(
    "body",
    [
        "<p>One<p>Two</p>",
        "<p>&nbsp;</p>",
        "<p hidden>x</p>",
        '<a href="x">x<b><a href="y">z</a></b></a>',
        "",
        '<p title="a\nb">x</p>',
    ],
)
def test_what_a_parser_of_html_repairs_or_keeps_is_left_to_it(body: str) -> None:
    assert read_html(PAGE.format(body)) is None
