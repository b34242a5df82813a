"""The workbench's own words in the user's language: what the front end's ``_()`` gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.po import parse_po
from toolkit.editions.theme import BUILT_IN
from toolkit.errors import ToolkitError
from toolkit.language.locales import load_locale
from toolkit.project.project import WORKBENCH

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from toolkit.project.project import Project

SOURCE = "en"
"""What the front end is written in."""


def words_of(project: Project, locale: str) -> dict[str, str]:
    """The translations into a locale by the English words: the project's own, then those that come with the toolkit.

    A word that nobody has checked is better than an English one. Raises `UsageError` for an unknown locale.
    """
    profile = load_locale(locale)
    if profile.derived_from:
        from toolkit.collection.collection import converter

        convert = converter(locale)
        own = _read(_places(project, locale))
        return {**{word: convert(text) for word, text in words_of(project, profile.derived_from).items()}, **own}
    return _read(_places(project, locale))


def language_for(project: Project, wanted: str, default: str) -> str:
    """The first of the languages in an ``Accept-Language`` header that there are words in, else the default.

    English is the words' own language.
    """
    for part in wanted.split(","):
        tag = part.partition(";")[0].strip()
        for candidate in (tag, tag.partition("-")[0]):
            if candidate == SOURCE:
                return SOURCE
            if candidate in project.locales and words_of(project, candidate):
                return candidate
    return default if words_of(project, default) else SOURCE


def _places(project: Project, locale: str) -> tuple[Path, ...]:
    """The catalogs, the one whose words go before the others' last."""
    shipped = (folder / locale / f"{WORKBENCH}.po" for folder in (BUILT_IN / "i18n", BUILT_IN.parents[1] / "i18n"))
    return (*shipped, project.catalog(WORKBENCH, locale))


def _read(paths: Iterable[Path]) -> dict[str, str]:
    found: dict[str, str] = {}
    for path in paths:
        try:
            catalog = parse_po(path.read_bytes(), path.name)
        except (OSError, ToolkitError):  # the words stay English; `check` says what is wrong
            continue
        found |= {one.msgid: one.msgstr[0] for one in catalog.live if one.translated}
    return found
