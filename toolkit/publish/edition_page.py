"""A page of the site about one edition: what has changed in it, whether paper is still true, that it was withdrawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.editions.templates import render
from toolkit.publish.job import SiteFile

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition


def edition_page(edition: Edition, template: str, path: str, /, **values: object) -> SiteFile:
    """The page at a path of the output, made of a template of the theme from the edition and some values."""
    html = render(
        edition.project.theme_path,
        template,
        edition.interface,
        root="../" * path.count("/"),
        project=edition.project,
        locale=edition.locale,
        edition=edition,
        **values,
    )
    return SiteFile(path, html.encode(), "html", edition.localized.locale, edition.name)
