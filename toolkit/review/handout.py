"""What is handed out to somebody without a PO tool: the texts of a document in one language as a worklist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.model import SOURCE, State
from toolkit.collection.status import domain_units
from toolkit.exchange.worklist import Row, Worklist
from toolkit.language.locales import load_locale
from toolkit.sources.marks import read_marks

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Collection as Some

    from toolkit.catalog.model import Message
    from toolkit.collection.collection import Collection

ONLY = {
    "missing": (State.UNTRANSLATED,),
    "outdated": (State.OUTDATED,),
    "draft": (State.DRAFT,),
    "unreviewed": (State.DRAFT, State.TRANSLATED),
}
"""What may be asked for, as states."""
_OURS = ("origin:", "outdated:", "reviewed:")


def make_worklist(
    collection: Collection,
    document: str,
    locale: str,
    states: Some[State],
    hints: Callable[[str, str], tuple[str, ...]],
) -> Worklist:
    """The texts of a document that are in one of the states, all of them if none is named, in reading order.

    `hints` gives memory matches and terms of a source text with its id. Raises `ToolkitError` for files with errors.
    """
    source = collection.document(document)
    catalog = collection.catalog(document, locale)
    messages = {message.msgctxt: message for message in catalog.live} if catalog else {}
    rows = []
    for unit in domain_units(collection, document, locale) or ():
        state = State(unit.state) if unit.state != SOURCE else State.TRANSLATED
        if states and state not in states:
            continue
        *headings, place = unit.place.split(" › ")
        rows.append(
            Row(
                id=unit.id,
                source=unit.source,
                target=unit.text,
                state=state,
                headings=tuple(headings),
                place=place,
                previous=unit.previous if state is State.OUTDATED else "",
                notes=notes_of(messages.get(unit.id)),
                hints=hints(unit.source, unit.id),
            )
        )
    title = read_marks(source.meta.title).plain
    return Worklist(document, title, source.meta.language, locale, load_locale(locale).direction, tuple(rows))


def notes_of(message: Message | None) -> tuple[str, ...]:
    """What people have said to each other about a text."""
    lines = (line.strip() for line in message.comments) if message else ()
    return tuple(line for line in lines if line and not line.startswith(_OURS))
