"""Who has worked on a translation, as catalogs name them."""

from __future__ import annotations

import pytest

from toolkit.people import Person, people


@pytest.mark.parametrize(
    ("text", "person"),
    [
        ("Anna Petrova", Person("Anna Petrova")),
        ("Anna Petrova (National Library)", Person("Anna Petrova", "National Library")),
        (" Anna  (RLA) ", Person("Anna", "RLA")),
        ("(RLA)", Person("(RLA)")),
        ("Anna (née Orlova) Petrova", Person("Anna (née Orlova) Petrova")),
        ("Anna (a) (b)", Person("Anna (a) (b)")),
    ],
)
def test_an_organisation_stands_in_parentheses(text: str, person: Person) -> None:
    """Behind the name, once; anything else is a name."""
    assert people([text]) == (person,)
