"""Saving writes the catalog: canonical, whole, signed once, and never over what another program has written."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.catalog.model import REVISED, State
from toolkit.catalog.po import format_po, read_po, write_po
from toolkit.errors import UsageError
from toolkit.project.project import find_project
from toolkit.workbench.edit import Edit
from toolkit.workbench.session import Session, require_catalog
from toolkit.workbench.shelf import MOST_CATALOGS, Room, Shelf
from toolkit.workbench.texts import texts_of

BY = "Ivan Petrov <ivan@example.org>"


@pytest.fixture
def session(tiny):
    return Session(Room(tiny))


def path(session):
    return session.room.shelf.project.catalog("plan", "ru")


def message(session, id="rec-1"):
    return next(one for one in read_po(path(session)).live if one.msgctxt == id)


def save(session, text, id="rec-1", by=BY, **options):
    options = {"source": message(session, id).msgid, "base": message(session, id).msgstr} | options
    return session.save("plan", "ru", [Edit(id, texts=(text,), **options)], by)


def change(session, text, id="rec-1"):
    """What another program saves."""
    catalog = read_po(path(session))
    messages = tuple(replace(one, msgstr=(text,)) if one.msgctxt == id else one for one in catalog.messages)
    write_po(replace(catalog, messages=messages), path(session))


def test_a_saved_text_is_in_the_catalog_in_canonical_form(session):
    found = save(session, "Откройте двери.", done=True)
    assert [(one.id, one.state, one.texts) for one in found.texts] == [("rec-1", "translated", ("Откройте двери.",))]
    assert message(session).state is State.TRANSLATED
    assert path(session).read_text("utf-8") == format_po(read_po(path(session)))


@pytest.mark.parametrize("texts", [(), ("Раз.", "Два.")])
def test_another_number_of_forms_is_refused(session, texts):
    """A catalog could not hold it."""
    before = path(session).read_bytes()
    with pytest.raises(UsageError, match="has 1 forms here"):
        session.save("plan", "ru", [Edit("rec-1", "Open the doors.", ("",), texts)], BY)
    assert path(session).read_bytes() == before


def test_the_head_is_signed_once_a_session(session, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    save(session, "Раз.")
    head = read_po(path(session))
    assert (head.value("Last-Translator"), head.value(REVISED)) == (BY, "2026-09-21 14:13+0000")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790009999")
    save(session, "Два.")
    assert read_po(path(session)).headers == head.headers


def test_an_organisation_is_not_lost(session):
    catalog = read_po(path(session)).with_value("Last-Translator", "Ivan Petrov (National Library) <ivan@example.org>")
    write_po(catalog, path(session))
    save(session, "Раз.")
    assert "National Library" in read_po(path(session)).value("Last-Translator")


def test_what_another_program_wrote_is_seen_and_kept(session):
    before = message(session)
    save(session, "Мой текст.", id="rec-2", done=True)
    change(session, "Их текст.")
    found = save(session, "Мой другой.", source=before.msgid, base=before.msgstr, done=True)
    assert found.refused == ("rec-1",)
    assert found.texts[0].texts == ("Их текст.",)
    assert message(session).msgstr == ("Их текст.",)
    save(session, "Мой другой.", base=("Их текст.",), done=True, settles=True)
    assert message(session).msgstr == ("Мой другой.",)


def test_texts_of_the_same_catalog_that_another_program_wrote_stay(session):
    texts_of(session.room.shelf, "plan", "ru")
    change(session, "Их текст.", id="rec-2")
    save(session, "Мой текст.", done=True)
    assert message(session, "rec-2").msgstr == ("Их текст.",)


def test_steps_are_taken_back_in_their_order(session):
    save(session, "Раз.", done=True)
    save(session, "Два.", done=True)
    session.review("plan", "ru", ["rec-1"], "Anna Petrova")
    assert message(session).state is State.REVIEWED
    session.undo()
    assert (message(session).state, message(session).msgstr) == (State.TRANSLATED, ("Два.",))
    session.undo()
    assert message(session).msgstr == ("Раз.",)
    session.undo()
    assert message(session).msgstr == ("",)
    assert session.undo() is None


def test_nothing_is_taken_back_that_somebody_has_changed_since(session):
    save(session, "Раз.", done=True)
    change(session, "Их текст.")
    _, _, found = session.undo()
    assert found.refused == ("rec-1",)
    assert message(session).msgstr == ("Их текст.",)


def test_a_review_follows_the_rules_of_the_project(tmp_path, make_tiny):
    settings = 'title = "Tiny"\nlocales = ["en", "ru"]\nformats = ["html"]\n[review]\nseparate = true\n'
    session = Session(Room(make_tiny(tmp_path / "p", settings)))
    save(session, "Раз.", done=True)
    with pytest.raises(UsageError, match="another reviewer"):
        session.review("plan", "ru", ["rec-1"], BY)
    found = session.review("plan", "ru", ["rec-1", "rec-2"], "Anna Petrova <anna@example.org>")
    assert [(one.id, one.state, one.reviewers) for one in found.texts if one.reviewers] == [
        ("rec-1", "reviewed", ("Anna Petrova <anna@example.org>",))
    ]
    assert found.left == (("rec-2", "it has no translation"),)


def test_a_reviewer_sends_a_text_back(session):
    save(session, "Раз.", done=True)
    found = session.send_back("plan", "ru", ["rec-1"], "Какие двери?", BY)
    assert (found.texts[0].state, found.texts[0].notes[0][-12:]) == ("draft", "Какие двери?")


def test_every_text_of_every_domain_can_be_edited(session):
    found = texts_of(session.room.shelf, "interface", "ru")
    plural = next(one for one in found if one.plural)
    assert len(plural.texts) == 3
    edit = Edit(plural.id, plural.source, plural.texts, ("раз {number}", "два {number}", "три {number}"), done=True)
    saved = session.save("interface", "ru", [edit], BY)
    assert saved.texts[0].texts == ("раз {number}", "два {number}", "три {number}")


@pytest.mark.parametrize(
    ("domain", "locale"), [("plan", "kk"), ("nothing", "ru"), ("../plan", "ru"), ("plan", "uz-Cyrl")]
)
def test_what_is_no_catalog_is_refused_in_one_line(session, domain, locale):
    with pytest.raises(UsageError):
        require_catalog(session.room.shelf, domain, locale)


def test_a_shelf_sees_every_change_of_a_file_and_keeps_few(tiny):
    shelf = Shelf(tiny)
    assert shelf.catalog("plan", "ru") is shelf.catalog("plan", "ru")
    before = shelf.document("plan")
    assert shelf.document("plan") is before
    source = tiny.source("plan")
    source.write_text(source.read_text("utf-8").replace("Open the doors.", "Open all doors."), "utf-8")
    assert any(one.text == "Open all doors." for one in shelf.document("plan").segments)
    assert len(shelf._catalogs) <= MOST_CATALOGS


def test_a_change_of_the_settings_is_seen(tiny):
    room = Room(tiny)
    settings = tiny.root / "polyedition.toml"
    settings.write_text(settings.read_text("utf-8").replace("Tiny", "Small"), "utf-8")
    assert room.shelf.project.title == "Small"
    assert find_project(tiny.root).title == "Small"
