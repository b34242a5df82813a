"""What a text says apart from its markup: plain words with their places, and what is no words and stays as it is."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from enum import Enum
from functools import cached_property, lru_cache

from toolkit.sources.marks import HOLE, Marks, read_marks

_PROTECTED = re.compile(
    r"""\b[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^\s<>«»“”„"'`\ufffc]*[^\s<>«»“”„"'`\ufffc.,;:!?)\]։]   # address
    | \bwww\.(?:(?!www\.)[^\s<>«»“”„"'`])+\.[^\s<>«»“”„"'`.,;:!?)\]։]+
    | (?:mailto:|(?<![A-Za-z0-9_.+-]))[A-Za-z0-9_.+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+    # mail address
    | </?[a-zA-Z][^<>]*>                               # HTML tag
    | &(?:\#\d+|\#[xX][0-9a-fA-F]+|[a-zA-Z]+);         # entity
    | %\(\w+\)[-\#+\ \d]*+(?:\.\d++)?[a-zA-Z]               # %(name)s
    | (?<!\d)%(?:[-\#+\d]*+(?<=\d)(?:\.\d++)?)?(?:[sd]|[ifrxXgeu]\b)  # %s, %d, %.1f, %sни; but not 30%-i
    | \{\{[^{}]*\}\} | \{%(?:(?!\{%|%\}).)*+%\} | \{[\w.:!,\[\]]*\}        # {name}, template tags
    """,
    re.VERBOSE,
)
_PLACEHOLDER = re.compile(
    r"%\(\w+\)[-#+ \d]*+(?:\.\d++)?[a-zA-Z]|(?<!\d)%(?:[-#+\d]*+(?<=\d)(?:\.\d++)?)?(?:[sd]|[ifrxXgeu]\b)|\{[\w.:!,\[\]]*\}"
)
_ADDRESS = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*://|www\.|\S+@")
_JOINTS = "'’‘`´ʻʼ՛՜՞՚\u00ad\u200b\u200c\u200d\u2060\ufeff"
"""Signs that may stand between two letters of one word; invisible ones too, so that a word stays one word."""
_MARKS = (
    r"\u0300-\u036f\u0640\u064b-\u0655\u0670\u0900-\u0903\u093a-\u0963\u0981-\u09e3\u09fe-\u0a51\u0a70-\u0a75\u0a81-\u0ae3\u0afa-\u0b63\u0b82-\u0bd7"
    r"\u0c00-\u0c63\u0c81-\u0c83\u0cbc-\u0ce3\u0d00-\u0d4d\u0d57\u0d62-\u0d63\u0d81-\u0ddf\u0df2-\u0df3\u0e31-\u0e3a\u0e47-\u0e4e\u0eb1-\u0ecd"
    r"\u0f35\u0f37\u0f39\u0f3e-\u0f84\u0f86-\u0fbc\u0fc6\u102b-\u103e\u1056-\u108f\u109a-\u109d\u17b4-\u17d3\u17dd"
)
"""Marks that are written above, below or beside a letter: accents, points, and the vowels of the scripts from India to Cambodia.

No letters to a regular expression, they are parts of words (Unicode Standard Annex 29, WB4).
"""
_LETTERS = rf"(?:[^\W\d_]|[{_MARKS}])"
_WORD = re.compile(rf"{_LETTERS}+(?:[{_JOINTS}]+{_LETTERS}+)*")


class Syntax(Enum):
    """How a text is to be read."""

    MARKDOWN = "markdown"
    """The text of a document's segment."""
    PLAIN = "plain"
    """A word of the interface or a term: no Markdown; placeholders in braces or percent signs."""


@dataclass(frozen=True, slots=True)
class Word:
    """A run of letters, with the apostrophes inside it."""

    text: str
    start: int
    """Offset in `Text.plain`."""
    end: int


@dataclass(frozen=True)
class Text:
    """One text, read once for all who look at it."""

    raw: str
    syntax: Syntax = Syntax.PLAIN
    labels: tuple[tuple[str, str], ...] = ()
    """Link references of the document, as (label, target)."""
    notes: tuple[str, ...] = ()
    """Labels of the document's footnotes."""

    @cached_property
    def marks(self) -> Marks:
        """Its Markdown; that of a plain text is empty."""
        if self.syntax is Syntax.PLAIN:
            return Marks(self.raw, (), (), (), ())
        return read_marks(self.raw, self.labels, self.notes)

    @cached_property
    def plain(self) -> str:
        """The words without markup; a `HOLE` for each code span, address, placeholder, tag and entity."""
        return _PROTECTED.sub(HOLE, self.marks.plain)

    @cached_property
    def protected(self) -> tuple[str, ...]:
        """What stands behind the holes of plain text (Markdown's code spans and autolinks aside), in its order."""
        return tuple(_PROTECTED.findall(self.marks.plain))

    @cached_property
    def placeholders(self) -> tuple[str, ...]:
        """``{name}``, ``%(name)s``, ``%d`` and the like, in their order."""
        return tuple(_PLACEHOLDER.findall(self.marks.plain))

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """Web and mail addresses written out in the text, in their order."""
        return tuple(one for one in self.protected if _ADDRESS.match(one))

    @cached_property
    def words(self) -> tuple[Word, ...]:
        """Its words in their order."""
        return tuple(Word(match[0], match.start(), match.end()) for match in _WORD.finditer(self.plain))

    @cached_property
    def word_set(self) -> frozenset[str]:
        """Its different words, in small letters, and what stands behind its holes."""
        extra = (match[0] for one in (*self.protected, *self.marks.codes) for match in _WORD.finditer(one))
        return frozenset(word.casefold() for word in (*(word.text for word in self.words), *extra))

    def has_word_from(self, beginning: str) -> bool:
        """Whether a word of `word_set` begins so."""
        place = bisect_left(self._sorted_words, beginning)
        return "".join(self._sorted_words[place : place + 1]).startswith(beginning)

    @cached_property
    def _sorted_words(self) -> list[str]:
        return sorted(self.word_set)


@lru_cache(1 << 14)
def read_text(
    raw: str,
    syntax: Syntax = Syntax.PLAIN,
    labels: tuple[tuple[str, str], ...] = (),
    notes: tuple[str, ...] = (),
) -> Text:
    """The text, ready to be looked at; the same object for the same text."""
    return Text(raw, syntax, labels, notes)


def around(plain: str, start: int, end: int, width: int = 24) -> str:
    """The place in a text with a little of what is before and after it, to show where a finding is."""
    head = plain[max(0, start - width) : start]
    tail = plain[end : end + width]
    before = "…" if start > width else ""
    after = "…" if end + width < len(plain) else ""
    return f"{before}{head}{plain[start:end]}{tail}{after}".replace(HOLE, "□").replace("\n", " ")
