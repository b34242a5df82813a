"""How alike two texts are, and how long it takes to tell."""

from __future__ import annotations

import time

import pytest

from toolkit.catalog.align.likeness import Likeness, wording
from toolkit.catalog.typography import fold


def likeness(first: str, second: str) -> float:
    """Of two texts that are a whole document each."""
    return Likeness([first], [second]).compare(wording(first), wording(second))


def test_the_same_text_is_wholly_alike_and_another_not_at_all() -> None:
    """Signs that are no words count, too."""
    assert likeness("Read more books.", "Read more books.") == 1
    assert likeness("Read more books.", "Close all shops") == 0
    assert likeness("→", "→") == 1


def test_order_rarity_and_writing_each_count() -> None:
    """Each of the three measures sees a change that the others do not."""
    text = "The library lends books to every reader."
    assert likeness(text, "To every reader the library lends books.") < 1
    assert likeness(text, "The **library** lends books to every reader.") < 1
    assert likeness(text, "the library lends books to every reader") < 1


def test_underlines_belong_to_names_and_not_to_emphasis() -> None:
    """So that `_not_` is the word that `*not*` is, and `server_name` one of its own."""
    assert wording("They are _not_ __wrong__ in `server_name`.").words == (
        "they",
        "are",
        "not",
        "wrong",
        "in",
        "server_name",
    )
    assert wording("_").words == ()


@pytest.mark.parametrize("unit", ["_", "\\ ", "> ", "no-", "\u2028", "\t", " ", "a ", "- ", "word "])
def test_time_is_linear_in_the_length_of_a_text(unit: str) -> None:
    """Twice the text takes at most about twice the time; so much is far from the seconds of a square."""
    for size in (50_000, 100_000):
        text = unit * (size // len(unit))
        begin = time.process_time()
        likeness(f"x {text} end", f"y {text} another end")
        fold(text)
        assert time.process_time() - begin < 0.5
