"""Numbers of a project: by state in texts, words and characters, and what is left to do."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from toolkit.catalog.model import Previous
from toolkit.catalog.po import read_po, write_po
from toolkit.cli import polyedition
from toolkit.collection.status import project_status

SETTINGS = 'title = "Tiny"\nlocales = ["en", "ru"]\nformats = ["html"]\n'


@pytest.fixture
def project(tmp_path, make_tiny, monkeypatch):
    project = make_tiny(tmp_path, SETTINGS)
    monkeypatch.chdir(project.root)
    path = project.catalog("plan", "ru")
    catalog = read_po(path)
    changes = {
        "rec-1": {"msgstr": ("Откройте двери.",)},
        "rec-2": {"msgstr": ("Держите.",), "flags": ("fuzzy",)},
        "meta/title": {"msgstr": ("План",), "flags": ("fuzzy",), "previous": Previous("The old plan")},
    }
    messages = tuple(replace(one, **changes.get(one.msgctxt, {})) for one in catalog.messages)
    done = replace(messages[-2], comments=(f"reviewed: Vera, 2026-11-21, {messages[-2].digest}",))
    write_po(replace(catalog, messages=(*messages[:-2], done, messages[-1])), path)
    return project


def run(*words):
    done = CliRunner().invoke(polyedition, words, standalone_mode=False)
    if done.exception:
        raise done.exception
    return done.stdout


def test_a_draft_is_not_done(project):
    row = next(one for one in project_status(project) if (one.locale, one.domain) == ("ru", "plan"))
    assert row.states == {"untranslated": 3, "outdated": 1, "draft": 1, "translated": 0, "reviewed": 1}
    assert (row.translated, row.reviewed) == (1 / 6, 1 / 6)
    assert row.amounts["draft"].words == 3
    assert row.amounts["draft"].characters == len("Keep them open.")
    assert row.left.texts == 5
    english = next(one for one in project_status(project) if (one.locale, one.domain) == ("en", "plan"))
    assert (english.translated, english.left.words) == (1.0, 0)


def test_the_numbers_as_data(project):
    row = next(one for one in json.loads(run("status", "ru", "--json")) if one["domain"] == "plan")
    assert row["left"]["texts"] == 5
    assert row["words"]["draft"] == 3
    lines = list(csv.DictReader(io.StringIO(run("status", "ru", "--csv"))))
    assert next(one for one in lines if one["catalog"] == "plan")["draft words"] == "3"
    assert {one["locale"] for one in lines} == {"ru"}


def test_the_texts_that_are_missing(project):
    text = run("status", "ru", "--missing")
    assert "ru plan rec-2: draft, 3 words: Keep them open." in text
    assert "rec-1" not in text
    found = json.loads(run("status", "ru", "--missing", "--json"))
    assert next(one["segment"] for one in found if one["catalog"] == "plan") == "meta/title"


def test_the_worklist_tells_what_changed(project):
    text = run("todo", "ru", "-d", "plan")
    assert text.splitlines()[0] == "plan: 5 texts, 12 words"
    assert "The [-old -]plan" in text
    assert "rec-1" not in text


def test_a_worklist_to_send_names_who_and_when(project):
    run("todo", "ru", "-d", "plan", "--assign", "Aigul Omarova", "--due", "2026-12-01")
    assert read_po(project.catalog("plan", "ru")).value("X-Assigned-To") == "Aigul Omarova"
    text = run("todo", "ru", "-d", "plan", "--mail")
    assert text.startswith("Subject: Tiny: 5 texts to translate (ru)\n")
    assert "plan: 5 texts, 12 words, Aigul Omarova, by 2026-12-01" in text
    run("todo", "ru", "-d", "plan", "--assign", "")
    assert "X-Due-Date" not in project.catalog("plan", "ru").read_text("utf-8")
