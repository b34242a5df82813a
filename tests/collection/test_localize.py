"""A document in one language: which text stands where, in which language, and in which state."""

from __future__ import annotations

import datetime
from dataclasses import replace

import pytest

from toolkit.catalog.model import FUZZY, Catalog, Message, Previous, State
from toolkit.catalog.people import Person
from toolkit.collection.localize import Link, localize, present_state
from toolkit.sources.document import Document
from toolkit.sources.markdown import parse_markdown

SOURCE = "---\ntitle: Title\nlanguage: en\n---\n\n{#a}\nOne.\n\n{#b}\nTwo.\n\n{#c}\nThree.\n"


def document() -> Document:
    return parse_markdown(SOURCE, "sources/doc.md", "doc")


def message(id: str, text: str, translation: str, *flags: str, comments: tuple[str, ...] = ()) -> Message:
    return Message(text, msgctxt=id, msgstr=(translation,), flags=flags, comments=comments, line=7)


def link(locale: str, *messages: Message, minimum: State = State.DRAFT, comments: tuple[str, ...] = ()) -> Link:
    return Link(locale, Catalog(messages, header=Message("", comments=comments), path=f"i18n/{locale}/doc.po"), minimum)


def reviewed(id: str, text: str, translation: str, name: str) -> Message:
    plain = message(id, text, translation)
    return message(id, text, translation, comments=(f"reviewed: {name}, 2026-11-21, {plain.digest}",))


def test_each_text_says_its_language_and_where_it_is_written() -> None:
    """From the first link that has it; else the source."""
    chain = (link("be", message("a", "One.", "Адзін.")), link("ru", message("b", "Two.", "Два.")))
    found = localize(document(), "be", chain).renditions
    assert [(found[id].text, found[id].locale, str(found[id].location)) for id in "abc"] == [
        ("Адзін.", "be", "i18n/be/doc.po:7"),
        ("Два.", "ru", "i18n/ru/doc.po:7"),
        ("Three.", "en", "sources/doc.md:13"),
    ]


def test_states_are_those_of_the_editions_own_language() -> None:
    """A text that stands in for another is untranslated still."""
    chain = (link("be", message("a", "One.", "Адзін.", FUZZY)), link("ru", message("b", "Two.", "Два.")))
    localized = localize(document(), "be", chain)
    assert [localized.renditions[id].state for id in "abc"] == ["draft", "untranslated", "untranslated"]
    assert localized.counts == {"draft": 1, "untranslated": 3}
    assert sum(localized.counts.values()) == len(document().segments)


def test_the_source_language_has_nothing_to_translate() -> None:
    """Its texts are the source's; a copy-edited one counts as a translation."""
    chain = (link("en", message("a", "One.", "One and only.")),)
    localized = localize(document(), "en", chain)
    assert [localized.renditions[id].state for id in "ab"] == ["translated", "source"]
    assert localized.text("a") == "One and only."
    assert localized.text("none") == ""
    assert list(localized.counts) == ["source", "translated"]


@pytest.mark.parametrize("minimum", list(State)[2:])
def test_only_what_has_come_far_enough_is_shown(minimum: State) -> None:
    """The least published state decides, and the state is told all the same."""
    chain = (
        link(
            "ru",
            message("a", "One.", "Один.", FUZZY),
            message("b", "Two.", "Два."),
            reviewed("c", "Three.", "Три.", "Vera"),
            minimum=minimum,
        ),
    )
    found = localize(document(), "ru", chain).renditions
    states = (State.DRAFT, State.TRANSLATED, State.REVIEWED)
    assert [found[id].state for id in "abc"] == [str(state) for state in states]
    assert [found[id].locale == "ru" for id in "abc"] == [state.rank >= minimum.rank for state in states]


def test_a_source_ahead_of_the_catalog_makes_it_outdated() -> None:
    """Even before `update` has marked it; a change of quotation marks does not."""
    assert present_state(message("a", "Old.", "Перевод."), "New.") is State.OUTDATED
    assert present_state(message("a", "The «one».", "Перевод."), 'The "one".') is State.TRANSLATED
    assert present_state(message("a", "One.", ""), "One.") is State.UNTRANSLATED
    assert present_state(None, "One.") is State.UNTRANSLATED
    earlier = Message("One.", msgstr=("Один.",), flags=(FUZZY,), previous=Previous("Zero."))
    assert present_state(earlier, "One.") is State.OUTDATED


def test_obsolete_messages_are_not_shown() -> None:
    """What left the source has left the edition."""
    gone = Message("One.", msgctxt="a", msgstr=("Один.",), obsolete=True)
    assert localize(document(), "ru", (link("ru", gone),)).text("a") == "One."


def test_a_derived_locale_converts_and_owns_the_text() -> None:
    """Its own catalog goes first."""
    own = link("uz-Cyrl", message("b", "Two.", "ИККИ"))
    base = Link("uz", Catalog((message("a", "One.", "bir"), message("b", "Two.", "ikki"))), State.DRAFT, str.upper)
    found = localize(document(), "uz-Cyrl", (own, base)).renditions
    assert [(found[id].text, found[id].locale, found[id].state) for id in "ab"] == [
        ("BIR", "uz-Cyrl", "translated"),
        ("ИККИ", "uz-Cyrl", "translated"),
    ]


def test_translators_and_reviewers_are_named_once() -> None:
    """Translators from the head comments, reviewers from stamps that hold; of the edition's own language only."""
    stale = message("b", "Two.", "Два.", comments=("reviewed: Nobody, 2026-11-21, 00000000",))
    signed = ("Anna <a@b.org>, 2024.", "Boris (National Library), 2025.")
    chain = (
        link("ru", reviewed("a", "One.", "Один.", "Vera (Union of Libraries)"), stale, comments=signed),
        link("uk", reviewed("c", "Three.", "Три.", "Other"), comments=("Someone <x@y.org>, 2024.",)),
    )
    localized = localize(document(), "ru", chain)
    assert localized.translators == (Person("Anna"), Person("Boris", "National Library"))
    assert localized.reviewers == (Person("Vera", "Union of Libraries"),)


def dated(locale: str, *messages: Message, **headers: str) -> Link:
    """A link whose catalog has these headers, their names with underscores for hyphens."""
    found = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Link(locale, Catalog(messages, found), State.DRAFT)


def test_an_edition_is_as_new_as_its_newest_text() -> None:
    """Of the original, of the translation, or of a review that holds; another language's catalog says nothing of it."""
    original = replace(document(), revised=datetime.date(2026, 3, 1))
    assert localize(document(), "ru", ()).revised is None
    assert localize(original, "ru", ()).revised == datetime.date(2026, 3, 1)
    older = dated("ru", PO_Revision_Date="2025-05-05 10:00+0300")
    newer = dated("ru", PO_Revision_Date="2026-05-05 10:00+0300", POT_Creation_Date="2026-03-01 00:00+0000")
    never = dated("ru", PO_Revision_Date="YEAR-MO-DA HO:MI+ZONE", POT_Creation_Date="2026-02-30 00:00+0000")
    other = dated("uk", PO_Revision_Date="2026-11-11 10:00+0300")
    assert localize(original, "ru", (older, other)).revised == datetime.date(2026, 3, 1)
    assert localize(original, "ru", (newer, other)).revised == datetime.date(2026, 5, 5)
    assert localize(document(), "ru", (never,)).revised is None
    checked = dated("ru", reviewed("a", "One.", "Один.", "Vera"), PO_Revision_Date="2026-05-05 10:00+0300")
    assert localize(original, "ru", (checked,)).revised == datetime.date(2026, 11, 21)


def test_teams_are_those_of_the_texts_that_are_shown() -> None:
    """A language's name alone is no team."""
    chain = (
        dated("ru", Language_Team="Russian <ru@example.org>"),
        dated("uk", Language_Team="National Library <https://x>"),
    )
    assert localize(document(), "ru", chain).teams == ("National Library",)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u200b"])
def test_a_translation_of_blanks_is_none(blank: str) -> None:
    """The reader gets the source's text, not an empty paragraph."""
    found = localize(document(), "ru", (link("ru", message("a", "One.", blank)),)).renditions["a"]
    assert (found.text, found.state) == ("One.", "untranslated")
