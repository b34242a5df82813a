"""What somebody has written on the page, as a change of a catalog: by the rules of every merge, and never over another's work."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toolkit.catalog.carry import is_stamp, stamp_outdated, without_stale_origin
from toolkit.catalog.conflict import CONFLICT
from toolkit.catalog.model import FUZZY, Message, State
from toolkit.catalog.typography import same_but_typography
from toolkit.review.merge.message import merge_message
from toolkit.review.merge.result import Outcome

if TYPE_CHECKING:
    import datetime

_UNWRITABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class Edit:
    """One text as somebody leaves it."""

    id: str
    source: str
    """What the page showed as the original."""
    base: tuple[str, ...]
    """The translation that the page showed before."""
    texts: tuple[str, ...]
    done: bool | None = None
    """Finished, or a draft; None leaves that as it was."""
    settles: bool = False
    """It is the choice between two people's texts."""
    origin: str = ""
    """Of a draft that nobody has touched yet."""


def clean(text: str) -> str:
    """A typed text without what no catalog can hold; line breaks are ``\\n``."""
    return _UNWRITABLE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def edited(ours: Message, edit: Edit) -> Message | None:
    """The message with the edit; None where somebody else has changed the text meanwhile, and neither is plainly better."""
    if edit.settles:
        ours = replace(ours, comments=tuple(line for line in ours.comments if not line.startswith(CONFLICT)))
    before = replace(ours, msgid=edit.source, msgstr=edit.base)
    after = _as_written(before, edit)
    if not after.translated:
        return after if ours.msgstr == edit.base and ours.msgid == edit.source else None
    # Of a source that has changed meanwhile nobody knows what the translation was worth: the sides are weighed.
    is_current = same_but_typography(edit.source, ours.msgid)
    merged, decisions = merge_message(before if is_current else None, ours, after, trusted=True)
    lost = {Outcome.CONFLICT, Outcome.REFUSED, Outcome.KEPT} & {one.outcome for one in decisions}
    if lost and merged.msgstr != after.msgstr:
        return None
    return None if any(one.outcome is Outcome.CONFLICT for one in decisions) and not edit.settles else merged


def _as_written(before: Message, edit: Edit) -> Message:
    """The message that the editor would have written into the catalog that it saw."""
    changed = replace(before, msgstr=edit.texts)
    if not changed.translated:
        return stamp_outdated(replace(changed, flags=_flags(before, fuzzy=False), previous=None, comments=_own(before)))
    if edit.texts != edit.base:
        origin = (f"origin: {edit.origin}, {changed.digest}",) if edit.origin else ()
        kept = (line for line in changed.comments if not is_stamp(line, "origin") and not is_stamp(line, "outdated"))
        changed = replace(changed, comments=(*kept, *origin))
    if edit.done:
        changed = replace(changed, flags=_flags(before, fuzzy=False), previous=None)
    elif edit.done is False or before.state is State.UNTRANSLATED:
        changed = replace(changed, flags=_flags(before, fuzzy=True))
    return stamp_outdated(without_stale_origin(changed))


def sent_back(message: Message, note: str, name: str, date: datetime.date) -> Message:
    """The message as a draft again, with the reviewer's note."""
    fuzzy = replace(message, flags=_flags(message, fuzzy=True)) if message.translated else message
    return noted(fuzzy, note, name, date)


def noted(message: Message, note: str, name: str, date: datetime.date) -> Message:
    """The message with a note in its comments, which name who wrote it, and when."""
    words = " ".join(clean(note).split())
    if not words:
        return message
    line = f"{name or '?'}, {date.isoformat()}: {words}"
    # What would be read as a stamp must not become one.
    line = f"– {line}" if is_stamp(line) or line.startswith((CONFLICT.strip(), "ignore:", "forbidden:")) else line
    return message if line in message.comments else replace(message, comments=(*message.comments, line))


def _own(message: Message) -> tuple[str, ...]:
    return tuple(line for line in message.comments if not is_stamp(line, "origin") and not is_stamp(line, "outdated"))


def _flags(message: Message, *, fuzzy: bool) -> tuple[str, ...]:
    others = tuple(flag for flag in message.flags if flag != FUZZY)
    return (FUZZY, *others) if fuzzy else others
