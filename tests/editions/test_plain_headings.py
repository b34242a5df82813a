"""A heading has the same plain words wherever it is named without its markup."""

from __future__ import annotations

import html
import io
import re
import zipfile
from typing import TYPE_CHECKING

import pypdfium2
import pytest

from tests.tiny_project import edition, make_project
from toolkit.editions.epub import render_epub
from toolkit.editions.html import render_html
from toolkit.editions.pdf.render import render_pdf
from toolkit.site.search import searchable

if TYPE_CHECKING:
    from pathlib import Path

SOURCE = """\
## [Linked](https://example.org) with *em*, `code`, <https://a.example/x> and a note[^a]

x

### &amp; entities &lt;tag&gt; \\# ~~struck~~ ![pic](x.png)

[^a]: The note.
"""
PLAIN = ["Linked with em, code, https://a.example/x and a note", "& entities <tag> # struck pic"]


def texts(markup: str) -> list[str]:
    """The words of each link, in order."""
    links = re.findall(r"<a [^>]*href=\"[^\"]*#[^\"]*\"[^>]*>(.*?)</a>", markup, re.DOTALL)
    return [html.unescape(re.sub(r"<[^>]*>|\u2060", "", link)).replace("\u00a0", " ") for link in links]


def test_in_contents_navigation_and_search(tmp_path: Path) -> None:
    """Without note marks, and without a link within a link."""
    project = make_project(tmp_path, SOURCE)
    made = edition(project, "en")
    page = render_html(made)
    contents = page[page.index('<nav class="contents"') : page.index("</details>", page.index('<nav class="contents"'))]
    assert texts(contents) == PLAIN
    with zipfile.ZipFile(io.BytesIO(render_epub(made))) as archive:
        navigation = archive.read("EPUB/nav.xhtml").decode()
    assert [one for one in texts(navigation) if one in PLAIN] == PLAIN
    found = [one.title for one in searchable(made.localized).passages if one.title]
    assert list(dict.fromkeys(found)) == PLAIN


@pytest.mark.filterwarnings(r"ignore:unclosed file .*sRGB2014\.icc:ResourceWarning")
def test_in_the_bookmarks_of_a_pdf(tmp_path: Path) -> None:
    """The outline."""
    made = edition(make_project(tmp_path, SOURCE), "en")
    document = pypdfium2.PdfDocument(render_pdf(made).data)
    names = [entry.get_title().replace("\u00a0", " ").replace("\u2060", "") for entry in document.get_toc()]
    assert [name for name in names if "Linked" in name or "entities" in name] == PLAIN
