"""The texts of a catalog as the page wants them: what to translate, how far it has come, and what was said about it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.catalog.conflict import CONFLICT, conflicts_of
from toolkit.catalog.headers import forms_of
from toolkit.catalog.model import Message, State
from toolkit.collection.localize import present_state
from toolkit.language.differences import count_words
from toolkit.project.project import DOMAINS
from toolkit.review.handout import notes_of
from toolkit.workbench.remembered import Remembered

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolkit.catalog.model import Catalog
    from toolkit.collection.collection import Collection


_words = lru_cache(1 << 14)(count_words)


@dataclass(frozen=True, slots=True)
class Text:
    """One text of a document, of the interface, the workbench or the terms, in one language."""

    id: str
    source: str
    texts: tuple[str, ...]
    """The translation, whatever its state: one text, or one a plural form."""
    state: str
    place: str
    """Where it stands, in words."""
    words: int
    """Of the source."""
    plural: str | None = None
    """The source's plural."""
    previous: str = ""
    """What the source said when it was translated, where that is another."""
    notes: tuple[str, ...] = ()
    conflicts: tuple[str, ...] = ()
    """Other people's texts that wait for a choice."""
    reviewers: tuple[str, ...] = ()
    """Whose approval holds."""
    origin: str = ""

    @property
    def data(self) -> dict[str, Any]:
        """For JSON."""
        return {name: getattr(self, name) for name in self.__slots__}


def texts_of(collection: Collection, domain: str, locale: str) -> list[Text]:
    """Every text of a domain in reading order. Raises `ToolkitError` where a file has errors."""
    catalog = collection.approved(domain, locale)

    def made() -> list[Text]:
        own = by_name(catalog)
        forms = forms_of(catalog) if catalog else 1
        return [text_of(own.get(name_of(one)), one, forms) for one in originals(collection, domain)]

    if domain in DOMAINS:
        return made()
    return _made.get((domain, locale), (collection.document(domain), catalog), made)


_made: Remembered[list[Text]] = Remembered()


def originals(collection: Collection, domain: str) -> Iterator[Message]:
    """What there is to translate in a domain, in reading order; the extracted comment says where it stands."""
    if domain in DOMAINS:
        ledger = collection.ledger(domain)
        yield from ledger.live if ledger else ()
        return
    for segment in collection.document(domain).segments:
        yield Message(segment.text, segment.id, extracted=(" › ".join(segment.where),))


def name_of(message: Message) -> str:
    """What the page calls a text: its id, or in domains without ids its source."""
    return message.msgctxt or message.msgid


def by_name(catalog: Catalog | None) -> Mapping[str, Message]:
    """The live messages by name."""
    return {name_of(message): message for message in catalog.live} if catalog else {}


def text_of(message: Message | None, original: Message, forms: int) -> Text:
    """The text that a message gives an original."""
    state = present_state(message, original.msgid)
    blank = ("",) * (forms if original.msgid_plural is not None else 1)
    if message is None:
        return Text(*_what(original, blank, state), plural=original.msgid_plural)
    previous = ""
    if state is State.OUTDATED:
        known = message.previous.msgid if message.previous else None
        previous = known or (message.msgid if message.msgid != original.msgid else "")
    return Text(
        *_what(original, message.msgstr, state),
        plural=original.msgid_plural,
        previous=previous,
        notes=tuple(_notes(notes_of(message))),
        conflicts=conflicts_of(message),
        reviewers=tuple(one.name for one in message.approvals),
        origin=message.origin or "",
    )


def _what(original: Message, texts: tuple[str, ...], state: State) -> tuple[str, str, tuple[str, ...], str, str, int]:
    place = " ".join(original.extracted)
    return name_of(original), original.msgid, texts, str(state), place, _words(original.msgid)


def _notes(lines: Iterable[str]) -> Iterator[str]:
    return (line for line in lines if not line.startswith(CONFLICT.strip()))
