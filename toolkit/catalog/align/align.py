"""Which old segment is this new one? The alignment of a revised document with the committed template.

First what is certain: the same text under the same id, in the same section, elsewhere; then an id that the author
gave. What is left is weighed: likeness, rarity of the shared words, place, form and number together. The rest is new:
no previous translation is better than a wrong one.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.align.anchors import match_equal_texts, match_given_ids
from toolkit.catalog.align.evidence import REWRITTEN
from toolkit.catalog.align.matching import NOTE, SEPARATOR, Matching, Why, where_of
from toolkit.catalog.align.names import final_ids
from toolkit.catalog.align.settle import settle

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.catalog.model import Message
    from toolkit.sources.document import Segment

__all__ = ["NOTE", "SEPARATOR", "Alignment", "Continuation", "Why", "align", "where_of"]


@dataclass(frozen=True, slots=True)
class Continuation:
    """What one new segment continues."""

    id: str
    """Final: given or numbered by the source, kept from the ledger, or new."""
    old: tuple[str, ...] = ()
    """Ids in the ledger: none if the text is new, several if they were joined into it."""
    divided: bool = False
    """It is the first part only of the old text."""
    part_of: str = ""
    """Id in the ledger of the text, continued by another segment, of which it is a further part."""
    numbered: bool = False
    """Its id is an address (``rec-7``)."""
    why: Why = Why.NEW
    likeness: float = 1
    """Of both texts, from 0 to 1, where that is what speaks for it; else 1."""

    @property
    def rewritten(self) -> bool:
        """Its text has changed so much that the old one may well come back, or be wanted elsewhere."""
        return self.likeness < REWRITTEN


@dataclass(frozen=True, slots=True)
class Alignment:
    """What became of each segment between the ledger and the document."""

    continuations: tuple[Continuation, ...]
    """One for each new segment, in reading order."""
    gone: tuple[str, ...]
    """Ids of the ledger that nothing continues."""
    texts: Mapping[str, str]
    """The ledger's text of each id: tells whether a catalog is in step with it."""

    @property
    def ids(self) -> tuple[str, ...]:
        """The final ids, for `Document.with_ids`."""
        return tuple(continuation.id for continuation in self.continuations)


def align(old: Sequence[Message], new: Sequence[Segment]) -> Alignment:
    """The alignment of the segments of a document with the messages of its ledger, whose ids must differ.

    Ids are names: a segment keeps its own when it is edited or moved. One that the source itself gives (by name, or
    by role and number) wins over the ledger's. Time grows linearly with the number of segments, up to a logarithm.
    """
    matching = Matching(old, new)
    match_equal_texts(matching)
    if not matching.is_done():
        match_given_ids(matching)
        settle(matching)
    ids = final_ids(matching)
    continuations = tuple(
        Continuation(
            id=ids[place],
            old=tuple(old[index].msgctxt or "" for index in matching.sources(place)),
            divided=matching.why[place] is Why.DIVIDED,
            part_of=(old[matching.part_of[place]].msgctxt or "") if place in matching.part_of else "",
            numbered=segment.numbered,
            why=matching.why[place],
            likeness=matching.likenesses[place],
        )
        for place, segment in enumerate(new)
    )
    continued = {index for place in range(len(new)) for index in matching.sources(place)}
    gone = tuple(message.msgctxt or "" for index, message in enumerate(old) if index not in continued)
    return Alignment(continuations, gone, {message.msgctxt or "": message.msgid for message in old})
