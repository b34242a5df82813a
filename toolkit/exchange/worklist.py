"""Texts on their way to somebody without a PO tool, and back: what every format of exchange speaks.

A format writes a `Worklist` as a file for a program that the other person has, and reads what came back as a `Return`.
Whatever the program did to the file, a row is known by its id; its digest tells which source was translated.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.model import State, source_digest

if TYPE_CHECKING:
    from toolkit.errors import Diagnostic, Location


@dataclass(frozen=True, slots=True)
class Row:
    """One text that is handed out."""

    id: str
    """The segment's id."""
    source: str
    """Inline Markdown."""
    target: str = ""
    """The present translation; empty if there is none."""
    state: State = State.UNTRANSLATED
    headings: tuple[str, ...] = ()
    """Above it, outermost first."""
    place: str = ""
    """Where it stands below them, in words."""
    previous: str = ""
    """What the source said when an outdated translation was made; empty if it has not changed."""
    notes: tuple[str, ...] = ()
    """From others, and for the translator."""
    hints: tuple[str, ...] = ()
    """Memory matches and terms, in words."""
    handed: str | None = None
    """`sent` of a row that came back and goes out again; empty if the file had lost it."""

    @property
    def digest(self) -> str:
        """Eight hex digits of the source; empty where nobody knows it."""
        return source_digest(self.source) if self.source else ""

    @property
    def sent(self) -> str:
        """Eight hex digits of the translation that is handed out: tells whether the catalog has gone on since."""
        return source_digest(self.target) if self.handed is None else self.handed


@dataclass(frozen=True, slots=True)
class Worklist:
    """The texts of one document that somebody translates into one language, in reading order."""

    document: str
    """Its name, the domain of its catalogs."""
    title: str
    """In the source's language, without markup."""
    language: str
    """BCP 47 tag of the source."""
    locale: str
    """BCP 47 tag of the translation."""
    direction: str
    """``ltr`` or ``rtl``, of the translation."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Returned:
    """One row that came back."""

    id: str
    digest: str
    """Of the source that it was handed out with; empty if the file has lost it."""
    target: str
    location: Location
    """In the file, as its reader would look for it."""
    sent: str = ""
    """Digest of the translation that was handed out; empty if the file has lost it."""
    source: str | None = None
    """As it stands in the file; None if the format has none or the file has lost it."""
    state: State | None = None
    """As somebody set it; None if the file does not say."""
    notes: tuple[str, ...] = ()
    """Of the one who returns it."""


@dataclass(frozen=True, slots=True)
class Return:
    """What a file says that came back."""

    document: str
    """Empty if the file has lost it."""
    locale: str
    """BCP 47 tag; empty if the file has lost it."""
    rows: tuple[Returned, ...]
    refused: tuple[Diagnostic, ...] = ()
    """Rows that cannot be placed or believed, each by name."""
    left: tuple[Row, ...] = ()
    """What these rows say, as far as it can be read: to be mended and imported again."""
    person: str = ""
    """Who last changed the file, as its properties say; empty if they do not."""
