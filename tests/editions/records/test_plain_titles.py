"""Records say titles in plain words, in translations too, where the original's is named."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import edition, make_project, write_catalog
from toolkit.editions.html import render_html
from toolkit.editions.records.datacite import render_datacite
from toolkit.editions.records.marc import render_marc

if TYPE_CHECKING:
    from pathlib import Path

FRONT = "title: 'The *title* of \"all\" &amp; `more`'\nlanguage: en\npublishers: ['A *body*']"
PLAIN = "The title of “all” & more"


@pytest.mark.parametrize("locale", ["en", "ru"])
def test_titles_are_plain_words(tmp_path: Path, locale: str) -> None:
    """In MARC, DataCite and JSON-LD, of the original and of its translation."""
    project = make_project(tmp_path, "Text.\n", front=FRONT)
    written = FRONT.partition("'")[2].partition("'")[0]
    write_catalog(tmp_path, "ru", {("meta/title", written): "*Название* «всего» &amp; `прочего`"})
    made = edition(project, locale)
    records = [render_marc(made, [made]).decode(), render_datacite(made), render_html(made)]
    for record in records:
        words = html.unescape(record).replace("\\u201c", "“").replace("\\u201d", "”")
        assert "*title*" not in words
        assert "*Название*" not in words
        assert "*body*" not in words
        assert PLAIN in words
