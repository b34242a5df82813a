"""A source as it may leave the house: without its comments."""

from __future__ import annotations

import re

from toolkit.sources.frontmatter import divide
from toolkit.sources.rules.comment import comment_lines
from toolkit.sources.syntax import source_parser

_COMMENT = re.compile(r"<!--(?:-?>|.*?-->)", re.DOTALL)


def _nothing(comment: re.Match[str]) -> str:
    """As many lines as the comment has, so that the others keep their numbers."""
    return "\n" * comment[0].count("\n")


def without_comments(text: str) -> str:
    """The source text without what its readers are not to see; all else, code included, as it was."""
    if "<!--" not in text:
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    _, body, first_line = divide(text)
    env: dict[str, object] = {}
    tokens = source_parser().parse(body, env)
    lines = body.split("\n")
    for token in tokens:
        if token.map and any(child.type == "comment" for child in token.children or ()):
            begin, end = token.map
            lines[begin:end] = _COMMENT.sub(_nothing, "\n".join(lines[begin:end])).split("\n")
    dropped = {line for begin, end in comment_lines(env) for line in range(begin, end)}
    kept = [line for number, line in enumerate(lines) if number not in dropped]
    head = "\n".join(text.split("\n")[: first_line - 1])
    return f"{head}\n" + "\n".join(kept) if head else "\n".join(kept)
