"""Reviews given and withdrawn over whole documents: what ``polyedition review`` does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

from toolkit.catalog.carry import is_stamp, without_stale_origin
from toolkit.catalog.conflict import conflicts_of
from toolkit.catalog.model import FUZZY, Catalog, Message, Review, State
from toolkit.catalog.people import named_translators, read_person
from toolkit.catalog.po import write_po
from toolkit.catalog.review import seal_reviews, stamp
from toolkit.catalog.stamps import format_stamps, person_keys
from toolkit.collection.collection import Collection
from toolkit.errors import Diagnostic, UsageError
from toolkit.project.locks import catalogs_held
from toolkit.project.project import DOMAINS
from toolkit.system.files import write_atomically

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator, Sequence

    from toolkit.project.project import Project

DEFAULT_STATES = (State.DRAFT, State.TRANSLATED)


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews, and when."""

    name: str
    """With the organisation and the address, as stamps name people."""
    date: datetime.date


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a review did in one catalog."""

    path: str
    domain: str
    locale: str
    ids: tuple[str, ...]
    """Of the texts that were stamped, or whose stamps were withdrawn."""
    left: tuple[tuple[str, str], ...] = ()
    """Texts that were asked for by name and left alone, each with the reason."""


@dataclass(frozen=True, slots=True)
class Standing:
    """One stamp of a catalog, and whether it counts."""

    path: str
    line: int | None
    id: str
    review: Review
    change: str
    """Why it is void, in words; empty if it holds."""


def reviewer(by: str, organisation: str, date: datetime.date) -> Reviewer:
    """Whoever is named so. Raises `UsageError` if that names nobody, or cannot stand in one line."""
    by, organisation = (" ".join(text.split()) for text in (by, organisation))
    person = read_person(by)
    if person is None or "," in by or any(sign in organisation for sign in "()<>"):
        hint = 'write --by "Anna Petrova <anna@example.org>" --organisation "National Library"'
        raise UsageError(Diagnostic("name", f"this names nobody: {by!r} {organisation!r}".rstrip(" '"), hint=hint))
    if organisation and not person.organisation:
        name, _, address = by.partition("<")
        by = f"{name.strip()} ({organisation})" + (f" <{address}" if address else "")
    return Reviewer(by, date)


def review_project(
    project: Project,
    locale: str,
    domains: Sequence[str],
    segments: Sequence[str],
    who: Reviewer,
    *,
    states: Sequence[State] = DEFAULT_STATES,
    withdraw: bool = False,
    beside: bool = False,
    dry_run: bool = False,
) -> list[Stamped]:
    """Stamps texts of a locale and clears their fuzzy marks, or withdraws the reviewer's stamps.

    `segments` are ids, or patterns of ids (``inspire/*``); without any it is every text in one of the states.
    With `beside` the stamps go to the file beside the catalog, which tools that know no comments leave alone.
    Raises `UsageError` where a named segment does not exist or the reviewer may not review; nothing is written then.
    """
    collection = Collection(project)
    with catalogs_held(project):
        catalogs = [(name, found) for name in domains if (found := collection.catalog(name, locale))]
        _require_known(segments, catalogs)
        if not withdraw:
            _require_another(project, who, catalogs)
        return [
            _Review(collection, name, locale, catalog, who).run(segments, states, withdraw, beside, dry_run)
            for name, catalog in catalogs
        ]


def standing_stamps(project: Project, locale: str, domains: Sequence[str]) -> Iterator[Standing]:
    """Every stamp of the locale's catalogs, in their order."""
    collection = Collection(project)
    for name in domains:
        catalog = collection.catalog(name, locale)
        if catalog is None:
            continue
        beside = collection.stamps(name, locale)
        for message in seal_reviews(catalog).live:
            for review in (*message.reviews, *beside.get(message.msgctxt or "", ())):
                id = message.msgctxt or message.msgid
                yield Standing(catalog.path, message.line, id, review, _why_void(message, review))


def _why_void(message: Message, review: Review) -> str:
    if review.digest == message.digest:
        return "the text is marked as fuzzy" if message.fuzzy else ""
    if message.previous and message.previous.msgid is not None:
        before = replace(message, msgid=message.previous.msgid, msgid_plural=message.previous.msgid_plural)
        if before.digest == review.digest:
            return f"the source has changed; it said: {message.previous.msgid}"
    return "the translation has been changed since" if message.translated else "the translation is gone"


def _require_known(segments: Sequence[str], catalogs: Sequence[tuple[str, Catalog]]) -> None:
    ids = [message.msgctxt or message.msgid for _, catalog in catalogs for message in catalog.live]
    for pattern in segments:
        if not any(_matches(id, (pattern,)) for id in ids):
            import difflib

            close = difflib.get_close_matches(pattern, ids, n=1)
            hint = f"did you mean {close[0]}?" if close else "the line msgctxt of a catalog's entry has the id"
            raise UsageError(Diagnostic("segment", f"there is no segment {pattern} here", hint=hint))


def _require_another(project: Project, who: Reviewer, catalogs: Sequence[tuple[str, Catalog]]) -> None:
    if not project.workflow.review.separate:
        return
    for _, catalog in catalogs:
        if any(person_keys(text) & person_keys(who.name) for text in named_translators(catalog)):
            message = f"{who.name} has translated {catalog.path}, and this project wants another reviewer"
            raise UsageError(Diagnostic("review", message, hint="ask somebody else, or set review.separate = false"))


def _matches(id: str, patterns: Sequence[str]) -> bool:
    return any(id == pattern or fnmatchcase(id, pattern) for pattern in patterns)


class _Review:
    def __init__(self, collection: Collection, domain: str, locale: str, catalog: Catalog, who: Reviewer) -> None:
        self.collection = collection
        self.project = collection.project
        self.domain = domain
        self.locale = locale
        self.catalog = catalog
        self.who = who
        self.stamps = collection.stamps(domain, locale)
        self.ids: list[str] = []
        self.left: list[tuple[str, str]] = []

    def run(
        self, segments: Sequence[str], states: Sequence[State], withdraw: bool, beside: bool, dry_run: bool
    ) -> Stamped:
        beside = beside and self.domain not in DOMAINS
        messages = []
        for message in self.catalog.messages:
            id = message.msgctxt or message.msgid
            if message.obsolete or (segments and not _matches(id, segments)):
                messages.append(message)
            elif withdraw:
                messages.append(self._withdrawn(message, id))
            else:
                messages.append(self._stamped(message, id, states, named=bool(segments), beside=beside))
        changed = replace(self.catalog, messages=tuple(messages))
        if not dry_run and self.ids:
            write_po(changed, self.project.catalog(self.domain, self.locale))
            self._write_beside()
        return Stamped(self.catalog.path, self.domain, self.locale, tuple(self.ids), tuple(self.left))

    def _stamped(self, message: Message, id: str, states: Sequence[State], *, named: bool, beside: bool) -> Message:
        reason = self._why_not(message, states, named=named)
        if reason:
            if named:
                self.left.append((id, reason))
            return message
        self.ids.append(id)
        checked = replace(message, flags=tuple(flag for flag in message.flags if flag != FUZZY), previous=None)
        checked = without_stale_origin(checked)
        if beside:
            review = Review(self.who.name, self.who.date.isoformat(), checked.digest)
            self.stamps[id] = [*(one for one in self.stamps.get(id, ()) if not self._is_mine(one)), review]
            return checked
        kept = (line for line in checked.comments if not self._is_line_of_mine(line))
        return replace(checked, comments=(*kept, stamp(self.who.name, self.who.date, checked)))

    def _why_not(self, message: Message, states: Sequence[State], *, named: bool) -> str:
        state = message.state
        mine = [*message.approvals, *(one for one in self._beside(message) if one.digest == message.digest)]
        if any(self._is_mine(one) for one in mine) and not message.fuzzy:
            return "it has this reviewer's stamp already"
        if conflicts_of(message):
            return "two texts are in conflict"
        if state is State.UNTRANSLATED:
            return "it has no translation"
        if state is State.REVIEWED and (named or State.REVIEWED in states or State.TRANSLATED in states):
            return ""  # a second pair of eyes
        if state not in states:
            return f"it is {state}: name the state with --state to stamp it all the same"
        return ""

    def _beside(self, message: Message) -> Sequence[Review]:
        return self.stamps.get(message.msgctxt or "", ())

    def _withdrawn(self, message: Message, id: str) -> Message:
        kept = tuple(line for line in message.comments if not self._is_line_of_mine(line))
        others = [one for one in self._beside(message) if not self._is_mine(one)]
        if len(kept) == len(message.comments) and len(others) == len(self._beside(message)):
            return message
        self.ids.append(id)
        self.stamps[id] = others
        return replace(message, comments=kept)

    def _is_line_of_mine(self, line: str) -> bool:
        if not is_stamp(line, "reviewed"):
            return False
        reviews = Message("", comments=(line,)).reviews
        return any(self._is_mine(one) for one in reviews)

    def _is_mine(self, review: Review) -> bool:
        return bool(person_keys(review.name) & person_keys(self.who.name))

    def _write_beside(self) -> None:
        path = self.project.stamps(self.domain, self.locale)
        text = format_stamps(self.stamps)
        if text or path.is_file():
            write_atomically(path, text.encode())
