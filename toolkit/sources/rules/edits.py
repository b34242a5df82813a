"""Pieces of a text that are not for its readers, or written otherwise: the text without them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from markdown_it.rules_inline import StateInline
    from markdown_it.token import Token

_EDIT = "edit"
LINE_BREAK = "\\\n"


@dataclass(frozen=True, slots=True)
class _Edit:
    start: int
    end: int
    text: str


def edit(token: Token, state: StateInline, end: int, text: str = "") -> None:
    """Says that the text of the token, up to `end`, is written `text`."""
    token.meta[_EDIT] = _Edit(state.pos, end, text)


def edited(content: str, tokens: Iterable[Token]) -> str:
    """The content as its tokens want it written; a line break at either end goes."""
    parts: list[str] = []
    place = 0
    for one in _edits(tokens):
        text = one.text
        if text == LINE_BREAK and not (content[: one.start].strip() and content[one.end :].strip()):
            text = ""
        parts += [content[place : one.start], text]
        place = one.end
    return "".join([*parts, content[place:]])


def _edits(tokens: Iterable[Token]) -> Iterator[_Edit]:
    for token in tokens:
        if _EDIT in token.meta:
            yield token.meta[_EDIT]
