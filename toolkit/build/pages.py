"""Makes the pages that lead to the editions from what the manifest says of them."""

from __future__ import annotations

import datetime
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.editions.site import EditionFacts, render_home, render_locale

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.build.manifest import File
    from toolkit.build.run import Page
    from toolkit.collection import Collection


def make_page(collection: Collection, page: Page) -> bytes:
    """The bytes of a page. Raises `ToolkitError` for a catalog or template that has errors."""
    project = collection.project
    facts = {locale: _facts(files) for locale, files in page.editions.items()}
    if page.locale:
        return render_locale(project, page.locale, facts[page.locale], collection.interface(page.locale)).encode()
    interfaces = {locale: collection.interface(locale) for locale in project.locales}
    return render_home(project, facts, interfaces).encode()


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
