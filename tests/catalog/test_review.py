"""Reviewers write a name and a date; the seal is added for them."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from toolkit.catalog.model import Catalog, Message, State
from toolkit.catalog.review import doubtful_stamps, read_stamp, seal_reviews

STAMPED = Message("Libraries", msgstr=("Библиотеки",), comments=("Лучше так.", "reviewed: Анна Петрова, 2026-11-21"))


def sealed(message: Message) -> Message:
    return seal_reviews(Catalog((message,))).messages[0]


def test_a_name_and_a_date_become_a_stamp_that_holds():
    """The message counts as reviewed, its other comments stay."""
    message = sealed(STAMPED)
    assert message.state is State.REVIEWED
    assert message.comments == ("Лучше так.", f"reviewed: Анна Петрова, 2026-11-21, {STAMPED.digest}")


def test_an_edit_breaks_the_seal_and_nothing_renews_it():
    """Only a reviewer can say that the new text is right."""
    edited = replace(sealed(STAMPED), msgstr=("Книгохранилища",))
    assert sealed(edited) == edited
    assert edited.state is State.TRANSLATED


def test_a_draft_is_not_sealed():
    """The stamp waits until somebody takes the fuzzy mark away."""
    draft = replace(STAMPED, flags=("fuzzy",))
    assert sealed(draft) == draft


def test_an_empty_translation_is_not_sealed():
    """There is nothing that could have been reviewed."""
    empty = replace(STAMPED, msgstr=("",))
    assert sealed(empty) == empty


@pytest.mark.parametrize(
    ("typed", "name", "date"),
    [
        ("# reviewed: Anna Petrova, 2026-11-28", "Anna Petrova", "2026-11-28"),
        ("Reviewed by Anna Petrova", "Anna Petrova", None),
        ("reviewed-by: Anna Petrova <a@b.org>", "Anna Petrova <a@b.org>", None),
        ("reviewed: Anna Petrova, 28.11.2026", "Anna Petrova", "2026-11-28"),
        ("reviewed: Anna Petrova 28.11.2026", "Anna Petrova", "2026-11-28"),
        ("reviewed: 28/11/2026 Anna Petrova", "Anna Petrova", "2026-11-28"),
        ("reviewed: Anna Petrova (National Library), 11/28/26", "Anna Petrova (National Library)", "2026-11-28"),
        ("REVIEWED: Anna Petrova", "Anna Petrova", None),
        ("Reviewed Anna Petrova 2026-11-28", "Anna Petrova", "2026-11-28"),
        ("проверено: Анна Петрова, 28.11.2026 г.", "Анна Петрова", "2026-11-28"),
        ("Проверила Анна Петрова, 28.11.2026", "Анна Петрова", "2026-11-28"),
        ("праверана: Ганна, 2026-11-28", "Ганна", "2026-11-28"),
        ("тексерілді: Айгүл, 2026-11-28", "Айгүл", "2026-11-28"),
        ("текшерилди: Айгүл, 2026-11-28", "Айгүл", "2026-11-28"),
        ("санҷида шуд: Дилором, 2026-11-28", "Дилором", "2026-11-28"),
        ("tekshirildi: Dilnoza, 2026-11-28", "Dilnoza", "2026-11-28"),
        ("текширилди: Дилноза, 2026-11-28", "Дилноза", "2026-11-28"),
        ("yoxlanıldı: Aygün, 2026-11-28", "Aygün", "2026-11-28"),
        ("barlandy: Aýna, 2026-11-28", "Aýna", "2026-11-28"),
        ("verificat de Ana, 2026-11-28", "Ana", "2026-11-28"),
        ("ստուգված՝ Անի, 2026-11-28", "Անի", "2026-11-28"),
        ("ստուգված: Անի, 2026-11-28", "Անի", "2026-11-28"),
    ],
)
def test_what_people_type_is_a_stamp_or_a_warning(typed, name, date):
    read = read_stamp(typed)
    assert read is not None
    assert (read.name, read.date and read.date.isoformat()) == (name, date)
    message = Message("Read.", "a", msgstr=("Читать.",), comments=(typed,))
    sealed = seal_reviews(Catalog((message,), (("PO-Revision-Date", "2026-11-30 10:00+0000"),))).messages[0]
    assert sealed.comments == (f"reviewed: {name}, {date or '2026-11-30'}, {message.digest}",)
    assert sealed.state is State.REVIEWED


def test_a_stamp_that_was_sealed_keeps_its_seal_through_editors():
    message = Message("Read.", "a", msgstr=("Читать.",), comments=("# reviewed: Anna, 2026-11-21, 01234567",))
    (sealed,) = seal_reviews(Catalog((message,))).messages
    assert sealed.comments == ("reviewed: Anna, 2026-11-21, 01234567",)
    assert sealed.state is State.TRANSLATED


@pytest.mark.parametrize(
    "typed",
    [
        "reviewed: ",
        "reviewed the whole section again; looks fine",
        "reviewed: Anna, 30.02.2026",
        "checked: what does this mean?",
    ],
)
def test_what_only_looks_like_a_stamp_is_a_warning(typed):
    message = Message("Read.", "a", msgstr=("Читать.",), comments=(typed,))
    assert seal_reviews(Catalog((message,))).messages == (message,)
    assert len(list(doubtful_stamps(message))) == 1


def test_a_stamp_on_a_draft_or_without_any_date_is_a_warning():
    draft = Message("Read.", "a", msgstr=("Читать.",), flags=("fuzzy",), comments=("reviewed: Anna, 2026-11-21",))
    undated = Message("Read.", "a", msgstr=("Читать.",), comments=("reviewed: Anna",))
    assert [reason for _, reason in doubtful_stamps(draft)] == ["the translation is marked as fuzzy"]
    assert [reason for _, reason in doubtful_stamps(undated)] == ["it has no date"]
    sealed = seal_reviews(Catalog((undated,), (("PO-Revision-Date", "2026-11-30"),))).messages[0]
    assert not list(doubtful_stamps(sealed))


def test_any_stamp_that_holds_counts():
    message = Message("Read.", "a", msgstr=("Читать.",))
    comments = (f"reviewed: Anna, 2026-11-21, {message.digest}", "reviewed: Vera, 2026-11-22, 01234567")
    message = replace(message, comments=comments)
    assert message.state is State.REVIEWED
    assert [one.name for one in message.approvals] == ["Anna"]


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("reviewed: Anna Petrova, 28 November 2026", "Anna Petrova"),
        ("Reviewed by Anna Petrova on 28 Nov 2026", "Anna Petrova"),
        ("Reviewed by Anna Petrova on 2026-11-28", "Anna Petrova"),
        ("Reviewed by Anna Petrova (National Library) (28.11.2026)", "Anna Petrova (National Library)"),
        ("Reviewed by: Anna Petrova [2026-11-28]", "Anna Petrova"),
        ("reviewed: Anna Petrova, 2026-11-28T14:20:00Z", "Anna Petrova"),
        ("reviewed: Anna Petrova, 2026-11-28 14:20", "Anna Petrova"),
        ("reviewed:Anna Petrova,2026-11-28", "Anna Petrova"),
        ("reviewed：Anna Petrova，2026-11-28", "Anna Petrova"),
        ("✓ reviewed: Anna Petrova, 28/11/26", "Anna Petrova"),
        ("[reviewed: Anna Petrova, 2026-11-28]", "Anna Petrova"),
        ("- reviewed: Anna Petrova (NL), 2026-11-28", "Anna Petrova (NL)"),
        ("Проверено: Анна Петрова, 28 ноября 2026 г.", "Анна Петрова"),
        ("Рецензент: Анна Петрова, 28.11.2026", "Анна Петрова"),
        ("Revizuit de către Ana Pop, 28.11.2026", "Ana Pop"),
        ("Ստուգվել է՝ Աննա, 28.11.2026", "Աննա"),
    ],
)
def test_further_ways_to_write_a_stamp(typed: str, name: str) -> None:
    """Dates with months, hours and in brackets; ornaments; no blank; a reviewer by what he is."""
    found = read_stamp(typed)
    assert found
    assert (found.name, found.date) == (name, datetime.date(2026, 11, 28))


@pytest.mark.parametrize(
    "comment",
    [
        "revewed: Anna Petrova, 2026-11-28",
        "Reviewd by Anna",
        "This was reviewed by Anna Petrova",
        "2026-11-28 reviewed by Anna Petrova",
        "Анна Петрова, проверено 28.11.2026",
        "reviewed: Anna, 31 February 2026",
        "reviewed: Anna, 1 Smarch 2026",
    ],
)
def test_what_may_be_meant_as_a_stamp_is_a_warning(comment: str) -> None:
    """Misspelt, in the midst of other words, on a day that is none: never nothing."""
    message = Message("a", "x", msgstr=("b",), comments=(comment,))
    assert [line for line, _ in doubtful_stamps(message)] == [comment]


def test_other_notes_are_no_stamps() -> None:
    """Nor do they bring a warning."""
    notes = ("see the review of 2019", "checking this again", "origin: machine/reviewed by x", "approval needed")
    message = Message("a", "x", msgstr=("b",), comments=notes)
    assert list(doubtful_stamps(message)) == []
