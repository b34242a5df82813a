"""Things that people write, of each kind twice and more: what is said of them, and in which line. Nothing is built here."""

from __future__ import annotations

import pytest

from toolkit.errors import ToolkitError
from toolkit.sources.markdown import parse_markdown

HEAD = "---\ntitle: T\nlanguage: en\n---\n\n"


def said(body: str) -> list[tuple[int, str]]:
    """The line in the body and the code of each error; nothing for what can be read."""
    try:
        parse_markdown(HEAD + body, "sources/doc.md", "doc")
    except ToolkitError as error:
        first = HEAD.count("\n")
        return [
            (one.location.line - first, one.code) for one in error.diagnostics if one.location and one.location.line
        ]
    return []


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("![a](https://example.org/x.png)\n\n![b](data:image/png;base64,AAAA)\n", [(1, "picture"), (3, "picture")]),
        ("Words.\n\n![u](../secret.png)\n", [(3, "picture")]),
        ("[a](ftp://example.org) and\n[b](javascript:alert(1))\n", [(1, "link-target"), (2, "link-target")]),
        ("| a | b |\n|---|\n| 1 | 2 |\n", [(1, "table")]),
        ("| a |\n|---|\n| 1 |\n| 1 | 2 | 3 |\n", [(4, "table")]),
        ("A[^1].\n\n[^1]: one\n\n[^9]: nobody's\n", [(5, "footnote")]),
        ("A[^x] and B[^y].\n\n[^x]: one\n", [(1, "footnote")]),
        ("- [ ] a\n- [x] b\n", [(1, "task-list"), (2, "task-list")]),
        ("## A {.unknown #y}\n", [(1, "role")]),
        ("Text\nwith <div>.\n", [(2, "html")]),
    ],
)
def test_what_cannot_be_meant_is_named_with_its_line(body: str, expected: list[tuple[int, str]]) -> None:
    assert said(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "A[^a-b] B[^1x] C[^2].\n\n[^a-b]: one\n[^1x]: two\n[^2]: three\n",
        "A[^1].\n\n[^1]: one[^2]\n[^2]: two `code`\n\n    > quote\n\n    - list\n",
        "| a \\| b | `c \\| d` |\n|---|---|\n| 1 |\n",
        "> ```\n> code [^1] ![not](a.png)\n> ```\n\n1. one\n\n   | k | v |\n   |---|---|\n   | `x` | y |\n",
        "## `E` *f* [g](https://example.org)\n\n### H <!-- x -->\n\n`<!-- code -->`\n",
        "~~gone~~, C++ and \\[^1\\], 10 < 20 > 5, a@b.example, `www.example.org`\n",
    ],
)
def test_what_is_meant_is_read(body: str) -> None:
    assert said(body) == []
