"""What has changed in a document since an edition was released: text by text, in one language."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

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

    @property
    def is_correction(self) -> bool:
        """Only the typography is another: an erratum."""
        return bool(self.before and self.after) and same_but_typography(self.before, self.after)


def snapshot(localized: LocalizedDocument) -> Catalog:
    """Every text of a document and what stands for it in the language, to be compared with later ones."""
    document = localized.document
    messages = tuple(
        Message(
            one.segment.text,
            id,
            msgstr=(one.text,),
            extracted=(" › ".join(one.segment.where),),
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


def changes_since(before: Catalog, after: Catalog, recommendations: frozenset[str]) -> tuple[Change, ...]:
    """The changes between two snapshots in the order of the later one, texts that are gone at the end."""
    return tuple(_changes(before, after, recommendations))


def recommendation_ids(document: Document) -> frozenset[str]:
    """The ids of a document's recommendations."""
    return frozenset(
        segment.id
        for block in document.walk()
        if block.kind is Kind.LIST and block.role is Role.RECOMMENDATIONS
        for item in block.children
        if item.children and (segment := item.children[0].segment)
    )


def _changes(before: Catalog, after: Catalog, recommendations: frozenset[str]) -> Iterator[Change]:
    old = {message.msgctxt or "": message for message in before.live}
    for message in after.live:
        id = message.msgctxt or ""
        earlier = old.pop(id, None)
        place = message.extracted[0] if message.extracted else ""
        is_one = id in recommendations
        if earlier is None:
            yield Change(id, place, "", message.msgstr[0], source_changed=True, is_recommendation=is_one)
        elif (earlier.msgid, earlier.msgstr) != (message.msgid, message.msgstr):
            changed = not same_but_typography(earlier.msgid, message.msgid)
            yield Change(id, place, earlier.msgstr[0], message.msgstr[0], changed, is_one)
    for id, message in old.items():
        place = message.extracted[0] if message.extracted else ""
        yield Change(id, place, message.msgstr[0], "", source_changed=True, is_recommendation=id in recommendations)
