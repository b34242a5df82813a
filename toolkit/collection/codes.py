"""Short codes of what a document says in a language: on paper and in letters they tell one state of a text from another."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from toolkit.catalog.model import Catalog
    from toolkit.collection.localize import LocalizedDocument, Rendition

_DIGITS = 8


def segment_code(rendition: Rendition) -> str:
    """The code of one text of an edition: eight hex digits of SHA-256, as are all codes here."""
    return _code([(rendition.segment.id, rendition.text)])


def document_code(localized: LocalizedDocument) -> str:
    """The code of all texts of an edition, those of the front matter included, in their order."""
    return _code((id, one.text) for id, one in localized.renditions.items())


def released_code(before: Catalog) -> str:
    """The code that `document_code` gave for an edition, from the snapshot that was kept of it."""
    return _code((message.msgctxt or "", message.msgstr[0]) for message in before.live)


def section_codes(localized: LocalizedDocument, starts: Collection[str]) -> Mapping[str, str]:
    """The code of each section by the id of its heading; `starts` are the ids of the headings that begin one.

    What stands before the first has the id ``""``.
    """
    sections: dict[str, list[tuple[str, str]]] = {"": []}
    texts = sections[""]
    for id, one in localized.renditions.items():
        if id in starts:
            texts = sections.setdefault(id, [])
        texts.append((id, one.text))
    return {id: _code(texts) for id, texts in sections.items() if texts}


def _code(texts: Iterable[tuple[str, str]]) -> str:
    whole = "\0".join(f"{id}\0{text}" for id, text in texts)
    return hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]
