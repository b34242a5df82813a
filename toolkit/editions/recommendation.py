"""The page of one recommendation: its text in every language, its permanent address, and how to cite it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.citation import bibtex, cite, csl, plain, ris
from toolkit.locales import load_locale
from toolkit.templates import phrase, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from markupsafe import Markup as Safe

    from toolkit.edition import Edition
    from toolkit.locales import Locale
    from toolkit.recommendations import Recommendation


@dataclass(frozen=True, slots=True)
class _Entry:
    locale: Locale
    text: str
    language: str
    state: Safe
    cite_words: Safe
    plain: str
    bibtex: str
    ris: str
    csl: str


def page_path(one: Recommendation) -> str:
    """Where the page of a recommendation lies in the output."""
    return f"recommendations/{one.document}/{one.id}.html"


def render_recommendation(one: Recommendation, editions: Mapping[str, Edition]) -> str:
    """The page; `editions` has the document in every language of the recommendation."""
    first = next(iter(editions.values()))
    return render(
        first.project.theme_path,
        "recommendation.html",
        first.interface,
        root="../../",
        project=first.project,
        locale=first.locale,
        document=one.document,
        id=one.id,
        heading=_phrase(first, "cite_title.html", number=one.number),
        title=first.title_text,
        entries=[_entry(one, tag, edition) for tag, edition in editions.items()],
    )


def _entry(one: Recommendation, tag: str, edition: Edition) -> _Entry:
    citation = cite(edition, one.id, one.number)
    text = one.texts[tag]
    return _Entry(
        locale=load_locale(tag),
        text=text.text,
        language=text.language,
        state=_phrase(edition, "state.html", state=text.state),
        cite_words=_phrase(edition, "cite.html"),
        plain=plain(citation, _phrase(edition, "cite_title.html", number=one.number).unescape()),
        bibtex=bibtex(citation),
        ris=ris(citation),
        csl=json.dumps(csl(citation), ensure_ascii=False, indent=1),
    )


def _phrase(edition: Edition, name: str, **context: object) -> Safe:
    return phrase(edition.project.theme_path, name, edition.interface, **context)
