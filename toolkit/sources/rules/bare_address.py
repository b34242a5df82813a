"""A bare web address in a text is a link: ``see https://example.org/rules.``"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?<![a-z0-9+.-])https?$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"://(?=[^\s/?#.,:;])"
    r"[^\s<>«»“”„‟‘’‚‹›\"`|\\^\[\]{}\u3000-\u303f\uff01-\uff0f\uff1a-\uff20\uff3b-\uff40\uff5b-\uff65\ufffc]+"
)
_TAIL = re.compile(r"(?:[?!.,:;*_~'։。،؛؟]|&(?:[a-z]+|\#\d+);)+\Z", re.IGNORECASE)
_LONGEST_SCHEME = len("-https")


def use_bare_addresses(markdown: MarkdownIt) -> None:
    """Makes links of bare addresses, as GitHub does; signs of the sentence around them stay outside."""
    markdown.inline.ruler.before("newline", "bare_address", _bare_address)


def _bare_address(state: StateInline, silent: bool) -> bool:
    if state.linkLevel > 0 or not state.src.startswith("://", state.pos):
        return False
    scheme = _SCHEME.search(state.src[max(0, state.pos - _LONGEST_SCHEME) : state.pos])
    match = _ADDRESS.match(state.src, state.pos, state.posMax) if scheme else None
    if not match or not scheme or not state.pending.endswith(scheme[0]):
        return False
    rest = _trimmed(match[0])
    if len(rest) <= len("://"):
        return False
    if not silent:
        state.pending = state.pending[: -len(scheme[0])]
        _push(state, scheme[0] + rest)
    state.pos += len(rest)
    return True


def _push(state: StateInline, address: str) -> None:
    opening = state.push("link_open", "a", 1)
    opening.attrs = {"href": state.md.normalizeLink(address)}
    state.push("text", "", 0).content = address
    closing = state.push("link_close", "a", -1)
    for token in (opening, closing):
        token.markup, token.info = "linkify", "auto"


def _trimmed(address: str) -> str:
    """The address without the full stop, the bracket or the emphasis that follow it."""
    opened, closed = address.count("("), address.count(")")
    while True:
        shorter = _TAIL.sub("", address)
        while shorter.endswith(")") and closed > opened:
            shorter, closed = shorter[:-1], closed - 1
        if shorter == address:
            return address
        address = shorter
