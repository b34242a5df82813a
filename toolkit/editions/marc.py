"""MARCXML: a bibliographic record of an edition for a library's catalogue (MARC 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.edition import Edition

_LANGUAGES = {
    "ar": "ara",
    "az": "aze",
    "be": "bel",
    "en": "eng",
    "fa": "per",
    "hy": "arm",
    "ka": "geo",
    "kk": "kaz",
    "ky": "kir",
    "ro": "rum",
    "ru": "rus",
    "tg": "tgk",
    "tk": "tuk",
    "uk": "ukr",
    "uz": "uzb",
}
"""MARC Code List for Languages, by the language subtag."""
_LEADER = "00000nam a2200000 i 4500"
"""New record, language material, monograph; Unicode; ISBD punctuation left out in fields, included by the system."""


_Row = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""Tag, both indicators, subfields as code and value."""


def render_marc(edition: Edition) -> bytes:
    """The record as MARCXML (UTF-8), without control numbers, which the cataloguing library gives."""
    from pymarc import Field, Indicators, Leader, Record, Subfield
    from pymarc.marcxml import record_to_xml_node

    record: Any = Record(force_utf8=True)
    record.leader = Leader(_LEADER)
    record.add_field(Field("008", data=_fixed(edition)))
    for tag, first, second, pairs in sorted(_rows(edition), key=lambda row: row[0]):
        subfields = [Subfield(code, value) for code, value in pairs if value]
        if subfields:
            record.add_field(Field(tag, indicators=Indicators(first, second), subfields=subfields))
    to_node: Any = record_to_xml_node
    xml: bytes = tostring(to_node(record, namespace=True), "utf-8")
    return _HEAD + xml + b"\n"


def _rows(edition: Edition) -> Iterator[_Row]:
    yield from _languages(edition)
    yield from _description(edition)
    yield from _notes(edition)
    yield from _links(edition)


def _languages(edition: Edition) -> Iterator[_Row]:
    meta = edition.localized.document.meta
    language, original = _code(edition.localized.locale), _code(meta.language)
    yield "546", " ", " ", (("a", f"{edition.locale.name} ({edition.locale.autonym})"), ("b", edition.locale.script))
    if edition.is_source:
        yield "041", "0", " ", (("a", language),)
        return
    yield "041", "1", " ", (("a", language), ("h", original))
    yield "240", "1", "0", (("a", meta.title), ("l", edition.locale.name))
    yield "765", "0", " ", (("t", meta.title), ("o", meta.identifier))


def _description(edition: Edition) -> Iterator[_Row]:
    meta = edition.localized.document.meta
    bodies = edition.bodies
    for number, name in enumerate(bodies):
        yield "110" if number == 0 else "710", "2", " ", (("a", name), ("e", "issuing body"))
    for person in edition.localized.translators:
        yield "700", "1", " ", (("a", person.name), ("u", person.organisation), ("e", "translator"))
    names = ", ".join(bodies)
    yield "245", "1", "0", (("a", edition.title_text), ("b", edition.plain("subtitle")), ("c", names))
    yield "250", " ", " ", (("a", " ".join(filter(None, (meta.version, edition.localized.document.revision)))),)
    year = str(meta.date.year) if meta.date else ""
    yield "264", " ", "1", (("a", edition.plain("place")), ("b", names), ("c", year))
    for tag, term, source in _CARRIER:
        yield tag, " ", " ", (("a", term), ("2", source))


def _notes(edition: Edition) -> Iterator[_Row]:
    states = ", ".join(f"{state}: {number}" for state, number in edition.localized.counts.items())
    yield "500", " ", " ", (("a", edition.plain("event")),)
    yield "500", " ", " ", (("a", f"State of the texts: {states}"),)
    yield "520", " ", " ", (("a", edition.plain("subtitle")),)
    yield "540", " ", " ", (("a", edition.plain("rights")),)
    for keyword in edition.keywords:
        yield "650", " ", "4", (("a", keyword),)


def _links(edition: Edition) -> Iterator[_Row]:
    for file in edition.files:
        address = edition.project.address(f"{edition.localized.locale}/{file.name}")
        yield "856", "4", "0", (("u", address), ("q", file.media_type))


_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'
_CARRIER = (("336", "text", "rdacontent"), ("337", "computer", "rdamedia"), ("338", "online resource", "rdacarrier"))


def _code(tag: str) -> str:
    return _LANGUAGES.get(tag.partition("-")[0], "und")


def _fixed(edition: Edition) -> str:
    """Field 008: the date of the document stands for that of the record, so that the bytes are the same each day."""
    date = edition.localized.document.meta.date
    entered = date.strftime("%y%m%d") if date else "000000"
    year = f"s{date.year}    " if date else "nuuuuuuuu"
    return f"{entered}{year}xx      o     000 0 {_code(edition.localized.locale)} d"
