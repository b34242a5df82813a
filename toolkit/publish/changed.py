"""The page of an edition that says what has changed in it, and the page that a withdrawn edition leaves behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.collection.collection import Collection
from toolkit.editions.edition import make_edition
from toolkit.editions.templates import render
from toolkit.language.locales.format import format_date
from toolkit.publish.job import SiteFile

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition
    from toolkit.project.project import Project
    from toolkit.project.releases import Release

NAME = "changes.html"


def changes_file(collection: Collection, edition: Edition, folder: str) -> SiteFile | None:
    """The page in a folder of the output that compares the edition with the one released before; None without one."""
    changes = edition.changes
    if changes is None:
        return None
    html = render(
        collection.project.theme_path,
        "changes.html",
        edition.interface,
        root="../" * (folder.count("/") + 1),
        project=collection.project,
        locale=edition.locale,
        edition=edition,
        changes=changes,
        text="" if collection.project.frozen else "../",
    )
    return SiteFile(f"{folder}/{NAME}", html.encode(), "html", edition.localized.locale, edition.name)


def withdrawn_file(project: Project, release: Release) -> SiteFile:
    """The page at the address of a withdrawn edition: that it is none any more, since when, why, and where to go on."""
    edition = make_edition(Collection(project), release.document, release.locale)
    html = render(
        project.theme_path,
        "withdrawn.html",
        edition.interface,
        root="../../../",
        project=project,
        locale=edition.locale,
        edition=edition,
        release=release,
        date=format_date(edition.locale, release.withdrawn) if release.withdrawn else "",
    )
    return SiteFile(release.page, html.encode(), "html", release.locale, release.document)
