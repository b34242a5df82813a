"""The page that paper leads to: whether the text that somebody holds is still the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.editions.released import past_states
from toolkit.editions.still import PAGE
from toolkit.publish.edition_page import edition_page

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition
    from toolkit.publish.job import SiteFile


def still_file(edition: Edition) -> SiteFile:
    """The page of a document in a language: the codes of today, and what has changed since each released edition."""
    path = f"{edition.localized.locale}/{edition.name}/{PAGE}"
    return edition_page(edition, "still.html", path, path=path, still=edition.still, past=past_states(edition))
