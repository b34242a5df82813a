"""Atom feeds (RFC 4287), sitemaps (sitemaps.org 0.9) and OAI-PMH static repositories (Open Archives, 2004)."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from validation.languages import tag_fault

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from xml.etree.ElementTree import Element

ATOM = "http://www.w3.org/2005/Atom"
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
REPOSITORY = "http://www.openarchives.org/OAI/2.0/static-repository"
_OAI = "{http://www.openarchives.org/OAI/2.0/}"
_DC = "{http://purl.org/dc/elements/1.1/}"
_LINK = "{http://www.w3.org/1999/xhtml}link"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_RESERVED = ("example", "invalid", "test", "localhost")
"""RFC 2606, 2: names that nobody owns."""
_MOST_ADDRESSES, _LONGEST_ADDRESS = 50_000, 2_047
"""What a sitemap may hold at most."""
_IDENTIFY = (
    "repositoryName", "baseURL", "protocolVersion", "adminEmail", "earliestDatestamp", "deletedRecord", "granularity",
    "compression", "description",
)  # fmt: skip
_IDENTIFY_ONCE = set(_IDENTIFY) - {"adminEmail", "compression", "description"}
_ELEMENTS = {
    "title", "creator", "subject", "description", "publisher", "contributor", "date", "type", "format", "identifier",
    "source", "language", "relation", "coverage", "rights",
}  # fmt: skip
"""Dublin Core 1.1, the only elements of oai_dc."""


# -- Atom -----------------------------------------------------------------------------------------


def feed_faults(feed: Element, *, published: bool = False) -> Iterator[str]:
    """What RFC 4287 asks of a feed and does not find; `published` if the site has an address of its own."""
    entries = feed.findall(_atom("entry"))
    yield from _common_faults(feed, "the feed", published=published)
    if not any(link.get("rel") == "self" for link in feed.findall(_atom("link"))):
        yield "the feed has no link to itself (4.1.1)"
    if (tag := feed.get(_XML_LANG)) is not None and (fault := tag_fault(tag)):
        yield fault
    has_author = feed.find(_atom("author")) is not None
    for number, entry in enumerate(entries, 1):
        name = f"entry {number}"
        yield from _common_faults(entry, name, published=published)
        yield from _entry_faults(entry, name, has_author=has_author)
    ids = Counter(one.findtext(_atom("id")) for one in (feed, *entries))
    yield from (f"the id {id!r} stands {count} times (4.2.6)" for id, count in ids.items() if id and count > 1)
    updated = [one.findtext(_atom("updated"), "") for one in entries]
    if updated and max(updated) > feed.findtext(_atom("updated"), ""):
        yield "an entry was updated after the feed"


def _atom(tag: str) -> str:
    return f"{{{ATOM}}}{tag}"


def _common_faults(element: Element, name: str, *, published: bool) -> Iterator[str]:
    for tag in ("id", "title", "updated"):
        found = element.findall(_atom(tag))
        if len(found) != 1 or not "".join(found[0].itertext()).strip():
            yield f"{name} has {len(found)} times {tag} with a text instead of once (4.1)"
    for tag in ("updated", "published"):
        for found_time in element.findall(_atom(tag)):
            if not _is_time(found_time.text or ""):
                yield f"{name}: {tag} {found_time.text!r} is no time (RFC 3339)"
    id = element.findtext(_atom("id"), "")
    if id and not urlsplit(id).scheme:
        yield f"{name}: the id {id!r} is no IRI (4.2.6)"
    if published and id.startswith("tag:") and _is_reserved(id.removeprefix("tag:").partition(",")[0]):
        yield f"{name}: the id {id!r} is in a name that nobody owns (RFC 4151, 2.1; RFC 2606, 2)"
    alternates = Counter(
        (link.get("type"), link.get("hreflang"))
        for link in element.findall(_atom("link"))
        if link.get("rel", "alternate") == "alternate"
    )
    if any(count > 1 for count in alternates.values()):
        yield f"{name} has two alternates of the same type and language (4.1.1, 4.1.2)"
    yield from (
        f"{name} has a link without href (4.2.7)" for link in element.findall(_atom("link")) if not link.get("href")
    )


def _entry_faults(entry: Element, name: str, *, has_author: bool) -> Iterator[str]:
    authors = entry.findall(_atom("author"))
    if not has_author and not authors:
        yield f"{name} has no author, nor has the feed (4.1.1)"
    if any(not author.findtext(_atom("name"), "").strip() for author in authors):
        yield f"{name} has an author without a name (3.2.1)"
    kinds = [link.get("rel", "alternate") for link in entry.findall(_atom("link"))]
    if entry.find(_atom("content")) is None and "alternate" not in kinds:
        yield f"{name} has neither content nor an alternate (4.1.2)"


def _is_time(text: str) -> bool:
    try:
        return bool(_TIME.fullmatch(text) and datetime.datetime.fromisoformat(text))
    except ValueError:
        return False


def _is_reserved(name: str) -> bool:
    return name.rpartition("@")[2].rpartition(".")[2] in _RESERVED


# -- sitemaps -------------------------------------------------------------------------------------


def sitemap_faults(root: Element) -> Iterator[str]:
    """Addresses that are none, stand twice, or name pages in other languages that do not name them in return."""
    urls = root.findall(_sitemap("url"))
    if not 0 < len(urls) <= _MOST_ADDRESSES:
        yield f"there are {len(urls)} addresses"
    places = [[one.text or "" for one in url.findall(_sitemap("loc"))] for url in urls]
    yield from (f"an address has {len(one)} times loc" for one in places if len(one) != 1)
    found = [one[0].strip() for one in places if len(one) == 1]
    yield from _place_faults(found)
    alternates = {
        place: {link.get("hreflang", ""): link.get("href", "") for link in url.findall(_LINK)}
        for place, url in zip(found, (url for url, one in zip(urls, places, strict=True) if len(one) == 1), strict=True)
    }
    for place, others in alternates.items():
        yield from _alternate_faults(place, others, alternates)
    for url in urls:
        yield from _time_faults(url)


def _sitemap(tag: str) -> str:
    return f"{{{SITEMAP}}}{tag}"


def _place_faults(places: Sequence[str]) -> Iterator[str]:
    for place, count in Counter(places).items():
        if urlsplit(place).scheme not in {"http", "https"} or len(place) > _LONGEST_ADDRESS:
            yield f"{place!r} is no address of a page"
        if count > 1:
            yield f"{place} stands {count} times"
    if len({urlsplit(place)[:2] for place in places}) > 1:
        yield "addresses are of several sites"


def _alternate_faults(place: str, others: dict[str, str], all: dict[str, dict[str, str]]) -> Iterator[str]:
    if others and place not in others.values():
        yield f"{place} does not name itself among its languages"
    for tag, other in others.items():
        if tag != "x-default" and (fault := tag_fault(tag)):
            yield f"{place}: {fault}"
        if other not in all:
            yield f"{place} names {other}, which is not in the sitemap"
        elif place not in all[other].values():
            yield f"{other} does not name {place} in return"


def _time_faults(url: Element) -> Iterator[str]:
    for time in url.findall(_sitemap("lastmod")):
        if not (_is_time(time.text or "") or _is_date(time.text or "")):
            yield f"lastmod {time.text!r} is no time (W3C Date and Time Formats)"


def _is_date(text: str) -> bool:
    try:
        return bool(re.fullmatch(r"\d{4}-\d\d-\d\d", text) and datetime.date.fromisoformat(text))
    except ValueError:
        return False


# -- OAI-PMH --------------------------------------------------------------------------------------


def repository_faults(root: Element) -> Iterator[str]:
    """What the schema of static repositories asks for, in its order, and what OAI-PMH 2.0 says of its parts."""
    parts = [child.tag.removeprefix(f"{{{REPOSITORY}}}") for child in root]
    if parts[:2] != ["Identify", "ListMetadataFormats"] or not parts[2:] or set(parts[2:]) != {"ListRecords"}:
        yield f"Identify, ListMetadataFormats and ListRecords are expected, there stand {', '.join(parts)}"
        return
    yield from _identify_faults(root[0])
    prefixes = [one.findtext(f"{_OAI}metadataPrefix", "") for one in root[1].findall(f"{_OAI}metadataFormat")]
    if "oai_dc" not in prefixes:
        yield "the format oai_dc is not named (OAI-PMH 2.0, 2.5)"
    for list in root[2:]:
        if list.get("metadataPrefix") not in prefixes:
            yield f"the format {list.get('metadataPrefix')!r} is used and not named"
        yield from _records_faults(list, root[0].findtext(f"{_OAI}earliestDatestamp", ""))


def _identify_faults(identify: Element) -> Iterator[str]:
    names = [child.tag.removeprefix(_OAI) for child in identify]
    known = [name for name in names if name in _IDENTIFY]
    if known != names or known != sorted(known, key=_IDENTIFY.index):
        yield f"Identify holds {', '.join(names)}, which is not the order of the schema (OAI-PMH 2.0, 4.2)"
    for name in ("adminEmail", *sorted(_IDENTIFY_ONCE)):
        count = names.count(name)
        if count == 0 or (count > 1 and name in _IDENTIFY_ONCE):
            yield f"Identify has {count} times {name} (OAI-PMH 2.0, 4.2)"
    fixed = {"protocolVersion": "2.0", "deletedRecord": "no", "granularity": "YYYY-MM-DD"}
    for name, value in fixed.items():
        if (found := identify.findtext(_OAI + name, value)) != value:
            yield f"{name} is {found} instead of {value}"
    if urlsplit(identify.findtext(f"{_OAI}baseURL", "http:")).scheme not in {"http", "https"}:
        yield "baseURL is no address"
    for one in identify.findall(f"{_OAI}adminEmail"):
        if "@" not in (one.text or "") or _is_reserved(one.text or ""):
            yield f"adminEmail {one.text!r} reaches nobody"


def _records_faults(list: Element, earliest: str) -> Iterator[str]:
    records = list.findall(f"{_OAI}record")
    if not records:
        yield "there is no record"
    ids = Counter(record.findtext(f"{_OAI}header/{_OAI}identifier", "") for record in records)
    yield from (f"the record {id!r} stands {count} times" for id, count in ids.items() if count > 1)
    for record in records:
        id = record.findtext(f"{_OAI}header/{_OAI}identifier", "")
        yield from (f"record {id or 'without identifier'}: {message}" for message in _record_faults(record, earliest))


def _record_faults(record: Element, earliest: str) -> Iterator[str]:
    if not urlsplit(record.findtext(f"{_OAI}header/{_OAI}identifier", "")).scheme:
        yield "the identifier is no URI (OAI-PMH 2.0, 2.4)"
    date = record.findtext(f"{_OAI}header/{_OAI}datestamp", "")
    if not _is_date(date):
        yield f"the datestamp {date!r} is no date"
    elif date < earliest:
        yield f"the datestamp {date} is before the earliest, {earliest}"
    metadata = record.find(f"{_OAI}metadata")
    if metadata is None or len(metadata) != 1:
        yield "there is no metadata, or more than one"
    elif metadata[0].tag.endswith("oai_dc/}dc"):
        yield from _dublin_core_faults(metadata[0])


def _dublin_core_faults(root: Iterable[Element]) -> Iterator[str]:
    elements = list(root)
    for element in elements:
        if not element.tag.startswith(_DC) or element.tag.removeprefix(_DC) not in _ELEMENTS:
            yield f"{element.tag} is no element of Dublin Core 1.1"
    for language in (element.text or "" for element in elements if element.tag == f"{_DC}language"):
        if fault := tag_fault(language):
            yield fault
