"""Options that several commands have, each said once."""

from __future__ import annotations

from pathlib import Path

import click

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
