"""Which forms may be like this one? An inverted index of grams, divided by the length of the forms.

A posting is a row: a gram, a band of lengths, and the ids of the forms that have it, as an array of 32 bits each. A
text that is much shorter or longer is not like the one looked up, so only a few bands are read, and of those the
grams that few forms have: they say most, and cost least.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from functools import partial
from math import ceil
from typing import TYPE_CHECKING, Any

from toolkit.drafts.memory import shape

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Sequence

CANDIDATES = 100
"""Forms to compare for one text: those that share most of the grams looked at."""
_LOOKED_AT = 0.35
"""Share of the text's grams to look at, the rarest first: as many edits as a fuzzy match may have cannot hit them all."""
_FEWEST, _MOST = 12, 64
"""Grams to look at all the same, and at most."""
_BUDGET = 30_000
"""Ids to read for one text, once `_FEWEST` grams were looked at."""
_SLACK = 0.85
"""The lengths of matches may differ more than the score itself: rare words count as much as long ones."""
_PENDING = 3_000_000
"""Ids to collect before they are written: about 40 MB."""
_ADDITIONS = 12
"""So many times a language's index grows by itself before it is made anew."""
_VARIABLES = 900
"""In one statement; old builds of SQLite allow 999."""
_ID = "I"

_Postings = defaultdict[str, "array[int]"]


class IndexWriter:
    """Collects postings and writes them in large pieces. To be used inside a transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection
        self.postings: dict[tuple[str, int], _Postings] = defaultdict(partial(defaultdict, partial(array, _ID)))
        self.pending = 0
        self.languages: set[str] = set()

    def add(self, language: str, id: int, form: str) -> None:
        """Takes a form up."""
        postings = self.postings[language, shape.band(len(form))]
        found = shape.grams(form)
        for gram in found:
            postings[gram].append(id)
        self.languages.add(language)
        self.pending += len(found)
        if self.pending >= _PENDING:
            self.flush()

    def flush(self) -> None:
        """Writes what was collected."""
        for (language, band), postings in sorted(self.postings.items()):
            self.connection.executemany(
                "INSERT INTO posting (language, gram, band, amount, forms) VALUES (?, ?, ?, ?, ?)",
                ((language, gram, band, len(ids), ids.tobytes()) for gram, ids in sorted(postings.items())),
            )
        self.postings.clear()
        self.pending = 0

    def close(self) -> None:
        """Writes the rest; makes anew the index of a language that has grown piece by piece."""
        self.flush()
        for language in sorted(self.languages):
            self.connection.execute(
                "INSERT INTO addition VALUES (?, 1) ON CONFLICT (language) DO UPDATE SET amount = amount + 1",
                (language,),
            )
        overdue = self.connection.execute("SELECT language FROM addition WHERE amount > ?", (_ADDITIONS,))
        for (language,) in overdue.fetchall():
            self._renew(language)

    def _renew(self, language: str) -> None:
        execute = self.connection.execute
        execute("DELETE FROM posting WHERE language = ?", (language,))
        execute("DELETE FROM form WHERE language = ? AND id NOT IN (SELECT form FROM unit)", (language,))
        for id, form in execute("SELECT id, form FROM form WHERE language = ?", (language,)):
            self.add(language, id, form)
        self.flush()
        execute("UPDATE addition SET amount = 1 WHERE language = ?", (language,))


def candidates(
    connection: sqlite3.Connection, language: str, form: str, least: float, most: int = CANDIDATES
) -> list[tuple[int, str]]:
    """The ids and forms of a language that may be like the form, those that share most with it first.

    `least` is the likeness from 0 to 1 that they should have.
    """
    rows = _rows_to_read(connection, language, form, least)
    shared: Counter[int] = Counter()
    for (data,) in _select(connection, "SELECT forms FROM posting WHERE id IN ({})", rows):
        ids = array(_ID)
        ids.frombytes(data[: len(data) // ids.itemsize * ids.itemsize])
        shared.update(ids)
    best = [id for id, _ in shared.most_common(most)]
    forms: dict[int, str] = dict(_select(connection, "SELECT id, form FROM form WHERE id IN ({})", best))
    return [(id, forms[id]) for id in best if id in forms]


def _rows_to_read(connection: sqlite3.Connection, language: str, form: str, least: float) -> list[int]:
    """The ids of the postings of the text's rarest grams."""
    wanted = sorted(shape.grams(form))
    ratio = max(least * _SLACK, 0.1)
    bands = (shape.band(int(len(form) * ratio)), shape.band(ceil(len(form) / ratio)))
    query = "SELECT gram, amount, id FROM posting WHERE language = ? AND gram IN ({}) AND band BETWEEN ? AND ?"
    rows: dict[str, list[int]] = defaultdict(list)
    amounts: Counter[str] = Counter()
    for gram, amount, id in _select(connection, query, wanted, before=(language,), after=bands):
        rows[gram].append(id)
        amounts[gram] += amount
    return [id for gram in _rarest(amounts, len(wanted)) for id in rows[gram]]


def _rarest(amounts: Counter[str], size: int) -> Iterator[str]:
    """The grams to look at: the rarest ones, as far as the budget goes; `size` is how many the text has."""
    left = _BUDGET
    most = min(max(ceil(size * _LOOKED_AT), _FEWEST), _MOST)
    for number, gram in enumerate(sorted(amounts, key=lambda gram: (amounts[gram], gram))[:most]):
        left -= amounts[gram]
        if left < 0 and number >= _FEWEST:
            return
        yield gram


def _select(
    connection: sqlite3.Connection,
    query: str,
    values: Sequence[object],
    before: tuple[object, ...] = (),
    after: tuple[object, ...] = (),
) -> Iterator[tuple[Any, ...]]:
    """The rows of a query with ``IN ({})``, asked in pieces."""
    for start in range(0, len(values), _VARIABLES):
        piece = values[start : start + _VARIABLES]
        yield from connection.execute(query.format(",".join("?" * len(piece))), (*before, *piece, *after))
