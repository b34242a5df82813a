"""A document in one language: for every segment the text to show, the language that text is in, and its state."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.catalog.feedback import readers
from toolkit.catalog.model import CREATED, REVISED, SOURCE, State, as_date
from toolkit.catalog.people import Person, named_person, team, translators, unique_people
from toolkit.catalog.typography import same_but_typography
from toolkit.errors import Location
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from toolkit.catalog.model import Catalog, Message, Review
    from toolkit.sources.document import Document, Segment


@dataclass(frozen=True, slots=True)
class Link:
    """One step of a fallback chain: a locale, its catalog, and how its texts become those of the edition."""

    locale: str
    catalog: Catalog
    minimum: State
    """The least state that may be shown."""
    convert: Callable[[str], str] | None = None
    """Script conversion, of a derived locale; the text then counts as the edition's own."""


_Step = tuple[Link, "dict[str | None, Message]"]
"""A link and its live messages by segment id."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """What an edition shows for one segment."""

    segment: Segment
    text: str
    """Inline Markdown."""
    locale: str
    """The language that the text is in."""
    state: str
    """Of the segment in the edition's own language: a `State`, or `SOURCE`."""
    location: Location
    """Where the text is written."""


@dataclass(frozen=True)
class LocalizedDocument:
    """A document and what stands in place of each of its segments."""

    document: Document
    locale: str
    renditions: Mapping[str, Rendition]
    translators: tuple[Person, ...]
    """As the catalogs' heads name them, in their order."""
    reviewers: tuple[Person, ...]
    """As the review stamps name them that still hold."""
    teams: tuple[str, ...] = ()
    """The organisations that the catalogs name as ``Language-Team``."""
    readers: tuple[str, ...] = ()
    """Those who sent notes on its texts and may be named."""
    revised: datetime.date | None = None
    """The day of its newest text or review: the edition's date. None where no catalog tells."""

    @cached_property
    def counts(self) -> dict[str, int]:
        """How many segments are in each state; states without any are left out."""
        found = Counter(rendition.state for rendition in self.renditions.values())
        order = (SOURCE, *reversed(State))
        return {str(state): found[state] for state in order if found[state]}

    def text(self, id: str) -> str:
        """The Markdown shown for a segment; empty if the document has no such segment."""
        rendition = self.renditions.get(id)
        return rendition.text if rendition else ""


def localize(document: Document, locale: str, chain: Sequence[Link]) -> LocalizedDocument:
    """The document in `locale`, each segment from the first link of the chain that has a publishable text.

    What no link has stands in the document's own language.
    """
    indexes = [{message.msgctxt: message for message in link.catalog.live} for link in chain]
    steps = list(zip(chain, indexes, strict=True))
    renditions = {segment.id: _rendition(segment, document, locale, steps) for segment in document.segments}
    own = [link.catalog for link in chain if _is_own(link, locale)]
    reviews = tuple(_reviews(renditions, steps, locale))
    dates = [document.revised, *(catalog.date(name) for catalog in own for name in (CREATED, REVISED))]
    return LocalizedDocument(
        document=document,
        locale=locale,
        renditions=renditions,
        translators=unique_people(_clean(person) for catalog in own for person in translators(catalog)),
        reviewers=unique_people(map(_clean, filter(None, (named_person(review.name) for review in reviews)))),
        teams=tuple(dict.fromkeys(filter(None, (_team(link) for link in chain)))),
        readers=clean_names(name for catalog in own for name in readers(catalog)),
        revised=max(filter(None, (*dates, *(as_date(review.date) for review in reviews))), default=None),
    )


def _team(link: Link) -> str:
    from toolkit.sources.inline import one_line  # a build with nothing to do needs none of it

    locale = load_locale(link.locale)
    return one_line(team(link.catalog, locale.name, locale.autonym))


def clean_names(names: Iterable[str]) -> tuple[str, ...]:
    """Names as an edition shows them, each once."""
    return tuple(dict.fromkeys(_clean(Person(name)).name for name in names))


def _clean(person: Person) -> Person:
    """The person under a name that stands on one line and turns nothing round."""
    from toolkit.sources.inline import one_line

    return replace(person, name=one_line(person.name), organisation=one_line(person.organisation))


def present_state(message: Message | None, text: str) -> State:
    """How far the translation of a segment has come, given the text that the segment has now."""
    if message is None or not message.translated:
        return State.UNTRANSLATED
    if not same_but_typography(message.msgid, text):
        return State.OUTDATED
    return message.state


def _is_own(link: Link, locale: str) -> bool:
    return link.locale == locale or link.convert is not None


def _rendition(segment: Segment, document: Document, locale: str, steps: Sequence[_Step]) -> Rendition:
    own = State.UNTRANSLATED
    shown: tuple[str, str, Location] | None = None
    for link, index in steps:
        message = index.get(segment.id)
        state = present_state(message, segment.text)
        if _is_own(link, locale) and state.rank > own.rank:
            own = state
        if shown is None and message and state is not State.UNTRANSLATED and state.rank >= link.minimum.rank:
            shown = _text(link, message, locale)
    text, language, place = shown or (segment.text, document.meta.language, Location(document.path, segment.line))
    is_source = locale == document.meta.language and own is State.UNTRANSLATED
    return Rendition(segment, text, language, SOURCE if is_source else own, place)


def _text(link: Link, message: Message, locale: str) -> tuple[str, str, Location]:
    place = Location(link.catalog.path, message.line)
    text = message.msgstr[0]
    return (link.convert(text), locale, place) if link.convert else (text, link.locale, place)


def _reviews(renditions: Mapping[str, Rendition], steps: Sequence[_Step], locale: str) -> Iterator[Review]:
    """The stamps that hold."""
    for link, index in steps:
        if _is_own(link, locale):
            for id in renditions:
                message = index.get(id)
                if message:
                    yield from message.approvals
