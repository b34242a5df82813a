"""The formats of an edition: how each is called, and what its files are."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """One format."""

    name: str
    """In the settings and on the command line."""
    ending: str
    """Of its files, after the document's name."""
    media_type: str
    """IANA media type."""
    has_pairs: bool = False
    """Whether two languages can stand side by side in it."""
    is_default: bool = True
    """Whether it is made where the settings say nothing."""


FORMATS = {
    one.name: one
    for one in (
        Format("html", ".html", "text/html", has_pairs=True),
        Format("pdf", ".pdf", "application/pdf", has_pairs=True),
        Format("large-print", ".large-print.pdf", "application/pdf", is_default=False),
        Format("epub", ".epub", "application/epub+zip"),
    )
}
"""By name, in the order in which readers see them."""
DEFAULT_FORMATS = tuple(name for name, one in FORMATS.items() if one.is_default)


@dataclass(frozen=True, slots=True)
class RecordFormat:
    """A way to describe an edition for catalogues and reference managers."""

    name: str
    ending: str
    """Of its files, after the document's name."""
    label: str
    """What it is called everywhere."""


RECORDS = {
    one.name: one
    for one in (
        RecordFormat("marc", ".marc.xml", "MARCXML"),
        RecordFormat("datacite", ".datacite.json", "DataCite"),
        RecordFormat("bibtex", ".bib", "BibTeX"),
        RecordFormat("ris", ".ris", "RIS"),
        RecordFormat("csl", ".csl.json", "CSL-JSON"),
    )
}
"""By name, in the order in which readers see them."""


def file_name(document: str, format: str) -> str:
    """What a document's file in a format is called."""
    return document + FORMATS[format].ending
