"""A worklist that came back: each row placed by its id, judged by the digests it was handed out with, and merged."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import FUZZY, REVISED, Catalog, Message, State, source_digest
from toolkit.catalog.po import write_po
from toolkit.errors import Diagnostic, UsageError
from toolkit.exchange.worklist import Row, Worklist
from toolkit.project.locks import catalogs_held, required_catalog
from toolkit.review.handout import notes_of
from toolkit.review.merge.catalogs import take_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.exchange.worklist import Return, Returned
    from toolkit.project.project import Project
    from toolkit.review.merge.result import Merged


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What became of a file that came back."""

    path: str
    """Of the project's catalog."""
    document: str
    locale: str
    merged: Merged
    changed: bool
    refused: tuple[Diagnostic, ...]
    left: Worklist
    """The rows that were refused, to be mended and imported again."""
    before: Catalog
    """The project's catalog as it was."""


def take_back(
    project: Project,
    back: Return,
    origin: str,
    *,
    document: str | None = None,
    locale: str | None = None,
    person: str = "",
    now: str = "",
    dry_run: bool = False,
) -> TakenBack:
    """Merges what came back with the catalog it was handed out of, and writes that.

    `origin` is kept with each text that is taken (``docx/Anna Petrova``); `person` and `now` go into the header.
    Raises `UsageError` where nobody knows which catalog it is; then nothing is written.
    """
    document = _known(document or back.document, "document", "-d DOC")
    locale = _known(locale or back.locale, "language", "-l LOCALE")
    (document,) = project.select_documents((document,))
    (locale,) = project.select_locales((locale,))
    path = project.catalog(document, locale)
    name = project.name(path)
    with catalogs_held(project):
        ours = required_catalog(project, path, "import into")
        reader = _Taking(ours, origin)
        theirs = tuple(filter(None, map(reader.message, back.rows)))
        base = Catalog(tuple(reader.sent), headers=ours.headers, header=ours.header)
        merged = take_in(ours, Catalog(theirs, headers=ours.headers, header=ours.header), base, trusted=True)
        changed = merged.catalog != ours
        if changed:
            merged = replace(merged, catalog=_signed(merged.catalog, person, now))
            if not dry_run:
                write_po(merged.catalog, path)
    unread = tuple(_as_ours(row, reader.index.get(row.id)) for row in back.left)
    left = Worklist(document, document, "", locale, "ltr", (*unread, *reader.left))
    return TakenBack(name, document, locale, merged, changed, (*back.refused, *reader.refused), left, ours)


def _known(value: str, what: str, option: str) -> str:
    if not value:
        hint = f"name it with {option}"
        raise UsageError(Diagnostic(what, f"the file does not say its {what}", hint=hint))
    return value


def _signed(catalog: Catalog, person: str, now: str) -> Catalog:
    if now:
        catalog = catalog.with_value(REVISED, now)
    return catalog.with_value("Last-Translator", person) if person else catalog


class _Taking:
    """Makes messages of rows, and keeps those that cannot be believed."""

    def __init__(self, ours: Catalog, origin: str) -> None:
        self.index = {message.msgctxt or "": message for message in ours.live}
        self.origin = origin
        self.sent: list[Message] = []
        """Our messages that are still as they were handed out."""
        self.refused: list[Diagnostic] = []
        self.left: list[Row] = []

    def message(self, row: Returned) -> Message | None:
        """What the row says; None if it says nothing new or is refused."""
        ours = self.index.get(row.id)
        if ours is None:
            if row.target:
                self._refuse(
                    row, "there is no such text in the catalog", "copy the id from the file that was handed out"
                )
            return None
        if row.source is not None and row.digest and source_digest(row.source) != row.digest:
            hint = "the source cannot be changed here; put it back, or leave the row out"
            self._refuse(row, "its source was edited", hint, ours)
            return None
        notes = tuple(self._new_notes(row, ours))
        state = self._state(row, ours)
        same = row.target == ours.msgstr[0] or not row.target
        if same and not notes and state is ours.state:
            return None
        if same:
            made = replace(ours, comments=(*ours.comments, *notes), flags=_flags(ours, state))
        else:
            kept = tuple(line for line in ours.comments if not line.startswith(("origin:", "outdated:")))
            made = replace(ours, msgstr=(row.target,), flags=_flags(ours, state), previous=None)
            made = replace(made, comments=(*kept, f"origin: {self.origin}, {made.digest}", *notes))
        current = not row.digest or row.digest == source_digest(ours.msgid)
        if not current:
            made = replace(made, msgid=row.source or f"(digest {row.digest})")
        elif not row.sent or row.sent == source_digest(ours.msgstr[0]):
            self.sent.append(ours)
        return replace(made, line=row.location.line)

    def _state(self, row: Returned, ours: Message) -> State:
        """As somebody set it; a text that somebody has changed is translated unless he says that it is a draft."""
        if row.target == ours.msgstr[0] or not row.target:
            promoted = row.state in {State.TRANSLATED, State.REVIEWED} and ours.state is State.DRAFT
            return State.TRANSLATED if promoted else ours.state
        is_draft = row.state is State.DRAFT and ours.state is not State.DRAFT
        return State.DRAFT if is_draft else State.TRANSLATED

    def _new_notes(self, row: Returned, ours: Message) -> Iterator[str]:
        known = set(notes_of(ours))
        return (note for note in row.notes if note not in known and not note.startswith(("origin:", "reviewed:")))

    def _refuse(self, row: Returned, said: str, hint: str, ours: Message | None = None) -> None:
        self.refused.append(Diagnostic("row", f"{row.id}: {said}", row.location, hint=hint))
        self.left.append(_as_ours(Row(row.id, row.source or "", row.target, handed=row.sent), ours))


def _as_ours(row: Row, ours: Message | None) -> Row:
    """A refused row with the source and the state that our catalog has."""
    return replace(row, source=ours.msgid, state=ours.state) if ours else row


def _flags(message: Message, state: State) -> tuple[str, ...]:
    others = tuple(flag for flag in message.flags if flag != FUZZY)
    if state is message.state:
        return message.flags
    return (FUZZY, *others) if state is State.DRAFT else others
