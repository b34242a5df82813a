"""Pages for coordinators: languages and documents with bars, and a page a language with what is left to do."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.editions.templates import render
from toolkit.language.locales import load_locale
from toolkit.language.locales.format import format_number, format_percent

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from toolkit.collection.interface import Interface
    from toolkit.language.locales import Locale
    from toolkit.project.project import Project

FOLDER = "status"
_ORDER = ("reviewed", "translated", "draft", "outdated", "untranslated")


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """What the pages say of one document in one language."""

    document: str
    locale: str
    states: Mapping[str, int]
    """How many texts are in each state."""
    words_left: int
    void: int
    """Reviews that no longer hold."""
    errors: int
    """Findings of the checks."""
    released: Sequence[str]
    """What to say of each released edition, the oldest first."""


@dataclass(frozen=True, slots=True)
class StatusTask:
    """One text that is left to do."""

    place: str
    state: str
    source: str
    change: str


@dataclass(frozen=True, slots=True)
class StatusList:
    """What is left to do in one document."""

    document: str
    language: str
    """Of the original."""
    tasks: Sequence[StatusTask]


@dataclass(frozen=True, slots=True)
class _Part:
    state: str
    start: str
    width: str
    percent: str


@dataclass(frozen=True, slots=True)
class _Row:
    document: str
    locale: Locale
    parts: Sequence[_Part]
    words: str
    outdated: str
    void: str
    errors: str
    released: Sequence[str]


def render_status(
    project: Project,
    facts: Sequence[StatusFacts],
    interface: Interface,
    lists: Sequence[StatusList] = (),
    only: str | None = None,
) -> str:
    """The page of all languages, or of the `only` one. Its words are in the project's first language."""
    locale = load_locale(project.locales[0])
    return render(
        project.theme_path,
        "status.html",
        interface,
        root="../",
        project=project,
        locale=locale,
        only=load_locale(only) if only else None,
        rows=[_row(one, locale) for one in facts if only in {None, one.locale}],
        lists=lists,
    )


def _row(facts: StatusFacts, locale: Locale) -> _Row:
    numbers = (facts.words_left, facts.states.get("outdated", 0), facts.void, facts.errors)
    words, outdated, void, errors = (format_number(locale, number) for number in numbers)
    parts = _parts(facts.states, locale)
    return _Row(facts.document, load_locale(facts.locale), parts, words, outdated, void, errors, facts.released)


def _parts(states: Mapping[str, int], locale: Locale) -> list[_Part]:
    total = sum(states.values()) or 1
    parts, start = [], 0.0
    for state in _ORDER:
        if number := states.get(state, 0):
            width = 100 * number / total
            parts.append(_Part(state, f"{start:.2f}", f"{width:.2f}", format_percent(locale, number / total)))
            start += width
    return parts
