"""The termbase of a language: what the catalog of the domain ``terms`` says, as typed terms, and where a text uses them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.catalog.model import Catalog, Message, State

FORBIDDEN, FORMS = "forbidden:", "forms:"
"""What comments begin with that name renderings which are ruled out, and forms that no ending explains."""
_BETWEEN = "·"
"""Stands between the part of speech and the definition."""
KEEP = "keep"
NAME = "name"


@dataclass(frozen=True, slots=True)
class Term:
    """One concept: its word in the source's language and in another."""

    source: str
    translation: str
    """Empty while nobody has translated it."""
    part_of_speech: str = ""
    """As the template says it: ``noun phrase, plural``."""
    definition: str = ""
    keep: bool = False
    """The same letters in every language: never translated, never transliterated."""
    name: bool = False
    """The name of a body, an event or a document: one established rendering, always the same."""
    forbidden: tuple[str, ...] = ()
    """Renderings that translators have ruled out for this term."""
    forms: tuple[str, ...] = ()
    """Forms of the translation that the endings of its language do not explain, from reviewed texts or a person."""
    state: State | None = None
    """How far the translation has come."""
    line: int | None = None
    """Of the entry in the catalog, counted from 1."""

    @property
    def is_draft(self) -> bool:
        """Nobody has confirmed its translation."""
        return self.state is not None and self.state.value in {"draft", "outdated"}

    @property
    def is_acronym(self) -> bool:
        """Capital letters only, so that it is matched as it is written."""
        return self.source.isupper() and " " not in self.source

    @property
    def is_acronym_of_name(self) -> bool:
        """The translated acronym of a body: looked for in its own letters or in those of the source."""
        return self.name and self.is_acronym and bool(self.translation) and not self.keep


@dataclass(frozen=True)
class Termbase:
    """The terms of one language."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def kept(self) -> tuple[Term, ...]:
        """The terms that stay as they are."""
        return tuple(term for term in self.terms if term.keep)

    @cached_property
    def words(self) -> frozenset[str]:
        """Every word of the translations, in small letters: they may be used whatever their letters."""
        texts = (term.translation for term in self.terms)
        return frozenset(word.casefold() for text in texts for word in re.findall(r"[^\W\d_]+", text))

    def used_in(self, text: str) -> tuple[tuple[Term, int, int], ...]:
        """The terms that a source text uses, with their places; whole words, the longest that fits, no overlaps.

        An English plural is the same term. Acronyms count in capitals only.
        """
        if text not in self._asked:
            self._asked[text] = tuple(self._matches(text))
        return self._asked[text]

    @cached_property
    def _asked(self) -> dict[str, tuple[tuple[Term, int, int], ...]]:
        """What was found before: several checks ask for the same text."""
        return {}

    def _matches(self, text: str) -> Iterator[tuple[Term, int, int]]:
        for match in self._pattern.finditer(text):
            key = _key(match[0])
            found = (self._index.get(one) for one in (key, _singular(key), f"{key.removesuffix('ves')}f"))
            term = next(filter(None, found), None)
            if term and (not term.is_acronym or match[0].startswith(term.source)):
                yield term, match.start(), match.end()

    @cached_property
    def _index(self) -> dict[str, Term]:
        return {_singular(_key(term.source)): term for term in self.terms} | {
            _key(term.source): term for term in self.terms
        }

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        forms = sorted((_pattern(term.source) for term in self.terms), key=len, reverse=True)
        return (
            re.compile(rf"(?<!\w)(?<!\w-)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE) if forms else re.compile(r"(?!)")
        )


def read_terms(catalog: Catalog) -> Termbase:
    """The termbase that a catalog of the domain ``terms`` is; a template gives one without translations."""
    return Termbase(tuple(_term(message) for message in catalog.live))


def _term(message: Message) -> Term:
    lines = [line.strip() for line in message.extracted]
    part, _, definition = next((line for line in lines if _BETWEEN in line), "").partition(_BETWEEN)
    return Term(
        source=message.msgid,
        translation=message.msgstr[0],
        part_of_speech=part.rstrip(),
        definition=definition.lstrip(),
        keep=KEEP in lines,
        name=NAME in lines,
        forbidden=tuple(_said(message, FORBIDDEN)),
        forms=tuple(form.strip() for line in _said(message, FORMS) for form in re.split(r"[;,]", line) if form.strip()),
        state=message.state,
        line=message.line,
    )


def _said(message: Message, kind: str) -> Iterator[str]:
    """What its comments of a kind say."""
    lines = (line.strip() for line in message.comments if line.strip().startswith(kind))
    return (text for line in lines if (text := line.removeprefix(kind).strip()))


def _pattern(source: str) -> str:
    """A term and its plural, blanks and apostrophes of any kind."""
    text = re.escape(source).replace(r"\ ", r"\s+").replace("'", "['’]")
    if source.endswith("y"):
        return rf"{text[:-1]}(?:y|ies)"
    return rf"(?:{text}|{text[:-1]}ves)" if source.endswith("f") else rf"{text}(?:e?s)?"


def _key(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("’", "'").casefold()


def _singular(key: str) -> str:
    """A key without the ending of a plural, the same for singular and plural."""
    for ending in ("ies", "es", "s", "y", "e"):
        if key.endswith(ending):
            return key.removesuffix(ending)
    return key
