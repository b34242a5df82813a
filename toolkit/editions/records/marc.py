"""MARCXML: a bibliographic record of an edition for a library's catalogue (MARC 21)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import tostring

from toolkit.editions.credits import AUTHOR, EDITOR, numbers_of
from toolkit.editions.records.metadata import licence
from toolkit.language.locales import load_locale
from toolkit.project.formats import file_name
from toolkit.sources.document import Kind
from toolkit.sources.inline import InlineRenderer, one_line, without_controls

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.editions.edition import Edition
    from toolkit.editions.markup import Markup
    from toolkit.sources.document import Document

_LEADER = "00000nam a22000007i 4500"
"""New record, language material, monograph; Unicode; minimal level; with the punctuation of ISBD."""
_ONLINE = (("006", "m     o  d        "), ("007", "cr |||||||||||"))
"""The document is a file of text that is read online."""
_CARRIER = (
    ("336", "text", "txt", "rdacontent"),
    ("337", "computer", "c", "rdamedia"),
    ("338", "online resource", "cr", "rdacarrier"),
)
_ARTICLES = {
    "ca": "el la els les l’ un una", "da": "den det de en et", "de": "der die das ein eine", "en": "the a an",
    "es": "el la lo los las un una", "fr": "le la les l’ un une", "hu": "a az egy", "it": "il lo la i gli le l’ un uno una un’",
    "nb": "den det de en ei et", "nl": "de het een", "nn": "den det dei ein ei eit", "no": "den det de en ei et",
    "pt": "o a os as um uma", "ro": "un o", "sv": "den det de en ett",
}  # fmt: skip
"""Words at the beginning of a title that are passed over in filing (MARC 21, appendix F); other languages have none, or join them."""
_FIRST_WORD = re.compile(r"(?P<before>[\W_]*)(?P<word>\w+[’']?)(?P<after>\s*)")
_ROLES = {AUTHOR: "author", EDITOR: "editor"}
_LONGEST_SUMMARY = 500
_HEAD = b'<?xml version="1.0" encoding="UTF-8"?>\n'

_Row = tuple[str, str, str, tuple[tuple[str, str], ...]]
"""Tag, both indicators, subfields as code and value."""


def render_marc(edition: Edition, editions: Sequence[Edition]) -> bytes:
    """The record as MARCXML (UTF-8), without control numbers, which the cataloguing library gives.

    `editions` are those of the same document in all languages, to which the record refers.
    """
    from pymarc import Field, Indicators, Leader, Record, Subfield
    from pymarc.marcxml import record_to_xml_node

    record: Any = Record(force_utf8=True)
    record.leader = Leader(_LEADER)
    for tag, data in (*_ONLINE, ("008", _fixed(edition))):
        record.add_field(Field(tag, data=data))
    for tag, first, second, pairs in sorted(_rows(edition, editions), key=lambda row: row[0]):
        subfields = [Subfield(code, text) for code, value in pairs if (text := one_line(value))]
        if subfields:
            record.add_field(Field(tag, indicators=Indicators(first, second), subfields=subfields))
    to_node: Any = record_to_xml_node
    xml: str = tostring(to_node(record, namespace=True), "unicode")
    return _HEAD + without_controls(xml).encode() + b"\n"


def _rows(edition: Edition, editions: Sequence[Edition]) -> Iterator[_Row]:
    yield from _numbers(edition)
    yield from _languages(edition)
    yield from _names(edition)
    yield from _description(edition)
    yield from _notes(edition)
    yield from _links(edition)
    yield from _other_languages(edition, editions)
    yield from _companions(edition)


def _numbers(edition: Edition) -> Iterator[_Row]:
    numbers = edition.numbers
    yield "020", " ", " ", (("a", numbers.isbn),)
    yield "022", " ", " ", (("a", "" if edition.plain("series") else numbers.issn),)
    if numbers.doi:
        yield "024", "7", " ", (("a", numbers.doi), ("2", "doi"))
    yield "024", "8", " ", (("a", numbers.other),)


def _languages(edition: Edition) -> Iterator[_Row]:
    from toolkit.language.locales.cldr import script_name

    meta = edition.localized.document.meta
    language, original = _language(edition.localized.locale), _language(meta.language)
    locale = edition.locale
    words = f"In {locale.name} ({locale.autonym})"
    if not edition.is_source:
        words += f"; translated from {load_locale(meta.language).name}"
    yield "546", " ", " ", (("a", f"{words} ;"), ("b", f"{script_name(locale.script, load_locale('en'))} script."))
    yield "040", " ", " ", (("b", "eng"),)
    if edition.is_source:
        yield _coded("0", ("a", language))
        return
    yield _coded("1", ("a", language), ("h", original))
    title = (("a", f"{edition.original_title}."), ("l", f"{locale.name}."))
    skipped = str(_skipped(edition.original_title, meta.language))
    yield ("240", "1", skipped, title) if edition.creators else ("130", skipped, " ", title)


def _coded(translation: str, *languages: tuple[str, _Language]) -> _Row:
    """Field 041: in MARC's own codes, or all in those of ISO 639-3 where one of the languages has none of MARC's."""
    if all(one.marc for _, one in languages):
        return "041", translation, " ", tuple((code, one.marc) for code, one in languages)
    return "041", translation, "7", (*((code, one.iso) for code, one in languages), ("2", "iso639-3"))


def _names(edition: Edition) -> Iterator[_Row]:
    for number, one in enumerate(edition.credits):
        main = one.relator == AUTHOR and not number
        role = _ROLES.get(one.relator) or one.role.lower() or "contributor"
        yield _personal("100" if main else "700", one.name, role, one.organisation, one.relator, one.addresses)
    for number, name in enumerate(edition.bodies):
        main = not number and not edition.authors
        yield "110" if main else "710", "2", " ", (("a", f"{name},"), ("e", "issuing body."), ("4", "isb"))
    for name in edition.localized.teams:
        yield "710", "2", " ", (("a", f"{name},"), ("e", "translator."), ("4", "trl"))
    roles = ((edition.localized.translators, "translator", "trl"), (edition.localized.reviewers, "editor", "edt"))
    for people, role, code in roles:
        for person in people:
            yield _personal("700", person.name, role, person.organisation, code)


def _personal(tag: str, name: str, role: str, organisation: str, code: str, addresses: Sequence[str] = ()) -> _Row:
    """A person's field; a name with a comma begins with the family name."""
    subfields = (("a", f"{name},"), ("e", f"{role}."), ("u", organisation), *(("1", one) for one in addresses))
    return tag, "1" if "," in name else "0", " ", (*subfields, ("4", code))


def _description(edition: Edition) -> Iterator[_Row]:
    meta = edition.localized.document.meta
    language = edition.localized.renditions["meta/title"].locale
    names = ", ".join(edition.creators)
    title = _punctuated(("a", edition.title_text, ""), ("b", edition.plain("subtitle"), " :"), ("c", names, " /"))
    yield (
        "245",
        "1" if edition.creators or not edition.is_source else "0",
        str(_skipped(edition.title_text, language)),
        title,
    )
    version = " ".join(filter(None, (meta.version, edition.localized.document.revision)))
    yield "250", " ", " ", _punctuated(("a", edition.plain("edition"), ""))
    yield "250", " ", " ", _punctuated(("a", version, ""))
    yield "490", "0", " ", _series(edition)
    year = str(meta.date.year) if meta.date else ""
    yield (
        "264",
        " ",
        "1",
        _punctuated(
            ("a", edition.plain("place"), ""), *(("b", name, " :") for name in edition.bodies), ("c", year, ",")
        ),
    )
    for tag, term, code, source in _CARRIER:
        yield tag, " ", " ", (("a", term), ("b", code), ("2", source))


def _notes(edition: Edition) -> Iterator[_Row]:
    document, markup = edition.localized.document, edition.markup()
    states = ", ".join(f"{state} {number}" for state, number in edition.localized.counts.items())
    yield "500", " ", " ", _punctuated(("a", edition.plain("event"), ""))
    yield "500", " ", " ", _punctuated(("a", f"State of the texts: {states}", ""))
    if edition.draft_count:
        yield "500", " ", " ", (("a", "Draft translation, not checked by a reviewer; the original text prevails."),)
    yield "505", "0", " ", _punctuated(("a", " -- ".join(_headings(document, markup)), ""))
    yield (
        "520",
        "3" if edition.plain("abstract") else " ",
        " ",
        _punctuated(("a", edition.description or _opening(document, markup), "")),
    )
    yield "540", " ", " ", _terms_of_use(edition)
    version = f"version {document.meta.version}, " if document.meta.version else ""
    yield "588", "0", " ", (("a", f"Edition of the text of {version}revision {document.revision}."),)
    for keyword in edition.keywords:
        yield "650", " ", "4", _punctuated(("a", keyword, ""))


def _series(edition: Edition) -> tuple[tuple[str, str], ...]:
    issn = edition.numbers.issn if edition.plain("series") else ""
    return _punctuated(("a", edition.plain("series"), ""), ("x", issn, ","))


def _terms_of_use(edition: Edition) -> tuple[tuple[str, str], ...]:
    words = _punctuated(("a", edition.plain("rights"), ""))
    known = edition.licence
    standard = (("f", known.name), ("2", "cc")) if known and known.name.startswith("CC") else ()
    if known and not words:
        words = (("a", f"{known.name}."),)
    return (*words, *standard[:1], ("u", licence(edition)), *standard[1:])


def _links(edition: Edition) -> Iterator[_Row]:
    for place, file in enumerate(edition.files):
        address, format = _address(edition, file.format), file.format.replace("-", " ").upper()
        if place:
            yield "776", "0", "8", (("i", f"Issued also as {format}:"), ("t", edition.title_text), ("o", address))
        # A path within a site that has no address would lead nobody anywhere: the name of the file must do.
        place_of = ("u", address) if address else ("f", file.name)
        yield "856", "4" if address else " ", "0", (("3", format), place_of, ("q", file.media_type))


def _other_languages(edition: Edition, editions: Sequence[Edition]) -> Iterator[_Row]:
    """The original of a translation (765), the translations of an original (767), translations of each other (775)."""
    meta = edition.localized.document.meta
    if not edition.is_source:
        source = next((one for one in editions if one.is_source), None)
        heading = InlineRenderer().plain(meta.publishers[0]) if meta.publishers else ""
        address = _address(source) if source else ""
        yield (
            "765",
            "0",
            " ",
            (("a", heading), ("t", edition.original_title), ("o", address or numbers_of(meta, meta.language).doi)),
        )
    named = {one.tag for one in edition.named_languages}
    for one in editions:
        if one.is_source or one.localized.locale == edition.localized.locale or one.localized.locale not in named:
            continue
        name = (("t", one.title_text), ("o", _address(one)))
        if edition.is_source:
            yield "767", "0", " ", (*name, ("n", f"In {one.locale.name}"))
        else:
            yield "775", "0", " ", (*name, ("e", _language(one.localized.locale).marc), ("n", f"In {one.locale.name}"))


def _companions(edition: Edition) -> Iterator[_Row]:
    """The same in plain language, and what is said so (787: other relationships)."""
    pairs = [("Plain-language version:", edition.easy), *(("Full text:", one) for one in edition.full)]
    for words, one in pairs:
        if one:
            yield "787", "0", "8", (("i", words), ("t", one.title), ("o", one.address))


def _address(edition: Edition, format: str = "") -> str:
    """Of an edition on the web, by default in the first format that is published; empty where the site has none."""
    project = edition.project
    path = f"{edition.localized.locale}/{file_name(edition.name, format or project.formats[0])}"
    return project.uri(path) if project.site_url else ""


def _headings(document: Document, markup: Markup) -> Iterator[str]:
    for block in document.walk():
        if block.kind is Kind.HEADING and block.segment and block.level <= markup.contents_depth:
            yield one_line(markup.plain(block.segment.id))


def _opening(document: Document, markup: Markup) -> str:
    """The first paragraph, as a quotation, cut between words where it is long."""
    first = next((block.segment for block in document.walk() if block.kind is Kind.PARAGRAPH and block.segment), None)
    if first is None:
        return ""
    text = one_line(markup.plain(first.id))
    short = text if len(text) <= _LONGEST_SUMMARY else text[:_LONGEST_SUMMARY].rpartition(" ")[0] + " …"
    return f"“{short}”"


def _punctuated(*parts: tuple[str, str, str]) -> tuple[tuple[str, str], ...]:
    """Subfields of code, value and the sign of ISBD that leads to it, which stands at the end of the one before."""
    said = [(code, text, sign) for code, value, sign in parts if (text := one_line(value))]
    signs = [sign for _, _, sign in said[1:]]
    found = [(code, f"{text}{sign}") for (code, text, _), sign in zip(said, signs, strict=False)]
    found += [(code, text if text.endswith((".", "?", "!", "…", "”")) else f"{text}.") for code, text, _ in said[-1:]]
    return tuple(found)


def _skipped(title: str, language: str) -> int:
    """How many characters at the beginning of a title are passed over in filing: those of an article, if it has one."""
    match = _FIRST_WORD.match(title)
    articles = _ARTICLES.get(language.partition("-")[0], "").split()
    if not match or match["word"].lower().replace("'", "’") not in articles:
        return 0
    return match.end() if match.end() < 10 and match.end() < len(title) else 0


@dataclass(frozen=True, slots=True)
class _Language:
    marc: str
    """Code of the MARC Code List for Languages, which is ISO 639-2/B; empty if the list has not even the language's group."""
    iso: str
    """Code of ISO 639-3."""


@cache
def _language(tag: str) -> _Language:
    """The codes of a locale's language; where MARC has none of its own, that of the macrolanguage (``yue``: ``chi``)."""
    from iso639 import Lang
    from iso639.exceptions import InvalidLanguageValue

    try:
        found = Lang(tag.partition("-")[0])
        macro = found.macro()
    except InvalidLanguageValue:
        return _Language("", "und")
    return _Language(found.pt2b or (macro.pt2b if macro else ""), found.pt3)


def _fixed(edition: Edition) -> str:
    """Field 008: the date of the edition stands for that of the record, so that the bytes are the same each day."""
    date = edition.localized.document.meta.date
    recorded = edition.localized.revised or date
    entered = recorded.strftime("%y%m%d") if recorded else "000000"
    year = f"s{date.year:04}    " if date else "nuuuuuuuu"
    return f"{entered}{year}xx      o     000 0 {_language(edition.localized.locale).marc or 'und'} d"
