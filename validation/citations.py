"""What reference managers take: Highwire tags in pages, BibTeX, RIS and CSL-JSON in pages and files."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from validation.languages import tag_fault

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from validation.page import Page

_HIGHWIRE_DATE = re.compile(r"\d{4}(/(0[1-9]|1[0-2])(/(0[1-9]|[12]\d|3[01]))?)?")
"""Google Scholar's guidelines for webmasters: YYYY/MM/DD, or less of it from the right."""
_ENTRY = re.compile(r"\s*@(?P<kind>[A-Za-z]+)\s*\{\s*(?P<key>[^\s,{}\"#%'()=~\\]+)\s*,")
_KIND = "@"
"""Stands before the kind of an entry, among its fields."""
_FIELD = re.compile(r"\s*(?P<name>[A-Za-z][\w:-]*)\s*=\s*")
_BETWEEN = re.compile(r"\s*,?\s*")
_RIS = re.compile(r"(?P<tag>[A-Z][A-Z0-9])  -(?: (?P<value>.*))?")
_RIS_TYPES = {
    "ABST", "BLOG", "BOOK", "CHAP", "CONF", "CPAPER", "DATA", "EBOOK", "ECHAP", "EJOUR", "ELEC", "GEN", "GOVDOC", "JOUR",
    "MGZN", "NEWS", "PAMP", "RPRT", "STAND", "STAT", "THES", "UNPB", "WEB",
}  # fmt: skip
_CSL_TYPES = {
    "article", "article-journal", "article-magazine", "article-newspaper", "bill", "book", "broadcast", "chapter",
    "classic", "collection", "dataset", "document", "entry", "entry-dictionary", "entry-encyclopedia", "event", "figure",
    "graphic", "hearing", "interview", "legal_case", "legislation", "manuscript", "map", "motion_picture",
    "musical_score", "pamphlet", "paper-conference", "patent", "performance", "periodical", "personal_communication",
    "post", "post-weblog", "regulation", "report", "review", "review-book", "software", "song", "speech", "standard",
    "thesis", "treaty", "webpage",
}  # fmt: skip
"""CSL 1.0.2, appendix III."""
_CSL_NAMES = ("author", "editor", "translator", "contributor", "collection-editor")


def highwire_faults(page: Page) -> Iterator[str]:
    """What the `citation_*` tags of a page lack; a page without any lacks nothing."""
    tags: dict[str, list[str]] = {}
    for element in page.elements:
        name = element.attributes.get("name", "")
        if element.tag == "meta" and name.startswith(("citation_", "DC.date", "DC.creator", "DC.publisher")):
            tags.setdefault(name, []).append(element.attributes.get("content", "").strip())
    if not any(name.startswith("citation_") for name in tags):
        return
    for name in ("citation_title", "citation_language"):
        if len(tags.get(name, [])) != 1:
            yield f"there are {len(tags.get(name, []))} tags {name}"
    if not tags.get("citation_author") and tags.keys() & {"DC.creator", "DC.publisher"}:
        yield "the page names who is responsible, and there is no citation_author"
    yield from (f"{name} is empty" for name, values in tags.items() if not all(values))
    dates = tags.get("citation_publication_date", [])
    yield from (
        f"citation_publication_date {one!r} is not YYYY/MM/DD" for one in dates if not _HIGHWIRE_DATE.fullmatch(one)
    )
    if "DC.date" in tags and not dates:
        yield "the page has a date, and there is no citation_publication_date"
    yield from (
        f"citation_language {one} on a page in {page.language}"
        for one in tags.get("citation_language", [])
        if one != page.language
    )
    for one in tags.get("citation_pdf_url", []):
        if not urlsplit(one).scheme:
            yield f"citation_pdf_url {one!r} is no absolute address"


def citation_faults(text: str) -> Iterator[str]:
    """What is wrong with a citation, whichever of the three forms it has; a text in none of them has no fault."""
    start = text.lstrip()
    if _ENTRY.match(start):
        yield from bibtex_faults(text)
    elif start.startswith("TY  -"):
        yield from ris_faults(text)
    elif start.startswith(("{", "[")):
        yield from csl_faults(text)


# -- BibTeX ---------------------------------------------------------------------------------------


def bibtex_faults(text: str) -> Iterator[str]:
    """Where a BibTeX file cannot be read, and entries without author, title or date, or with a key twice."""
    try:
        entries = list(_bibtex_entries(text))
    except _UnreadableError as error:
        yield str(error)
        return
    if not entries:
        yield "there is no entry"
    for key, fields in entries:
        yield from (f"{key}: {message}" for message in _bibtex_entry_faults(fields))
    keys = Counter(key for key, _ in entries)
    yield from (f"the key {key} stands {count} times" for key, count in keys.items() if count > 1)


class _UnreadableError(Exception):
    def __init__(self, text: str, place: int) -> None:
        super().__init__(
            f"cannot be read as BibTeX at {text[place : place + 30]!r}, line {text.count(chr(10), 0, place) + 1}"
        )


def _bibtex_entries(text: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """The key of each entry, and its fields. Raises `_UnreadableError`."""
    place = 0
    while place < len(text.rstrip()):
        entry = _ENTRY.match(text, place)
        if not entry:
            raise _UnreadableError(text, place)
        fields, place = _bibtex_fields(text, entry.end())
        yield entry["key"], [(_KIND, entry["kind"]), *fields]


def _bibtex_fields(text: str, place: int) -> tuple[list[tuple[str, str]], int]:
    fields = []
    while not text.startswith("}", place := _skip(text, place)):
        match = _FIELD.match(text, place)
        if not match:
            raise _UnreadableError(text, place)
        value, place = _bibtex_value(text, match.end())
        fields.append((match["name"].lower(), value))
    return fields, _skip(text, place + 1)


def _skip(text: str, place: int) -> int:
    match = _BETWEEN.match(text, place)
    return match.end() if match else place


def _bibtex_value(text: str, place: int) -> tuple[str, int]:
    """A value in braces, which nest, in quotes, or bare; and the place behind it."""
    if text.startswith("{", place):
        depth = 0
        for end in range(place, len(text)):
            escaped = text[end - 1] == "\\"
            depth += 0 if escaped else (text[end] == "{") - (text[end] == "}")
            if not depth:
                return text[place + 1 : end], end + 1
    bare = re.compile(r'"[^"]*"|[\w.-]+').match(text, place)
    if not bare:
        raise _UnreadableError(text, place)
    return bare[0].strip('"'), bare.end()


def _bibtex_entry_faults(fields: Sequence[tuple[str, str]]) -> Iterator[str]:
    kind, *fields = fields
    names = Counter(name for name, _ in fields)
    yield from (f"{name} stands {count} times" for name, count in names.items() if count > 1)
    if not names.keys() & {"author", "editor", "institution"} and kind != (_KIND, "misc"):
        yield "there is no author"
    if "title" not in names:
        yield "there is no title"
    for name, value in fields:
        if not value.strip():
            yield f"{name} is empty"
        if name == "date" and not re.fullmatch(r"\d{4}(-\d\d){0,2}", value):
            yield f"date {value!r} is no date (ISO 8601)"
        if name == "url":
            yield from _address_faults(value.replace("\\", ""))
        if name == "langid" and (fault := tag_fault(value)) and "-" in value:
            yield fault


def _address_faults(address: str) -> Iterator[str]:
    if not urlsplit(address).scheme:
        yield f"{address!r} is no absolute address"


# -- RIS ------------------------------------------------------------------------------------------


def ris_faults(text: str) -> Iterator[str]:
    """Lines that are no tag with its value, and references that do not begin with TY, end with ER, or have no title."""
    tags: list[tuple[str, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _RIS.fullmatch(line)
        if match:
            tags.append((match["tag"], (match["value"] or "").strip()))
        elif line.strip():
            yield f"line {number} is no RIS: {line[:40]!r}"
    if not tags or tags[-1][0] != "ER":
        yield "the last reference does not end with ER"
    reference: list[tuple[str, str]] = []
    for tag, value in tags:
        reference.append((tag, value))
        if tag == "ER":
            yield from _reference_faults(reference)
            reference = []


def _reference_faults(reference: Sequence[tuple[str, str]]) -> Iterator[str]:
    names = [tag for tag, _ in reference]
    if names[0] != "TY" or names.count("TY") != 1:
        yield "a reference does not begin with its only TY"
    elif reference[0][1] not in _RIS_TYPES:
        yield f"there is no type {reference[0][1]!r}"
    if not {"TI", "T1"} & set(names):
        yield "a reference has no title"
    for tag, value in reference:
        if tag != "ER" and not value:
            yield f"{tag} is empty"
        if tag == "DA" and not re.fullmatch(r"\d{4}/(\d\d)?/(\d\d)?(/.*)?", value):
            yield f"DA {value!r} is not YYYY/MM/DD"
        if tag in {"PY", "Y1"} and not re.match(r"\d{4}(/|$)", value):
            yield f"{tag} {value!r} is no year"
        if tag == "LA" and (fault := tag_fault(value)):
            yield fault
        if tag == "UR":
            yield from _address_faults(value)


# -- CSL-JSON -------------------------------------------------------------------------------------


def csl_faults(text: str) -> Iterator[str]:
    """Items without id, type or title, and values that the schema csl-data has no place for."""
    try:
        data = json.loads(text)
    except ValueError as error:
        yield f"cannot be read as CSL-JSON: {error}"
        return
    items = data if isinstance(data, list) else [data]
    if not items:
        yield "there is no item"
    for item in items:
        if isinstance(item, dict):
            yield from (f"{item.get('id', 'an item')}: {message}" for message in _item_faults(item))
        else:
            yield "an item is no object"


def _item_faults(item: dict[str, Any]) -> Iterator[str]:
    yield from (f"there is no {name}" for name in ("id", "type", "title") if not item.get(name))
    if item.get("type") and item["type"] not in _CSL_TYPES:
        yield f"there is no type {item['type']!r}"
    for name in _CSL_NAMES:
        for one in item.get(name, []):
            if not isinstance(one, dict) or not (one.get("literal") or one.get("family")):
                yield f"{name} has no name in {one!r}"
    for name in ("issued", "accessed", "submitted"):
        if name in item:
            yield from _csl_date_faults(name, item[name])
    if item.get("language") and (fault := tag_fault(item["language"])):
        yield fault
    if "URL" in item:
        yield from _address_faults(str(item["URL"]))


def _csl_date_faults(name: str, date: Any) -> Iterator[str]:
    parts = date.get("date-parts", []) if isinstance(date, dict) else []
    sound = all(isinstance(one, list) and 1 <= len(one) <= 3 and all(_is_number(part) for part in one) for one in parts)
    if not isinstance(date, dict) or not sound or not (parts or date.get("literal") or date.get("raw")):
        yield f"{name} {date!r} is no date"


def _is_number(part: object) -> bool:
    return isinstance(part, int) or (isinstance(part, str) and part.isdecimal())
