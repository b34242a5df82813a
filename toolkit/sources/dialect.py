"""Markdown of other dialects, with HTML in it and front matter of any keys, as HTML and as names and values."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

import yaml
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from toolkit.sources.rules.footnote_mark import use_footnote_marks

if TYPE_CHECKING:
    from collections.abc import Iterator

_PANDOC_ID = re.compile(r"(?m)^(#{1,6} .*?)\s*\{#([A-Za-z][\w.-]*)[^}\n]*\}\s*$")


def foreign_html(body: str) -> str:
    """The HTML of a Markdown text as most programs read it."""
    return str(_parser().render(_PANDOC_ID.sub(r"{#\2}\n\1", body)))


def foreign_properties(head: str) -> list[tuple[str, str]]:
    """Names and values of front matter; lists are joined by semicolons, what is neither text nor list is left out."""
    try:
        node = yaml.compose(head, Loader=yaml.SafeLoader) if head.strip() else None
    except (yaml.YAMLError, RecursionError):
        return []
    return list(_pairs(node)) if isinstance(node, yaml.MappingNode) else []


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, str]]:
    for key, value in node.value:
        if not isinstance(key, yaml.ScalarNode):
            continue
        if isinstance(value, yaml.ScalarNode):
            yield _singular(str(key.value)), str(value.value)
        elif isinstance(value, yaml.SequenceNode):
            texts = [str(one.value) for one in value.value if isinstance(one, yaml.ScalarNode)]
            texts += [str(name.value) for one in value.value if isinstance(one, yaml.MappingNode)
                      for key_node, name in one.value if key_node.value == "name" and isinstance(name, yaml.ScalarNode)]  # fmt: skip
            yield _singular(str(key.value)), "; ".join(texts)


def _singular(key: str) -> str:
    return {"authors": "author", "publishers": "publisher", "lang": "language", "tags": "keywords"}.get(
        key.lower(), key
    )


@cache
def _parser() -> MarkdownIt:
    made = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    made.use(attrs_block_plugin).use(footnote_plugin).use(deflist_plugin)
    use_footnote_marks(made)
    return made
