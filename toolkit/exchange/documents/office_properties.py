"""What office files say of themselves: Dublin Core and their own properties (ISO/IEC 29500-2, 11; ODF 1.3, part 3, 4.3)."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from toolkit.exchange.documents.model import Properties, plain_words
from toolkit.exchange.documents.word_styles import W

if TYPE_CHECKING:
    from collections.abc import Mapping

    from lxml.etree import _Element

    from toolkit.exchange.archive import Archive

_TEMPLATE_TITLE = re.compile(
    r"(?:Microsoft Word - |Word Document$|Document ?\d*$|Документ ?\d*$|PowerPoint|Untitled)", re.IGNORECASE
)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_DIVIDERS = re.compile(r"\s*[;,،、]\s*")
_ONE_TEXT = (
    "subtitle",
    "place",
    "event",
    "kind",
    "version",
    "identifier",
    "rights",
    "series",
    "edition",
    "abstract",
    "licence",
)
_NAMES = {
    "title": "title",
    "creator": "authors", "author": "authors", "initial-creator": "authors",
    "date": "date", "dcterms.date": "date", "dc.date": "date", "created": "created", "creation-date": "created",
    "modified": "created",
    "language": "language", "dc.language": "language",
    "keywords": "keywords", "keyword": "keywords",
    "publisher": "publishers", "dc.publisher": "publishers", "company": "publishers",
    "description": "abstract", "subject": "abstract", "comments": "abstract", "dc.description": "abstract",
    "rights": "rights", "dc.rights": "rights", "category": "kind", "type": "kind", "version": "version",
    "identifier": "identifier", "dc.identifier": "identifier",
    **{name: name for name in _ONE_TEXT},
}  # fmt: skip
"""Our keys by the names of properties, in small letters."""


def properties_of(pairs: list[tuple[str, str]]) -> Properties:
    """Properties of name and value, those that say most first, as our front matter has them."""
    found: dict[str, list[str]] = {}
    for name, text in pairs:
        key = _NAMES.get(name.strip().lower())
        words = " ".join(text.split())
        if key and words:
            found.setdefault(key, []).append(words)
    titles = [one for one in found.get("title", ()) if not _TEMPLATE_TITLE.match(one)]
    others = {key: _first(found, key) for key in _ONE_TEXT if key not in {"subtitle", "licence"}}
    return Properties(
        title=titles[0] if titles else "",
        subtitle=_first(found, "subtitle"),
        authors=_divided(found.get("authors", [])[:1], re.compile(r"\s*;\s*")),
        date=_date(found),
        language=_first(found, "language"),
        publishers=_divided(found.get("publishers", [])[:1], re.compile(r"\s*;\s*")),
        keywords=_divided(found.get("keywords", []), _DIVIDERS),
        others={key: text for key, text in others.items() if text},
    )


def word_properties(
    archive: Archive, styles: Mapping[str, _Element], style_root: _Element | None, root: _Element
) -> Properties:
    """The properties of a Word file."""
    del styles
    pairs: list[tuple[str, str]] = []
    custom = archive.xml("docProps/custom.xml")
    pairs += [(one.get("name", ""), plain_words(one)) for one in custom] if custom is not None else []
    for part in ("docProps/core.xml", "docProps/app.xml"):
        properties = archive.xml(part)
        pairs += [(_local(one), one.text or "") for one in properties] if properties is not None else []
    found = properties_of(pairs)
    found.language = _word_language(style_root, root) or found.language
    return found


def odt_properties(meta: _Element | None) -> Properties:
    """The properties of an OpenDocument file."""
    own: list[tuple[str, str]] = []
    usual: list[tuple[str, str]] = []
    for one in meta.iter() if meta is not None else ():
        if not isinstance(one.tag, str) or len(one):
            continue
        local = _local(one)
        if local == "user-defined":
            name = next((text for key, text in one.attrib.items() if str(key).endswith("}name")), "")
            own.append((str(name), one.text or ""))
        elif local != "date":  # dc:date is when somebody last saved it
            usual.append((local, one.text or ""))
    return properties_of([*own, *sorted(usual, key=lambda pair: pair[0] == "creator")])


def _word_language(style_root: _Element | None, root: _Element) -> str:
    """The language that most of the text is marked with; that of the styles where it is not marked."""
    counts: Counter[str] = Counter()
    for run in root.iter(f"{W}r"):
        lang = run.find(f"{W}rPr/{W}lang")
        tag = lang.get(f"{W}val", "") if lang is not None else ""
        counts[tag] += sum(len(one.text or "") for one in run.iter(f"{W}t"))
    (most, _), *_ = counts.most_common(1) or [("", 0)]
    if most:
        return most
    default = style_root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang") if style_root is not None else None
    return default.get(f"{W}val", "") if default is not None else ""


def _date(found: dict[str, list[str]]) -> str:
    for text in (*found.get("date", ()), *found.get("created", ())):
        if match := _DAY.match(text):
            return match[0]
    return ""


def _first(found: dict[str, list[str]], key: str) -> str:
    return next(iter(found.get(key, ())), "")


def _divided(texts: list[str], divider: re.Pattern[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one for text in texts for one in divider.split(text) if one))


def _local(element: _Element) -> str:
    return str(element.tag).rpartition("}")[2]
