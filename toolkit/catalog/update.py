"""The template of a document, and the catalogs of its locales brought up to it without losing a sentence."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeVar

from toolkit.catalog.align.align import NOTE, SEPARATOR, Alignment, Continuation, align, where_of
from toolkit.catalog.carry import (
    absorb,
    as_draft,
    as_part,
    blank,
    carry,
    carry_joined,
    holds_work,
    is_changed_back,
    retire,
    same_text,
    stamp_outdated,
    without_stale_origin,
)
from toolkit.catalog.feedback import notes_of
from toolkit.catalog.headers import (
    GENERATOR,
    PLURAL_FORMS,
    forms_of,
    has_header,
    in_order,
    revised_headers,
    template_headers,
    time_text,
)
from toolkit.catalog.model import CREATED, FUZZY, REVISED, Catalog, Message, State
from toolkit.catalog.review import seal_reviews
from toolkit.sources.document import Kind, Segment

if TYPE_CHECKING:
    import datetime
    from collections.abc import Callable, Iterable, Sequence

    from toolkit.sources.document import Document

NOBODY_YET = "Automatically generated"
"""What gettext's own tools write for the translator of a catalog that nobody has touched."""

_Key = TypeVar("_Key")
_FINISHED = State.TRANSLATED.rank


def build_template(document: Document, ledger: Catalog | None, *, now: datetime.datetime) -> tuple[Catalog, Alignment]:
    """The template of a document, and what became of each message of the committed one, its `ledger`.

    The date of creation stays the ledger's while all names and texts do, and readers' notes stay beside theirs. `now` carries its time zone.
    """
    alignment = align(tuple(ledger.live) if ledger else (), document.segments)
    notes = {message.msgctxt: found for message in (ledger.live if ledger else ()) if (found := notes_of(message))}
    messages = tuple(
        Message(
            msgid=segment.text,
            msgctxt=id,
            comments=notes.get(id, ()),
            extracted=(SEPARATOR.join(segment.where), *(f"{NOTE}{note}" for note in segment.comments)),
            references=(f"{document.path}:{id}",),
        )
        for segment, id in zip(document.segments, alignment.ids, strict=True)
    )
    meta = document.meta
    derived = {
        "Project-Id-Version": " ".join(filter(None, (document.name, meta.version))),
        "X-Source-Language": meta.language,
    }
    return template_catalog(messages, ledger, derived, now=now), alignment


def template_catalog(
    messages: Iterable[Message], ledger: Catalog | None, derived: dict[str, str], *, now: datetime.datetime
) -> Catalog:
    """A template with the usual headers, those in `derived` among them, and whatever else the ledger's head has."""
    template = ledger or Catalog(header=Message(msgid="", flags=(FUZZY,)))
    for name, value in (template_headers(now) | derived).items():
        if name in derived or not has_header(template, name):
            template = template.with_value(name, value)
    template = in_order(replace(template, messages=tuple(messages)))
    if ledger and _names_and_texts(template) != _names_and_texts(ledger):
        template = template.with_value(CREATED, time_text(now))
    return template


def _names_and_texts(template: Catalog) -> list[tuple[str | None, str, str | None]]:
    return [(message.msgctxt, message.msgid, message.msgid_plural) for message in template.live]


def new_catalog(
    template: Catalog, *, locale: str, language: str, plural_forms: str, team: str, now: datetime.datetime
) -> Catalog:
    """An untranslated catalog for a locale.

    `language` is its English name, for the head comment; `team` goes into Language-Team and may be empty.
    `plural_forms` is the whole value of Plural-Forms. No person is named before there is one.
    """
    project = template.value("Project-Id-Version")
    catalog = replace(
        template, messages=(), path="", header=Message("", comments=(f"{language} translation of {project}",))
    )
    for name, value in (
        (REVISED, time_text(now)),
        ("Last-Translator", NOBODY_YET),
        ("Language-Team", team or "none"),
        ("Language", locale.replace("-", "_")),
        (PLURAL_FORMS, plural_forms),
        ("X-Generator", GENERATOR),
    ):
        catalog = catalog.with_value(name, value)
    forms = forms_of(catalog)
    messages = tuple(blank(message, forms) for message in template.live)
    return replace(in_order(catalog), messages=messages, closed=True)


def update_catalog(
    catalog: Catalog,
    template: Catalog,
    alignment: Alignment | None,
    *,
    cosmetic: bool = False,
    refuse: Callable[[str, str], str] = lambda before, after: "",  # noqa: ARG005
    plural_forms: str = "",
) -> Catalog:
    """The catalog of a locale brought up to the template: its order, texts and places, every translation kept.

    `alignment` is that of the template with its ledger; None for a domain whose messages are known by their texts
    (``interface``), where only equal texts continue each other. With `cosmetic` all changes of texts count as
    typographic ones, but those for which `refuse`, given old and new text, names a reason. `plural_forms` is for a catalog whose header does not say it, or cannot mean it.
    Afterwards every old msgstr is in the catalog: live, obsolete or in a translator comment. New review stamps are sealed.
    """
    catalog = revised_headers(catalog, plural_forms)
    update = _Update(catalog, template, cosmetic, refuse)
    live = tuple(update.fit(alignment))
    return seal_reviews(replace(catalog, messages=update.with_obsolete(live), closed=True))


@dataclass
class _Update:
    """One catalog on its way: which of its messages are still to be placed."""

    catalog: Catalog
    template: Catalog
    cosmetic: bool
    refuse: Callable[[str, str], str]
    used: set[int] = field(default_factory=set)
    """Messages, by `id()`, that went into the new catalog, live."""
    kept: list[Message] = field(default_factory=list)
    """Parts of joined messages, and rewritten ones: their translations go on, and they stay as they were, too."""

    by_id: dict[str, Message] = field(default_factory=dict)
    """The catalog's live messages by the ids that the alignment knows them by."""

    def __post_init__(self) -> None:
        self.live = [without_stale_origin(message) for message in self.catalog.live]
        self.forms = forms_of(self.catalog)
        self.revivable: dict[object, list[Message]] = defaultdict(list)
        for message in self.catalog.obsolete:
            if any(message.msgstr):
                self.revivable[message.key].append(message)
                self.revivable[message.msgid].append(message)

    def fit(self, alignment: Alignment | None) -> Iterable[Message]:
        """The live messages, in the template's order."""
        targets = tuple(self.template.live)
        continuations, found = self._sources(targets, alignment)
        placed = [self._placed(*one) for one in zip(targets, continuations, found, strict=True)]
        finished = {_texts_of(message): message for message in reversed(placed) if message.state.rank >= _FINISHED}
        for message, continuation, sources in zip(placed, continuations, found, strict=True):
            if message.msgctxt is not None and (equal := finished.get(_texts_of(message))):
                yield stamp_outdated(self._with_equal(message, sources, equal))
            else:
                yield stamp_outdated(self._with_whole(message, continuation))

    def _with_whole(self, message: Message, continuation: Continuation) -> Message:
        """A new text that is a further part of a divided one with the translation of that, outdated."""
        whole = self.by_id.get(continuation.part_of) if continuation.part_of else None
        return (whole and not any(message.msgstr) and as_part(whole, message)) or message

    def _with_equal(self, message: Message, sources: Sequence[Message], equal: Message) -> Message:
        """A new or a changed text with the translation that an equal one has; what it continued is kept, obsolete."""
        is_outdated = message.state is State.OUTDATED and any(id(one) in self.used for one in sources)
        if not (is_outdated or message.state is State.UNTRANSLATED):
            return message
        if len(sources) > 1 or any(one.msgid == message.msgid for one in sources):
            return message
        self.used.difference_update(map(id, sources))
        return as_draft(equal, message)

    def with_obsolete(self, live: tuple[Message, ...]) -> tuple[Message, ...]:
        """The live messages and after them the obsolete ones, no two of all with one key."""
        gone = [message for message in self.live if id(message) not in self.used and holds_work(message)]
        old = [message for message in self.catalog.obsolete if id(message) not in self.used]
        entries = {message.key: message for message in live}
        for message in (*old, *(retire(message) for message in (*self.kept, *gone))):
            present = entries.get(message.key)
            entries[message.key] = _merged(present, message) if present else message
        return tuple(entries.values())

    def _sources(
        self, targets: Sequence[Message], alignment: Alignment | None
    ) -> tuple[Sequence[Continuation], Sequence[Sequence[Message]]]:
        """For each message of the template what it continues, and the catalog's messages of that."""
        if alignment is None:
            by_key = {message.key: message for message in self.live}
            return [Continuation("")] * len(targets), [_present(by_key, [target.key]) for target in targets]
        by_id = {message.msgctxt or "": message for message in self.live}
        in_step = len(by_id) == len(self.live) and _texts(by_id) == alignment.texts
        if not in_step:
            by_id = self._with_own_ids(targets)
            alignment = _realign(by_id, targets, alignment)
        self.by_id = by_id
        continuations = alignment.continuations
        return continuations, [_present(by_id, continuation.old) for continuation in continuations]

    def _with_own_ids(self, targets: Sequence[Message]) -> dict[str, Message]:
        """The live messages by id, even where several share one or have none: the one with the template's text first."""
        wanted = {target.key for target in targets}
        places: dict[str, int] = {}
        for place, message in sorted(enumerate(self.live), key=lambda pair: pair[1].key not in wanted):
            name = message.msgctxt or ""
            places[f"{name}\0{place}" if not name or name in places else name] = place
        return {name: self.live[place] for name, place in sorted(places.items(), key=lambda pair: pair[1])}

    def _placed(self, target: Message, continuation: Continuation, sources: Sequence[Message]) -> Message:
        if len(sources) > 1:
            return self._joined(target, sources)
        source = sources[0] if sources else None
        if source and self._is_as_good(source, target):
            return self._carried(source, target, continuation)
        if found := self._revived(target):
            return found
        return self._carried(source, target, continuation) if source else blank(target, self.forms)

    def _carried(self, source: Message, target: Message, continuation: Continuation) -> Message:
        self.used.add(id(source))
        if continuation.rewritten and any(source.msgstr) and not self._is_as_good(source, target):
            self.kept.append(source)
        cosmetic = self.cosmetic and not continuation.divided and not self.refuse(source.msgid, target.msgid)
        return carry(source, target, cosmetic=cosmetic, forms=self.forms)

    def _joined(self, target: Message, sources: Sequence[Message]) -> Message:
        self.used.update(map(id, sources))
        self.kept += filter(holds_work, sources)
        return carry_joined(sources, target)

    def _is_as_good(self, source: Message, target: Message) -> bool:
        """Whether the translation is of this very text: else one that is, obsolete or elsewhere, is better."""
        return same_text(source, target) or is_changed_back(source, target)

    def _revived(self, target: Message) -> Message | None:
        """The obsolete message of this text, under this id if there is one, the furthest come of several."""
        for key in (target.key, target.msgid):
            candidates = [message for message in self.revivable.get(key, ()) if id(message) not in self.used]
            if candidates:
                best = max(candidates, key=lambda message: message.state.rank)
                self.used.add(id(best))
                return carry(best, target, forms=self.forms)
        return None


def _merged(present: Message, other: Message) -> Message:
    """One entry for two of the same key: the live one, else the one that has come further, else the later."""
    if not present.obsolete or other.state.rank < present.state.rank:
        return absorb(present, other)
    return absorb(other, present)


def _realign(by_id: dict[str, Message], targets: Sequence[Message], alignment: Alignment) -> Alignment:
    """The alignment of the template with a catalog that did not take part in all updates of the ledger.

    Ids are names, so that one in both means the same segment, but for those that are addresses.
    """
    numbered = {continuation.id for continuation in alignment.continuations if continuation.numbered}
    old = [replace(message, msgctxt=id) for id, message in by_id.items()]
    return align(old, [_segment(target, target.msgctxt in numbered) for target in targets])


def _segment(message: Message, numbered: bool) -> Segment:
    where, id = where_of(message), message.msgctxt or ""
    kind = Kind.HEADING if where[-1] == Kind.HEADING else Kind.PARAGRAPH
    if id.startswith(f"{Kind.META}/"):
        kind = Kind.META
    return Segment(id, message.msgid, kind, where, line=0, given=not numbered, numbered=numbered)


def _present(messages: dict[_Key, Message], keys: Iterable[_Key]) -> list[Message]:
    return [messages[key] for key in keys if key in messages]


def _texts_of(message: Message) -> tuple[str, str | None]:
    return message.msgid, message.msgid_plural


def _texts(messages: dict[str, Message]) -> dict[str, str]:
    return {id: message.msgid for id, message in messages.items()}
