"""Who is named in a catalog, as translators, Poedit, Weblate and gettext's tools write it."""

from __future__ import annotations

import pytest

from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.people import Person, named_person, read_person, team, translators, unique_people


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
        ("Anna Petrova a@b.org", Person("Anna Petrova")),
        ("Anna Petrova (a@b.org)", Person("Anna Petrova")),
        ("Petrova, Anna <a@b.org>, 2024.", Person("Petrova, Anna")),
        ("Anna Petrova, National Library", Person("Anna Petrova")),
        ("Google Translate <noreply-mt-google-translate@weblate.org>", None),
        ("Anonymous <noreply@weblate.org>", None),
        ("EMAIL@ADDRESS", None),
        ("note: not a name", None),
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
        ("C <kde-i18n-doc@kde.org>", ""),
        ("English <kde-i18n-doc@kde.org>", ""),
        ("be <be@li.org>", ""),
        ("sr@latin", ""),
        ("Беларуская <be@example.org>", ""),
        ("IFLA <i@ifla.org>", "IFLA"),
    ],
)
def test_the_team_is_an_organisation(value: str, shown: str) -> None:
    """What tools write there by themselves, the language's name, is none."""
    assert team(catalog(Language_Team=value), "Belarusian", "Беларуская") == shown


def test_everyone_is_named_once() -> None:
    """In the order in which they came."""
    people = (Person("A"), Person("B", "X"), Person("A", "Y"), Person("B", "Z"))
    assert unique_people(people) == (Person("A", "Y"), Person("B", "X"))


def test_people_are_joined_by_address() -> None:
    """Under the fullest name that they have signed with, whatever its order in time; the address is not shown."""
    found = catalog(
        "Anna <a@b.org>, 2023.",
        "Boris Ivanov <boris@b.org>, 2023.",
        "Anna Petrova (Library) <A@B.org>, 2024.",
        "A. Petrova, 2025.",
        Last_Translator="A. Petrova <a@b.org>",
    )
    assert translators(found) == (Person("Anna Petrova", "Library"), Person("Boris Ivanov"))
    assert "@" not in "".join(map(str, translators(found))) + repr(translators(found))


def test_a_name_and_an_address_may_turn_out_to_be_one() -> None:
    """Somebody signed once with the one, once with the other, and then with both."""
    people = filter(None, map(read_person, ("Anna P. <a@b.org>", "Anna Petrova", "Boris", "anna petrova <a@b.org>")))
    assert unique_people(people) == (Person("Anna Petrova"), Person("Boris"))


@pytest.mark.parametrize(
    ("name", "person"),
    [
        ("Anna Petrova", Person("Anna Petrova")),
        ("Anna: the first", Person("Anna: the first")),
        ("Automatically generated", None),
        ("a@b.org", None),
        ("FULL NAME <EMAIL@ADDRESS>", None),
    ],
)
def test_a_reviewer_is_named_in_any_form(name: str, person: Person | None) -> None:
    """But for what tools write."""
    assert named_person(name) == person
