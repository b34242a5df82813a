"""What is typed on the page becomes a change of the catalog by the rules of every merge."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.catalog.model import Message, Previous, State
from toolkit.catalog.review import stamp
from toolkit.workbench.edit import Edit, clean, edited, noted, sent_back

DAY = datetime.date(2026, 11, 28)
EMPTY = Message("Open the doors.", "rec-1")
DRAFT = replace(EMPTY, msgstr=("Откройте двери.",), flags=("fuzzy",), comments=("origin: machine/apertium",))
DONE = replace(EMPTY, msgstr=("Откройте двери.",))
OUTDATED = replace(DRAFT, previous=Previous("Open the door."), comments=())


def edit(message, text, **options):
    return Edit("rec-1", message.msgid, message.msgstr, (text,), **options)


@pytest.mark.parametrize(
    ("message", "done", "state"),
    [
        (EMPTY, None, State.DRAFT), (EMPTY, True, State.TRANSLATED), (EMPTY, False, State.DRAFT),
        (DRAFT, None, State.DRAFT), (DRAFT, True, State.TRANSLATED),
        (DONE, None, State.TRANSLATED), (DONE, False, State.DRAFT),
        (OUTDATED, None, State.OUTDATED), (OUTDATED, True, State.TRANSLATED),
    ],
)  # fmt: skip
def test_what_is_typed_is_no_further_than_it_was_until_it_is_confirmed(message, done, state):
    found = edited(message, edit(message, "Пусть двери будут открыты.", done=done))
    assert (found.msgstr, found.state) == (("Пусть двери будут открыты.",), state)
    assert found.origin is None


def test_a_draft_is_confirmed_as_it_is():
    found = edited(DRAFT, edit(DRAFT, DRAFT.msgstr[0], done=True))
    assert (found.state, found.origin) == (State.TRANSLATED, None)


def test_an_outdated_translation_keeps_what_it_was_made_for_until_it_is_confirmed():
    assert edited(OUTDATED, edit(OUTDATED, "Иначе.")).previous == Previous("Open the door.")
    assert edited(OUTDATED, edit(OUTDATED, "Иначе.", done=True)).previous is None


def test_a_text_can_be_emptied():
    found = edited(DRAFT, edit(DRAFT, ""))
    assert (found.state, found.comments, found.flags) == (State.UNTRANSLATED, (), ())


def test_what_somebody_else_wrote_meanwhile_is_not_written_over():
    theirs = replace(DONE, msgstr=("Двери настежь!",))
    assert edited(theirs, edit(DONE, "Мои двери.", done=True)) is None
    assert edited(theirs, edit(DONE, "")) is None
    assert edited(replace(EMPTY, msgstr=("Двери.",)), edit(EMPTY, "Мои двери.")) is None


def test_a_finished_text_goes_before_another_draft():
    other = replace(DRAFT, msgstr=("Другой черновик.",))
    assert edited(other, edit(DRAFT, "Готово.", done=True)).msgstr == ("Готово.",)


def test_what_both_wrote_alike_is_no_conflict():
    assert edited(DONE, edit(EMPTY, DONE.msgstr[0], done=True)) == DONE


def test_a_source_that_has_changed_meanwhile_leaves_the_text_outdated():
    now = replace(EMPTY, msgid="Open all the doors.")
    found = edited(now, edit(EMPTY, "Откройте двери.", done=True))
    assert (found.state, found.previous.msgid, found.msgid) == (
        State.OUTDATED,
        "Open the doors.",
        "Open all the doors.",
    )


def test_a_conflict_is_settled_by_choosing():
    torn = replace(DRAFT, comments=("conflict: Распахните двери.", "a note"))
    found = edited(torn, edit(torn, "Распахните двери.", done=True, settles=True))
    assert (found.state, found.comments) == (State.TRANSLATED, ("a note",))


def test_a_review_of_the_text_before_is_void():
    reviewed = replace(DONE, comments=(stamp("Anna Petrova", DAY, DONE),))
    assert edited(reviewed, edit(reviewed, "Иначе.")).state is State.TRANSLATED
    assert edited(reviewed, edit(reviewed, reviewed.msgstr[0])) == reviewed


def test_a_machines_draft_says_where_it_is_from_until_somebody_touches_it():
    found = edited(EMPTY, edit(EMPTY, "Машина.", done=False, origin="machine/google"))
    assert (found.state, found.origin) == (State.DRAFT, "machine/google")
    assert edited(found, edit(found, "Человек.")).origin is None


def test_a_text_that_is_sent_back_is_a_draft_with_the_note():
    reviewed = replace(DONE, comments=(stamp("Anna Petrova", DAY, DONE),))
    found = sent_back(reviewed, "Which\ndoors?", "Ivan Petrov", DAY)
    assert found.state is State.DRAFT
    assert found.comments[-1] == "Ivan Petrov, 2026-11-28: Which doors?"


@pytest.mark.parametrize(
    "name", ["reviewed: A, 2026-11-28, 00000000", "origin: machine/x", "conflict: x", "ignore: length"]
)
def test_no_note_is_taken_for_a_mark(name):
    found = noted(DONE, "x", name, DAY)
    assert (found.state, found.origin, found.approvals) == (State.TRANSLATED, None, ())
    assert not found.comments[0].startswith(("reviewed:", "origin:", "conflict:", "ignore:"))


@given(st.text())
def test_whatever_is_typed_a_catalog_can_hold(text):
    from toolkit.catalog.model import Catalog
    from toolkit.catalog.po import format_po, parse_po

    found = edited(EMPTY, edit(EMPTY, clean(text), done=True))
    if found is not None and any(found.msgstr):
        again = parse_po(format_po(Catalog((found,))).encode(), "x.po")
        assert next(again.live).msgstr == found.msgstr
