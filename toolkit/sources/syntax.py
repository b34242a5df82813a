"""The Markdown that documents are written in: CommonMark, tables, footnotes and block attributes, and no HTML."""

from __future__ import annotations

import re
from functools import cache

from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.footnote import footnote_plugin

SAFE_TARGET = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
"""What a link may point to: the web, a mailbox, or a place in the same document."""
_DOCUMENT_TARGET = re.compile(r"[\w-]+\.md(?:#[\w./-]+)?")
"""Another document of the project, as its source file is called."""

Quotes = tuple[str, str, str, str]
"""Quotation marks: the outer pair, then the inner pair."""


def is_safe_target(target: str) -> bool:
    """Whether a link or an autolink may lead there; anything else stays plain text.

    Scripts (`javascript:`), local files (`file:`, `../`) and embedded data (`data:`) are therefore never targets.
    """
    return bool(SAFE_TARGET.match(target) or _DOCUMENT_TARGET.fullmatch(target))


@cache
def parser(quotes: Quotes | None = None) -> MarkdownIt:
    """The parser; with four quotation marks (outer pair, inner pair) straight quotes become those."""
    options: dict[str, object] = {"html": False}
    if quotes:
        options |= {"typographer": True, "quotes": list(quotes)}
    markdown = MarkdownIt("commonmark", options).enable("table")
    if quotes:
        markdown.enable("smartquotes")
    markdown.use(attrs_block_plugin)
    markdown.use(footnote_plugin, inline=False, move_to_end=False)
    return markdown
