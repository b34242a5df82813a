"""A text's inline Markdown as what it contains: its plain words, its markup counted, where its links lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.sources.syntax import environment, parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from markdown_it.token import Token

HOLE = "\ufffc"
"""Stands in the plain text for what is not words: code, the address of an autolink (U+FFFC, object replacement)."""

_COUNTED = {
    "strong_open": "bold",
    "em_open": "italics",
    "s_open": "strikethrough",
    "code_inline": "code",
    "link_open": "link",
    "image": "picture",
    "footnote_ref": "footnote mark",
    "hardbreak": "line break",
}


@dataclass(frozen=True, slots=True)
class Marks:
    """What one inline Markdown text contains."""

    plain: str
    """The words as a reader sees them; code and autolinks are a `HOLE` each."""
    counts: tuple[tuple[str, int], ...]
    """How often each kind of markup occurs, in words: ``bold``, ``link`` …; sorted."""
    targets: tuple[str, ...]
    """Where links lead and pictures lie, in their order."""
    notes: tuple[str, ...]
    """Labels of the footnote marks, in their order."""
    codes: tuple[str, ...]
    """Contents of the code spans, in their order."""


@lru_cache(1 << 14)
def read_marks(text: str, labels: tuple[tuple[str, str], ...] = (), notes: tuple[str, ...] = ()) -> Marks:
    """The text parsed as the editions parse it; `labels` are the document's link references, as (label, target)."""
    (inline,) = parser().parseInline(text, _environment(labels, notes))
    tokens = tuple(_walk(inline.children or []))
    counts = Counter(map(_kind, filter(_is_counted, tokens)))
    return Marks(
        plain="".join(_plain(inline.children or [])),
        counts=tuple(sorted(counts.items())),
        targets=tuple(_target(token) for token in tokens if token.type in {"link_open", "image"}),
        notes=tuple(str(token.meta["label"]) for token in tokens if token.type == "footnote_ref"),
        codes=tuple(token.content for token in tokens if token.type == "code_inline"),
    )


@lru_cache(16)
def _environment(labels: tuple[tuple[str, str], ...], notes: tuple[str, ...]) -> dict[str, Any]:
    return environment(((label, href, "") for label, href in labels), notes)


def _walk(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])


def _is_counted(token: Token) -> bool:
    return token.type in _COUNTED


def _kind(token: Token) -> str:
    """The kind of a mark in words; an address that is its own words is another thing than a link with words."""
    return "web address" if token.info == "auto" else _COUNTED[token.type]


def _target(token: Token) -> str:
    return str(token.attrs.get("src" if token.type == "image" else "href", ""))


def _plain(tokens: Sequence[Token]) -> Iterator[str]:
    in_autolink = False
    for token in tokens:
        match token.type:
            case "link_open" if token.info == "auto":
                in_autolink = True
                yield HOLE
            case "link_close":
                in_autolink = False
            case "code_inline":
                yield HOLE
            case "softbreak" | "hardbreak":
                yield " "
            case "image":
                yield from _plain(token.children or [])
            case "text" if not in_autolink:
                yield token.content
