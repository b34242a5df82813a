"""A language with too little of a document gets no edition of it, and nothing that would speak of one."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from toolkit.catalog.po import read_po, write_po
from toolkit.publish.plan import Selection
from toolkit.publish.run import build

SETTINGS = """\
title = "Tiny"
locales = ["en", "ru", "uz", "uz-Cyrl"]
formats = ["html"]
parallel = [["en", "ru"]]
site.url = "https://example.org"
site.email = "a@example.org"
"""


@pytest.fixture
def project(tmp_path, make_tiny):
    return make_tiny(tmp_path, SETTINGS)


def fill(project, locale, share, flags=()):
    path = project.catalog("plan", locale)
    catalog = read_po(path)
    number = round(share * len(catalog.messages))
    filled = [
        replace(
            one, msgstr=(f"{one.msgid} ({locale})",) if place < number else ("",), flags=flags if place < number else ()
        )
        for place, one in enumerate(catalog.messages)
    ]
    write_po(replace(catalog, messages=tuple(filled)), path)


def make(project):
    pairs = ["+".join(pair) for pair in project.parallel]
    outcome = build(project, Selection(project.documents, project.locales, project.formats, pairs), workers=1)
    assert not [one for one in outcome.diagnostics if one.severity == "error"]
    return outcome


def speaks_of(project, locale):
    """The files of the output that name the language."""
    return {
        path.relative_to(project.output_path).as_posix()
        for path in project.output_path.rglob("*")
        if path.is_file()
        and path.suffix in {".html", ".xml", ".json", ".bib", ".js"}
        and (f'"{locale}"' in path.read_text("utf-8") or f"/{locale}/" in path.read_text("utf-8"))
    }


def test_a_language_with_nothing_is_nowhere(project):
    outcome = make(project)
    assert {(one.document, one.locale) for one in outcome.held} == {
        (name, tag) for name in ("note", "plan") for tag in ("ru", "uz", "uz-Cyrl")
    }
    assert not (project.output_path / "ru").exists()
    assert not (project.output_path / "parallel").exists()
    assert speaks_of(project, "ru") == set()
    assert make(project).built == []


def test_the_document_that_is_far_enough_is_published(project):
    fill(project, "ru", 0.5)
    assert ("plan", "ru") not in {(one.document, one.locale) for one in make(project).held}
    assert (project.output_path / "ru" / "plan.html").is_file()
    assert (project.output_path / "parallel" / "en-ru" / "plan.html").is_file()
    assert not (project.output_path / "ru" / "note.html").exists()
    assert "ru/plan.html" in (project.output_path / "en" / "plan.html").read_text("utf-8")
    assert "ru/note.html" not in (project.output_path / "en" / "note.html").read_text("utf-8")
    assert "ru/note" not in (project.output_path / "sitemap.xml").read_text("utf-8")
    assert make(project).built == []


def test_an_edition_that_falls_below_the_line_is_taken_away(project):
    fill(project, "ru", 1)
    make(project)
    fill(project, "ru", 0.2)
    outcome = make(project)
    assert "ru/plan.html" in outcome.removed
    assert not (project.output_path / "ru").exists()
    manifest = json.loads((project.output_path / "manifest.json").read_text("utf-8"))
    assert not [file for file in manifest["files"] if file.get("locale") == "ru"]


def test_drafts_count_only_where_drafts_are_shown(tmp_path, make_tiny):
    project = make_tiny(tmp_path, SETTINGS + 'publish.minimum = "reviewed"\n')
    fill(project, "ru", 1, flags=("fuzzy",))
    assert ("plan", "ru") in {(one.document, one.locale) for one in make(project).held}


def test_a_derived_language_has_the_texts_that_it_is_converted_from(project):
    fill(project, "uz", 1)
    make(project)
    assert (project.output_path / "uz-Cyrl" / "plan.html").is_file()


def test_the_share_is_a_setting(tmp_path, make_tiny):
    project = make_tiny(tmp_path, SETTINGS + "publish.complete = 0\n")
    assert make(project).held == []
    assert (project.output_path / "ru" / "plan.html").is_file()


def test_no_language_at_all_is_no_traceback(tmp_path, make_tiny):
    project = make_tiny(tmp_path, 'title = "Tiny"\nlocales = ["ru"]\nformats = ["html"]\n')
    make(project)
    assert (project.output_path / "index.html").is_file()
    assert make(project).built == []
