"""What was worked out is kept for the very same objects, and for no others that are only equal."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

from toolkit.workbench.remembered import Remembered


def test_the_same_objects_give_what_was_made_of_them():
    kept: Remembered[list[int]] = Remembered()
    one, other = [1], [1]
    made = kept.get("a", (one,), lambda: [1])
    assert kept.get("a", (one,), lambda: [2]) is made
    assert kept.get("a", (other,), lambda: [3]) == [3]
    assert kept.get("a", (other, None), lambda: [4]) == [4]


def test_few_answers_are_kept():
    kept: Remembered[int] = Remembered()
    for key in range(20):
        kept.get(key, (kept,), lambda: 1)
    assert len(kept._kept) == 4


def test_two_who_ask_at_once_have_it_made_once():
    kept: Remembered[object] = Remembered()
    made = []

    def make():
        made.append(1)
        time.sleep(0.05)
        return object()

    with ThreadPoolExecutor(4) as pool:
        found = set(pool.map(lambda _: kept.get("a", (kept,), make), range(4)))
    assert (len(found), len(made)) == (1, 1)
