"""What a message catalog is: messages with their comments, flags and history, and the state of each."""

from __future__ import annotations

import dataclasses
import datetime
import hashlib
import re
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

FUZZY = "fuzzy"
CREATED = "POT-Creation-Date"
"""The header that says when the texts of the original last changed."""
REVISED = "PO-Revision-Date"
SOURCE = "source"
"""In place of a state: of a text in the language that the document was written in, where there is nothing to translate."""
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def as_date(text: str) -> datetime.date | None:
    """The day that a text begins with, in ISO 8601; None if it begins with none."""
    match = _DAY.match(text)
    try:
        return datetime.date.fromisoformat(match[0]) if match else None
    except ValueError:  # a 30th of February
        return None


class State(StrEnum):
    """How far a message has come. Derived from it each time, stored nowhere."""

    UNTRANSLATED = "untranslated"
    OUTDATED = "outdated"
    DRAFT = "draft"
    TRANSLATED = "translated"
    REVIEWED = "reviewed"

    @property
    def rank(self) -> int:
        """0 for untranslated up to 4 for reviewed."""
        return _ORDER.index(self)


_ORDER = tuple(State)


@dataclass(frozen=True, slots=True)
class Previous:
    """What the source said when the translation was made: the ``#|`` lines."""

    msgid: str | None = None
    msgctxt: str | None = None
    msgid_plural: str | None = None


@dataclass(frozen=True, slots=True)
class Review:
    """A reviewer's stamp: ``# reviewed: NAME, 2026-11-21, 3fa2c1d0``."""

    name: str
    date: str
    """ISO 8601 calendar date."""
    digest: str
    """`Message.digest` at the time of the review."""


@dataclass(frozen=True, slots=True)
class Message:
    """One entry of a catalog. Strings are unescaped; line breaks are ``\\n``."""

    msgid: str
    msgctxt: str | None = None
    """The segment's id; None in domains that have none (``interface``)."""
    msgid_plural: str | None = None
    msgstr: tuple[str, ...] = ("",)
    """One string; of an entry with ``msgid_plural`` one a plural form."""
    comments: tuple[str, ...] = ()
    """Translator's comment lines, without the ``#`` and one blank after it."""
    extracted: tuple[str, ...] = ()
    """``#.`` lines."""
    references: tuple[str, ...] = ()
    """``#:`` references, ``path`` or ``path:line``."""
    flags: tuple[str, ...] = ()
    """``#,`` flags in their order, those unknown to us included."""
    workflow: tuple[str, ...] = ()
    """``#=`` flags."""
    previous: Previous | None = None
    obsolete: bool = False
    line: int | None = field(default=None, compare=False)
    """Where the entry begins in its file, counted from 1."""

    @property
    def key(self) -> tuple[str | None, str]:
        """What makes the entry unique in its catalog."""
        return (self.msgctxt, self.msgid)

    @property
    def is_end(self) -> bool:
        """Whether this is `END`, whatever an editor has made of it: po2xliff revives it and drops its context."""
        return self.msgid == END.msgid and self.msgctxt in {END.msgctxt, None}

    @property
    def fuzzy(self) -> bool:
        """Marked as not to be relied on."""
        return FUZZY in self.flags

    @property
    def translated(self) -> bool:
        """Every form has a text, checked or not; one of blanks only is none."""
        return not any(map(is_blank, self.msgstr))

    @property
    def digest(self) -> str:
        """Eight hex digits that change when msgid or msgstr does."""
        text = "\0".join((self.msgid, self.msgid_plural or "", *self.msgstr))
        return hashlib.sha256(text.encode()).hexdigest()[:8]

    @property
    def reviews(self) -> tuple[Review, ...]:
        """The review stamps among the comments, valid or not."""
        matches = (_REVIEWED.fullmatch(comment.strip()) for comment in self.comments)
        return tuple(Review(*match.groups()) for match in matches if match)

    @property
    def review(self) -> Review | None:
        """The last of them that is of this very text, else the last one."""
        found = self.reviews
        return next((one for one in reversed(found) if one.digest == self.digest), found[-1] if found else None)

    @property
    def approvals(self) -> tuple[Review, ...]:
        """The stamps that hold: each of this very text, on a translation that is finished."""
        if not self.comments or self.fuzzy or not self.translated:
            return ()
        return tuple(one for one in self.reviews if one.digest == self.digest)

    @property
    def origin(self) -> str | None:
        """Where the translation came from, e.g. ``machine/apertium``; None for a human's own work."""
        match = self._origin_comment
        return match[1] if match else None

    @property
    def origin_digest(self) -> str | None:
        """`Message.digest` when the translation was put in, if the origin's comment says so.

        Another digest now means that somebody has edited the translation since.
        """
        match = self._origin_comment
        return match[2] if match else None

    @property
    def _origin_comment(self) -> re.Match[str] | None:
        return next(filter(None, (_ORIGIN.fullmatch(comment.strip()) for comment in self.comments)), None)

    @property
    def outdated_digest(self) -> str | None:
        """The `source_digest` of the text that the translation was made for, as ``# outdated: 3fa2c1d0`` says."""
        return next((match[1] for match in map(_OUTDATED.fullmatch, map(str.strip, self.comments)) if match), None)

    @property
    def state(self) -> State:
        """How far this message has come.

        Many tools drop the ``#|`` lines and hardly any a comment: either of them tells that the text has changed.
        """
        if not self.translated:
            return State.UNTRANSLATED
        if self.fuzzy:
            has_previous = self.previous is not None and self.previous.msgid is not None
            return State.OUTDATED if has_previous or self.outdated_digest else State.DRAFT
        return State.REVIEWED if self.approvals else State.TRANSLATED


_REVIEWED = re.compile(r"reviewed: (.+), (\d{4}-\d{2}-\d{2}), ([0-9a-f]{8})")
_ORIGIN = re.compile(r"origin: (.+?)(?:, ([0-9a-f]{8}))?")
_OUTDATED = re.compile(r"outdated: ([0-9a-f]{8})")


_UNSEEN = "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: it is empty, or has only white space and signs that nobody sees."""
    return all(char.isspace() or char in _UNSEEN for char in text)


def source_digest(msgid: str, msgid_plural: str | None = None) -> str:
    """Eight hex digits of a source text alone, whatever its translation."""
    return hashlib.sha256(f"{msgid}\0{msgid_plural or ''}".encode()).hexdigest()[:8]


@dataclass(frozen=True, slots=True)
class Catalog:
    """One PO or POT file."""

    messages: tuple[Message, ...] = ()
    """In file order, without the header; obsolete ones last."""
    headers: tuple[tuple[str, str], ...] = ()
    """Name and value in their order, unknown ones included."""
    header: Message = Message(msgid="")
    """The header entry for its comments and flags; its msgstr is `headers` written out."""
    path: str = ""
    """Of the file it was read from, as diagnostics name it."""
    closed: bool = False
    """Its file ends with `END`, which is none of its messages."""

    @property
    def live(self) -> Iterator[Message]:
        """The messages that are in use."""
        return (message for message in self.messages if not message.obsolete)

    @property
    def obsolete(self) -> Iterator[Message]:
        """The messages whose source is gone."""
        return (message for message in self.messages if message.obsolete)

    def value(self, name: str, default: str = "") -> str:
        """A header's value; names compare without regard to case."""
        return next((value for key, value in self.headers if key.lower() == name.lower()), default)

    def date(self, name: str) -> datetime.date | None:
        """The day that a header names; None where it names none."""
        return as_date(self.value(name))

    def without(self, names: Collection[str]) -> Catalog:
        """The same catalog without some headers, their names in small letters."""
        return dataclasses.replace(self, headers=tuple(pair for pair in self.headers if pair[0].lower() not in names))

    def with_value(self, name: str, value: str) -> Catalog:
        """The same catalog with one header set, in its place or at the end."""
        pairs = [(key, value if key.lower() == name.lower() else old) for key, old in self.headers]
        if name.lower() not in {key.lower() for key, _ in self.headers}:
            pairs.append((name, value))
        return dataclasses.replace(self, headers=tuple(pairs))


END = Message(
    msgid="== END ==",
    msgctxt="== END ==",
    msgstr=("== END ==",),
    comments=("No text: it keeps the last one apart from what is put behind it, so that git can merge both.",),
    obsolete=True,
)
"""The last entry of a catalog's file, which only `po_read` and `po_write` know of.

Git takes changes of neighbouring lines for a conflict: a new or an obsolete text behind the last one, and an edit of
that. Of all that could stand between, blank lines, comments and empty entries included, editors keep only this.
"""
