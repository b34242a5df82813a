"""The termbase out of files and into them, for the commands that do so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.show_terms import show_taken_in

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from toolkit.exchange.concepts import Concept
    from toolkit.project.project import Project

FORMATS = ("tbx", "tbx-3", "csv")


def terms_of(project: Project, locales: Sequence[str]) -> tuple[Concept, ...]:
    """The termbase with its renderings in some languages."""
    from toolkit.collection.collection import Collection
    from toolkit.revision.termbase import concepts_of

    return concepts_of(Collection(project), locales)


def language_of(project: Project) -> str:
    """The language of the sources, in which terms have their first word."""
    from toolkit.collection.collection import Collection

    return Collection(project).document(project.documents[0]).meta.language


def import_terms(project: Project, file: Path, person: str, *, draft: bool = False, dry_run: bool = False) -> int:
    """Takes the terms of one file in, and says so; 1 if something was refused or is in conflict."""
    from dataclasses import replace

    from toolkit.revision.termbase import take_in

    concepts = _read_terms(file, language_of(project))
    if draft:
        drafts = ({tag: replace(r, is_draft=True) for tag, r in one.renderings.items()} for one in concepts)
        concepts = tuple(replace(one, renderings=new) for one, new in zip(concepts, drafts, strict=True))
    origin = f"{file.suffix.lower().removeprefix('.')}/{person or file.name}"
    done = take_in(project, concepts, origin=origin, where=file.as_posix(), person=person, dry_run=dry_run)
    click.echo(f"{file}: {len(concepts)} terms")
    return show_taken_in(done, dry_run=dry_run)


def written_terms(project: Project, concepts: Sequence[Concept], format: str) -> bytes:
    """A file with these terms, in one of `FORMATS`."""
    from toolkit.exchange.tbx import write_tbx
    from toolkit.exchange.terms_table import write_terms

    if format == "csv":
        return write_terms(concepts)
    return write_tbx(concepts, language_of(project), project.title, new=format == "tbx-3")


def _read_terms(file: Path, language: str) -> tuple[Concept, ...]:
    from toolkit.errors import Diagnostic, Location, UsageError
    from toolkit.exchange.tbx import read_tbx
    from toolkit.exchange.terms_table import read_terms_table

    name, ending = file.as_posix(), file.suffix.lower()
    if ending in {".tbx", ".xml"}:
        return read_tbx(file, name, language)
    if ending in {".csv", ".tsv", ".txt"}:
        return read_terms_table(file, name)
    raise UsageError(
        Diagnostic("format", "this is no format that terms come in", Location(name), hint="it must end in .tbx or .csv")
    )
