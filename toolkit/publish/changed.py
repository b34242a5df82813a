"""The page of an edition that says what has changed in it, and the page that a withdrawn edition leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.language.locales.format import format_date
from toolkit.publish.edition_page import edition_page

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition
    from toolkit.project.project import Project
    from toolkit.project.releases import Release
    from toolkit.publish.job import SiteFile

NAME = "changes.html"


def changes_file(edition: Edition, folder: str) -> SiteFile | None:
    """The page in a folder of the output that compares the edition with the one released before; None without one."""
    changes = edition.changes
    if changes is None:
        return None
    text = "" if edition.project.frozen else "../"
    return edition_page(edition, "changes.html", f"{folder}/{NAME}", changes=changes, text=text)


def withdrawn_file(project: Project, release: Release) -> SiteFile:
    """The page at the address of a withdrawn edition: that it is none any more, since when, why, and where to go on."""
    edition = make_edition(Collection(project), release.document, release.locale)
    date = format_date(edition.locale, release.withdrawn) if release.withdrawn else ""
    return edition_page(edition, "withdrawn.html", release.page, release=release, date=date)
