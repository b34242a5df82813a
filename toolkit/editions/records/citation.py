"""How to cite an edition, or one recommendation of it: in words, as BibTeX, as RIS, as CSL-JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import escape

from toolkit.catalog.people import Person
from toolkit.editions.foreign import marked, unmarked
from toolkit.editions.records.metadata import licence
from toolkit.sources.inline import one_line
from toolkit.system.indented import indented

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from markupsafe import Markup as Safe

    from toolkit.editions.credits import Credit, Numbers
    from toolkit.editions.edition import Edition

_TEX = str.maketrans({
    "\\": r"{\textbackslash}", "{": r"{\textbraceleft}", "}": r"{\textbraceright}", "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_",
})  # fmt: skip
"""BibTeX counts braces even behind a backslash, hence the names of the first signs."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MOST = 1024
"""So many texts are kept as TeX: those of a document stand in every citation of it."""
_NOT_IN_KEYS = re.compile(r"[^A-Za-z0-9._-]")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says. Every text is one line."""

    key: str
    """For reference managers: unique, ASCII."""
    title: str
    """Of the document."""
    bodies: tuple[str, ...]
    """The issuing bodies, which stand in the place of authors."""
    kind: str
    """What sort of document it is, in words."""
    date: datetime.date | None
    date_words: str
    """As the language of the edition writes it."""
    language: str
    place: str
    part: str
    """What is cited in the document, in words (``Recommendation 7``); empty for the whole of it."""
    number: str
    """Of the part: ``7``."""
    version: str
    translators: tuple[Person, ...]
    keywords: tuple[str, ...]
    numbers: Numbers
    """Of the whole edition."""
    address: str
    """On the web, as it is read; empty where the site has none, since a path within it would lead nobody anywhere."""
    uri: str = ""
    """The same for programs: ASCII."""
    authors: tuple[Credit, ...] = ()
    editors: tuple[Credit, ...] = ()
    contributors: tuple[Credit, ...] = ()
    licence: str = ""
    """Its address. BibTeX alone has a field that programs read it from; RIS and CSL 1.0.2 have none."""
    series: str = ""
    edition: str = ""
    """Which edition of the document it is, in words."""
    abstract: str = ""

    @property
    def creators(self) -> tuple[str, ...]:
        """In whose names it stands."""
        return tuple(one.name for one in self.authors) or self.bodies


def cite(edition: Edition, anchor: str = "", part: str = "", number: str = "") -> Citation:
    """The citation of an edition, or of the part of it that has the anchor, named in words and by its number."""
    meta = edition.localized.document.meta
    project = edition.project
    page = f"{edition.localized.locale}/{edition.name}.html" + (f"#{anchor}" if anchor else "")
    name = "-".join(filter(None, (edition.name, edition.localized.locale, anchor)))
    return Citation(
        key=_NOT_IN_KEYS.sub(lambda sign: f"u{ord(sign[0]):04x}", name),
        title=one_line(edition.title_text),
        bodies=tuple(map(one_line, edition.bodies)),
        kind=one_line(edition.plain("kind")),
        date=meta.date,
        date_words=edition.date,
        language=edition.localized.locale,
        place=one_line(edition.plain("place")),
        part=one_line(part),
        number=number,
        version=one_line(" ".join(filter(None, (meta.version, edition.localized.document.revision)))),
        translators=tuple(Person(one_line(one.name), one.organisation) for one in edition.localized.translators),
        keywords=tuple(map(one_line, edition.keywords)),
        numbers=edition.numbers,
        address=project.address(page) if project.site_url else "",
        uri=project.uri(page) if project.site_url else "",
        authors=edition.authors,
        editors=edition.editors,
        contributors=edition.contributors,
        licence=licence(edition),
        series=one_line(edition.plain("series")),
        edition=one_line(edition.plain("edition")),
        abstract="" if anchor else one_line(edition.plain("abstract")),
    )


def plain(citation: Citation) -> str:
    """One line for a list of references: creator, title, part, place and date, availability (ISO 690:2021, 4.2)."""
    imprint = ", ".join(filter(None, (citation.place, citation.date_words)))
    imprint = ", ".join(filter(None, (", ".join(citation.bodies) if citation.authors else "", imprint)))
    words = (", ".join(citation.creators), citation.title, citation.part, citation.edition, imprint, citation.series)
    parts = [part for part in (*words, *citation.numbers, citation.address) if part]
    return " ".join([*(_ended(part) for part in parts[:-1]), *parts[-1:]])


def citation_line(edition: Edition) -> Safe:
    """How to cite an edition as a whole, in one line of a page, which tells what of it is in another language."""
    whole = cite(edition)

    def said(key: str, text: str) -> str:
        rendition = edition.localized.renditions.get(f"meta/{key}")
        return marked(text, rendition.locale, edition.locale.tag) if rendition and text else text

    whole = replace(
        whole,
        bodies=tuple(said(f"publisher-{number}", name) for number, name in enumerate(whole.bodies, 1)),
        title=said("title", whole.title),
        place=said("place", whole.place),
        series=said("series", whole.series),
        edition=said("edition", whole.edition),
    )
    return escape(plain(whole))


def bibtex(citation: Citation) -> str:
    """An entry that BibTeX and biblatex understand: ``@techreport``, or ``@incollection`` for a part.

    In nobody's name it is ``@misc``, the one kind that needs no author (BibTeX's documentation, 3.1).
    """
    kind, fields = "techreport", _bibtex_whole(citation)
    if citation.part:
        kind, fields = "incollection", _bibtex_part(citation)
    if not citation.creators:
        kind = "misc"
        fields = [("howpublished" if name == "booktitle" else name, value) for name, value in fields]
    date = citation.date
    fields = [
        ("author", _bibtex_people(citation.authors) or _bibtex_bodies(citation)),
        ("editor", _bibtex_people(citation.editors)),
        *fields,
        ("series", _protected(citation.series) if citation.series else ""),
        ("edition", _tex(citation.edition)),
        ("address", _tex(citation.place)),
        ("year", str(date.year) if date else ""),
        ("date", date.isoformat() if date else ""),  # of biblatex, which then passes over year and month
        ("version", _tex(citation.version)),
        ("language", citation.language),
        ("translator", _bibtex_people(citation.translators)),
        ("abstract", _tex(citation.abstract)),
        ("isbn", citation.numbers.isbn),
        ("issn", citation.numbers.issn),
        ("keywords", ", ".join(_tex(keyword) for keyword in citation.keywords)),
        # No style escapes these; what would end the field is percent-encoded (RFC 3986).
        ("doi", quote(citation.numbers.doi, safe="/:;()._-<>+")),
        ("url", _address(citation.uri)),
        ("copyright", _address(citation.licence)),
    ]
    lines = [f"  {name} = {{{value}}}," for name, value in fields if value]
    if date:
        lines.append(f"  month = {_MONTHS[date.month - 1]},")
    return "\n".join([f"@{kind}{{{citation.key},", *lines, "}"]) + "\n"


def ris(citation: Citation) -> str:
    """A RIS record: a report (RPRT), or a part of it (CHAP); lines end as the format wants it, CR LF."""
    rows = [("TY", "CHAP" if citation.part else "RPRT"), ("ID", citation.key)]
    rows += [("AU", name) for name in citation.creators]
    rows += [("ED", one.name) for one in citation.editors]
    rows += [("A4", one.name) for one in citation.translators]
    rows += [("TI", citation.part), ("T2", citation.title)] if citation.part else [("TI", citation.title)]
    rows += [("SE", citation.number), ("M3", "" if citation.part else citation.kind)]
    rows += [("PB", ", ".join(citation.bodies)), ("CY", citation.place), ("LA", citation.language)]
    numbers = citation.numbers
    rows += [("ET", citation.edition or citation.version), ("T3", citation.series), ("AB", citation.abstract)]
    rows += [("SN", numbers.isbn), ("SN", numbers.issn), ("SN", numbers.other), ("DO", numbers.doi)]
    if citation.date:
        rows += [("PY", str(citation.date.year)), ("DA", citation.date.isoformat().replace("-", "/"))]
    rows += [("KW", keyword) for keyword in citation.keywords]
    rows.append(("UR", citation.uri))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in rows if value) + "ER  - \r\n"


def csl(citation: Citation) -> dict[str, object]:
    """A CSL-JSON item (CSL 1.0.2), as data."""
    date = citation.date
    item: dict[str, object] = {
        "id": citation.key,
        "type": "chapter" if citation.part else "report",
        "title": citation.part or citation.title,
        "container-title": citation.title if citation.part else "",
        "chapter-number": citation.number,
        "genre": "" if citation.part else citation.kind,
        "author": _names(citation.creators),
        "editor": _names(one.name for one in citation.editors),
        "contributor": _names(one.name for one in citation.contributors),
        "publisher": ", ".join(citation.bodies),
        "publisher-place": citation.place,
        "language": citation.language,
        "version": citation.version,
        "number": citation.numbers.other,
        "collection-title": citation.series,
        "edition": citation.edition,
        "abstract": citation.abstract,
        "ISBN": citation.numbers.isbn,
        "ISSN": citation.numbers.issn,
        "keyword": ", ".join(citation.keywords),
        "translator": _names(one.name for one in citation.translators),
        "DOI": citation.numbers.doi,
        "URL": citation.uri,
    }
    if date:
        item["issued"] = {"date-parts": [[date.year, date.month, date.day]]}
    return {name: value for name, value in item.items() if value}


def csl_json(citation: Citation) -> str:
    """The same as a file of CSL-JSON, which is a list."""
    return indented([csl(citation)])


def _bibtex_whole(citation: Citation) -> list[tuple[str, str]]:
    return [
        ("title", _protected(citation.title)),
        ("institution", _bibtex_bodies(citation)),
        ("type", _tex(citation.kind)),
        ("number", _tex(citation.numbers.other)),
    ]


def _bibtex_part(citation: Citation) -> list[tuple[str, str]]:
    return [
        ("title", _protected(citation.part)),
        ("booktitle", _protected(citation.title)),
        ("publisher", _bibtex_bodies(citation)),
        ("chapter", _tex(citation.number)),
    ]


def _bibtex_bodies(citation: Citation) -> str:
    return " and ".join(_protected(body) for body in citation.bodies)


def _bibtex_people(people: Iterable[Person | Credit]) -> str:
    return " and ".join(_bibtex_person(one) for one in people)


def _bibtex_person(person: Person | Credit) -> str:
    """A name that BibTeX may take apart, or one that it must not."""
    whole = re.search(r",|\band\b|[^\w\s.'’ʼʻ-]", person.name)
    return _protected(person.name) if whole else _tex(person.name)


def _address(address: str) -> str:
    return quote(address, safe="%/:=&?~#+!$,;'@()*[]")


def _protected(text: str) -> str:
    """In braces of its own: styles change the case of titles by the rules of English, and take names apart."""
    return f"{{{_tex(text)}}}"


@lru_cache(_MOST)
def _tex(text: str) -> str:
    return text.translate(_TEX)


def _names(names: Iterable[str]) -> list[dict[str, str]]:
    return [{"literal": name} for name in names]


def _ended(text: str) -> str:
    return text if unmarked(text).endswith((".", "?", "!", "…")) else f"{text}."
