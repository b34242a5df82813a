"""Letters of readers put beside the texts that they are about."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.catalog.feedback import EARLIER, with_feedback
from toolkit.catalog.po import read_po, write_po
from toolkit.collection.codes import segment_code
from toolkit.collection.collection import Collection
from toolkit.errors import Diagnostic
from toolkit.project.locks import catalogs_held

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    from toolkit.collection.localize import Rendition
    from toolkit.exchange.mail import Note
    from toolkit.project.project import Project


@dataclass(slots=True)
class TakenNotes:
    """What became of the letters."""

    added: dict[str, int] = field(default_factory=dict)
    """How many notes each catalog has got, by its path."""
    known: int = 0
    """Notes that were there already."""
    refused: list[Diagnostic] = field(default_factory=list)


def take_notes(project: Project, notes: Sequence[Note], today: datetime.date, *, dry_run: bool = False) -> TakenNotes:
    """Puts each note to its message; one about a text that there is not is refused. A letter without a day bears `today`."""
    done = TakenNotes()
    groups: dict[tuple[str, str], list[Note]] = {}
    for one in notes:
        groups.setdefault((one.document, one.locale), []).append(one)
    with catalogs_held(project):
        collection = Collection(project)
        for (document, locale), group in groups.items():
            path = _catalog(collection, document, locale)
            if path is None:
                done.refused += [_refuse(one, f"there is no catalog of {document} in {locale}") for one in group]
                continue
            shown = collection.localized(document, locale).renditions
            _put(project, path, shown, group, done, today, dry_run=dry_run)
    return done


def _put(
    project: Project,
    path: Path,
    shown: Mapping[str, Rendition],
    notes: Iterable[Note],
    done: TakenNotes,
    today: datetime.date,
    *,
    dry_run: bool,
) -> None:
    """The notes of one catalog."""
    name = project.name(path)
    before = read_po(path, name)
    messages = {one.msgctxt or "": one for one in before.live}
    changed = 0
    for note in notes:
        message, rendition = messages.get(note.id), shown.get(note.id)
        if message is None or rendition is None:
            done.refused.append(_refuse(note, f"{note.document} has no text {note.id}"))
            continue
        words = note.words if note.code == segment_code(rendition) else f"{EARLIER}{note.words}"
        messages[note.id] = with_feedback(message, note.name, note.date or today, words)
        is_new = messages[note.id] is not message
        changed, done.known = changed + is_new, done.known + (not is_new)
    if changed:
        done.added[name] = changed
        after = tuple(one if one.obsolete else messages[one.msgctxt or ""] for one in before.messages)
        if not dry_run:
            write_po(replace(before, messages=after), path)


def _catalog(collection: Collection, document: str, locale: str) -> Path | None:
    """The first catalog of the language's chain, the template for the original; None for what the project has not."""
    project = collection.project
    if document not in project.documents or locale not in project.locales:
        return None
    if locale == collection.document(document).meta.language and (path := project.template(document)).is_file():
        return path
    paths = (project.catalog(document, tag) for tag in project.chain(locale))
    return next((path for path in paths if path.is_file()), None)


def _refuse(note: Note, message: str) -> Diagnostic:
    return Diagnostic("mail", message, note.location, hint="answer its sender, or leave it out")
