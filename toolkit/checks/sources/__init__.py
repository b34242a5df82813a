"""Checks of sources: what the reader names while it reads, and what only the whole project can tell; one a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.sources import anchor, document_link, easy, missing_glyph, picture, relative_link
from toolkit.checks.sources.reading import READING

if TYPE_CHECKING:
    from toolkit.checks.sources.model import SourceCheck

SOURCE_CHECKS: tuple[SourceCheck, ...] = (
    *READING,
    anchor.CHECK,
    document_link.CHECK,
    easy.CHECK,
    missing_glyph.CHECK,
    picture.CHECK,
    relative_link.CHECK,
)
"""Every check of sources."""
