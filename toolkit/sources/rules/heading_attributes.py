"""Attributes on a heading's own line: ``## Title {#id .role}``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from mdit_py_plugins.attrs.parse import ParseError, parse

from toolkit.sources.rules.faults import Fault, add_fault

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_ATTRIBUTES = re.compile(r"(?<!\\)\{\s*[#.][^{}\n]*\}\s*$")


def use_heading_attributes(markdown: MarkdownIt) -> None:
    """Gives headings the attributes that stand behind their words."""
    markdown.core.ruler.before("inline", "heading_attributes", _heading_attributes)


def _heading_attributes(state: StateCore) -> None:
    for heading, inline in zip(state.tokens, state.tokens[1:], strict=False):
        brace = inline.content.rfind("{") if heading.type == "heading_open" else -1
        match = _ATTRIBUTES.match(inline.content, brace) if brace >= 0 else None
        if match and not inline.content[: match.start()].endswith("\\"):
            _take(state, heading, inline, match)


def _take(state: StateCore, heading: Token, inline: Token, match: re.Match[str]) -> None:
    try:
        _, attributes = parse(match[0].strip())
    except ParseError:
        return
    both = set(attributes) & set(heading.attrs)
    if any(attributes[key] != heading.attrs[key] for key in both):
        line = (inline.map or [0])[0]
        message = "the heading has one id or role above it and another on its line"
        add_fault(state.env, Fault(line, "attributes", message, "keep one of them"))
    heading.attrs |= attributes
    inline.content = inline.content[: match.start()].rstrip()
