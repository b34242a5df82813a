"""How near two texts are."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.drafts.memory.score import Query


def score(first: str, second: str) -> int:
    """The score of a text of the memory for another that is looked up."""
    query = Query(first)
    return query.score(second, query.likeness(Query(second).form))


@pytest.mark.parametrize(
    ("first", "second", "points"),
    [
        ("Access to information", "Access to information", 100),
        ("The “new” library – now", 'The "new" library \u2014 now', 99),
        ("**Access** to [information](https://a.org/1)", "Access to *information*", 99),
        ("See <https://a.org>", "See https://a.org", 99),
        ("ACCESS to information", "Access to Information", 98),
        ("Статья 5", "Статья 7", 97),
        ("From 5 May 2020 to 7 May 2021", "From 6 May 2022 to 8 May 2023", 88),
        ("5", "5 ", 99),
        ("", "Access", 0),
    ],
)
def test_the_scale(first: str, second: str, points: int) -> None:
    """Typography and markup cost a point, capitals two, every number that differs three."""
    assert score(first, second) == points
    assert score(second, first) == points


@pytest.mark.parametrize(
    ("first", "second", "least", "most"),
    [
        ("Libraries provide access to information", "Libraries provide free access to information", 80, 92),
        ("Библиотеки открывают доступ к знаниям", "Библиотека открывает доступ к знаниям", 60, 85),
        ("Գրադարանները տեղեկատվության հասանելիություն են ապահովում", "Գրադարանը տեղեկատվության հասանելիություն է ապահովում", 55, 85),
        ("Acquisition", "Acquisitions", 85, 97),
        ("public libraries", "public liberties", 60, 74),
        ("Libraries provide access to information", "Moscow hosts the forum in April", 0, 35),
    ],
)  # fmt: skip
def test_fuzzy_scores_follow_a_readers_sense(first: str, second: str, least: int, most: int) -> None:
    """A word added, other endings, look-alikes and unrelated texts lie where an editor would put them."""
    assert least <= score(first, second) <= most


@given(st.text(max_size=30), st.text(max_size=30))
def test_the_scale_is_symmetric_and_closed(first: str, second: str) -> None:
    """Which text is in the memory does not matter; 100 means equal and nothing else."""
    points = score(first, second)
    assert 0 <= points <= 100
    assert points == score(second, first)
    assert (points == 100) == (first == second)
