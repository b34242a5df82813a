"""A source that leaves the house has no comments."""

from __future__ import annotations

import pytest

from toolkit.sources.published import without_comments

HEAD = "---\ntitle: T\nlanguage: en\n---\n"


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("a\n\n<!-- b\n\nc -->\n\nd <!-- e --> f\n", "a\n\n\nd  f\n"),
        ("```\n<!-- code -->\n```\n\n`<!-- code -->`\n<!-- b -->\n", "```\n<!-- code -->\n```\n\n`<!-- code -->`\n"),
        ("> <!-- a -->\n> b\n\n- c <!-- d\n  e --> f\n\n<!-- g -->\n", "> b\n\n- c \n f\n\n"),
        ("a \\<!-- b -->\n", "a \\<!-- b -->\n"),
        ("no comment\n", "no comment\n"),
    ],
)
def test_comments_are_taken_out(body: str, expected: str) -> None:
    """On their lines and within texts; what looks like one in code stays."""
    assert without_comments(HEAD + body) == HEAD + expected
