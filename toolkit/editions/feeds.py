"""What harvesters and readers of news take from the site: Atom feeds, a sitemap, an OAI-PMH static repository."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from toolkit.locales import load_locale
from toolkit.templates import render

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolkit.interface import Interface
    from toolkit.project import Project

_NO_DATE = "1980-01-01"


@dataclass(frozen=True, slots=True)
class FeedFile:
    """One file of an edition."""

    kind: str
    """Media type."""
    address: str
    bytes: int


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One document in one language."""

    document: str
    locale: str
    title: str
    subtitle: str
    date: str
    """ISO 8601 calendar date; empty if unknown."""
    files: Sequence[FeedFile]

    @property
    def id(self) -> str:
        """A tag URI (RFC 4151) in the name of the example domain, stable wherever the site lies."""
        return f"tag:polyedition.example,2026:{self.document}/{self.locale}"

    @property
    def updated(self) -> str:
        """RFC 3339."""
        return f"{self.date or _NO_DATE}T00:00:00Z"


def render_feed(project: Project, tag: str, entries: Sequence[FeedEntry], interface: Interface) -> str:
    """The Atom feed of a language (RFC 4287)."""
    updated = max((entry.updated for entry in entries), default=f"{_NO_DATE}T00:00:00Z")
    return render(
        project.theme_path,
        "feed.xml",
        interface,
        project=project,
        locale=load_locale(tag),
        id=f"tag:polyedition.example,2026:{tag}",
        updated=updated,
        entries=entries,
    )


@dataclass(frozen=True, slots=True)
class _Alternate:
    tag: str
    address: str


@dataclass(frozen=True, slots=True)
class _Page:
    address: str
    alternates: Sequence[_Alternate]


def render_sitemap(project: Project, pages: Mapping[str, Iterable[str]], interface: Interface) -> str:
    """The sitemap; `pages` has, by the path below a language's folder, the languages that have it."""
    found = []
    for path, tags in pages.items():
        alternates = [_Alternate(tag, project.address(f"{tag}/{path}")) for tag in tags]
        found += [_Page(one.address, alternates) for one in alternates]
    home = _Page(project.address("index.html"), ())
    return render(project.theme_path, "sitemap.xml", interface, pages=[home, *found])


def render_oai(project: Project, entries: Sequence[FeedEntry]) -> str:
    """An OAI-PMH static repository (Open Archives, 2004) with a Dublin Core record an edition."""
    records = "".join(_record(entry) for entry in entries)
    return _OAI.format(
        name=escape(project.title), base=escape(project.address("oai.xml")), earliest=_NO_DATE, records=records
    )


def _record(entry: FeedEntry) -> str:
    addresses = "".join(f"<dc:identifier>{escape(file.address)}</dc:identifier>" for file in entry.files)
    formats = "".join(f"<dc:format>{file.kind}</dc:format>" for file in entry.files)
    date = f"<dc:date>{entry.date}</dc:date>" if entry.date else ""
    return (
        f"<oai:record><oai:header><oai:identifier>{escape(entry.id)}</oai:identifier>"
        f"<oai:datestamp>{entry.date or _NO_DATE}</oai:datestamp></oai:header><oai:metadata>"
        '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(entry.title)}</dc:title><dc:language>{entry.locale}</dc:language>{date}"
        f"<dc:type>Text</dc:type>{formats}{addresses}</oai_dc:dc></oai:metadata></oai:record>\n"
    )


_OAI = """\
<?xml version="1.0" encoding="UTF-8"?>
<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository" xmlns:oai="http://www.openarchives.org/OAI/2.0/">
<Identify><oai:repositoryName>{name}</oai:repositoryName><oai:baseURL>{base}</oai:baseURL>
<oai:protocolVersion>2.0</oai:protocolVersion><oai:adminEmail>nobody@example.invalid</oai:adminEmail>
<oai:earliestDatestamp>{earliest}</oai:earliestDatestamp><oai:deletedRecord>no</oai:deletedRecord>
<oai:granularity>YYYY-MM-DD</oai:granularity></Identify>
<ListMetadataFormats><oai:metadataFormat><oai:metadataPrefix>oai_dc</oai:metadataPrefix>
<oai:schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</oai:schema>
<oai:metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</oai:metadataNamespace></oai:metadataFormat></ListMetadataFormats>
<ListRecords metadataPrefix="oai_dc">
{records}</ListRecords>
</Repository>
"""
