"""Options that several commands have, each said once."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.errors import Diagnostic, Location, UsageError

documents_option = click.option(
    "-d", "--document", "documents", multiple=True, metavar="DOC", help="Only this document; may be repeated."
)
domains_option = click.option(
    "-d",
    "--document",
    "documents",
    multiple=True,
    metavar="DOC",
    help="Only this document (or `interface`, `terms`); may be repeated.",
)
locales_option = click.option(
    "-l", "--locale", "locales", multiple=True, metavar="LOCALE", help="Only this language; may be repeated."
)
folder_option = click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    help="The folder to write into.  [default: this one]",
)


def require_own_kind(file: Path, *endings: str) -> None:
    """Raises `UsageError` where a file of another kind is there already, a catalog, say, or a device: what is exported would be written over it."""
    if file.exists() and file.suffix.lower() not in endings:
        message = f"this is there already, and is none of {', '.join(endings)}"
        hint = f"write to a name with such an ending, as {file.stem or 'all'}{endings[0]}, or to standard output"
        raise UsageError(Diagnostic("file", message, Location(file.as_posix()), hint=hint))
