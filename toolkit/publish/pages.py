"""Makes the pages that lead to the editions from what the manifest says of them."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.project.places import languages_in
from toolkit.publish.job import SiteFile
from toolkit.site.pages import EditionFacts, FileFacts, render_home, render_locale

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.collection.collection import Collection
    from toolkit.publish.manifest import File


def make_page(
    collection: Collection, locale: str | None, listed: Mapping[str, Sequence[File]], pairs: Sequence[File]
) -> SiteFile:
    """The page of a language, or the home page; `listed` has the files of each language that it shows.

    `pairs` are the pages of two languages side by side. Raises `ToolkitError` for a catalog or template with errors.
    """
    project = collection.project
    facts = {
        tag: _facts(files, [one for one in pairs if tag in languages_in(one.locale or "")])
        for tag, files in listed.items()
    }
    if locale:
        html = render_locale(project, locale, facts[locale], collection.interface(locale))
        return SiteFile(f"{locale}/index.html", html.encode(), "html", locale)
    interfaces = {tag: collection.interface(tag) for tag in project.locales}
    return SiteFile("index.html", render_home(project, facts, interfaces).encode(), "html")


def _facts(files: Sequence[File], pairs: Sequence[File]) -> list[EditionFacts]:
    found = []
    for document, group in groupby(files, key=lambda file: file.document):
        formats = list(group)
        first = formats[0]
        found.append(
            EditionFacts(
                document=document or "",
                title=first.title,
                title_language=first.title_language,
                subtitle=first.subtitle,
                date=datetime.date.fromisoformat(first.date) if first.date else None,
                counts=first.states,
                files={file.format: FileFacts(file.bytes, file.pages) for file in formats},
                pairs=tuple((one.path, languages_in(one.locale or "")) for one in pairs if one.document == document),
            )
        )
    return found
