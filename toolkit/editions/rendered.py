"""A finished file of an edition: what every format gives, whoever has made the format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.errors import Diagnostic


@dataclass(frozen=True, slots=True)
class Rendered:
    """A finished file; the same bytes for the same edition, on any machine."""

    data: bytes
    pages: int | None = None
    """How many it has, in a format with pages."""
    warnings: tuple[Diagnostic, ...] = ()
