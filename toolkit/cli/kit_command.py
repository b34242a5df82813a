"""``polyedition kit``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here
from toolkit.cli.options import documents_option, folder_option

if TYPE_CHECKING:
    from pathlib import Path


@click.command("kit")
@click.argument("locale", metavar="LOCALE")
@documents_option
@folder_option
def command(locale: str, documents: tuple[str, ...], folder: Path) -> int:
    """Make one HTML file a document for a translator who can install nothing; `polyedition import` takes the result back.

    The file is the page with its editor, matches of the memory and terms. It works from a disk, without a network, in any
    browser, and saves what was changed as a PO file or mails it.

    \b
    Examples:
      polyedition kit hy -d cis-2023
      polyedition import cis-2023.hy.po
    """
    from toolkit.collection.collection import Collection
    from toolkit.system.files import write_atomically
    from toolkit.workbench.kit import make_kit
    from toolkit.workbench.session import require_catalog

    project = project_here()
    (locale,) = project.select_locales((locale,))
    collection = Collection(project)
    for document in project.select_documents(documents):
        require_catalog(collection, document, locale)
        data = make_kit(collection, document, locale).encode()
        path = folder / f"{document}.{locale}.html"
        write_atomically(path, data)
        click.echo(f"{path}: {len(data) / 1_000_000:.2f} MB")
    return 0
