"""Where a text has a rendering of a term: its words in whatever form, order and case, with few others between them."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from toolkit.language.inflection import is_acronym, may_be_forms
from toolkit.language.locales.stems import JOINTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.catalog.terms import Term, Termbase

_JOINT = rf"(?=[\W_])[{JOINTS}]"
_WORD = re.compile(rf"(?<!{_JOINT})(?:(?:{_JOINT})*+[^\W_]++)+")
"""From a letter, or a joint before one, to the last letter; a run of joints is looked at from its beginning alone."""
_BETWEEN = re.compile(r"[;,]\s*")
_ENGLISH = "en"
_SMALL = 2
"""Letters of a word that may come and go with the sentence."""
_LEAST_STEM = 4
"""Letters that the forms of a verb have in common at least."""


class Place(NamedTuple):
    """Where a rendering stands in a text."""

    start: int
    end: int


class Token(NamedTuple):
    """A word of a text; what hyphens join are words of their own."""

    text: str
    start: int
    end: int


@lru_cache(1 << 13)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of a text in their order."""
    return tuple(Token(match[0], match.start(), match.end()) for match in _WORD.finditer(text))


@lru_cache(1 << 12)
def alternatives(translation: str, source: str = "") -> tuple[str, ...]:
    """The renderings that a translation of a term names, divided by semicolons or commas.

    A comma divides only where what it divides is of like length: *инновация, инновации*, but not *асоба, якая прымае
    рашэнні*; and not where the term itself has commas.
    """
    parts = [part.strip() for part in translation.split(";") if part.strip()]
    if "," in source:
        return tuple(parts)
    found: list[str] = []
    for part in parts:
        pieces = [piece for piece in _BETWEEN.split(part) if piece]
        sizes = [len(piece.split()) for piece in pieces]
        found += pieces if not sizes or max(sizes) - min(sizes) <= 1 else [part]
    return tuple(found)


def terms_used(termbase: Termbase, text: str, language: str) -> tuple[tuple[Term, int, int], ...]:
    """The terms that a source text uses, with their places, the longest that fits, no overlaps; of English as `Termbase` says.

    `language` is the source's, the first part of its tag.
    """
    if language == _ENGLISH:
        return termbase.used_in(text)
    found: list[tuple[Term, int, int]] = []
    for term in sorted(termbase.terms, key=lambda term: -len(term.source)):
        for place in find_rendering(term.source, text, language):
            if not any(start < place.end and place.start < end for _, start, end in found):
                found.append((term, place.start, place.end))
    return tuple(sorted(found, key=lambda one: one[1:]))


def find_rendering(
    rendering: str, text: str, language: str, *, between: int = 0, verb: bool = False
) -> Iterator[Place]:
    """Every place where a text has all words of a rendering, the first ones first; no two overlap.

    `between` is how many other words may stand among them. Of a verb only the beginning is compared. `language` is the
    first part of a tag.
    """
    wanted = _needed(rendering)
    if not wanted:
        return
    there = tokens(text)
    at = [[_is_form(one.text, other.text, language, verb) for one in wanted] for other in there]
    first, most = 0, len(tokens(rendering)) + between
    while first < len(there):
        last = _end(at, first, len(wanted), most) if any(at[first]) else None
        if last is None:
            first += 1
        else:
            yield Place(there[first].start, there[last].end)
            first = last + 1


@lru_cache(1 << 12)
def _needed(rendering: str) -> tuple[Token, ...]:
    """Its words; an acronym's ending and the smallest ones (articles, prepositions, “and”) only if little else is left."""
    words = tokens(rendering)
    endings = {
        after for word, after in pairwise(words) if is_acronym(word.text) and rendering[word.end : after.start] == "-"
    }
    long = tuple(word for word in words if word not in endings and not _is_small(word.text))
    return long if len(long) > 1 else words


def _is_small(word: str) -> bool:
    return len(word) <= _SMALL and word.isalpha() and not is_acronym(word)


def _end(at: Sequence[Sequence[bool]], first: int, count: int, most: int) -> int | None:
    """The last word of a place that begins with a word and has `most` words; each stands for one of the rendering."""
    left = list(range(count))
    for number in range(first, min(len(at), first + most)):
        here = next((part for part in left if at[number][part]), None)
        if here is not None:
            left.remove(here)
            if not left:
                return number
    return None


@lru_cache(1 << 17)
def _is_form(one: str, other: str, language: str, verb: bool) -> bool:
    if may_be_forms(one, other, language):
        return True
    if not verb or is_acronym(one):
        return False
    one, other = one.lower(), other.lower()
    least = max(_LEAST_STEM, round(len(one) * 0.6))
    return len(one) >= least and one[:least] == other[:least]
