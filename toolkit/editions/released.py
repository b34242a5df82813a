"""The released editions of a document in its language, and what has changed since, ready for a template."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.po import read_po
from toolkit.collection.changes import changes_since
from toolkit.collection.codes import released_code
from toolkit.editions.markup import quotes_of
from toolkit.editions.tracks import items
from toolkit.language.differences import Part, differences
from toolkit.language.locales.format import format_date
from toolkit.sources.inline import InlineRenderer
from toolkit.sources.notes import notes_in

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog
    from toolkit.collection.changes import Change
    from toolkit.editions.edition import Edition
    from toolkit.project.releases import Release


@dataclass(frozen=True, slots=True)
class ReleasedEdition:
    """One of them, as a colophon lists it."""

    name: str
    date: str
    """Written in the edition's language."""
    path: str
    """Of its page in the output."""
    withdrawn: bool
    changed: int
    """How many passages are others now."""


@dataclass(frozen=True, slots=True)
class ShownChange:
    """One passage that is another than in the edition before."""

    id: str
    name: str
    """What it is called: ``Recommendation 4``, or where it stands."""
    parts: tuple[Part, ...]
    kind: str
    """``new``, ``gone``, ``changed``, or ``correction`` where only the typography is another."""
    is_recommendation: bool
    language: str = ""
    """That the text of today is in, where that is not the edition's."""
    was: str = ""
    """What it was called in the edition before, where that is another number."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What has changed since the last released edition."""

    since: ReleasedEdition
    items: tuple[ShownChange, ...]

    @property
    def recommendations(self) -> tuple[ShownChange, ...]:
        """Those of recommendations, old and new ones."""
        return tuple(one for one in self.items if one.is_recommendation and one.kind != "correction")

    @property
    def others(self) -> tuple[ShownChange, ...]:
        """Those of all other passages."""
        return tuple(one for one in self.items if not one.is_recommendation and one.kind != "correction")

    @property
    def corrections(self) -> tuple[ShownChange, ...]:
        """Errata: what was cosmetic."""
        return tuple(one for one in self.items if one.kind == "correction")


def released_editions(edition: Edition) -> tuple[ReleasedEdition, ...]:
    """Every released edition of the document in this language, the newest first."""
    found = edition.project.releases_of(edition.name, edition.localized.locale)
    return tuple(_released(edition, one) for one in reversed(found))


def changes_of(edition: Edition) -> Changes | None:
    """What has changed since the last edition that stands; None where none was released."""
    found = edition.project.releases_of(edition.name, edition.localized.locale)
    standing = [one for one in found if not one.withdrawn]
    return _changed(edition, standing[-1]) if standing else None


def past_states(edition: Edition) -> tuple[tuple[str, Changes], ...]:
    """The code of the text of every released edition and what has changed since, the newest first."""
    found = edition.project.releases_of(edition.name, edition.localized.locale)
    kept = ((one, _snapshot(edition, one)) for one in reversed(found))
    return tuple((released_code(before), _changed(edition, one)) for one, before in kept if before)


def _changed(edition: Edition, release: Release) -> Changes:
    names = _names(edition)
    items = tuple(_shown(edition, change, names) for change in _changes(edition, release))
    return Changes(_released(edition, release), items)


def _released(edition: Edition, release: Release) -> ReleasedEdition:
    date = format_date(edition.locale, release.date)
    changed = sum(one.is_reworded for one in _changes(edition, release))
    return ReleasedEdition(release.edition, date, release.page, release.withdrawn is not None, changed)


def _changes(edition: Edition, release: Release) -> tuple[Change, ...]:
    before = _snapshot(edition, release)
    return changes_since(before, edition.localized) if before else ()


def _snapshot(edition: Edition, release: Release) -> Catalog | None:
    path = edition.project.snapshot(release)
    return read_po(path, edition.project.name(path)) if path.is_file() else None


def _names(edition: Edition) -> dict[str, str]:
    from toolkit.editions.records.metadata import recommendation_name

    return {one.segment.id: recommendation_name(one, edition) for one in items(edition.localized.document)}


def _shown(edition: Edition, change: Change, names: dict[str, str]) -> ShownChange:
    notes = notes_in(change.before + change.after)  # those of the edition before as well, which may be gone
    inline = InlineRenderer(edition.localized.document.references, notes)
    quotes = quotes_of(edition.localized.locale)
    before, after = (inline.plain(text, quotes) if text else "" for text in (change.before, change.after))
    kind = "correction" if change.is_correction else "changed"
    if not before or not after:
        kind = "new" if after else "gone"
    parts = tuple(differences(before, after))
    found = edition.localized.renditions.get(change.id)
    language = found.locale if found and change.after and found.locale != edition.localized.locale else ""
    name, was = names.get(change.id, change.place), names.get(change.was, change.was)
    return ShownChange(change.id, name, parts, kind, change.is_recommendation, language, was)
