"""Long documents are kept as they were read, and read again whenever anything about them is another."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.tiny_project import make_project
from toolkit.collection import kept
from toolkit.collection.collection import Collection
from toolkit.project.project import find_project
from toolkit.revision.revise import update_project
from toolkit.system.whole import write_whole

ROOT = Path(__file__).parents[2]
SOURCE = "## Aims {#aims}\n\n<!-- to translators -->\nRead *more*.[^1]\n\n{.recommendations}\n1. Open.\n\n| a | b |\n|--|--:|\n| c | d |\n\n[^1]: Or not.\n"
FRONT = "title: Plan\nlanguage: en\ndate: 2025-02-03\nlicence: CC-BY-4.0\nauthors:\n- name: Anna\n  orcid: 0000-0002-1825-0097\n"


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.setattr(kept, "LONG", 1)
    make_project(tmp_path, SOURCE, ("en", "ru"), front=FRONT)
    return find_project(tmp_path)


def places(project):
    return sorted(project.cache_path.glob("documents/doc/*.json"))


def test_an_update_keeps_what_a_reader_would_read(project, monkeypatch):
    update_project(project, project.locales)
    stored = kept.kept_document(project, "doc")
    monkeypatch.setattr(kept, "LONG", 1000)
    for place in places(project):
        place.unlink()
    read = Collection(project).settled("doc")
    assert stored == read
    assert [one.comments for one in stored.segments] == [one.comments for one in read.segments]
    assert stored.meta.date == read.meta.date
    assert places(project) == []


@pytest.mark.parametrize("name", find_project(ROOT).documents)
def test_every_document_of_ours_comes_back_whole(name, monkeypatch):
    document = Collection(find_project(ROOT)).settled(name)
    assert kept._made(json.loads(json.dumps(kept._data(document)))) == document


def test_one_file_a_document_is_kept_and_only_for_its_very_bytes(project):
    update_project(project, project.locales)
    (first,) = places(project)
    source = project.source("doc")
    source.write_text(source.read_text().replace("Open.", "Open them."))
    assert kept.kept_document(project, "doc") is None
    assert "Open them." in [one.text for one in Collection(project).settled("doc").segments]
    (second,) = places(project)
    assert first != second


@pytest.mark.parametrize(
    "data", ["", "[", "{}", "[]", '["Document"]', '["date", 1]', '["eval", "1"]', "[" * 100_000, "7", '["tuple", 1]']
)
def test_a_file_that_is_no_document_is_read_as_none(project, data):
    update_project(project, project.locales)
    (place,) = places(project)
    write_whole(place, data.encode())
    assert kept.kept_document(project, "doc") is None
    assert Collection(project).settled("doc").meta.title == "Plan"


def test_a_damaged_file_is_not_believed(project):
    """Though it can be read: a letter of a text is another."""
    update_project(project, project.locales)
    (place,) = places(project)
    data = place.read_bytes()
    place.write_bytes(data.replace(b'"Plan"', b'"Plot"', 1))
    assert place.read_bytes() != data
    assert kept.kept_document(project, "doc") is None


def test_short_documents_and_unwritable_caches_are_no_matter(project, monkeypatch):
    monkeypatch.setattr(kept, "LONG", 500)
    update_project(project, project.locales)
    assert places(project) == []
    monkeypatch.setattr(kept, "LONG", 1)
    (project.cache_path / "documents").write_text("in the way")
    assert Collection(project).settled("doc").meta.title == "Plan"
