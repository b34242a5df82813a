"""The HTML edition: one self-contained page, without scripts and without a request to anywhere."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from toolkit.metadata import meta_tags, schema_org
from toolkit.templates import render

if TYPE_CHECKING:
    from toolkit.edition import Edition

_ANCHOR = "#place-of-the-anchor"


def render_html(edition: Edition) -> str:
    """The page of a document in one language."""
    theme = edition.project.theme_path
    place = render(theme, "place.html", edition.interface, edition=edition, anchor=_ANCHOR)

    def after(anchor: str) -> str:
        return place.replace(_ANCHOR, "#" + escape(anchor)) + "\n"

    return render(
        theme,
        "document.html",
        edition.interface,
        edition=edition,
        locale=edition.locale,
        source_language=edition.source_language,
        meta_tags=meta_tags(edition),
        schema_org=schema_org(edition),
        body=edition.markup(after=after).body(),
    )
