"""Comments, ``<!-- … -->``: dropped, wherever they stand; those that begin with ``translators:`` are for translators."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.sources.rules.edits import edit
from toolkit.sources.rules.faults import Fault, add_fault

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from typing import Any

    from markdown_it import MarkdownIt
    from markdown_it.rules_block import StateBlock
    from markdown_it.rules_inline import StateInline

_OPEN, _CLOSE = "<!--", "-->"
_SHORTEST = re.compile(r"<!--(?:-?>)")
_FOR_TRANSLATORS = re.compile(r"\s*translators?:\s*", re.IGNORECASE)
_LINES = "comment_lines"
_NOTES = "notes_to_translators"
UNCLOSED = ("comment", "the comment is never closed", "end it with -->, or write \\<!-- if it is meant to be read")
"""Code, message and hint of a comment without an end."""


def use_comments(markdown: MarkdownIt) -> None:
    """Lets the parser drop comments."""
    markdown.block.ruler.before("fence", "comment", _block, {"alt": ["paragraph", "reference", "blockquote"]})
    markdown.inline.ruler.before("html_inline", "comment", _inline)


def notes_to_translators(env: MutableMapping[str, Any]) -> list[tuple[int, str]]:
    """What comments on lines of their own say to translators, by line, counted from 0 in the text that was parsed."""
    return sorted(env.get(_NOTES, ()))


def comment_lines(env: MutableMapping[str, Any]) -> list[tuple[int, int]]:
    """The lines that hold nothing but comments: the first and the one after the last, counted from 0."""
    return list(env.get(_LINES, ()))


def note_to_translators(comment: str) -> str:
    """What a comment says to translators, on one line; empty where it is not for them."""
    words = comment.removeprefix(_OPEN).removesuffix(_CLOSE)
    match = _FOR_TRANSLATORS.match(words)
    return " ".join(words[match.end() :].split()) if match else ""


def _block(state: StateBlock, start_line: int, end_line: int, silent: bool) -> bool:
    """A comment on lines of its own. One with text behind it is left to its paragraph."""
    if state.is_code_block(start_line) or not state.src.startswith(_OPEN, _begin(state, start_line)):
        return False
    lines = []
    for line in range(start_line, end_line):
        if line > start_line and state.sCount[line] < state.blkIndent and not state.isEmpty(line):
            break
        text = state.src[_begin(state, line) : state.eMarks[line]]
        end = _end(text, 0 if line == start_line else None)
        if end < 0:
            lines.append(text)
            continue
        if text[end:].strip():
            return False
        if not silent:
            state.env.setdefault(_LINES, []).append((start_line, line + 1))
            if note := note_to_translators("\n".join([*lines, text[:end]])):
                state.env.setdefault(_NOTES, []).append((start_line, note))
            state.line = line + 1
        return True
    if not silent:
        add_fault(state.env, Fault(start_line, *UNCLOSED))
        state.line = start_line + len(lines)
    return True


def _begin(state: StateBlock, line: int) -> int:
    return state.bMarks[line] + state.tShift[line]


def _end(text: str, start: int | None) -> int:
    """Where a comment ends that begins at `start`, or before the text; -1: it goes on."""
    if start is not None:
        if shortest := _SHORTEST.match(text, start):
            return shortest.end()
        start += len(_OPEN)
    found = text.find(_CLOSE, start or 0)
    return found + len(_CLOSE) if found >= 0 else -1


def _inline(state: StateInline, silent: bool) -> bool:
    """A comment within a text."""
    if not state.src.startswith(_OPEN, state.pos):
        return False
    closed = state.html_terminator_last(_CLOSE) >= state.pos or _SHORTEST.match(state.src, state.pos)
    end = _end(state.src, state.pos) if closed else -1
    if end < 0:
        return False
    if not silent:
        token = state.push("comment", "", 0)
        token.content = state.src[state.pos : end]
        edit(token, state, end)
    state.pos = end
    return True
