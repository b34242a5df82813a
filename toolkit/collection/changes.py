"""What has changed in a document since an edition was released: text by text, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.align.align import SEPARATOR, align
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.typography import same_but_typography
from toolkit.sources.document import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.collection.localize import LocalizedDocument
    from toolkit.sources.document import Document


@dataclass(frozen=True, slots=True)
class Change:
    """One text that is another than in the edition before."""

    id: str
    place: str
    """Where it stands, in words of the original."""
    before: str
    """Inline Markdown; empty for a new text."""
    after: str
    """Empty for a text that is gone."""
    source_changed: bool
    """The original says something else, or is new, or is gone."""
    is_recommendation: bool
    was: str = ""
    """The id of a recommendation in the edition before, where its number is another now."""

    @property
    def is_reworded(self) -> bool:
        """Whether it says something else, or the same in other signs; a number alone may have changed."""
        return self.before != self.after

    @property
    def is_correction(self) -> bool:
        """Only the typography is another: an erratum."""
        return bool(self.before and self.after) and self.is_reworded and same_but_typography(self.before, self.after)


def snapshot(localized: LocalizedDocument) -> Catalog:
    """Every text of a document and what stands for it in the language, to be compared with later ones."""
    document = localized.document
    messages = tuple(
        Message(
            one.segment.text,
            id,
            msgstr=(one.text,),
            extracted=(SEPARATOR.join(one.segment.where),),
            references=(document.path,),
        )
        for id, one in localized.renditions.items()
    )
    headers = (
        ("Project-Id-Version", document.name),
        ("Language", localized.locale.replace("-", "_")),
        ("Content-Type", "text/plain; charset=UTF-8"),
        ("Content-Transfer-Encoding", "8bit"),
    )
    return Catalog(messages, headers)


def changes_since(before: Catalog, localized: LocalizedDocument) -> tuple[Change, ...]:
    """The changes from a snapshot to a document of today in its order, texts that are gone at the end.

    Texts are told apart by what they say, as when catalogs are updated, and not by their numbers: after an insertion
    the fourth recommendation is the fifth, and says what it said.
    """
    return tuple(_changes(before, localized))


def recommendation_ids(document: Document) -> frozenset[str]:
    """The ids of a document's recommendations."""
    return frozenset(
        segment.id
        for block in document.walk()
        if block.kind is Kind.LIST and block.role is Role.RECOMMENDATIONS
        for item in block.children
        if item.children and (segment := item.children[0].segment)
    )


def _changes(before: Catalog, localized: LocalizedDocument) -> Iterator[Change]:
    wanted = recommendation_ids(localized.document)
    old = {message.msgctxt or "": message for message in before.live}
    alignment = align(tuple(before.live), localized.document.segments)
    for segment, continuation in zip(localized.document.segments, alignment.continuations, strict=True):
        rendition = localized.renditions[segment.id]
        place, is_one = SEPARATOR.join(segment.where), segment.id in wanted
        earlier = [old[id] for id in continuation.old]
        text = " ".join(one.msgstr[0] for one in earlier)
        if not earlier:
            yield Change(segment.id, place, "", rendition.text, source_changed=True, is_recommendation=is_one)
            continue
        said = " ".join(one.msgid for one in earlier)
        was = continuation.old[0] if is_one and continuation.old[0] != segment.id else ""
        if was or (said, text) != (segment.text, rendition.text):
            changed = not same_but_typography(said, segment.text)
            yield Change(segment.id, place, text, rendition.text, changed, is_one, was)
    numbers = {_unnumbered(id) for id in wanted}
    for id in alignment.gone:
        message = old[id]
        place = message.extracted[0] if message.extracted else ""
        yield Change(
            id, place, message.msgstr[0], "", source_changed=True, is_recommendation=_unnumbered(id) in numbers
        )


def _unnumbered(id: str) -> str:
    """What the ids of a list's items have in common."""
    return id.rstrip("0123456789")
