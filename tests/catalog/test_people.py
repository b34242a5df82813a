"""Who is named in a catalog, as translators, Poedit, Weblate and gettext's tools write it."""

from __future__ import annotations

import pytest

from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.people import Person, read_person, team, translators, unique_people


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Anna Petrova", Person("Anna Petrova")),
        ("Anna Petrova <a@b.org>", Person("Anna Petrova")),
        (
            "Anna Petrova (National Library, Minsk) <a@b.org>, 2024, 2025.",
            Person("Anna Petrova", "National Library, Minsk"),
        ),
        ("Әсел Нұр  (ҚР Ұлттық кітапханасы)", Person("Әсел Нұр", "ҚР Ұлттық кітапханасы")),
        ("Automatically generated", None),
        ("FULL NAME <EMAIL@ADDRESS>", None),
        ("none", None),
        ("", None),
        ("2024", None),
        ("<a@b.org>", None),
    ],
)
def test_a_person_is_a_name_and_perhaps_an_organisation(text: str, person: Person | None) -> None:
    """The address is nobody's business; tools' placeholders are nobody."""
    assert read_person(text) == person


def test_a_person_is_shown_with_the_organisation() -> None:
    """In brackets, as in the catalog."""
    assert [str(one) for one in (Person("A"), Person("A", "B"))] == ["A", "A (B)"]


def catalog(*comments: str, **headers: str) -> Catalog:
    found = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Catalog(header=Message("", comments=comments), headers=found)


def test_translators_sign_in_the_head() -> None:
    """In comments with a year; Poedit writes the last one into a header of its own."""
    found = catalog(
        "Kazakh translation of plan",
        "Copyright (C) 2024 Somebody",
        "Copyright Somebody, 2024",
        "This file is distributed under the licence of the plan.",
        "FIRST AUTHOR <EMAIL@ADDRESS>, YEAR.",
        "FIRST AUTHOR <a@b.org>, 2024.",
        "Anna <a@b.org>, 2024.",
        "Boris (Library), 2025",
        Last_Translator="Anna (Academy) <a@b.org>",
    )
    assert translators(found) == (Person("Anna", "Academy"), Person("Boris", "Library"))
    assert translators(catalog(Last_Translator="Automatically generated")) == ()


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("National Library of Belarus <https://nlb.by>", "National Library of Belarus"),
        ("Belarusian Library Association (Minsk)", "Belarusian Library Association (Minsk)"),
        ("Belarusian <https://hosted.example/be/>", ""),
        ("LANGUAGE <LL@li.org>", ""),
        ("none", ""),
    ],
)
def test_the_team_is_an_organisation(value: str, shown: str) -> None:
    """What tools write there by themselves, the language's name, is none."""
    assert team(catalog(Language_Team=value), "Belarusian") == shown


def test_everyone_is_named_once() -> None:
    """In the order in which they came."""
    people = (Person("A"), Person("B", "X"), Person("A", "Y"), Person("B", "Z"))
    assert unique_people(people) == (Person("A", "Y"), Person("B", "X"))
