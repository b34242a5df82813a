"""Reviewers write a name and a date; the seal is added for them."""

from __future__ import annotations

from dataclasses import replace

from toolkit.catalog.model import Catalog, Message, State
from toolkit.catalog.review import seal_reviews

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
