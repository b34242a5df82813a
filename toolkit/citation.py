"""How to cite an edition, or one recommendation of it: in words, as BibTeX, as RIS, as CSL-JSON."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import datetime
    from collections.abc import Sequence

    from toolkit.edition import Edition

_BIBTEX_SPECIAL = re.compile(r"[{}\\%#&$_~^]")


@dataclass(frozen=True, slots=True)
class Citation:
    """What a citation says."""

    key: str
    """For reference managers: unique, ASCII."""
    title: str
    bodies: tuple[str, ...]
    """The issuing bodies, which stand in the place of authors."""
    date: datetime.date | None
    language: str
    place: str
    part: str
    """The number of a recommendation, ``7``; empty for the whole document."""
    version: str
    translators: tuple[str, ...]
    address: str
    """Of the place on the site; relative where the site has no address of its own."""


def cite(edition: Edition, anchor: str = "", part: str = "") -> Citation:
    """The citation of an edition, or of what has the anchor in it."""
    meta = edition.localized.document.meta
    page = f"{edition.localized.locale}/{edition.name}.html" + (f"#{anchor}" if anchor else "")
    name = re.sub(r"[^A-Za-z0-9-]", "-", "-".join(filter(None, (edition.name, edition.localized.locale, anchor))))
    return Citation(
        key=name,
        title=edition.title_text,
        bodies=edition.bodies,
        date=meta.date,
        language=edition.localized.locale,
        place=edition.plain("place"),
        part=part,
        version=" ".join(filter(None, (meta.version, edition.localized.document.revision))),
        translators=tuple(person.name for person in edition.localized.translators),
        address=edition.project.address(page),
    )


def plain(citation: Citation, part_words: str = "") -> str:
    """One line for a list of references (after ISO 690); `part_words` is the part in words (``Recommendation 7``)."""
    bodies = ", ".join(citation.bodies)
    imprint = ", ".join(filter(None, (citation.place, citation.date.isoformat() if citation.date else "")))
    # A path within a site that has no address of its own would lead nobody anywhere.
    address = citation.address if "://" in citation.address else ""
    parts = [bodies, citation.title, part_words, imprint, address]
    return ". ".join(part.rstrip(".") for part in parts if part)


def citation_line(edition: Edition) -> str:
    """How to cite an edition as a whole, in one line."""
    return plain(cite(edition))


def bibtex(citation: Citation) -> str:
    """A BibTeX entry (``@report``, biblatex)."""
    fields = {
        "author": " and ".join(f"{{{_bibtex(body)}}}" for body in citation.bodies),
        "title": _bibtex(citation.title),
        "date": citation.date.isoformat() if citation.date else "",
        "langid": citation.language,
        "location": _bibtex(citation.place),
        "chapter": citation.part,
        "version": _bibtex(citation.version),
        "translator": " and ".join(map(_bibtex, citation.translators)),
        "url": citation.address,
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@report{{{citation.key},", *lines, "}"]) + "\n"


def ris(citation: Citation) -> str:
    """A RIS record (type RPRT)."""
    rows: list[tuple[str, str]] = [("TY", "RPRT"), ("ID", citation.key)]
    rows += [("AU", body) for body in citation.bodies]
    rows += [("A4", name) for name in citation.translators]
    rows += [("TI", citation.title), ("CY", citation.place), ("LA", citation.language), ("ET", citation.version)]
    if citation.date:
        rows += [("PY", str(citation.date.year)), ("DA", citation.date.strftime("%Y/%m/%d"))]
    rows += [("SE", citation.part), ("UR", citation.address), ("ER", "")]
    return "".join(f"{tag}  - {_line(value)}\n" for tag, value in rows if value or tag == "ER")


def csl(citation: Citation) -> dict[str, object]:
    """A CSL-JSON item, as data."""
    date = citation.date
    item: dict[str, object] = {
        "id": citation.key,
        "type": "report",
        "title": citation.title,
        "author": _names(citation.bodies),
        "publisher": ", ".join(citation.bodies),
        "publisher-place": citation.place,
        "language": citation.language,
        "version": citation.version,
        "section": citation.part,
        "translator": _names(citation.translators),
        "URL": citation.address,
    }
    if date:
        item["issued"] = {"date-parts": [[date.year, date.month, date.day]]}
    return {name: value for name, value in item.items() if value}


def _names(names: Sequence[str]) -> list[dict[str, str]]:
    return [{"literal": name} for name in names]


def _bibtex(text: str) -> str:
    return _BIBTEX_SPECIAL.sub(lambda sign: "\\" + sign[0] if sign[0] in "{}%#&$_" else " ", text)


def _line(text: str) -> str:
    return " ".join(text.split())
