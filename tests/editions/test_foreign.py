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


def test_a_paragraph_wholly_in_another_language_says_so_itself() -> None:
    """Its sentences stand in the order of that language; where a word of the page stands among them, each says its own."""
    two = f"<strong>{marked('Draft.', 'en', 'fa')}</strong> {marked('Not checked.', 'en', 'fa')}"
    assert told(f"<p>{two}</p>") == '<p lang="en" dir="ltr"><strong>Draft.</strong> Not checked.</p>'
    assert told(f"<p>{two} ۲</p>").startswith('<p><strong><span lang="en" dir="ltr">Draft.</span></strong>')
    by = marked("By " + marked("Анна", "ru", "fa"), "en", "fa")
    assert told(f"<p>{by}</p>") == '<p><span lang="en" dir="ltr">By <span lang="ru" dir="ltr">Анна</span></span></p>'


def test_another_script_is_told() -> None:
    """Kazakh in Arabic letters, whose words stand in Cyrillic ones where it has none."""
    assert told(marked("Мазмұны", "kk", "kk-Arab")) == '<span lang="kk" dir="ltr">Мазмұны</span>'


@pytest.mark.parametrize(("language", "page"), [("ru", "ru"), ("ru", "ru-KZ"), ("en", "en-GB"), ("zh-Hant", "zh-TW")])
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


def test_words_around_the_text_say_their_language(tmp_path: Path) -> None:
    """The notice, the heading of the notes, the title in the citation, and the page behind a link on paper."""
    source = "{#a}\n## A\n\nText[^1], [there](#a).\n\n[^1]: Note.\n"
    made = edition(make_project(tmp_path, source, ("en", "fa"), front="title: A plan\nlanguage: en"), "fa")
    for page in (render_html(made), render_print(made)):
        assert '<p lang="en" dir="ltr"><strong>Unofficial translation.</strong> The original text prevails.</p>' in page
        assert '<dd><span lang="en" dir="ltr">A plan</span></dd>' in page
    assert '<h2><span lang="en" dir="ltr">Notes</span></h2>' in render_html(made)
    assert re.search(r'main a\[href.*"page ".*-weasy-lang: "en";', render_print(made))


def test_lines_of_the_contents_say_which_language_follows(tmp_path: Path) -> None:
    """A heading that nobody has translated, and none that somebody has; on paper as on pages."""
    project = make_project(tmp_path, "## Aims\n\nText.\n\n## Means\n\nText.\n")
    write_catalog(tmp_path, "ru", {("heading-aims", "Aims"): "Цели"})
    found = edition(project, "ru")
    means = next(entry.id for entry in found.contents if entry.text == "Means")
    assert f'<a href="#{means}" lang="en" dir="auto" class="untranslated">Means</a>' in render_html(found)
    assert f'<a href="#{means}" lang="en" class="untranslated">Means</a>' in render_print(found)
    assert 'content: "(Английский) "' in render_print(found)
