"""What harvesters and readers of news take from the site: Atom feeds, a sitemap, an OAI-PMH static repository."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

from toolkit.editions.templates import render
from toolkit.language.locales import load_locale
from toolkit.sources.inline import without_controls

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from toolkit.collection.interface import Interface
    from toolkit.project.project import Project

_escape = partial(escape, quote=False)
_NO_DATE = "1980-01-01"
_EXAMPLE = "polyedition.example"
"""Stands in identifiers for the host of a site that has no address; RFC 2606 keeps it from ever being one."""
_NAMESPACE = re.compile(r"[a-zA-Z][a-zA-Z0-9-]*(\.[a-zA-Z][a-zA-Z0-9-]*)+")
"""The schema of OAI identifiers."""
_IN_IDENTIFIERS = "-_.!~*'();/?:@&=+$,"
"""Signs of a local identifier (Specification for OAI identifiers, 2.1)."""


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
    """Of the document: ISO 8601 calendar date; empty if unknown."""
    revised: str
    """The day of the edition's newest text, where that is known and another."""
    files: Sequence[FeedFile]
    record: Mapping[str, Sequence[str]]
    """Dublin Core: the values by the name of the element, for what is not said above."""

    @property
    def updated(self) -> str:
        """The day of the last change."""
        return self.revised or self.date or _NO_DATE


def render_feed(project: Project, tag: str, entries: Sequence[FeedEntry], interface: Interface) -> str:
    """The Atom feed of a language (RFC 4287), what is newest first."""
    entries = sorted(entries, key=lambda entry: entry.updated, reverse=True)
    updated = max((entry.updated for entry in entries), default=_NO_DATE)
    return render(
        project.theme_path,
        "feed.xml",
        interface,
        project=project,
        locale=load_locale(tag),
        id=_tag_uri(project, tag),
        updated=updated,
        entries=[(_tag_uri(project, f"{entry.document}/{entry.locale}"), entry) for entry in entries],
    )


def host(project: Project) -> str:
    """The name of the site's host in ASCII, or that of an example."""
    name = urlsplit(project.site_url).hostname or _EXAMPLE
    return name.encode("idna").decode()


def _tag_uri(project: Project, path: str) -> str:
    """A tag URI (RFC 4151) in the name of the site's host, the same whatever becomes of the page."""
    return f"tag:{host(project)},2026:{quote(path)}"


@dataclass(frozen=True, slots=True)
class SitePage:
    """A page for the sitemap."""

    path: str
    date: str = ""
    """ISO 8601 calendar date of its content; empty if unknown."""
    alternates: Sequence[tuple[str, str]] = ()
    """Language and path of the same page in every language, itself included; ``x-default`` last."""


def render_sitemap(project: Project, pages: Iterable[SitePage], interface: Interface) -> str:
    """The sitemap (sitemaps.org 0.9) of a site that has an address."""
    return render(project.theme_path, "sitemap.xml", interface, project=project, pages=list(pages))


def render_oai(project: Project, entries: Sequence[FeedEntry]) -> str:
    """An OAI-PMH static repository (Open Archives, 2004) with a Dublin Core record an edition.

    The project must have `site_url` and `site_email`: the format has no place for a repository without them.
    """
    return without_controls(
        _OAI.format(
            name=_escape(project.title),
            base=_escape(_base_url(project)),
            email=_escape(project.site_email),
            earliest=min((entry.updated for entry in entries), default=_NO_DATE),
            scheme=_scheme(project),
            records="".join(_record(project, entry) for entry in entries),
        )
    )


def _base_url(project: Project) -> str:
    """The gateway's address with that of the repository behind it, without its scheme (Static Repository, 3.2)."""
    address = project.address("oai.xml")
    return f"{project.oai_gateway}/{address.partition('://')[2]}" if project.oai_gateway else address


def _scheme(project: Project) -> str:
    """What the identifiers are made of; nothing where the host has a name that their specification does not know."""
    name = host(project)
    sample = _oai_identifier(project, f"document/{project.locales[0]}")
    return _OAI_IDENTIFIER.format(host=name, sample=_escape(sample)) if _NAMESPACE.fullmatch(name) else ""


def _oai_identifier(project: Project, path: str) -> str:
    return f"oai:{host(project)}:{quote(path, safe=_IN_IDENTIFIERS)}"


def _record(project: Project, entry: FeedEntry) -> str:
    elements = "".join(f"<dc:{name}>{_escape(text)}</dc:{name}>" for name, text in _dublin_core(entry))
    identifier = _oai_identifier(project, f"{entry.document}/{entry.locale}")
    return (
        f"<oai:record><oai:header><oai:identifier>{_escape(identifier)}</oai:identifier>"
        f"<oai:datestamp>{entry.updated}</oai:datestamp></oai:header><oai:metadata>"
        f"{_DC_HEAD}{elements}</oai_dc:dc></oai:metadata></oai:record>\n"
    )


def _dublin_core(entry: FeedEntry) -> Iterator[tuple[str, str]]:
    found = [("title", entry.title)]
    found += [(name, text) for name, texts in entry.record.items() for text in texts]
    found += [("description", entry.subtitle), ("language", entry.locale), ("date", entry.date), ("type", "Text")]
    found += [("format", file.kind) for file in entry.files]
    found += [("identifier", file.address) for file in entry.files]
    return ((name, text) for name, text in found if text)


_DC_HEAD = (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai_dc/ '
    'http://www.openarchives.org/OAI/2.0/oai_dc.xsd">'
)
_OAI_IDENTIFIER = """
<oai:description><oai-identifier xmlns="http://www.openarchives.org/OAI/2.0/oai-identifier" \
xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/oai-identifier \
http://www.openarchives.org/OAI/2.0/oai-identifier.xsd">
<scheme>oai</scheme><repositoryIdentifier>{host}</repositoryIdentifier><delimiter>:</delimiter>
<sampleIdentifier>{sample}</sampleIdentifier></oai-identifier></oai:description>"""
_OAI = """\
<?xml version="1.0" encoding="UTF-8"?>
<Repository xmlns="http://www.openarchives.org/OAI/2.0/static-repository" xmlns:oai="http://www.openarchives.org/OAI/2.0/" \
xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" \
xsi:schemaLocation="http://www.openarchives.org/OAI/2.0/static-repository \
http://www.openarchives.org/OAI/2.0/static-repository.xsd">
<Identify><oai:repositoryName>{name}</oai:repositoryName><oai:baseURL>{base}</oai:baseURL>
<oai:protocolVersion>2.0</oai:protocolVersion><oai:adminEmail>{email}</oai:adminEmail>
<oai:earliestDatestamp>{earliest}</oai:earliestDatestamp><oai:deletedRecord>no</oai:deletedRecord>
<oai:granularity>YYYY-MM-DD</oai:granularity>{scheme}</Identify>
<ListMetadataFormats><oai:metadataFormat><oai:metadataPrefix>oai_dc</oai:metadataPrefix>
<oai:schema>http://www.openarchives.org/OAI/2.0/oai_dc.xsd</oai:schema>
<oai:metadataNamespace>http://www.openarchives.org/OAI/2.0/oai_dc/</oai:metadataNamespace></oai:metadataFormat></ListMetadataFormats>
<ListRecords metadataPrefix="oai_dc">
{records}</ListRecords>
</Repository>
"""
