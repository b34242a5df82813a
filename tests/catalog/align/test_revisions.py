"""The yardstick of `benchmarks/revisions.py`, a few rounds of it."""

from __future__ import annotations

from collections import Counter

from benchmarks.revisions import MOST_FALSE, MOST_WRONG, measure


def test_edited_texts_are_found_and_no_others() -> None:
    """Of synthetic revisions whose truth is known; all untouched texts keep what they have."""
    found = sum(measure(6).values(), Counter())
    assert found["edited"] > 80
    assert found["same, right"] == found["same"]
    assert found["edited, right"] >= 0.95 * found["edited"]
    assert found["edited, wrong"] <= MOST_WRONG / 100 * found["edited"]
    assert found["new, wrong"] <= MOST_FALSE / 100 * found["new"]
