"""`polyedition review` stamps documents whole, lists stamps, and withdraws them."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from toolkit.catalog.model import State
from toolkit.catalog.po import read_po, write_po
from toolkit.collection.collection import Collection
from toolkit.errors import ToolkitError, UsageError
from toolkit.project.project import find_project
from toolkit.review.stamping import review_project, reviewer, standing_stamps
from toolkit.revision.revise import update_project

DAY = datetime.date(2026, 11, 28)
SETTINGS = 'title = "Tiny"\nlocales = ["en", "ru"]\nformats = ["html"]\n'
TEXTS = {"rec-1": ("Откройте двери.", True), "rec-2": ("Держите их открытыми.", False)}


@pytest.fixture
def project(tmp_path, make_tiny):
    return prepared(make_tiny(tmp_path / "p", SETTINGS))


def prepared(project, header=()):
    catalog = read_po(project.catalog("plan", "ru"))
    messages = []
    for one in catalog.messages:
        text, fuzzy = TEXTS.get(one.msgctxt, ("", False))
        comments = ("origin: draft",) if fuzzy else ()
        messages.append(replace(one, msgstr=(text,), flags=("fuzzy",) if fuzzy else (), comments=comments))
    catalog = replace(catalog, messages=tuple(messages))
    for name, value in header:
        catalog = catalog.with_value(name, value)
    write_po(catalog, project.catalog("plan", "ru"))
    return project


def give(project, *segments, by="Anna Petrova", organisation="National Library", **options):
    return review_project(project, "ru", ["plan"], segments, reviewer(by, organisation, DAY), **options)


def states(project):
    return {one.msgctxt: one.state for one in read_po(project.catalog("plan", "ru")).live if any(one.msgstr)}


def shown(project):
    """As editions count."""
    renditions = Collection(find_project(project.root)).localized("plan", "ru").renditions
    return {id: renditions[id].state for id in TEXTS}


def test_a_whole_document_is_stamped_and_its_drafts_are_drafts_no_more(project):
    (done,) = give(project)
    assert done.ids == ("rec-1", "rec-2")
    assert states(project) == {"rec-1": State.REVIEWED, "rec-2": State.REVIEWED}
    message = next(one for one in read_po(project.catalog("plan", "ru")).live if one.msgctxt == "rec-1")
    assert message.comments == (f"reviewed: Anna Petrova (National Library), 2026-11-28, {message.digest}",)
    assert give(project)[0].ids == ()


def test_only_some_states_or_segments(project):
    assert give(project, states=[State.TRANSLATED])[0].ids == ("rec-2",)
    assert give(project, "rec-*")[0].ids == ("rec-1",)


def test_a_dry_run_writes_nothing(project):
    before = project.catalog("plan", "ru").read_bytes()
    assert give(project, dry_run=True)[0].ids == ("rec-1", "rec-2")
    assert project.catalog("plan", "ru").read_bytes() == before


def test_what_is_named_and_cannot_be_stamped_is_told(project):
    (done,) = give(project, "meta/title", "rec-1")
    assert done.left == (("meta/title", "it has no translation"),)
    with pytest.raises(UsageError, match="did you mean rec-1"):
        give(project, "rec-11")


def test_stamps_are_listed_with_what_made_them_void(project):
    give(project)
    source = project.source("plan")
    source.write_text(source.read_text("utf-8").replace("Open the doors.", "Open all the doors."), "utf-8")
    update_project(project, ["ru"])
    catalog = read_po(project.catalog("plan", "ru"))
    edited = [replace(one, msgstr=("Держите!",)) if one.msgctxt == "rec-2" else one for one in catalog.messages]
    write_po(replace(catalog, messages=tuple(edited)), project.catalog("plan", "ru"))
    found = {one.id: one.change for one in standing_stamps(project, "ru", ["plan"])}
    assert found == {
        "rec-1": "the source has changed; it said: Open the doors.",
        "rec-2": "the translation has been changed since",
    }


def test_a_reviewer_withdraws_the_own_stamps_only(project):
    give(project)
    give(project, by="Vera")
    (done,) = give(project, "rec-1", withdraw=True)
    assert done.ids == ("rec-1",)
    reviews = {
        one.msgctxt: [review.name for review in one.approvals] for one in read_po(project.catalog("plan", "ru")).live
    }
    assert reviews["rec-1"] == ["Vera (National Library)"]
    assert len(reviews["rec-2"]) == 2


def test_stamps_beside_the_catalog_count_as_those_within(project):
    give(project, beside=True)
    text = project.stamps("plan", "ru").read_text("utf-8")
    assert text.splitlines()[0].startswith("rec-1: Anna Petrova (National Library), 2026-11-28, ")
    assert "reviewed" not in project.catalog("plan", "ru").read_text("utf-8")
    assert set(shown(project).values()) == {State.REVIEWED}
    assert [one.change for one in standing_stamps(project, "ru", ["plan"])] == ["", ""]
    give(project, withdraw=True)
    assert set(shown(project).values()) == {State.TRANSLATED}
    project.stamps("plan", "ru").write_text("nonsense\n", "utf-8")
    with pytest.raises(ToolkitError, match=r"plan\.reviews:1"):
        shown(project)


def test_a_translator_is_no_second_pair_of_eyes(tmp_path, make_tiny):
    settings = SETTINGS + "review.separate = true\n"
    project = prepared(make_tiny(tmp_path, settings), [("Last-Translator", "Anna Petrova <a@b.org>")])
    with pytest.raises(UsageError, match="another reviewer"):
        give(project)
    with pytest.raises(UsageError, match="another reviewer"):
        give(project, by="A. Petrova <a@b.org>")
    give(project, by="Vera")
    assert set(shown(project).values()) == {State.REVIEWED}
    give(project, by="Vera", withdraw=True)
    catalog = read_po(project.catalog("plan", "ru"))
    typed = [replace(one, comments=("reviewed: Anna Petrova, 2026-11-21",)) for one in catalog.messages]
    write_po(replace(catalog, messages=tuple(typed)), project.catalog("plan", "ru"))
    update_project(project, ["ru"])
    assert set(shown(project).values()) == {State.TRANSLATED}


def test_some_kinds_of_documents_need_two_reviewers(tmp_path, make_tiny):
    project = make_tiny(tmp_path, SETTINGS + 'review.two = ["Declaration"]\n')
    source = project.source("plan")
    source.write_text(source.read_text("utf-8").replace("language: en", "language: en\nkind: declaration"), "utf-8")
    update_project(project, ["ru"])
    prepared(project)
    give(project)
    assert set(shown(project).values()) == {State.TRANSLATED}
    give(project, by="Vera")
    assert set(shown(project).values()) == {State.REVIEWED}


@pytest.mark.parametrize("name", ["", "Automatically generated", "2026", "A, B"])
def test_nobody_cannot_review(name):
    with pytest.raises(UsageError, match="names nobody"):
        reviewer(name, "", DAY)
