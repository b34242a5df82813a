"""How a released edition stands to the text of today."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.po import read_po
from toolkit.collection.changes import changes_since

if TYPE_CHECKING:
    from toolkit.collection.collection import Collection
    from toolkit.project.releases import Release


@dataclass(frozen=True, slots=True)
class Standing:
    """How much of today's text an edition has."""

    release: Release
    share: float
    """Of today's texts whose original is still the edition's, from 0 to 1."""
    behind: int
    """Texts of the original that are new or others than in the edition."""
    recommendations: int
    """Recommendations among them."""

    def __str__(self) -> str:
        edition = self.release.edition
        if self.release.withdrawn:
            return f"edition {edition} withdrawn {self.release.withdrawn.isoformat()}"
        text = f"100 % of edition {edition}, {int(100 * self.share)} % of today's text"
        if not self.behind:
            return text
        also = f", {self.recommendations} of them recommendations" if self.recommendations else ""
        return f"{text}, {self.behind} behind{also}"


def standings(collection: Collection, document: str, locale: str) -> list[Standing]:
    """One for every released edition, the oldest first. Raises `ToolkitError` where a file has errors."""
    found = collection.project.releases_of(document, locale)
    if not found:
        return []
    localized = collection.localized(document, locale)
    standing = []
    for release in found:
        path = collection.project.snapshot(release)
        if path.is_file():
            changes = changes_since(read_po(path, collection.project.name(path)), localized)
            behind = [one for one in changes if one.source_changed and one.after]
            share = 1 - len(behind) / (len(localized.renditions) or 1)
            standing.append(Standing(release, share, len(behind), sum(one.is_recommendation for one in behind)))
    return standing
