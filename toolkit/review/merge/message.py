"""One message of two sides: whose source, whose text, and what the text is worth for that source."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING, TypeVar

from toolkit.catalog.carry import carry, same_text, stamp_outdated, without_stale_origin
from toolkit.catalog.conflict import conflicts_of, with_conflict
from toolkit.catalog.model import FUZZY, Message
from toolkit.review.merge.comments import merge_comments
from toolkit.review.merge.result import Decision, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator

_T = TypeVar("_T")


class _Side(Enum):
    SAME = "same"
    OURS = "ours"
    THEIRS = "theirs"
    BOTH = "both"


def merge_message(
    base: Message | None, ours: Message, theirs: Message, *, trusted: bool
) -> tuple[Message, tuple[Decision, ...]]:
    """The message of two sides, and what was decided.

    `base` is the version that both come from, None where nobody knows it. A `trusted` side's removals of comments and
    of the fuzzy mark are what somebody wanted, as in a commit; other files come through tools that drop both.
    """
    frame = _frame(base, ours, theirs) if trusted else ours
    if len(theirs.msgstr) != len(ours.msgstr) and any(theirs.msgstr) and any(ours.msgstr):
        return _other_forms(frame, ours, theirs)
    side, reason = _choose(base, ours, theirs)
    if side is not _Side.SAME and not trusted and _is_copy(theirs):
        side, reason = _Side.OURS, "it is a copy of the source there"
    text = theirs if side is _Side.THEIRS else ours
    comments = merge_comments(base, ours, theirs, from_theirs=side is _Side.THEIRS, trusted=trusted)
    chosen = replace(text, comments=comments)
    if side is _Side.SAME:
        chosen = _assessed(base, ours, theirs, chosen, trusted=trusted)
    merged = carry(chosen, frame, cosmetic=_is_harmless(base, ours, theirs), forms=len(frame.msgstr))
    merged = replace(merged, obsolete=frame.obsolete, flags=_flags(merged, frame), workflow=frame.workflow)
    if side is _Side.BOTH:
        merged = with_conflict(_doubted(merged), " | ".join(theirs.msgstr))
    merged = without_stale_origin(merged)
    if merged.state is not ours.state or merged.msgid != ours.msgid or side in {_Side.THEIRS, _Side.BOTH}:
        merged = stamp_outdated(merged)
    return merged, tuple(_decisions(side, reason, ours, theirs, merged))


def name_of(message: Message) -> str:
    """What decisions call a message."""
    return message.msgctxt if message.msgctxt is not None else message.msgid


def _frame(base: Message | None, ours: Message, theirs: Message) -> Message:
    """Our message with the source, the place and the flags of whichever side has changed them; ours if both have."""
    if base is None:
        return ours
    msgid, plural = pick(
        (base.msgid, base.msgid_plural), (ours.msgid, ours.msgid_plural), (theirs.msgid, theirs.msgid_plural)
    )
    texts = ours.msgstr if plural == ours.msgid_plural else theirs.msgstr
    return replace(
        ours,
        msgid=msgid,
        msgid_plural=plural,
        msgstr=texts,
        msgctxt=pick(base.msgctxt, ours.msgctxt, theirs.msgctxt),
        extracted=pick(base.extracted, ours.extracted, theirs.extracted),
        references=pick(base.references, ours.references, theirs.references),
        flags=pick_each(_others(base), _others(ours), _others(theirs)),
        workflow=pick_each(base.workflow, ours.workflow, theirs.workflow),
        obsolete=pick(base.obsolete, ours.obsolete, theirs.obsolete),
    )


def pick(base: _T, ours: _T, theirs: _T) -> _T:
    """The value that differs from the base; ours where both do."""
    return theirs if ours == base else ours


def pick_each(base: tuple[str, ...], ours: tuple[str, ...], theirs: tuple[str, ...]) -> tuple[str, ...]:
    """The members of both without those that either has removed."""
    kept = [one for one in ours if one in theirs or one not in base]
    return (*kept, *(one for one in theirs if one not in ours and one not in base))


def _choose(base: Message | None, ours: Message, theirs: Message) -> tuple[_Side, str]:
    """Whose text it is, and why in words where that is worth saying."""
    if ours.msgstr == theirs.msgstr:
        return _Side.SAME, ""
    if not theirs.translated and (ours.translated or not any(theirs.msgstr)):
        return _Side.OURS, "it is empty there" if base is None or base.msgstr != theirs.msgstr else ""
    if not ours.translated:
        return _Side.THEIRS, "it was empty here"
    if base is not None and ours.msgstr == base.msgstr:
        return _Side.THEIRS, "changed there"
    if base is not None and theirs.msgstr == base.msgstr:
        return _Side.OURS, ""
    if conflicts_of(ours):
        return _Side.BOTH, "the conflict is still open"
    return _weigh(ours, theirs)


def _is_copy(message: Message) -> bool:
    """Whether it repeats its source: programs put that where they have no translation (OmegaT does)."""
    has_words = any(sign.isalpha() for sign in message.msgid)
    return has_words and all(text in {message.msgid, message.msgid_plural} for text in message.msgstr)


def _weigh(ours: Message, theirs: Message) -> tuple[_Side, str]:
    """Which of two full texts that differ is the better, if that is plain."""
    if theirs.fuzzy and not ours.fuzzy:
        return _Side.OURS, "it is finished here and a draft there"
    if ours.fuzzy and not theirs.fuzzy:
        return _Side.THEIRS, "it was a draft here"
    if ours.fuzzy and _is_untouched(ours) != _is_untouched(theirs):
        if _is_untouched(ours):
            return _Side.THEIRS, "it was nobody's work here"
        return _Side.OURS, "it is nobody's work there"
    if not same_text(ours, theirs) and not ours.fuzzy:
        return _Side.OURS, "it is for another source text there"
    if _names(theirs, ours) != _names(ours, theirs):
        if _names(theirs, ours):
            return _Side.THEIRS, "corrected there"
        return _Side.OURS, "it is the earlier text there"
    return _Side.BOTH, "two texts for one message"


def _names(message: Message, other: Message) -> bool:
    """Whether its stamps or its origin were written for the text of the other, so that it was made from that."""
    return any(line.endswith(f", {other.digest}") for line in message.comments)


def _is_untouched(message: Message) -> bool:
    """Whether the text is as a machine, the memory or a first drafting has put it in."""
    return message.origin is not None and message.origin_digest in {None, message.digest}


def _assessed(base: Message | None, ours: Message, theirs: Message, message: Message, *, trusted: bool) -> Message:
    """The text that both sides have, in the state of the side that has judged it."""
    if trusted and base is not None:
        judged = theirs if _state(ours) == _state(base) else ours
    elif not same_text(ours, theirs) or ours.fuzzy == theirs.fuzzy:
        judged = ours
    else:
        judged = theirs if ours.fuzzy and _approves(theirs, ours) else ours
    flags = (FUZZY, *_others(message)) if judged.fuzzy else _others(message)
    return replace(
        message,
        msgid=judged.msgid,
        msgid_plural=judged.msgid_plural,
        flags=flags,
        previous=judged.previous,
    )


def _approves(message: Message, before: Message) -> bool:
    """Whether somebody has put a stamp on the text since."""
    review = message.review
    return review is not None and review.digest == message.digest and review != before.review


def _state(message: Message) -> tuple[object, ...]:
    return (message.fuzzy, message.previous if message.fuzzy else None, message.msgstr)


def _is_harmless(base: Message | None, ours: Message, theirs: Message) -> bool:
    """Whether the side that has changed the source left its translation valid: the change was a cosmetic one."""
    if base is None:
        return False
    changed = [side for side in (ours, theirs) if side.msgid != base.msgid]
    return bool(changed) and all(_state(side) == _state(base) for side in changed)


def _others(message: Message) -> tuple[str, ...]:
    return tuple(flag for flag in message.flags if flag != FUZZY)


def _flags(message: Message, frame: Message) -> tuple[str, ...]:
    return (FUZZY, *_others(frame)) if message.fuzzy else _others(frame)


def _doubted(message: Message) -> Message:
    return message if message.fuzzy else replace(message, flags=(FUZZY, *message.flags))


def _other_forms(frame: Message, ours: Message, theirs: Message) -> tuple[Message, tuple[Decision, ...]]:
    reason = f"it has {len(theirs.msgstr)} plural forms there and {len(ours.msgstr)} here"
    merged = replace(ours, obsolete=frame.obsolete)
    return merged, (Decision(Outcome.REFUSED, name_of(ours), reason, theirs.line),)


def _decisions(side: _Side, reason: str, ours: Message, theirs: Message, merged: Message) -> Iterator[Decision]:
    name, line = name_of(ours), theirs.line
    if side is _Side.BOTH:
        yield Decision(Outcome.CONFLICT, name, reason, line)
    elif side is _Side.THEIRS:
        outdated = merged.fuzzy and not theirs.fuzzy
        yield Decision(Outcome.TAKEN, name, f"{reason}; its source has changed since" if outdated else reason, line)
    elif side is _Side.OURS and reason:
        yield Decision(Outcome.KEPT, name, reason, line)
    elif side is _Side.SAME:
        yield from _judgements(name, ours, theirs, merged)
    yield from _void_stamps(name, ours, theirs, merged)


def _judgements(name: str, ours: Message, theirs: Message, merged: Message) -> Iterator[Decision]:
    if (merged.fuzzy, merged.comments) != (ours.fuzzy, ours.comments):
        words = "checked there" if ours.fuzzy and not merged.fuzzy else "comments"
        yield Decision(Outcome.TAKEN, name, words, theirs.line)
    elif ours.fuzzy and not theirs.fuzzy and ours.translated and same_text(ours, theirs):
        reason = "a draft that is unchanged stays one, though the mark is gone there"
        yield Decision(Outcome.KEPT, name, reason, theirs.line)


def _void_stamps(name: str, ours: Message, theirs: Message, merged: Message) -> Iterator[Decision]:
    """Reviews that held on one side and hold no longer."""
    for side in (ours, theirs):
        review = side.review
        held = review is not None and not side.fuzzy and review.digest == side.digest
        if review and held and side.digest != merged.digest and f", {review.digest}" in "".join(merged.comments):
            reason = f"the review by {review.name} is void: the text has been changed since"
            yield Decision(Outcome.KEPT, name, reason, theirs.line)
