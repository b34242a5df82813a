"""The Markdown that documents are written in: CommonMark with tables, footnotes and a few rules of `rules`, and no HTML."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

from toolkit.sources.rules.bare_address import use_bare_addresses
from toolkit.sources.rules.cjk import CJK, CjkParser
from toolkit.sources.rules.footnote_mark import use_footnote_marks

if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any

    from markdown_it.rules_core import StateCore

MOST_NESTING = 20
"""So many levels of blocks within blocks are read (a list in a list takes two); what is deeper would be lost."""
STRAY_ATTRIBUTES = "stray_attributes"
"""Key of the parser's environment: the lines, from 0, of attribute lines that belong to no block."""
_TAKES_ATTRIBUTES = frozenset(
    (
        "heading_open", "paragraph_open", "ordered_list_open", "bullet_list_open", "blockquote_open", "table_open",
        "fence", "code_block", "dl_open",
    )
)  # fmt: skip

Quotes = tuple[str, str, str, str]
"""Quotation marks: the outer pair, then the inner pair."""


class _Parser(MarkdownIt):
    """Takes every link and picture for one; where it may lead is judged where it is used, by `is_safe_target`."""

    def __init__(self, **options: object) -> None:
        super().__init__("zero")
        self.inline = CjkParser()
        self.configure("commonmark", {"html": False, "maxNesting": MOST_NESTING, CJK: True, **options})

    def validateLink(self, url: str) -> bool:  # noqa: ARG002, N802 - the library's protocol
        return True


@cache
def parser(quotes: Quotes | None = None) -> MarkdownIt:
    """The parser of one text; with four quotation marks (outer pair, inner pair) straight quotes become those."""
    markdown = _with_texts(_Parser(**{"typographer": True, "quotes": list(quotes)} if quotes else {}))
    return markdown.enable("smartquotes") if quotes else markdown


def environment(references: Iterable[tuple[str, str, str]], notes: Iterable[str]) -> dict[str, Any]:
    """What a text may refer to, for the parser: references as (label, target, title), and footnotes by their names."""
    names = list(enumerate(notes))
    return {
        "references": {label: {"href": href, "title": title} for label, href, title in references},
        "footnotes": {
            "refs": {f":{name}": number for number, name in names},
            "list": {number: {"label": name, "count": 0} for number, name in names},
        },
    }


def _with_texts(markdown: MarkdownIt) -> MarkdownIt:
    """The parser with all that may stand within a text."""
    use_bare_addresses(markdown)
    markdown.enable("strikethrough").use(footnote_plugin, inline=False, move_to_end=False)
    use_footnote_marks(markdown)
    return markdown


@cache
def source_parser() -> MarkdownIt:
    """The parser of a whole source: it knows all blocks, and names what must not be there."""
    from mdit_py_plugins.attrs import attrs_block_plugin
    from mdit_py_plugins.deflist import deflist_plugin

    from toolkit.sources.rules.comment import use_comments
    from toolkit.sources.rules.heading_attributes import use_heading_attributes
    from toolkit.sources.rules.loose_ends import use_loose_ends
    from toolkit.sources.rules.raw_html import use_raw_html
    from toolkit.sources.rules.table import use_whole_tables

    markdown = _with_texts(_Parser()).enable("table")
    use_raw_html(markdown)
    use_comments(markdown)
    use_whole_tables(markdown)
    markdown.use(attrs_block_plugin).use(deflist_plugin)
    markdown.core.ruler.before("attr", "stray_attributes", _find_stray_attributes)
    use_heading_attributes(markdown)
    use_loose_ends(markdown)
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
