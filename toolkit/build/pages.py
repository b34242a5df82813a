"""Makes the pages that lead to the editions from what the manifest says of them."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.collection import Collection
from toolkit.editions.site import EditionFacts, render_home, render_locale

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.build.manifest import File
    from toolkit.build.run import Page
    from toolkit.project import Project


def make_pages(project: Project, pages: Sequence[Page]) -> Iterator[tuple[str, Mapping[str, str], bytes]]:
    """Path, inputs and bytes of each page that is due."""
    collection = Collection(project)
    for page in pages:
        facts = {locale: _facts(files) for locale, files in page.editions.items()}
        if len(facts) == 1 and page.path != "index.html":
            ((locale, found),) = facts.items()
            html = render_locale(project, locale, found, collection.interface(locale))
        else:
            interfaces = {locale: collection.interface(locale) for locale in project.locales}
            html = render_home(project, facts, interfaces)
        yield page.path, page.inputs, html.encode()


def _facts(files: Sequence[File]) -> list[EditionFacts]:
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
                sizes={file.format: file.bytes for file in formats},
            )
        )
    return found
