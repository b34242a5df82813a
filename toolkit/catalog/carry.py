"""A translation carried over a change of its source: what it keeps, and how far it can still be relied on."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import FUZZY, Message, Previous, State, source_digest
from toolkit.catalog.typography import same_but_typography

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

EARLIER = "earlier translation: "
"""Begins the comment that keeps a translation for which there is no entry of its own any more."""

_STAMP = re.compile(r"(?P<what>reviewed|origin|outdated): .+?(?:, (?P<digest>[0-9a-f]{8}))?")
_PART_BREAK = " "


def blank(target: Message, forms: int) -> Message:
    """The message of a locale with `forms` plural forms that has no translation yet."""
    return replace(
        target,
        msgstr=("",) * (forms if target.msgid_plural is not None else 1),
        flags=_source_flags(target),
        comments=(),
    )


def as_draft(equal: Message, target: Message) -> Message:
    """The `target` with an equal text's translation, as a draft that says whose: here it may have to be another."""
    return replace(
        target,
        msgstr=equal.msgstr,
        comments=(f"origin: same as {equal.msgctxt}",),
        flags=(FUZZY, *_source_flags(target)),
        workflow=(),
        previous=None,
    )


def as_part(whole: Message, target: Message) -> Message | None:
    """The `target`, a further part of a divided text, with the translation of the whole, outdated; None if that is not known.

    Its translator finds there what the part said; comments and stamps stay with the first part.
    """
    made = made_for(whole)
    if not whole.msgstr[0] or made.msgid is None or target.msgid_plural is not None:
        return None
    flags = (FUZZY, *_source_flags(target))
    return replace(target, msgstr=whole.msgstr[:1], comments=(), flags=flags, workflow=(), previous=made)


def carry(message: Message, target: Message, *, cosmetic: bool = False, forms: int = 2) -> Message:
    """The catalog's message under the id, text and place of the template's message.

    The same text keeps everything; one that differs only in typography (or whose change is declared cosmetic) keeps
    translation, flags and a review that held; another one leaves the translation outdated, with the text it was made
    for. A text changed back is as good as it was.
    """
    carried = replace(
        message,
        msgctxt=target.msgctxt,
        msgid=target.msgid,
        msgid_plural=target.msgid_plural,
        extracted=target.extracted,
        references=target.references,
        flags=(*message.flags, *(flag for flag in _source_flags(target) if flag not in message.flags)),
        obsolete=False,
    )
    if (message.msgid, message.msgid_plural) != (target.msgid, target.msgid_plural):
        carried = _reassessed(message, _with_forms(carried, forms), cosmetic=cosmetic)
    return without_stale_origin(carried)


def carry_joined(messages: Sequence[Message], target: Message) -> Message:
    """The translations of all parts, in order, as a draft of the joined text."""
    # Parts of a divided text may have the translation of the whole, each: it is wanted once.
    pairs = dict.fromkeys((made_for(message).msgid or message.msgid, message.msgstr[0]) for message in messages)
    msgstr = _PART_BREAK.join(translation for _, translation in pairs if translation)
    flags = dict.fromkeys(flag for message in (*messages, target) for flag in message.flags if flag != FUZZY)
    comments = dict.fromkeys(comment for message in messages for comment in message.comments if not is_stamp(comment))
    return replace(
        target,
        msgstr=(msgstr,),
        comments=tuple(comments),
        flags=(FUZZY, *flags) if msgstr else tuple(flags),
        workflow=messages[0].workflow,
        previous=Previous(_PART_BREAK.join(text for text, _ in pairs)) if msgstr else None,
    )


def retire(message: Message) -> Message:
    """The message as an obsolete one, with all that people wrote into it."""
    return replace(message, obsolete=True, extracted=(), references=())


def absorb(message: Message, other: Message) -> Message:
    """The message with what only the `other` has: its comments, and its translation as a comment if it differs."""
    extra = [comment for comment in other.comments if not is_stamp(comment)]
    if other.msgstr != message.msgstr:
        extra += earlier(text for text in other.msgstr if text not in message.msgstr)
    missing = [comment for comment in dict.fromkeys(extra) if comment not in message.comments]
    return replace(message, comments=(*message.comments, *missing)) if missing else message


def earlier(texts: Iterable[str]) -> list[str]:
    """The comments that keep these translations, each on one line."""
    return [EARLIER + text.replace("\\", "\\\\").replace("\n", "\\n").replace("\r", "\\r") for text in texts if text]


def holds_work(message: Message) -> bool:
    """Whether anybody put something into it that must not be lost."""
    return any(message.msgstr) or bool(message.comments)


def made_for(message: Message) -> Previous:
    """The source text that the translation was made for; no msgid where nothing but its digest is known."""
    if message.fuzzy and message.previous and message.previous.msgid is not None:
        return message.previous
    if message.fuzzy and message.outdated_digest:
        return Previous()
    return Previous(message.msgid, msgid_plural=message.msgid_plural)


def is_changed_back(message: Message, target: Message) -> bool:
    """Whether the template's text is again the one that the translation was made for."""
    made = made_for(message)
    if made.msgid is None:
        return message.outdated_digest == source_digest(target.msgid, target.msgid_plural)
    return _same(made.msgid, target.msgid) and _same(made.msgid_plural, target.msgid_plural)


def same_text(message: Message, target: Message) -> bool:
    """Whether the two have the same text apart from typography."""
    return _same(message.msgid, target.msgid) and _same(message.msgid_plural, target.msgid_plural)


def without_stale_origin(message: Message) -> Message:
    """The message without its origin if a human has edited or approved the translation since.

    A finished text keeps the origin that names the person or the file it came from, as long as it is that text.
    """
    if not message.comments or message.origin is None:
        return message
    if message.fuzzy and message.origin_digest in {None, message.digest}:
        return message
    if not message.origin.startswith(_OF_DRAFTS) and message.origin_digest == message.digest:
        return message
    kept = tuple(comment for comment in message.comments if not is_stamp(comment, "origin"))
    return replace(message, comments=kept)


_OF_DRAFTS = ("aligned/", "draft", "machine/", "memory/", "same as ", "terms")
"""What origins begin with that say only how a draft was made."""


def stamp_outdated(message: Message) -> Message:
    """The message with ``# outdated: HASH`` if it is outdated, the hash that of the text it was made for; else without.

    Editors and converters drop ``#|`` lines: without the comment a stale translation would look like a draft.
    """
    digest = None
    if message.state is State.OUTDATED:
        made = made_for(message)
        digest = message.outdated_digest if made.msgid is None else source_digest(made.msgid, made.msgid_plural)
        if made.msgid is None and is_changed_back(message, message):
            digest = None
    if digest == message.outdated_digest:
        return message
    kept = tuple(comment for comment in message.comments if not is_stamp(comment, "outdated"))
    return replace(message, comments=(*kept, f"outdated: {digest}") if digest else kept)


def _reassessed(message: Message, carried: Message, *, cosmetic: bool) -> Message:
    """The message after its text has changed, in the state that it deserves."""
    if not any(message.msgstr):
        return replace(carried, flags=_without_fuzzy(carried.flags), previous=None)
    if cosmetic or same_text(message, carried):
        return _restamped(carried, message)
    if message.fuzzy and is_changed_back(message, carried):
        return _restored(message, carried)
    previous = made_for(message)
    flags = carried.flags if carried.fuzzy else (FUZZY, *carried.flags)
    return _restamped(replace(carried, flags=flags, previous=previous), message, review=False)


def _restored(message: Message, carried: Message) -> Message:
    """Reviewed again if the review was of this very text, else a draft: nobody knows how sure it was."""
    made = made_for(message)
    text = carried if made.msgid is None else replace(carried, msgid=made.msgid, msgid_plural=made.msgid_plural)
    before = replace(message, msgid=text.msgid, msgid_plural=text.msgid_plural)
    restored = replace(carried, previous=None)
    if _is_reviewed(before):
        return _restamped(replace(restored, flags=_without_fuzzy(carried.flags)), before)
    return _restamped(restored, message, review=False)


def _is_reviewed(message: Message) -> bool:
    review = message.review
    return review is not None and review.digest == message.digest


def _restamped(message: Message, before: Message, *, review: bool = True) -> Message:
    """The message with the digests of its stamps renewed where they held `before` the source changed."""
    if not before.comments:
        return message
    old, new = before.digest, message.digest

    def renewed(comment: str) -> str:
        match = _STAMP.fullmatch(comment.strip())
        renew = match and match["digest"] == old and (review or match["what"] == "origin")
        return comment.replace(old, new) if renew else comment

    return replace(message, comments=tuple(map(renewed, message.comments)))


def is_stamp(comment: str, what: str = "") -> bool:
    """Whether a comment is a review stamp or an origin, or only `what` of the two."""
    match = _STAMP.fullmatch(comment.strip())
    return match is not None and what in {"", match["what"]}


def _with_forms(message: Message, forms: int) -> Message:
    """The message with as many strings as it needs after it became, or ceased to be, one with plural forms."""
    if message.msgid_plural is not None and len(message.msgstr) == 1:
        return replace(message, msgstr=(*message.msgstr, *[""] * (forms - 1)))
    if message.msgid_plural is None and len(message.msgstr) > 1:
        comments = (*message.comments, *earlier(message.msgstr[1:]))
        return replace(message, msgstr=message.msgstr[:1], comments=comments)
    return message


def _same(first: str | None, second: str | None) -> bool:
    return first == second or (first is not None and second is not None and same_but_typography(first, second))


def _source_flags(target: Message) -> tuple[str, ...]:
    return _without_fuzzy(target.flags)


def _without_fuzzy(flags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(flag for flag in flags if flag != FUZZY)
