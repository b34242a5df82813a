"""`Memory`: what a project has translated before, looked up by text, by likeness or by word."""

from __future__ import annotations

import contextlib
import re
import sqlite3
import unicodedata
from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from toolkit.catalog.model import State
from toolkit.drafts.memory import shape, store
from toolkit.drafts.memory.harvest import language_of
from toolkit.drafts.memory.index import candidates
from toolkit.drafts.memory.refresh import refresh
from toolkit.drafts.memory.score import Query
from toolkit.exchange.tmx import Unit
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from types import TracebackType
    from typing import Self, TypeVar, TypeVarTuple

    from toolkit.errors import Diagnostic
    from toolkit.project.project import Project

    Arguments = TypeVarTuple("Arguments")
    T = TypeVar("T")

MINIMUM = 75
"""Per cent: below it, changing the translation costs more than making it (usual in translation offices)."""
MOST_FOUND, MOST_CONCORDANCES, MOST_NEAREST = 10, 50, 3
FILE = "memory.sqlite"
_SAME_CONTEXT = 1
"""Points for an exact match of the same segment; it is still called 100 %."""
_DRAFT = -10
"""Points of a draft: it goes behind a confirmed translation that is nearly as good."""
_STATES = tuple(State)
_WORD = re.compile(r"\w+")
_UNITS_OF_FORM = """
    SELECT source, target, locale, document, context, state, name, unit.digest FROM unit JOIN file ON file.id = unit.file
    WHERE form = ? ORDER BY source = ? DESC LIMIT 2000
"""
"""Bounded, for “Table 1”, “Table 2” … have one form."""
_UNITS_OF_LANGUAGE = """
    SELECT source, target, locale, document, context, state, name, unit.digest
    FROM form JOIN unit ON unit.form = form.id JOIN file ON file.id = unit.file WHERE form.language = ?
"""
_ALL_UNITS = """
    SELECT DISTINCT form.language, source, target, locale, unit.language, document, context, state, digest
    FROM unit JOIN form ON form.id = unit.form
    ORDER BY document, context, source, unit.language, locale, target, state
"""
_FORMS_OF_KEY = "SELECT id, form FROM form WHERE language = ? AND key = ?"
_COUNTS = "SELECT locale, state, path, count(*) FROM unit JOIN file ON file.id = unit.file GROUP BY 1, 2, 3"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A translation that the memory has."""

    text: str
    score: int
    """0 to 100: how near its source is to the text looked up; 0 of one found by words."""
    document: str
    """Domain of the catalog that it is from, or the TMX file's stem."""
    source: str
    """The text that it translates."""
    state: State
    """`REVIEWED`, `TRANSLATED` or `DRAFT`."""
    locale: str
    """The language that the text is in."""
    context: str | None = None
    """The segment's id there."""
    same_context: bool = False
    """The segment is the one asked about."""

    @property
    def rank(self) -> int:
        """What decides between suggestions, more is better: the score, drafts ten points back."""
        exact = self.same_context and self.score == 100
        return self.score + (_SAME_CONTEXT if exact else 0) + (_DRAFT if self.state is State.DRAFT else 0)


class Way(StrEnum):
    """How translations were found."""

    LIKE = "like"
    """Their sources are as like the text as was asked."""
    WORDS = "words"
    """The text's words stand in them, or in their sources."""
    NEAREST = "nearest"
    """Their sources are less like the text than was asked, and nothing is more like it."""


@dataclass(frozen=True, slots=True)
class Holding:
    """What the memory holds in one locale."""

    locale: str
    units: int
    states: dict[State, int]
    files: tuple[str, ...]
    """Paths of the catalogs and TMX files, relative to the project."""


class Memory:
    """A project's translation memory. Opened at the first question, when what has changed on disk is read again.

    Methods raise `ToolkitError` if the cache folder cannot be used, `UsageError` for an unknown locale.
    """

    def __init__(self, project: Project) -> None:
        self.project = project
        self.path = project.cache_path / FILE
        self.diagnostics: tuple[Diagnostic, ...] = ()
        """Of catalogs and TMX files that could not be read when the memory was opened."""
        self._connection: sqlite3.Connection | None = None
        self._identity: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Lets go of the database; the next question opens it again."""
        connection, self._connection = self._connection, None
        if connection:
            with contextlib.suppress(sqlite3.Error):
                connection.close()

    def suggest(
        self, text: str, locale: str, *, context: str | None = None, document: str | None = None, minimum: int = MINIMUM
    ) -> Suggestion | None:
        """The best translation into the locale of a text at least `minimum` per cent like this one; None without any.

        An exact match of the segment `context` (its id) of `document` (by default of any) goes first, then any
        exact one, then the likest. A draft is offered where no confirmed translation is within ten points of it.
        """
        found = self.search(text, locale, context=context, document=document, minimum=minimum, most=1)
        return found[0] if found else None

    def search(
        self,
        text: str,
        locale: str,
        *,
        context: str | None = None,
        document: str | None = None,
        minimum: int = MINIMUM,
        most: int = MOST_FOUND,
    ) -> list[Suggestion]:
        """Up to `most` different translations, the best first; arguments as of `suggest`."""
        query = Query(text)
        found: list[Suggestion] = []
        for language, convert in self._languages(locale):
            hits = self._ask(_hits, query, language, minimum, most == 1)
            found += [_suggestion(*hit, convert, locale, (context, document)) for hit in hits if hit[1] >= minimum]
        return _different(sorted(found, key=lambda one: _order(one, locale, document)), most)

    def find(self, text: str, locale: str, minimum: int = MINIMUM) -> tuple[Way, list[Suggestion]]:
        """What `search` finds, else what `concordance` does; and which of them it is.

        Who asks for less than a usual match wants whole texts: there the nearest go before the words.
        """
        if found := self.search(text, locale, minimum=minimum):
            return Way.LIKE, found
        if minimum < MINIMUM and (found := self.search(text, locale, minimum=1, most=MOST_NEAREST)):
            return Way.NEAREST, found
        return Way.WORDS, self.concordance(text, locale)

    def concordance(self, words: str, locale: str, most: int = MOST_CONCORDANCES) -> list[Suggestion]:
        """Up to `most` translations where all the words are in the source, or all in the translation.

        A word is found by its beginning too, in any case: ``библиотек`` finds «Библиотеки».
        """
        wanted = _WORD.findall(shape.plain(words).casefold())
        found: list[Suggestion] = []
        for language, convert in self._languages(locale) if wanted else ():
            rows = self._ask(_rows_with, wanted, language, convert)
            found += [_suggestion(row, 0, convert, locale, (None, None)) for row in rows]
        return _different(sorted(found, key=lambda one: _order(one, locale, None)), most)

    def units(self, locales: Iterable[str] = ()) -> list[Unit]:
        """Every different unit, those of one source text together; only of these locales if any are named."""
        return self._ask(_all_units, {language_of(locale) for locale in locales})

    def holdings(self) -> list[Holding]:
        """What there is in each locale, by tag."""
        states: dict[str, Counter[State]] = {}
        files: dict[str, set[str]] = {}
        for locale, state, path, count in self._ask(_counts):
            states.setdefault(locale, Counter())[state] += count
            files.setdefault(locale, set()).add(path)
        return [
            Holding(locale, states[locale].total(), dict(states[locale]), tuple(sorted(files[locale])))
            for locale in sorted(states)
        ]

    def _languages(self, locale: str) -> Iterator[tuple[str, Callable[[str], str] | None]]:
        """The memories that serve a locale: its own, and of a derived one its base's with the script converted."""
        yield language_of(locale), None
        base = load_locale(locale).derived_from
        if base:
            from toolkit.collection.collection import converter

            yield language_of(base), converter(locale)

    def _ask(self, question: Callable[[sqlite3.Connection, *Arguments], T], *arguments: *Arguments) -> T:
        """The answer to a question about the database; a damaged one is made anew first."""
        try:
            return question(self._open(), *arguments)
        except (sqlite3.Error, OSError) as error:
            self.close()
            if not isinstance(error, sqlite3.Error) or not store.is_damage(error):
                raise store.unusable(self.project.name(self.path), error) from None
        except (TypeError, IndexError):  # a flipped bit makes a text of a number; an error of ours comes back below
            self.close()
        try:
            store.discard(self.path, self._identity)
            return question(self._open(), *arguments)
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise store.unusable(self.project.name(self.path), error) from None

    def _open(self) -> sqlite3.Connection:
        if self._connection is None:
            self._identity = store.identity(self.path)
            self._connection = store.connect(self.path)
            self._identity = store.identity(self.path)
            self.diagnostics = refresh(self._connection, self.project)
        return self._connection


_Row = tuple[str, str, str, str, str | None, State, str]
"""Source, translation, its locale, document, context, state, name of the file."""


def _rows(connection: sqlite3.Connection, query: str, *values: object) -> Iterator[_Row]:
    for *unit, state, name, digest in connection.execute(query, values):
        _require_whole(digest, *unit, state)
        source, target, locale, document, context = unit
        yield source, target, locale, document, context, _STATES[state], name


def _require_whole(digest: bytes, *unit: object) -> None:
    """Raises `sqlite3.DatabaseError` for a unit that is not as it was written."""
    if store.digest(*unit) != digest:
        raise sqlite3.DatabaseError("a unit is damaged")


def _all_units(connection: sqlite3.Connection, languages: set[str]) -> list[Unit]:
    found = []
    for language, source, target, locale, own, document, context, state, digest in connection.execute(_ALL_UNITS):
        if not languages or language in languages:
            _require_whole(digest, source, target, locale, document, context, state)
            found.append(Unit(source, target, locale, own, document, context, _STATES[state]))
    return found


def _counts(connection: sqlite3.Connection) -> list[tuple[str, State, str, int]]:
    """Locale, state, path and how many."""
    return [(locale, _STATES[state], path, count) for locale, state, path, count in connection.execute(_COUNTS)]


def _hits(
    connection: sqlite3.Connection, query: Query, language: str, minimum: int, is_one_enough: bool
) -> list[tuple[_Row, int]]:
    """Units and their scores; without the fuzzy ones where one exact, confirmed match is all that is wanted."""
    found: list[tuple[_Row, int]] = []
    for id, form in connection.execute(_FORMS_OF_KEY, (language, shape.key(query.form))).fetchall():
        if form == query.form:
            found += [(row, query.score(row[0], 1.0)) for row in _rows(connection, _UNITS_OF_FORM, id, query.text)]
    if is_one_enough and any(score == 100 and row[5] is not State.DRAFT for row, score in found):
        return found
    least = minimum / 100
    for id, form in candidates(connection, language, query.form, least):
        likeness = query.likeness(form, least) if form != query.form else 0.0
        if likeness:
            rows = _rows(connection, _UNITS_OF_FORM, id, query.text)
            found += [(row, query.score(row[0], likeness)) for row in rows]
    return found


def _rows_with(
    connection: sqlite3.Connection, words: list[str], language: str, convert: Callable[[str], str] | None
) -> list[_Row]:
    """The units with all the words on one side."""
    patterns = [re.compile(rf"(?<!\w){re.escape(word)}") for word in words]

    def has_all(text: str) -> bool:
        text = unicodedata.normalize("NFC", text).casefold().replace("\u00ad", "")
        if words[0] not in text:
            return False
        text = shape.plain(text)
        return all(pattern.search(text) for pattern in patterns)

    rows = _rows(connection, _UNITS_OF_LANGUAGE, language)
    return [row for row in rows if has_all(row[0]) or has_all(convert(row[1]) if convert else row[1])]


def _suggestion(
    row: _Row,
    score: int,
    convert: Callable[[str], str] | None,
    locale: str,
    wanted: tuple[str | None, str | None],
) -> Suggestion:
    source, target, tag, document, context, state, name = row
    id, domain = wanted
    return Suggestion(
        text=convert(target) if convert else target,
        score=score,
        document=name,
        source=source,
        state=state,
        locale=locale if convert else tag,
        context=context,
        same_context=id is not None and context == id and domain in (None, document),
    )


def _order(one: Suggestion, locale: str, document: str | None) -> tuple[object, ...]:
    """The best first, and the same order every time."""
    return (
        -one.rank,
        -one.state.rank,
        one.locale != locale,
        one.document != document,
        one.document,
        one.context or "",
        one.source,
        one.text,
    )


def _different(found: list[Suggestion], most: int) -> list[Suggestion]:
    """The first suggestions of each source and translation."""
    return list({(one.source, one.text): one for one in reversed(found)}.values())[::-1][:most]
