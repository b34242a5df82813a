"""The page that paper leads to: whether the text that somebody holds is still the present one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.editions.released import past_states
from toolkit.editions.still import PAGE
from toolkit.editions.templates import render
from toolkit.publish.job import SiteFile

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition


def still_file(edition: Edition) -> SiteFile:
    """The page of a document in a language: the codes of today, and what has changed since each released edition."""
    project, locale = edition.project, edition.localized.locale
    path = f"{locale}/{edition.name}/{PAGE}"
    html = render(
        project.theme_path,
        "still.html",
        edition.interface,
        root="../../",
        project=project,
        locale=edition.locale,
        edition=edition,
        path=path,
        still=edition.still,
        past=past_states(edition),
    )
    return SiteFile(path, html.encode(), "html", locale, edition.name)
