"""Parallel documents for the translation memory: paired, and kept as a TMX file of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.catalog.model import State
from toolkit.drafts.bitext.align import align_passages
from toolkit.drafts.bitext.passages import passage_of
from toolkit.drafts.bitext.reading import read_texts
from toolkit.drafts.memory.imports import home_of
from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.exchange.tmx import Unit, write_tmx
from toolkit.language.locales import canonical_tag, load_locale
from toolkit.project.locks import catalogs_held
from toolkit.system.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

_LEAST = 0.5
_SURE = 0.8
"""Pairs of a lesser score count as drafts; those below the least are left out."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a pair of documents has given."""

    path: str
    """Of the TMX file."""
    units: int
    language: str
    locale: str
    left_out: int
    """Texts of the source without a sure translation."""


def fill_memory(project: Project, source: Path, target: Path, language: str = "", locale: str = "") -> Filled:
    """Aligns two documents and keeps their pairs; languages that are not given are told from the words.

    A file of the same name takes the place of an earlier one. Raises `ToolkitError` where a file cannot be read or does harm,
    `UsageError` where both are in one language.
    """
    ours, theirs = read_texts(source, project.locales), read_texts(target, project.locales)
    language = canonical_tag(language) if language else ours.language
    locale = canonical_tag(locale) if locale else theirs.language
    own, other = load_locale(language), load_locale(locale)
    if language == locale:
        message = f"both files are in {locale}"
        hint = "name their languages with --from and --to if that is wrong"
        raise UsageError(Diagnostic("language", message, Location(target.as_posix()), hint=hint))
    pairs = align_passages(
        [passage_of(one, own) for one in ours.segments], [passage_of(one, other) for one in theirs.segments]
    )
    units = [
        Unit(
            " ".join(ours.segments[place].text for place in pair.source),
            " ".join(theirs.segments[place].text for place in pair.target),
            locale,
            language,
            source.stem,
            None,
            State.TRANSLATED if pair.score >= _SURE else State.DRAFT,
        )
        for pair in pairs
        if pair.score >= _LEAST
    ]
    home = home_of(project, target)
    with catalogs_held(project):
        write_atomically(home, "".join(write_tmx(units)).encode("utf-8", "replace"))
    used = sum(len(pair.source) for pair in pairs if pair.score >= _LEAST)
    return Filled(project.name(home), len(units), language, locale, len(ours.segments) - used)
