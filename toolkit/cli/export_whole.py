"""What `polyedition export` writes whole: a language's termbase as TBX, a document's translations as TMX."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from toolkit.drafts.memory import Memory
    from toolkit.project.project import Project

WHOLE = ("tmx", "tbx")
"""Formats that have no rows to come back by id; as ``--format`` says them."""


def export_whole(
    project: Project, memory: Memory, format: str, locales: Sequence[str], documents: Sequence[str], folder: Path
) -> None:
    """Writes a file each language, of TMX each document and language, into the folder."""
    for locale in locales:
        if format == "tbx":
            _tbx(project, locale, folder)
        else:
            for document in documents:
                _tmx(memory, document, locale, folder)


def _tbx(project: Project, locale: str, folder: Path) -> None:
    from toolkit.cli.terms_files import language_of, terms_of
    from toolkit.exchange.tbx import ENDING, write_tbx
    from toolkit.system.files import write_atomically

    concepts = terms_of(project, (locale,))
    path = folder / f"terms.{locale}{ENDING}"
    write_atomically(path, write_tbx(concepts, language_of(project), project.title))
    click.echo(f"{path}: {len(concepts)} terms")


def _tmx(memory: Memory, document: str, locale: str, folder: Path) -> None:
    from toolkit.exchange.tmx import write_tmx
    from toolkit.system.files import write_atomically

    units = [unit for unit in memory.units((locale,)) if unit.document == document]
    path = folder / f"{document}.{locale}.tmx"
    write_atomically(path, "".join(write_tmx(units)).encode("utf-8", "replace"))
    click.echo(f"{path}: {len(units)} translations")
