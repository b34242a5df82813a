"""A text's inline Markdown as what it contains: its plain words, its markup counted, where its links lead."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.sources.syntax import parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

HOLE = "\ufffc"
"""Stands in the plain text for what is not words: code, the address of an autolink (U+FFFC, object replacement)."""

_COUNTED = {
    "strong_open": "bold",
    "em_open": "italics",
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
    env = {
        "references": {label: {"href": href, "title": ""} for label, href in labels},
        "footnotes": {
            "refs": {f":{name}": number for number, name in enumerate(notes)},
            "list": {number: {"label": name, "count": 0} for number, name in enumerate(notes)},
        },
    }
    (inline,) = parser().parseInline(text, env)
    tokens = tuple(_walk(inline.children or []))
    counts = Counter(_COUNTED[token.type] for token in tokens if token.type in _COUNTED)
    return Marks(
        plain="".join(_plain(inline.children or [])),
        counts=tuple(sorted(counts.items())),
        targets=tuple(_target(token) for token in tokens if token.type in {"link_open", "image"}),
        notes=tuple(str(token.meta["label"]) for token in tokens if token.type == "footnote_ref"),
        codes=tuple(token.content for token in tokens if token.type == "code_inline"),
    )


def _walk(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        yield token
        yield from _walk(token.children or [])


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
