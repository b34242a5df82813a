"""HTML in a source: named, since an edition would print it; ``<br>`` is a line break."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.sources.rules.edits import LINE_BREAK, edit

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
HTML = "html_inline"
"""Type of the tokens that hold a tag, a declaration or the like."""


def use_raw_html(markdown: MarkdownIt) -> None:
    """Lets the parser see tags, so that the reader can name them; a block of HTML is a paragraph with tags."""
    markdown.options["html"] = True
    markdown.disable("html_block")
    markdown.inline.ruler.before(HTML, "html_break", _line_break)


def _line_break(state: StateInline, silent: bool) -> bool:
    match = _BREAK.match(state.src, state.pos)
    if not match:
        return False
    if not silent:
        token = state.push("hardbreak", "br", 0)
        token.content = match[0]
        edit(token, state, match.end(), LINE_BREAK)
    state.pos = match.end()
    return True
