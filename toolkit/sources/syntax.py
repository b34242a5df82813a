"""The Markdown that documents are written in: CommonMark, tables, footnotes and block attributes, and no HTML."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.footnote import footnote_plugin

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

SAFE_TARGET = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
"""What a link may point to: the web, a mailbox, or a place in the same document."""
_DOCUMENT_TARGET = re.compile(r"[\w-]+\.md(?:#[\w./-]+)?")
"""Another document of the project, as its source file is called."""

MOST_NESTING = 20
"""So many levels of blocks within blocks are read (a list in a list takes two); what is deeper would be lost."""
STRAY_ATTRIBUTES = "stray_attributes"
"""Key of the parser's environment: the lines, from 0, of attribute lines that belong to no block."""
_TAKES_ATTRIBUTES = frozenset(
    (
        "heading_open", "paragraph_open", "ordered_list_open", "bullet_list_open", "blockquote_open", "table_open",
        "fence", "code_block",
    )
)  # fmt: skip

Quotes = tuple[str, str, str, str]
"""Quotation marks: the outer pair, then the inner pair."""


def is_safe_target(target: str) -> bool:
    """Whether a link or an autolink may lead there; anything else stays plain text.

    Scripts (`javascript:`), local files (`file:`, `../`) and embedded data (`data:`) are therefore never targets.
    """
    return bool(SAFE_TARGET.match(target) or _DOCUMENT_TARGET.fullmatch(target))


class _Parser(MarkdownIt):
    """Takes every link and picture for one; where it may lead is judged where it is used, by `is_safe_target`."""

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's protocol
        return True


@cache
def parser(quotes: Quotes | None = None) -> MarkdownIt:
    """The parser; with four quotation marks (outer pair, inner pair) straight quotes become those."""
    options: dict[str, object] = {"html": False, "maxNesting": MOST_NESTING}
    if quotes:
        options |= {"typographer": True, "quotes": list(quotes)}
    markdown = _Parser("commonmark", options).enable("table")
    if quotes:
        markdown.enable("smartquotes")
    markdown.use(attrs_block_plugin)
    markdown.core.ruler.before("attr", "stray_attributes", _find_stray_attributes)
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    return markdown


def _find_stray_attributes(state: StateCore) -> None:
    """Keeps in the environment the line of each attribute line that has no block below it to take it."""
    following = ""
    for token in reversed(state.tokens):
        if token.type == "attrs_block":
            if following not in _TAKES_ATTRIBUTES and token.map:
                state.env.setdefault(STRAY_ATTRIBUTES, []).append(token.map[0])
        else:
            following = token.type
