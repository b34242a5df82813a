"""The XMP of a PDF that is both PDF/A-3a and PDF/UA-1: one RDF with all that a catalogue wants to know."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from weasyprint import __version__
from weasyprint.pdf.metadata import DocumentMetadata

from toolkit.editions.credits import numbers_of
from toolkit.editions.records.metadata import licence

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.editions.edition import Edition

_NAMESPACES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

# PDF/A allows only schemas that it knows or that the file describes: ISO 19005-3, 6.6.2.3.
_EXTENSION = """\
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that the file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""


class EditionMetadata(DocumentMetadata):  # type: ignore[misc]
    """WeasyPrint's metadata, with the edition's own XMP."""

    editions: tuple[Edition, ...]
    """One, or those that stand side by side."""

    @classmethod
    def of(cls, metadata: DocumentMetadata, *editions: Edition) -> EditionMetadata:
        """The same Info entries, and the editions to describe in XMP."""
        made = cls()
        made.__dict__.update(metadata.__dict__)
        made.editions = editions
        return made

    def generate_rdf_metadata(self, variant: str, version: int, conformance: str) -> bytes:
        """The RDF, with the identification of both standards. The variant must be PDF/A's."""
        assert variant == "a"
        spaces = " ".join(f"xmlns:{name}={quoteattr(uri)}" for name, uri in _NAMESPACES.items())
        identification = (
            f"<pdfaid:part>{version}</pdfaid:part>\n<pdfaid:conformance>{conformance}</pdfaid:conformance>\n"
            "<pdfuaid:part>1</pdfuaid:part>\n"
        )
        body = identification + _EXTENSION + self._described()
        return f'<rdf:RDF {spaces}>\n<rdf:Description rdf:about="">\n{body}</rdf:Description>\n</rdf:RDF>'.encode()

    def _described(self) -> str:
        edition, meta = self.editions[0], self.editions[0].localized.document.meta
        version = f"{meta.version} " if meta.version else ""
        source = f"{edition.original_title}, {version}{edition.localized.document.revision} ({meta.language})"
        source = ", ".join([source, *list(numbers_of(meta, meta.language))[:1]])
        date = meta.date.isoformat() if meta.date else ""
        publishers = edition.bodies
        people = (str(one) for one in edition.credits if one not in edition.authors)
        helpers = (
            str(one) for each in self.editions for one in (*each.localized.translators, *each.localized.reviewers)
        )
        kinds = (one.plain("kind") for one in self.editions)
        parts = [
            self._alternative("dc:title", "title"),
            _list("dc:creator", "Seq", edition.creators),
            _list("dc:contributor", "Bag", (*people, *helpers)),
            _list("dc:publisher", "Bag", publishers),
            _list("dc:date", "Seq", [date]),
            _list("dc:language", "Bag", (one.localized.locale for one in self.editions)),
            _list("dc:subject", "Bag", (word for one in self.editions for word in one.keywords)),
            _list("dc:type", "Bag", kinds),
            self._alternative("dc:description", "abstract" if edition.plain("abstract") else "subtitle"),
            self._alternative("dc:rights", "rights"),
            _plain("dc:identifier", next(iter(edition.numbers), "")),
            _list(
                "dc:relation",
                "Bag",
                [edition.plain("series"), *(one.address or one.title for one in edition.companions)],
            ),
            _plain("xmpRights:WebStatement", licence(edition)),
            _plain("dc:source", source),
            _plain("pdf:Keywords", ", ".join(self.keywords)),
            _plain("pdf:Producer", f"WeasyPrint {__version__}"),
            _plain("xmp:CreatorTool", self.generator or ""),
            _plain("xmp:CreateDate", self.created or ""),
            _plain("xmp:ModifyDate", self.modified or ""),
        ]
        return "".join(parts)

    def _alternative(self, name: str, key: str) -> str:
        """A text of the front matter by language; the default alternative comes first (XMP, ISO 16684-1, 8.2.2.4)."""
        texts = {one.localized.locale: text for one in self.editions if (text := one.plain(key))}
        if not texts:
            return ""
        alternatives = {"x-default": " / ".join(dict.fromkeys(texts.values())), **texts}
        items = "".join(f'<rdf:li xml:lang="{tag}">{escape(text)}</rdf:li>' for tag, text in alternatives.items())
        return f"<{name}><rdf:Alt>{items}</rdf:Alt></{name}>\n"


def _plain(name: str, text: str) -> str:
    return f"<{name}>{escape(text)}</{name}>\n" if text else ""


def _list(name: str, kind: str, texts: Iterable[str]) -> str:
    """The texts that say something, each once."""
    items = "".join(f"<rdf:li>{escape(text)}</rdf:li>" for text in dict.fromkeys(texts) if text)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n" if items else ""
