"""The ids that the segments of a revised document get."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.align.matching import Matching


def final_ids(matching: Matching) -> list[str]:
    """A different id for every new segment; no id of the ledger goes to another text unless the source says so."""
    ids = [""] * len(matching.new)
    taken = _Names()
    for place, segment in enumerate(matching.new):
        if segment.named:
            ids[place] = taken.take(segment.id)
    for place in range(len(ids)):
        sources = matching.sources(place)
        kept = matching.old[sources[0]].msgctxt if sources else None
        if not ids[place] and kept and kept not in taken.used:
            ids[place] = taken.take(kept)
    taken.used.update(message.msgctxt or "" for message in matching.old)
    for place, segment in enumerate(matching.new):
        ids[place] = ids[place] or taken.take(segment.id)
    return ids


class _Names:
    """Ids that are in use; a further taker of one gets it with ``-2``, ``-3`` …"""

    def __init__(self) -> None:
        self.used: set[str] = set()
        self.numbers: dict[str, int] = {}

    def take(self, id: str) -> str:
        name = id
        while name in self.used:
            self.numbers[id] = self.numbers.get(id, 1) + 1
            name = f"{id}-{self.numbers[id]}"
        self.used.add(name)
        return name
