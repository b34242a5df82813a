"""Words of the theme that nobody has translated say which language they are in."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.editions.epub import render_epub
from toolkit.editions.foreign import marked, told, unmarked
from toolkit.editions.html import render_html
from toolkit.editions.pdf.render import render_print

if TYPE_CHECKING:
    from pathlib import Path


def test_text_gets_an_element_and_attributes_get_none() -> None:
    """Nor do titles, scripts and style sheets; tags within the words stay."""
    words = marked("Notes <b>here</b>", "en", "fa")
    page = (
        f'<title>{words}</title><style>a{{content:"{words}"}}</style><p title="{marked("x", "en", "fa")}">{words}</p>'
    )
    found = told(page)
    plain = "Notes <b>here</b>"
    assert found == (
        f'<title>{plain}</title><style>a{{content:"{plain}"}}</style>'
        f'<p title="x"><span lang="en" dir="ltr">{plain}</span></p>'
    )


@pytest.mark.parametrize(("language", "page"), [("ru", "ru"), ("ru", "ru-KZ"), ("en", "en-GB")])
def test_the_pages_own_language_is_not_told(language: str, page: str) -> None:
    """Nor that of a region's parent."""
    assert marked("a", language, page) == "a"


def test_the_direction_is_told_where_it_turns() -> None:
    """Persian pages with English words, not Russian ones with them."""
    assert told(marked("a", "en", "ru")) == '<span lang="en" dir="ltr">a</span>'
    assert unmarked(marked("a", "en", "ru")) == "a"


def test_a_page_that_nobody_has_translated(tmp_path: Path) -> None:
    """Every word of the theme in the Persian page is English, and says so; translated ones do not."""
    project = make_project(tmp_path, "## A\n\nText.\n", ("en", "fa"), title="Own \ue004xx\ue005 title\ue006")
    write_catalog(tmp_path, "fa", {(None, "Contents"): "فهرست"}, domain="interface")
    page = render_html(edition(project, "fa"))
    assert "\ue004" not in page
    assert "\ue006" not in page
    assert '<h2 id="contents-title">فهرست</h2>' in page
    assert '<h2><span lang="en" dir="ltr">About this edition</span></h2>' in page
    assert not re.search(r'="[^"]*<span', page)
    assert render_epub(edition(project, "fa"))


def test_lines_of_the_contents_say_which_language_follows(tmp_path: Path) -> None:
    """A heading that nobody has translated, and none that somebody has; on paper as on pages."""
    project = make_project(tmp_path, "## Aims\n\nText.\n\n## Means\n\nText.\n")
    write_catalog(tmp_path, "ru", {("heading-aims", "Aims"): "Цели"})
    found = edition(project, "ru")
    means = next(entry.id for entry in found.contents if entry.text == "Means")
    assert f'<a href="#{means}" lang="en" dir="auto" class="untranslated">Means</a>' in render_html(found)
    assert re.search(f'<a href="#{means}" lang="en" class="untranslated">\\s*<span class="tail"', render_print(found))
    assert 'content: "(Английский) "' in render_print(found)
