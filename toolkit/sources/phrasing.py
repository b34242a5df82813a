"""Words as Markdown that says exactly them: signs are escaped only where they would mean something."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from toolkit.sources.attributes import ATTRIBUTE_LINE
from toolkit.sources.rules.faults import faults_in
from toolkit.sources.syntax import parser, source_parser

if TYPE_CHECKING:
    from collections.abc import Iterable

_LIGHT = re.compile(r"[\\`]|(?<![^\W_])_|_(?![^\W_])|\*|~~|<(?=[A-Za-z/!?])|&(?=#?\w+;)")
_FULL = re.compile(r"[\\`*_\[\]<>&~!|{}$]|(?<=:)/(?=/)")
_PLAIN = re.compile(r"[\w ,.;:()'\"“”«»’–—-]*")
"""What means nothing within a text; only at its beginning."""
_HEAD = re.compile(r"(?P<sign>[#>+=:~`|*-])|(?P<number>\d{1,9})(?P<end>[.)])(?=\s|$)|(?P<brace>\{)|(?P<bracket>\[)")


def escaped(text: str) -> str:
    """The text with every sign escaped that could mean something anywhere."""
    return _FULL.sub(lambda match: f"\\{match[0]}", text)


def lightly_escaped(text: str) -> str:
    """The text with those signs escaped that nearly always mean something."""
    return _LIGHT.sub(lambda match: f"\\{match[0]}" if len(match[0]) == 1 else f"\\{match[0][0]}\\{match[0][1]}", text)


def phrased(candidates: Iterable[tuple[str, str, str]]) -> str:
    """The first of some Markdown texts that is read as one paragraph of some HTML; the last one if none is.

    Each comes with the text to try instead, which has shorter addresses, and with the HTML, as markdown-it writes it, with
    ``<br>`` for a hard line break. What is read without a fault only counts.
    """
    text = ""
    for markdown, tried, html in candidates:
        if markdown == html and _PLAIN.fullmatch(markdown) and not _HEAD.match(markdown):
            return markdown
        for text, likewise in ((markdown, tried), (_headed(markdown), _headed(tried))):
            if _says(likewise, html):
                return text
    return text


def is_heading_text(text: str) -> bool:
    """Whether a text stays whole behind the signs of a heading."""
    tokens = source_parser().parse(f"## {text}\n", {})
    return len(tokens) == 3 and tokens[1].content == text


def _says(markdown: str, html: str) -> bool:
    if ATTRIBUTE_LINE.search(markdown):
        return False
    env: dict[str, object] = {}
    tokens = source_parser().parse(markdown, env)
    if [token.type for token in tokens] != ["paragraph_open", "inline", "paragraph_close"] or any(faults_in(env)):
        return False
    if tokens[1].content != markdown or any(token.attrs for token in tokens[:1]):
        return False
    return plain_html(parser().renderInline(markdown)) == html


def plain_html(html: str) -> str:
    """HTML of inline Markdown in one form: ``<br>``, and quotation marks as they are."""
    return html.replace("<br />\n", "<br>").replace("<br>\n", "<br>").replace("&quot;", '"').replace("\n", " ")


def html_text(text: str) -> str:
    """Plain words as they stand in such HTML."""
    return escape(text, quote=False)


def _headed(markdown: str) -> str:
    """The text with its first sign escaped, where that would begin a block."""
    match = _HEAD.match(markdown)
    if not match:
        return markdown
    if match["number"]:
        return f"{match['number']}\\{markdown[match.end('number') :]}"
    return f"\\{markdown}"
