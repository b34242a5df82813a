"""How far each catalog of a project has come against the present sources: text by text, and counted."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.catalog.model import SOURCE, Message, State
from toolkit.collection.collection import Collection
from toolkit.collection.localize import present_state
from toolkit.collection.results import Results
from toolkit.errors import Diagnostic, Location, ToolkitError, raise_if_errors
from toolkit.language.differences import count_words
from toolkit.project.project import DOMAINS
from toolkit.system.fingerprints import short_hash

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.project.project import Project

LEFT = (State.UNTRANSLATED, State.OUTDATED, State.DRAFT)
"""The states of texts that a translator has still to do: a draft is not done."""
_STATES = tuple(map(str, State))


@dataclass(frozen=True, slots=True)
class Unit:
    """One text of a document, the interface or the terms in one locale."""

    id: str
    state: str
    """A `State`; a text in its own language counts as translated."""
    source: str
    text: str
    """The translation, whatever its state."""
    previous: str
    """What the source said when it was translated, where that is known and another."""
    place: str
    """Where it stands, in words."""
    location: Location

    @property
    def words(self) -> int:
        """Of the source."""
        return count_words(self.source)

    @property
    def left(self) -> bool:
        """Whether there is something to do."""
        return self.state in LEFT


@dataclass(frozen=True, slots=True)
class Amount:
    """How much text."""

    texts: int = 0
    words: int = 0
    characters: int = 0

    def __add__(self, other: Amount) -> Amount:
        return Amount(self.texts + other.texts, self.words + other.words, self.characters + other.characters)


_NOTHING = Amount()
_amount = lru_cache(1 << 12)(Amount)
"""The amount of these numbers: of ten thousand catalogs many have the same."""


@dataclass(frozen=True)
class Row:
    """One catalog."""

    locale: str
    domain: str
    amounts: Mapping[str, Amount]
    """How much is in each state; texts in their own language count as translated."""

    @property
    def states(self) -> dict[str, int]:
        """How many texts are in each state."""
        return {state: amount.texts for state, amount in self.amounts.items()}

    @cached_property
    def total(self) -> int:
        """How many texts there are."""
        return sum([amount.texts for amount in self.amounts.values()])

    @property
    def left(self) -> Amount:
        """What is still to be done."""
        return sum((one for state in LEFT if (one := self.amounts[state]).texts), _NOTHING)

    @property
    def translated(self) -> float:
        """The share of texts that somebody has finished, reviewed or not."""
        return self._share(State.TRANSLATED, State.REVIEWED)

    @property
    def reviewed(self) -> float:
        """The share of texts that a reviewer has approved."""
        return self._share(State.REVIEWED)

    def _share(self, *states: State) -> float:
        return sum([self.amounts[state].texts for state in states]) / self.total if self.total else 1.0

    @property
    def data(self) -> dict[str, Any]:
        """For JSON."""
        amounts = self.amounts.items()
        return {
            "locale": self.locale,
            "domain": self.domain,
            "total": self.total,
            "states": self.states,
            "words": {state: amount.words for state, amount in amounts},
            "characters": {state: amount.characters for state, amount in amounts},
            "left": {"texts": self.left.texts, "words": self.left.words, "characters": self.left.characters},
            "translated": round(self.translated, 4),
            "reviewed": round(self.reviewed, 4),
        }


def project_status(project: Project) -> list[Row]:
    """A row for every locale and domain: documents, interface, terms.

    Only those domains are read that have changed since they were counted. Raises `ToolkitError` with the diagnostics of every
    file that has errors.
    """
    collection = Collection(project)
    kept = _Kept(collection)
    rows: list[Row] = []
    diagnostics: dict[Diagnostic, None] = {}
    for domain in (*project.documents, *DOMAINS):
        try:
            rows += kept.rows(domain)
        except ToolkitError as error:
            diagnostics |= dict.fromkeys(error.diagnostics)
    kept.keep()
    raise_if_errors(diagnostics)
    order = {locale: place for place, locale in enumerate(project.locales)}
    return sorted(rows, key=lambda row: order[row.locale])


class _Kept:
    """The rows of a project, counted once."""

    def __init__(self, collection: Collection) -> None:
        self._collection, self._digests = collection, collection.digests
        self._project = collection.project
        self._results = Results(self._project, "status", self._digests)
        tags = (tag for locale in self._project.locales for tag in self._project.chain(locale))
        self._tags = tuple(dict.fromkeys(tags))

    def rows(self, domain: str) -> list[Row]:
        """Those of a domain. Raises `ToolkitError` with what is wrong in its files."""
        hashes = [self._digests.catalog(domain, tag) + self._digests.stamps(domain, tag) for tag in self._tags]
        key = short_hash(self._results.texts(domain), *hashes)
        data = self._results.get(domain, "rows", key)
        if data is None:
            rows = list(self._counted(domain))
            self._results.put(domain, "rows", key, [[row.locale, *_numbers(row)] for row in rows])
            return rows
        return [_row(domain, locale, numbers) for locale, *numbers in data]

    def keep(self) -> None:
        """Keeps what was counted."""
        self._results.keep()
        self._digests.keep()

    def _counted(self, domain: str) -> Iterator[Row]:
        faults: dict[Diagnostic, None] = {}
        for locale in self._project.locales:
            try:
                units = domain_units(self._collection, domain, locale)
                if units is not None:
                    yield count_units(locale, domain, units)
            except ToolkitError as error:
                faults |= dict.fromkeys(error.diagnostics)
        if faults:
            raise ToolkitError(*faults)


def _numbers(row: Row) -> list[int]:
    return [number for one in row.amounts.values() for number in (one.texts, one.words, one.characters)]


def _row(domain: str, locale: str, numbers: list[int]) -> Row:
    amounts = map(_amount, numbers[0::3], numbers[1::3], numbers[2::3])
    return Row(locale, domain, dict(zip(_STATES, amounts, strict=True)))


def count_units(locale: str, domain: str, units: Sequence[Unit]) -> Row:
    """The row of a catalog."""
    amounts = dict.fromkeys(_STATES, _NOTHING)
    for unit in units:
        amounts[unit.state] += Amount(1, unit.words, len(unit.source))
    return Row(locale, domain, amounts)


def domain_units(collection: Collection, domain: str, locale: str) -> list[Unit] | None:
    """Every text of a domain in reading order; None for a domain that the project has not.

    Raises `ToolkitError` where a file has errors.
    """
    if domain not in DOMAINS:
        return list(_document_units(collection, domain, locale))
    template = collection.ledger(domain)
    return None if template is None else list(_template_units(collection, domain, locale, list(template.live)))


def _document_units(collection: Collection, name: str, locale: str) -> Iterator[Unit]:
    localized = collection.localized(name, locale)
    messages = _own_messages(collection, name, locale)
    catalog = collection.project.name(collection.project.catalog(name, locale))
    for id, rendition in localized.renditions.items():
        state = str(State.TRANSLATED) if rendition.state == SOURCE else str(rendition.state)
        message = messages.get((id,))
        segment = rendition.segment
        place = Location(localized.document.path, segment.line)
        if message and message.line:
            place = Location(catalog, message.line)
        yield _unit(id, state, segment.text, message, " › ".join(segment.where), place)


def _template_units(collection: Collection, domain: str, locale: str, messages: Sequence[Message]) -> Iterator[Unit]:
    own = _own_messages(collection, domain, locale)
    catalog = collection.project.name(collection.project.catalog(domain, locale))
    for one in messages:
        message = own.get((one.msgctxt, one.msgid))
        state = present_state(message, one.msgid)
        if locale == "en" and state is State.UNTRANSLATED:
            state = State.TRANSLATED
        place = Location(catalog, message.line if message else None)
        yield _unit(one.msgctxt or one.msgid, str(state), one.msgid, message, " ".join(one.extracted), place)


def _own_messages(collection: Collection, domain: str, locale: str) -> dict[tuple[str | None, ...], Message]:
    """The messages of the locale's own catalogs, the furthest come of each; by id, and by id and text."""
    found: dict[tuple[str | None, ...], Message] = {}
    for link in collection.chain(domain, locale):
        if link.locale != locale and not link.convert:
            continue
        for message in link.catalog.live:
            for key in ((message.msgctxt,), message.key):
                present = found.get(key)
                if present is None or message.state.rank > present.state.rank:
                    found[key] = message
    return found


def _unit(id: str, state: str, source: str, message: Message | None, where: str, place: Location) -> Unit:
    previous = ""
    if message and state == State.OUTDATED:
        known = message.previous.msgid if message.previous else None
        previous = known or (message.msgid if message.msgid != source else "")
    return Unit(id, state, source, message.msgstr[0] if message else "", previous, where, place)
