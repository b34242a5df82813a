"""What an edition tells its reader about passages that it cannot show in the language: one sentence, and a true one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.catalog.po import read_po, write_po
from toolkit.collection.collection import Collection
from toolkit.editions.html import render_html
from toolkit.project.project import find_project

SOURCE = "{#a}\nOne.\n\n{#b}\nTwo.\n"
REVIEWED = 'publish.minimum = "reviewed"\n'


def notice(root, texts, settings="", fuzzy=()):
    make_project(root, SOURCE, ("en", "ru"), settings=settings)
    write_catalog(root, "ru", texts)
    path = root / "i18n" / "ru" / "doc.po"
    catalog = read_po(path)
    flagged = [replace(one, flags=("fuzzy",)) if one.msgctxt in fuzzy else one for one in catalog.messages]
    write_po(replace(catalog, messages=tuple(flagged)), path)
    html = render_html(edition(Collection(find_project(root)), "ru"))
    return html.partition('class="notice"')[2].partition("</div>")[0]


@pytest.mark.parametrize(
    ("texts", "settings", "said"),
    [
        ({("meta/title", "Title"): "Т", ("a", "One."): "1"}, "", "1 passage is not translated yet"),
        (
            {("meta/title", "Title"): "Т", ("a", "One."): "1", ("b", "Two."): "2"},
            REVIEWED,
            "3 passages are still drafts",
        ),
        ({("meta/title", "Title"): "Т", ("a", "One."): "1"}, REVIEWED, "3 passages are not finished yet"),
    ],
)
def test_held_back_drafts_are_called_drafts(tmp_path, texts, settings, said):
    assert said in notice(tmp_path, texts, settings, fuzzy=("a", "b"))


def test_the_themes_own_words_appear_whatever_editions_ask_for(tmp_path):
    make_project(tmp_path, SOURCE, ("en", "ru"), settings=REVIEWED)
    write_catalog(tmp_path, "ru", {(None, "Contents"): "Содержание"}, domain="interface")
    path = tmp_path / "i18n" / "ru" / "interface.po"
    catalog = read_po(path)
    write_po(replace(catalog, messages=tuple(replace(one, flags=("fuzzy",)) for one in catalog.messages)), path)
    assert Collection(find_project(tmp_path)).interface("ru").gettext("Contents") == "Содержание"
