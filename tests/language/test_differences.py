"""Two wordings are compared word by word."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from toolkit.language.differences import count_words, differences, marked

TEXT = st.text(st.sampled_from("ab .,-\nж"), max_size=30)


@given(TEXT, TEXT)
def test_both_texts_are_in_it(before, after):
    parts = differences(before, after)
    assert "".join(part.text for part in parts if part.kind != "new") == before
    assert "".join(part.text for part in parts if part.kind != "gone") == after


def test_neighbouring_changes_are_one():
    assert marked("Open the doors.", "Close a window.") == "[-Open the doors-]{+Close a window+}."
    assert marked("Open the doors.", "Open doors.") == "Open [-the -]doors."
    assert marked("same", "same") == "same"


def test_words_are_counted_without_addresses():
    assert count_words("Read [the plan](https://example.org/a/b), don't *wait*.") == 5
    assert count_words("") == 0
    assert count_words("Кітапханалар – 2023") == 2
