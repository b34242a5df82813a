"""A document from another program made a source of the project, with its pictures beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.exchange.documents.assemble import Assembled, Wishes, assemble
from toolkit.exchange.documents.kind import require_no_worklist
from toolkit.exchange.documents.read import read_document
from toolkit.language.locales import canonical_tag, load_locale
from toolkit.project.locks import catalogs_held
from toolkit.project.sources import NoSourcesError, find_sources, require_sound_names
from toolkit.sources.markdown import parse_markdown
from toolkit.system.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.project.project import Project

_STEMS = (
    "recommend", "рекоменд", "рэкамендац", "ұсыныс", "ұсыным", "сунуш", "тавсия", "tövsiy", "tavsiya", "recomand", "maslahat",
    "առաջարկ", "توصي", "建议", "建議", "recomend", "empfehl",
)  # fmt: skip
"""How words for recommendations begin in the languages that we publish in and some beside them."""
_NO_NAME = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What became of a document."""

    path: str
    """Of the source, relative to the project."""
    pictures: tuple[str, ...]
    texts: int
    language: str
    left_out: tuple[Diagnostic, ...]
    is_chosen: bool
    """Whether the project's settings have it among their documents."""


def bring_in(
    project: Project,
    file: Path,
    *,
    name: str = "",
    language: str = "",
    recommendations: bool = False,
    below: tuple[str, ...] = (),
    force: bool = False,
    dry_run: bool = False,
) -> BroughtIn:
    """Writes the source that a document makes. Nothing is overwritten unless `force` says so.

    Raises `ToolkitError` where the file cannot be read or does harm, `UsageError` where the name or the language is none, or
    the source is there already; then nothing is written.
    """
    if language:
        load_locale(language)
    name = name or _name_of(file)
    require_sound_names((name,), project.sources, project.formats)
    folder = project.root / project.sources
    others = _others(project)
    path = others.get(name, folder / f"{name}.md")
    words = tuple(word.casefold() for word in (*below, *(_STEMS if recommendations else ())))
    wishes = Wishes(canonical_tag(language) if language else "", words, tuple(others), project.locales)
    made, left_out = _made(file, name, wishes)
    document = parse_markdown(made.text, project.name(path), name)
    with catalogs_held(project):
        _require_free(project, path, made, folder, force=force)
        if not dry_run:
            for picture, data in made.pictures.items():
                write_atomically(folder / picture, data)
            write_atomically(path, made.text.encode())
    return BroughtIn(
        project.name(path),
        tuple(made.pictures),
        len(document.segments),
        made.language,
        (*left_out, *document.warnings),
        not project.chosen_documents or name in project.chosen_documents,
    )


def _made(file: Path, name: str, wishes: Wishes) -> tuple[Assembled, tuple[Diagnostic, ...]]:
    """The source; a Markdown file that is one already stays as it is."""
    if file.suffix.lower() in {".md", ".markdown"}:
        from toolkit.exchange.documents.markdown import own_source

        text = own_source(file, file.as_posix())
        if text is not None and not wishes.recommendations and "![" not in text:
            language = parse_markdown(text, name, name).meta.language
            if not wishes.language or wishes.language == language:
                return Assembled(text, {}, language), ()
    foreign = read_document(file, file.as_posix())
    require_no_worklist(foreign)
    return assemble(foreign, name, wishes), tuple(foreign.losses.found)


def _name_of(file: Path) -> str:
    """A name for the document, from that of its file."""
    return _NO_NAME.sub("-", file.stem).strip("-._").lower() or "document"


def _others(project: Project) -> dict[str, Path]:
    try:
        return find_sources(project.root / project.sources, project.sources)
    except NoSourcesError:
        return {}


def _require_free(project: Project, path: Path, made: Assembled, folder: Path, *, force: bool) -> None:
    if force:
        return
    taken = [path] if path.exists() else []
    taken += [
        place
        for name, data in made.pictures.items()
        if (place := folder / name).exists() and place.read_bytes() != data
    ]
    if taken:
        hint = "give the document another name with --as NAME, or replace the file with --force"
        raise UsageError(Diagnostic("exists", "this is there already", Location(project.name(taken[0])), hint=hint))
