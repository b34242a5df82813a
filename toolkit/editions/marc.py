"""MARCXML: a bibliographic record of an edition for a library's catalogue (MARC 21)."""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from pymarc import Field

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


def render_marc(edition: Edition) -> bytes:
    """The record as MARCXML (UTF-8), without control numbers, which the cataloguing library gives."""
    from pymarc import Indicators, Leader, Record
    from pymarc import Field as MarcField
    from pymarc import Subfield
    from pymarc.marcxml import record_to_xml

    def add(tag: str, first: str, second: str, *subfields: tuple[str, str]) -> None:
        present = [Subfield(code, value) for code, value in subfields if value]
        if present:
            record.add_field(MarcField(tag, indicators=Indicators(first, second), subfields=present))

    meta = edition.localized.document.meta
    language, original = _code(edition.localized.locale), _code(meta.language)
    publishers = [edition.plain(f"publisher-{number}") for number in range(1, len(meta.publishers) + 1)]
    record = Record(force_utf8=True)
    record.leader = Leader(_LEADER)
    record.add_field(_fixed(edition, language))
    if edition.is_source:
        add("041", "0", " ", ("a", language))
    else:
        add("041", "1", " ", ("a", language), ("h", original))
        add("240", "1", "0", ("a", meta.title), ("l", edition.locale.name))
    for number, name in enumerate(publishers):
        add("110" if number == 0 else "710", "2", " ", ("a", name), ("e", "issuing body"))
    add("245", "1", "0", ("a", edition.title_text), ("b", edition.plain("subtitle")), ("c", ", ".join(publishers)))
    add("250", " ", " ", ("a", " ".join(filter(None, (meta.version, edition.localized.document.revision)))))
    year = str(meta.date.year) if meta.date else ""
    add("264", " ", "1", ("a", edition.plain("place")), ("b", ", ".join(publishers)), ("c", year))
    for code, term in (("336", "text"), ("337", "computer"), ("338", "online resource")):
        add(code, " ", " ", ("a", term), ("2", {"336": "rdacontent", "337": "rdamedia", "338": "rdacarrier"}[code]))
    states = ", ".join(f"{state}: {number}" for state, number in edition.localized.counts.items())
    add("500", " ", " ", ("a", edition.plain("event")))
    add("500", " ", " ", ("a", f"State of the texts: {states}"))
    add("520", " ", " ", ("a", edition.plain("subtitle")))
    add("540", " ", " ", ("a", edition.plain("rights")))
    add("546", " ", " ", ("a", f"{edition.locale.name} ({edition.locale.autonym})"), ("b", edition.locale.script))
    for keyword in edition.keywords:
        add("650", " ", "4", ("a", keyword))
    for name in edition.localized.translators:
        add("700", "1", " ", ("a", name), ("e", "translator"))
    if not edition.is_source:
        add("765", "0", " ", ("t", meta.title), ("o", meta.identifier))
    for format in edition.project.formats:
        if format in _MEDIA_TYPES:
            address = edition.project.address(f"{edition.localized.locale}/{edition.name}.{format}")
            add("856", "4", "0", ("u", address), ("q", _MEDIA_TYPES[format]))
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + bytes(record_to_xml(record, namespace=True)) + b"\n"


_MEDIA_TYPES = {"html": "text/html", "pdf": "application/pdf", "epub": "application/epub+zip"}


def _code(tag: str) -> str:
    return _LANGUAGES.get(tag.split("-")[0], "und")


def _fixed(edition: Edition, language: str) -> Field:
    """Field 008: the date of the document stands for that of the record, so that the bytes are the same each day."""
    from pymarc import Field

    date = edition.localized.document.meta.date
    entered = date.strftime("%y%m%d") if date else "000000"
    year = f"s{date.year}    " if date else "nuuuuuuuu"
    return Field("008", data=f"{entered}{year}xx      o     000 0 {language} d")
