"""Find and replace over a language: first what would change, then, on a second word, the change."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, UsageError
from toolkit.workbench.texts import name_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.collection.collection import Collection

MOST = 500
"""So many texts are shown at once."""


def replacements(
    collection: Collection, locale: str, find: str, by: str, *, case: bool, whole: bool
) -> Iterator[dict[str, Any]]:
    """Every translation of a language that has the words, as it is and as it would be. Raises `UsageError` for no words."""
    if not find.strip():
        raise UsageError(Diagnostic("replace", "there is nothing to look for", hint="write the words to be replaced"))
    words = re.escape(find)
    pattern = re.compile(rf"(?<!\w){words}(?!\w)" if whole else words, re.NOFLAG if case else re.IGNORECASE)
    for domain in collection.project.documents:
        catalog = collection.catalog(domain, locale)
        for one in catalog.live if catalog else ():
            after = tuple(pattern.sub(lambda _: by, text) for text in one.msgstr)
            if after != one.msgstr:
                yield {
                    "domain": domain,
                    "id": name_of(one),
                    "source": one.msgid,
                    "base": one.msgstr,
                    "texts": after,
                    "place": " ".join(one.extracted),
                }
