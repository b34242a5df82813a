"""Where a project has its settings, and where the editions lie in the output: those of one language, and those of two side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.project.formats import file_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

SETTINGS_FILE = "polyedition.toml"
PYPROJECT = "pyproject.toml"
MANIFEST = "manifest.json"
JOURNAL = ".journal"
"""What an unfinished build has made: one JSON line a file, folded into the manifest at the end."""
CHECKSUMS = "SHA256SUMS"
MANY_LANGUAGES = 40
"""Of more than these no page but one of a document names all, so that a site grows with its languages, not with their square."""
_AND = "+"
"""Joins the tags of two languages side by side; no tag has it."""


def pair_name(pair: Iterable[str]) -> str:
    """What two languages side by side are called where one language has its tag: ``ru+kk``."""
    return _AND.join(pair)


def languages_in(locale: str) -> tuple[str, ...]:
    """The one language of an edition, or the two of a pair."""
    return tuple(locale.split(_AND))


def is_pair(locale: str) -> bool:
    """Whether this is the name of a pair and not the tag of a language."""
    return _AND in locale


def named_languages(locale: str, locales: Sequence[str], full: str) -> tuple[str, ...]:
    """Which of the languages of a page its edition in one of them names: all, or its relatives and the `full` one, which names all.

    Each names who names it, as search engines want of `hreflang`:
    https://developers.google.com/search/docs/specialty/international/localized-versions
    """
    if len(locales) <= MANY_LANGUAGES or locale == full:
        return tuple(locales)
    family = locale.partition("-")[0]
    return tuple(one for one in locales if one == full or one.partition("-")[0] == family)


def edition_folder(locale: str) -> str:
    """Where the editions of a language, or of a pair, lie in the output folder."""
    return f"parallel/{locale.replace(_AND, '-')}" if is_pair(locale) else locale


def edition_path(document: str, locale: str, format: str) -> str:
    """Where an edition lies in the output folder."""
    return f"{edition_folder(locale)}/{file_name(document, format)}"
