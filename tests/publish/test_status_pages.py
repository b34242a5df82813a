"""Pages for coordinators: every language, held back or not, with bars that say in words what they show."""

from __future__ import annotations

import re
from dataclasses import replace

from toolkit.catalog.po import read_po, write_po
from toolkit.publish.plan import Selection
from toolkit.publish.run import build

SETTINGS = 'title = "Tiny"\nlocales = ["en", "ru"]\nformats = ["html"]\n'


def make(project):
    return build(project, Selection(project.documents, project.locales, project.formats), workers=1)


def test_they_are_made_only_where_the_settings_ask_for_them(tmp_path, make_tiny):
    project = make_tiny(tmp_path, SETTINGS)
    make(project)
    assert not (project.output_path / "status").exists()


def test_what_they_say(tmp_path, make_tiny):
    project = make_tiny(tmp_path, SETTINGS + "status.pages = true\n")
    path = project.catalog("plan", "ru")
    catalog = read_po(path)
    first = replace(catalog.messages[0], msgstr=("План <script>",), flags=("fuzzy",))
    write_po(replace(catalog, messages=(first, *catalog.messages[1:])), path)
    make(project)
    html = (project.output_path / "status" / "index.html").read_text("utf-8")
    assert 'href="ru.html"' in html
    assert '<meta name="robots" content="noindex">' in html
    assert re.search(r'<svg[^>]* role="img" aria-label="draft, not checked 17%, untranslated 83%">', html)
    page = (project.output_path / "status" / "ru.html").read_text("utf-8")
    assert "Open the doors." in page
    assert "<script>" not in page.split("<body")[1]
    assert "status/" not in (project.output_path / "index.html").read_text("utf-8")
    assert make(project).built == []
    write_po(catalog, path)
    assert "status/ru.html" in {path for path, _ in make(project).built}
