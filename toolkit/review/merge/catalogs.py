"""Two catalogs as one: the way back in for files, and the merge of versions for git.

Both are pure: they read and write nothing. Exchange formats and editors build a catalog of what they hold and call
`take_in`.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalog.carry import absorb, holds_work, retire
from toolkit.catalog.review import seal_reviews
from toolkit.review.merge.header import merge_heads, take_head
from toolkit.review.merge.match import Index
from toolkit.review.merge.message import merge_message, name_of
from toolkit.review.merge.result import Decision, Merged, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.catalog.model import Catalog, Message

_Key = tuple["str | None", str]


def take_in(ours: Catalog, theirs: Catalog, base: Catalog | None = None, *, trusted: bool = False) -> Merged:
    """Our catalog with what a version of it has that came back from somewhere.

    A full text beats an empty one; stamps, notes, origins and marks stay unless somebody really changed them; a
    translation of another source text becomes outdated; two finished texts for one message are a conflict. Nothing of
    ours is lost, and what cannot be placed is refused by name. `base` is the version that was sent out, if that is
    known; `trusted` says that missing marks and comments were removed on purpose.
    """
    ours = seal_reviews(ours)
    theirs = _sealed_as(ours, theirs)
    index, bases = Index(ours), Index(base) if base else None
    found: dict[_Key, tuple[Message, Message]] = {}
    decisions: list[Decision] = []
    for message in theirs.live:
        if message.is_end:
            continue
        mine = index.find(message) or (index.find_text(message) if message.msgctxt is None else None)
        if mine is None or mine.key in found:
            decisions += _refused(message, twice=mine is not None)
        else:
            found[mine.key] = (mine, message)
    messages = []
    for message in ours.messages:
        _, other = found.get(message.key, (None, None))
        if other is None or (message.obsolete and not found[message.key][0].obsolete):
            messages.append(message)
            continue
        merged, made = merge_message(bases.find(message) if bases else None, message, other, trusted=trusted)
        messages.append(merged)
        decisions += made
    catalog = replace(ours, messages=tuple(messages))
    took = any(one.outcome in {Outcome.TAKEN, Outcome.CONFLICT} for one in decisions)
    return Merged(take_head(catalog, theirs) if took else catalog, tuple(decisions))


def merge_versions(base: Catalog, ours: Catalog, theirs: Catalog) -> Merged:
    """Two versions of a catalog, or of a template, that both come from the `base`: for version control.

    What one side has changed is taken, field by field, removals included; what both have changed differently is a
    conflict where it is a text, and ours where it is not. The result is the same whatever the order of messages.
    """
    base, ours, theirs = seal_reviews(base), _sealed_as(base, ours), _sealed_as(base, theirs)
    merge = _Merge(Index(base), Index(ours), Index(theirs))
    mine = [merge.ours(message) for message in ours.messages]
    new = [merge.theirs(message) for message in theirs.messages]
    kept = _in_order([one for one in mine if one], [one for one in new if one], base, ours, theirs)
    head, changed = merge_heads(base, ours, theirs)
    return Merged(replace(head, messages=_unique(kept)), (*changed, *merge.decisions))


class _Merge:
    def __init__(self, base: Index, ours: Index, theirs: Index) -> None:
        self.base = base
        self.index = ours
        self.other = theirs
        self.decisions: list[Decision] = []
        self._seen: set[int] = set()

    def ours(self, message: Message) -> Message | None:
        """What becomes of a message of ours; None if the other side has removed it and we have not changed it."""
        theirs, before = self.other.find(message), self.base.find(message)
        if theirs is None or id(theirs) in self._seen:
            return None if before == message and theirs is None else message
        self._seen.add(id(theirs))
        merged, made = merge_message(before, message, theirs, trusted=True)
        self.decisions += made
        if before and before.msgid not in {message.msgid, theirs.msgid} and message.msgid != theirs.msgid:
            reason = "both sides have changed the source text; run `polyedition update`"
            self.decisions.append(Decision(Outcome.KEPT, name_of(message), reason, theirs.line))
        return merged

    def theirs(self, message: Message) -> Message | None:
        """What becomes of a message that only the other side has."""
        if id(message) in self._seen:
            return None
        before = self.base.find(message)
        if before is None:
            return message
        if before == message or not holds_work(message):
            return None
        self.decisions.append(Decision(Outcome.KEPT, name_of(message), "removed here, changed there", message.line))
        return retire(message)


def _refused(message: Message, *, twice: bool) -> Iterable[Decision]:
    if any(message.msgstr):
        reason = "another message there is the same one here" if twice else "there is no such text here"
        yield Decision(Outcome.REFUSED, name_of(message), reason, message.line)


def _sealed_as(base: Catalog, side: Catalog) -> Catalog:
    """The side with its new stamps sealed, and those of the base as they were sealed there."""
    index = Index(base)
    messages = []
    for message in side.messages:
        before = index.find(message)
        if before and message.comments and before.msgstr != message.msgstr and before.review:
            message = _with_seal_of(before, message)  # noqa: PLW2901
        messages.append(message)
    return seal_reviews(replace(side, messages=tuple(messages)))


def _with_seal_of(before: Message, message: Message) -> Message:
    """A line that the base has sealed since means the text of the base."""
    sealed = {line.rpartition(",")[0].strip(): line for line in before.comments if before.digest in line}
    return replace(message, comments=tuple(sealed.get(line.strip(), line) for line in message.comments))


def _in_order(
    mine: Sequence[Message], new: Sequence[Message], base: Catalog, ours: Catalog, theirs: Catalog
) -> list[Message]:
    """The messages in the order of the side that has changed it, the others behind what they stood behind."""
    live = {name_of(one): one for one in (*new, *mine) if not one.obsolete}
    rest = [one for one in (*mine, *new) if one.obsolete]
    first, second = _order(ours), _order(theirs)
    if _same_order(first, _order(base)):
        first, second = second, first
    return [*_woven(live, first, second), *rest]


def _same_order(names: Sequence[str], before: Sequence[str]) -> bool:
    common = set(names) & set(before)
    return [name for name in names if name in common] == [name for name in before if name in common]


def _woven(live: dict[str, Message], first: Sequence[str], second: Sequence[str]) -> list[Message]:
    """The messages in the first order, those that it has not behind their neighbour in the second."""
    known = {name for name in first if name in live}
    behind: dict[str | None, list[str]] = {}
    last = None
    for name in dict.fromkeys(second):
        if name in known:
            last = name
        elif name in live:
            behind.setdefault(last, []).append(name)
    names = list(behind.get(None, ()))
    for name in dict.fromkeys(first):
        if name in known:
            names += [name, *behind.get(name, ())]
    return [live[name] for name in names]


def _order(catalog: Catalog) -> list[str]:
    return [name_of(message) for message in catalog.live]


def _unique(messages: Iterable[Message]) -> tuple[Message, ...]:
    """Each message once: of two with one key the live one, with all that only the other has."""
    found: dict[_Key, Message] = {}
    for message in messages:
        present = found.get(message.key)
        if present is None:
            found[message.key] = message
        elif present.obsolete and not message.obsolete:
            found[message.key] = absorb(message, present)
        else:
            found[message.key] = absorb(present, message)
    return tuple(sorted(found.values(), key=lambda message: message.obsolete))
