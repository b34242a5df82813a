"""Where the links of a document lead when each name and each relative address is taken for what it means."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

from toolkit.sources.addresses import document_target, is_beside, is_relative

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from toolkit.sources.anchors import Anchors
    from toolkit.sources.document import Document


def destinations(
    document: Document,
    own: Callable[[], Anchors],
    others: Callable[[str], Anchors | None],
    base: str,
    documents: Collection[str] = (),
) -> dict[str, str]:
    """The targets of a document that mean something else than they say, and what they mean.

    `own` gives the anchors of the document, `others` those of another by its name, None where there is none; `base` is the
    address that relative links begin from, or nothing, `documents` are the names of all: what ``./name.md`` leads to where
    there is a base.
    """
    return dict(_destinations(document, own, others, base, documents))


def _destinations(
    document: Document,
    own: Callable[[], Anchors],
    others: Callable[[str], Anchors | None],
    base: str,
    documents: Collection[str],
) -> Iterator[tuple[str, str]]:
    for address in dict.fromkeys(target.address for target in document.targets if not target.picture):
        meant = address
        if address.startswith("#"):
            found = own().find(unquote(address[1:]))
            meant = f"#{found}" if found else address
        elif (other := document_target(address)) and not (base and is_beside(address) and other[0] not in documents):
            meant = _in_document(*other, others)
        elif base and (other or is_relative(address)):
            meant = urljoin(base, address)
        if meant != address:
            yield address, meant


def _in_document(name: str, place: str, others: Callable[[str], Anchors | None]) -> str:
    anchors = others(name) if place else None
    found = anchors.find(place) if anchors else None
    return f"{name}.md" + (f"#{found or place}" if place else "")
