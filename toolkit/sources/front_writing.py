"""Front matter written: the inverse of `read_front_matter` for keys with a text or a list of texts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.sources.frontmatter import FENCE
from toolkit.sources.phrasing import escaped, html_text, plain_html
from toolkit.sources.rules.faults import faults_in
from toolkit.sources.signs import FORBIDDEN
from toolkit.sources.syntax import parser, source_parser

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLAIN = re.compile(r"[^\W\d_][\w ,.()«»“”’–—/-]*[\w.)»”]|[^\W\d_]|\d{4}-\d{2}-\d{2}")
"""What YAML reads as the text that stands there."""
_WORDS = frozenset(("true", "false", "yes", "no", "on", "off", "null", "y", "n"))
_VERBATIM = frozenset(("language", "date"))


def write_front_matter(values: Mapping[str, str | tuple[str, ...]]) -> str:
    """The head of a source, its keys in their order; those without a text are left out. Texts are plain words."""
    lines = [FENCE]
    for key, value in values.items():
        if isinstance(value, str):
            text = _clean(value)
            if text:
                lines.append(f"{key}: {text if key in _VERBATIM else _scalar(_words(text))}")
        else:
            items = [f"  - {_scalar(_words(text))}" for text in map(_clean, value) if text]
            lines += [f"{key}:", *items] if items else []
    return "\n".join([*lines, FENCE, ""])


def _clean(text: str) -> str:
    return " ".join(FORBIDDEN.sub("", text).replace("\u00ad", "").split())


def _words(text: str) -> str:
    """Plain words as the inline Markdown that says them."""
    env: dict[str, object] = {}
    source_parser().parseInline(text, env)
    same = plain_html(parser().renderInline(text)) == html_text(text)
    return text if same and not any(faults_in(env)) else escaped(text)


def _scalar(text: str) -> str:
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return "'" + text.replace("'", "''") + "'"
