"""A PDF as far as its soundness shows without veraPDF: whole, tagged, titled, in its language, and said to be PDF/A and PDF/UA."""

from __future__ import annotations

import re
import zlib
from typing import TYPE_CHECKING

from defusedxml.ElementTree import fromstring

from toolkit.publish.sound.book import BROKEN

if TYPE_CHECKING:
    from collections.abc import Iterator

_STREAM = re.compile(rb"(?<!end)stream\r?\n")
_RDF = re.compile(rb"<rdf:RDF.*?</rdf:RDF>", re.DOTALL)
_CATALOG = re.compile(rb"/Type\s*/Catalog\b.*?(?=\n<<|\nendobj|\Z)", re.DOTALL)
_SAYS = {
    "the file is not tagged (ISO 14289-1, 7.1)": rb"/Marked true",
    "it has no tree of tags (ISO 14289-1, 7.1)": rb"/StructTreeRoot \d+",
    "its title is not shown in the window (ISO 14289-1, 7.1)": rb"/DisplayDocTitle true",
    "it has no profile for its colours (ISO 19005-3, 6.2.3)": rb"/OutputIntents",
    "its metadata are not named (ISO 19005-3, 6.6.2)": rb"/Metadata \d+",
}
_IDENTIFIED = {"pdfaid/part": "3", "pdfaid/conformance": "A", "pdfuaid/part": "1"}
"""ISO 19005-3, 6.6.4; ISO 14289-1, 5."""
_SPACES = {"pdfaid": "http://www.aiim.org/pdfa/ns/id/", "pdfuaid": "http://www.aiim.org/pdfua/ns/id/"}
_DC = "{http://purl.org/dc/elements/1.1/}"


def is_for_press(data: bytes) -> bool:
    """Whether it is PDF/X: no reader opens it, and the standards of those that readers open do not hold."""
    return b"<pdfxid:GTS_PDFXVersion" in data


def paper_faults(data: bytes, locale: str) -> Iterator[str]:
    """What is wrong with a PDF in a language."""
    if not data.startswith(b"%PDF-") or b"%%EOF" not in data[-64:]:
        yield "it is no whole PDF"
        return
    parts = [data, *_streams(data)]
    catalog = next((found[0] for part in parts if (found := _CATALOG.search(part))), b"")
    if not catalog:
        yield "it has no catalog"
        return
    yield from (message for message, sign in _SAYS.items() if not re.search(sign, catalog))
    if not re.search(rb"/Lang\s*\(%s\)" % re.escape(locale.encode()), catalog):
        yield f"it does not say that it is in {locale}"
    yield from _metadata_faults(next((found[0] for part in parts if (found := _RDF.search(part))), b""), locale)


def _streams(data: bytes) -> Iterator[bytes]:
    """What the compressed streams hold, those apart that are compressed in another way."""
    for match in _STREAM.finditer(data):
        try:
            yield zlib.decompressobj().decompress(data[match.end() :])
        except zlib.error:
            continue


def _metadata_faults(xmp: bytes, locale: str) -> Iterator[str]:
    try:
        root = fromstring(xmp)
    except BROKEN:
        yield "its metadata cannot be read (ISO 19005-3, 6.6.2)"
        return
    for name, value in _IDENTIFIED.items():
        space, _, key = name.partition("/")
        if root.findtext(f".//{{{_SPACES[space]}}}{key}") != value:
            yield f"its metadata do not say {space}:{key} {value}"
    title = root.find(f".//{_DC}title")
    if title is None or not "".join(title.itertext()).strip():
        yield "its metadata have no title"
    languages = [one.strip() for found in root.iter(f"{_DC}language") for one in found.itertext() if one.strip()]
    if languages and locale not in languages:
        yield f"its metadata say that it is in {', '.join(languages)}"
