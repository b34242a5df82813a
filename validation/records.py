"""Data files and the data in pages are what their standards say, each file by its ending or by its root element."""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from validation import citations, feeds, linked_data, marc
from validation.model import finding

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from toolkit.errors import Diagnostic
    from validation.page import Page
    from validation.site import Site

ENDINGS = (".xml", ".jsonld", ".bib", ".ris", ".csl.json", ".html")
_MOST = 5
"""Findings told of one file: the same fault often stands in every record of it."""
_TEXTS = {".bib": citations.bibtex_faults, ".ris": citations.ris_faults, ".csl.json": citations.csl_faults}


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What no catalogue, harvester or reference manager would take as it stands."""
    statements: dict[str, list[linked_data.Node]] = {}
    for file in files:
        data = (site.root / file).read_bytes()
        if file.endswith(".html"):
            statements[file] = [
                node for one in _page_data(site.tree.pages[file]) for node in linked_data.top_nodes(one)
            ]
        yield from _told(file, _faults(site, file, data))
    for file, message in linked_data.translation_faults(site.tree, statements):
        yield finding("records", file, message)


def _told(file: str, messages: Iterable[str]) -> Iterator[Diagnostic]:
    rest = iter(dict.fromkeys(messages))
    yield from (finding("records", file, message) for message in islice(rest, _MOST))
    if more := sum(1 for _ in rest):
        yield finding("records", file, f"and {more} more")


def _faults(site: Site, file: str, data: bytes) -> Iterator[str]:
    try:
        text = data.decode()
        if file.endswith(".html"):
            yield from _page_faults(site.tree.pages[file], text)
        elif file.endswith(".xml"):
            yield from _xml_faults(site, ElementTree.fromstring(data))  # noqa: S314 - made by this project
        elif file.endswith(".jsonld"):
            read = json.loads(text)
            of = linked_data.page_faults if linked_data.is_schema_org(read) else linked_data.vocabulary_faults
            yield from of(read)
            yield from _dead_ids(site, file, read)
        for ending, check_text in _TEXTS.items():
            if file.endswith(ending):
                yield from check_text(text)
    except (ValueError, ElementTree.ParseError) as error:
        yield f"cannot be read: {error}"


def _xml_faults(site: Site, root: ElementTree.Element) -> Iterator[str]:
    namespace, _, name = root.tag.removeprefix("{").rpartition("}")
    checks: Mapping[str, Callable[[], Iterator[str]]] = {
        marc.NAMESPACE: lambda: marc.faults(root),
        feeds.ATOM: lambda: feeds.feed_faults(root, published=bool(site.url)),
        feeds.SITEMAP: lambda: feeds.sitemap_faults(root) if name == "urlset" else iter(()),
        feeds.REPOSITORY: lambda: feeds.repository_faults(root),
    }
    if namespace in checks:
        yield from checks[namespace]()
    else:
        yield f"{root.tag} is no kind of data that a library takes"


def _dead_ids(site: Site, file: str, data: Any) -> Iterator[str]:
    """Names of things that look like pages of the site and are none; a relative one starts from its own file."""
    for id in linked_data.addresses(data):
        target = site.tree.resolve(file, linked_data.based(data, id))
        if target is not None and target not in site.tree.files:
            yield f"{id} leads to {target}, which is not there (RFC 3986, 5.1)"


def _page_faults(page: Page, text: str) -> Iterator[str]:
    yield from citations.highwire_faults(page)
    for data in _page_data(page):
        yield from linked_data.page_faults(data)
    if "<pre" in text:
        yield from (message for one in _preformatted(text) for message in citations.citation_faults(one))


def _page_data(page: Page) -> list[Any]:
    """The JSON-LD of a page; what cannot be read the check of data tells."""
    found = []
    for element, text in page.texts:
        if element.attributes.get("type") == "application/ld+json":
            try:
                found.append(json.loads(text))
            except ValueError:
                continue
    return found


def _preformatted(text: str) -> list[str]:
    from bs4 import BeautifulSoup

    return [one.get_text() for one in BeautifulSoup(text, "html.parser").find_all("pre")]
