"""The HTML edition: one page a document that needs no script and asks nothing of anybody but its own site."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

from toolkit.editions.markup import nothing_beside
from toolkit.editions.notes import WORDS, NoteLinks
from toolkit.editions.recommendations import recommendation_ids
from toolkit.editions.records.citation import citation_line
from toolkit.editions.records.metadata import edition_tags
from toolkit.editions.records.schema_org import edition_data
from toolkit.editions.rendered import Rendered
from toolkit.editions.templates import render
from toolkit.project.places import edition_path

if TYPE_CHECKING:
    from toolkit.editions.edition import Edition

_ID = "place-of-the-anchor"
_NOTE = "mailto:place-of-the-note"


def make_html(edition: Edition) -> Rendered:
    """The file of a document in one language."""
    return Rendered(render_html(edition).encode())


def render_html(edition: Edition) -> str:
    """The page of a document in one language."""
    theme = edition.project.theme_path
    page = f"../recommendations/{edition.name}/{_ID}.html"
    passage = _place(edition, None)
    recommendation = _place(edition, page)
    links = NoteLinks(edition.localized, edition.project.feedback) if edition.project.feedback else None
    cited = recommendation_ids(edition.localized.document)

    def after(anchor: str) -> str:
        place = recommendation if anchor in cited else passage
        place = place.replace(_ID, escape(anchor))
        return (place.replace(_NOTE, escape(links.to(anchor))) if links else place) + "\n"

    return render(
        theme,
        "document.html",
        edition.interface,
        edition=edition,
        locale=edition.locale,
        root="../",
        home="",
        title=edition.title_text,
        description=edition.description,
        path=edition_path(edition.name, edition.locale.tag, "html"),
        meta_tags=edition_tags(edition),
        citation=citation_line,
        schema_org=edition_data(edition),
        notes=WORDS if links else "",
        body=replace(edition.markup(after=after), beside=links.beside if links else nothing_beside).body(),
    )


def _place(edition: Edition, page: str | None) -> str:
    """What follows a heading or a numbered item; `_ID` stands for its anchor, and `_NOTE` for where a note leads."""
    return render(
        edition.project.theme_path,
        "place.html",
        edition.interface,
        edition=edition,
        anchor=f"#{_ID}",
        page=page,
        note=_NOTE if edition.project.feedback else "",
    )
