"""Pages of our templates are read at once; whatever a page is, its tree is the parser's."""

from __future__ import annotations

from io import StringIO
from typing import TYPE_CHECKING
from unittest.mock import patch

import pytest
import tinyhtml5
import weasyprint
from hypothesis import given
from hypothesis import strategies as st

from tests.kitchen_sink import write_project
from toolkit.editions.edition import Edition
from toolkit.editions.parallel import render_parallel_print
from toolkit.editions.pdf.body import with_addresses, without_idle_ids
from toolkit.editions.pdf.page_tree import page_tree, read_at_once
from toolkit.editions.pdf.render import render_print

if TYPE_CHECKING:
    from pathlib import Path
    from xml.etree.ElementTree import Element

HEAD = '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<title>A &amp; b</title>\n</head>\n'
TAGS = (
    "a",
    "p",
    "b",
    "em",
    "ul",
    "li",
    "dl",
    "dt",
    "div",
    "h2",
    "pre",
    "br",
    "table",
    "tbody",
    "tr",
    "td",
    "svg",
    "form",
)
PIECES = st.one_of(
    st.sampled_from([form.format(tag) for tag in TAGS for form in ("<{0}>", "</{0}>", "<{0}>x</{0}>")]),
    st.sampled_from(
        ['<p class="x" id="y">', '<p class="x" class="y">', "<P>", "<p/>", "<img src=x>", '<img alt="&quot;">']
    ),
    st.sampled_from(
        ["\n", " ", "text", "\xa0", "&amp;", "&notit;", "&#65;", "&#150;", "&", "<!-- x -->", "<", "\r", "\x01"]
    ),
)


def parsed(html: str) -> list[object]:
    """What the parser makes of a page."""
    return outline(tinyhtml5.parse(StringIO(html), namespace_html_elements=False))


def outline(element: Element) -> list[object]:
    """All that a tree says, in order."""
    said = [str(element.tag), *element.attrib.items(), element.text or ""]
    return [*said, *map(outline, element), element.tail or ""]


def test_pages_of_ours_are_read_at_once(tmp_path: Path) -> None:
    """Of all that a document can have, in one language and in two."""
    collection = write_project(tmp_path)
    one, other = (
        Edition(collection.project, collection.localized("everything", tag), collection.interface(tag))
        for tag in ("ru", "ar")
    )
    for page in (render_print(one), render_print(other), render_parallel_print(one, other)):
        html = without_idle_ids(with_addresses(page))
        tree = page_tree(html)
        assert tree is not None
        assert outline(tree) == parsed(html)


@given(st.lists(PIECES, max_size=8).map("".join))
def test_any_page_has_the_tree_of_the_parser(body: str) -> None:
    """Or it is left to the parser: what is not closed, implied, or in the wrong place."""
    html = f"{HEAD}<body>{body}</body>\n</html>\n"
    tree = page_tree(html)
    assert tree is None or outline(tree) == parsed(html)


@pytest.mark.parametrize(
    "body",
    [
        "<p>One<p>Two</p>",
        "<p><ul><li>x</li></ul></p>",
        "<table><tr><td>x</td></tr></table>",
        "<table>x<tbody></tbody></table>",
        '<a href="x"><b><a href="y">z</a></b></a>',
        "<h2><h3>x</h3></h2>",
        "<svg></svg>",
        "<li>x</li>",
        "<p>&notit;</p>",
        "<p a=b>x</p>",
        "<p/>",
        "</br>",
        "<b>x",
    ],
)
def test_what_is_to_be_repaired_is_left_to_the_parser(body: str) -> None:
    assert page_tree(f"{HEAD}<body>{body}</body></html>") is None


@pytest.mark.parametrize(
    "body",
    ["<pre>\n\nx</pre>", "<pre><code>\nx</code></pre>", "<br>x<br/>", "<p>&lt;&#8288;&nbsp;</p>", "\n<p>x</p>\n"],
)
def test_what_the_parser_leaves_is_read(body: str) -> None:
    html = f"{HEAD}<body>{body}</body>\n\n</html>\n"
    tree = page_tree(html)
    assert tree is not None
    assert outline(tree) == parsed(html)


def test_other_pages_are_read_as_ever() -> None:
    """WeasyPrint gets a tree of either kind of page, and asks the parser only for one."""
    with read_at_once(), patch("tinyhtml5.parser.HTMLParser.parse", side_effect=LookupError):
        page = weasyprint.HTML(string=f"{HEAD}<body><p>x</p></body></html>")
        assert page.etree_element.findtext("body/p") == "x"
        with pytest.raises(LookupError):
            weasyprint.HTML(string="<p>x")
