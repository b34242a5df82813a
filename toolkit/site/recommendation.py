"""The page of one recommendation: its text in every language, its permanent address, and how to cite it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.editions.notes import NoteLinks
from toolkit.editions.records.citation import bibtex, cite, csl_json, plain, ris
from toolkit.editions.records.metadata import recommendation_name, recommendation_tags
from toolkit.editions.records.schema_org import recommendation_data
from toolkit.editions.templates import render
from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup as Safe

    from toolkit.editions.edition import Edition
    from toolkit.editions.recommendations import Recommendation, Recommendations
    from toolkit.language.locales import Locale


_MOST = 8192
"""So many lines are kept as they are encoded."""
_UNSAFE = re.compile(rb"[^A-Za-z0-9_.~/:;,=@!*()-]+")


@dataclass(frozen=True, slots=True)
class _Reference:
    """A citation in one format, to be read and to be saved."""

    format: str
    file: str
    text: str
    data: str
    """The text as an address that needs no server and no script (RFC 2397)."""


@dataclass(frozen=True, slots=True)
class _Entry:
    locale: Locale
    text: str
    language: str
    state: Safe
    cite_words: Safe
    plain: str
    references: tuple[_Reference, ...]
    note: Safe | str
    """A link to a letter about the text; empty where nobody receives one."""


@dataclass(frozen=True, slots=True)
class _Neighbour:
    address: str
    name: str


def page_path(document: str, one: Recommendation) -> str:
    """Where the page of a recommendation lies in the output."""
    return f"recommendations/{document}/{one.id}.html"


def render_recommendation(found: Recommendations, place: int, editions: Mapping[str, Edition]) -> str:
    """The page of the recommendation at `place`; `editions` has the document in every language of it.

    The page's own words are in the project's first language, what machines read in that of the original.
    """
    one = found.items[place]
    first = next(iter(editions.values()))
    path = page_path(found.document, one)
    before, after = found.neighbours(place)
    return render(
        first.project.theme_path,
        "recommendation.html",
        first.interface,
        root="../../",
        project=first.project,
        editions=list(editions.values()),
        locale=first.locale,
        all_languages=first.languages,
        document=found.document,
        path=path,
        id=one.id,
        heading=recommendation_name(one, first),
        title=first.title_text,
        before=_neighbour(before, first),
        after=_neighbour(after, first),
        meta_tags=recommendation_tags(one, path, editions[first.default_language]),
        schema_org=recommendation_data(one, path, editions),
        entries=[_entry(one, tag, edition) for tag, edition in editions.items()],
    )


def _neighbour(one: Recommendation | None, edition: Edition) -> _Neighbour | None:
    return _Neighbour(f"{one.id}.html", recommendation_name(one, edition)) if one else None


def _entry(one: Recommendation, tag: str, edition: Edition) -> _Entry:
    citation = cite(edition, one.id, recommendation_name(one, edition), one.number)
    text = one.texts[tag]
    references = (
        ("BibTeX", "bib", "application/x-bibtex", bibtex(citation)),
        ("RIS", "ris", "application/x-research-info-systems", ris(citation)),
        ("CSL-JSON", "csl.json", "application/vnd.citationstyles.csl+json", csl_json(citation)),
    )
    return _Entry(
        locale=load_locale(tag),
        text=text.text,
        language=text.language,
        state=edition.phrase("state.html", state=text.state),
        cite_words=edition.phrase("cite.html"),
        plain=plain(citation),
        references=tuple(_reference(citation.key, *one) for one in references),
        note=_note(one.id, edition),
    )


def _note(id: str, edition: Edition) -> Safe | str:
    if not edition.project.feedback:
        return ""
    return edition.phrase("note_link.html", address=NoteLinks(edition.localized, edition.project.feedback).to(id))


def _reference(key: str, format: str, suffix: str, kind: str, text: str) -> _Reference:
    # Percent-encoding, not base64: what the formats have in common is then the same again, and the page packs well.
    shown = text.replace("\r\n", "\n")
    return _Reference(format, f"{key}.{suffix}", shown, f"data:{kind};charset=utf-8,{_percent_encoded(text)}")


def _percent_encoded(text: str) -> str:
    """The text for an address (RFC 3986, 2.1), line by line: most are the same in every citation of a document."""
    return "".join(map(_encoded, text.splitlines(keepends=True)))


@lru_cache(_MOST)
def _encoded(line: str) -> str:
    """Many times as fast as `urllib.parse.quote`, which goes byte by byte."""
    return _UNSAFE.sub(lambda run: b"%" + run[0].hex("%").upper().encode(), line.encode()).decode()
