"""What a build asks of those who make its files, and what they bring back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.errors import Diagnostic
    from toolkit.publish.manifest import File
    from toolkit.publish.plan import Target


@dataclass(frozen=True, slots=True)
class Job:
    """One document in one language, or in two side by side, in all formats that are due."""

    document: str
    locale: str
    """A language's tag, or the name of a pair."""
    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """What a worker brings back from a job."""

    files: tuple[File, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()
    data: tuple[bytes, ...] = ()
    """Of the files, in their order, while they are not yet written."""


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file of the site, ready to be written."""

    path: str
    data: bytes
    format: str
    locale: str | None = None
    document: str | None = None
