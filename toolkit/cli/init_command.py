"""``polyedition init``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
def command(folder: Path) -> int:
    """Make a small working project in an empty folder.

    \b
    Examples:
      polyedition init recommendations && cd recommendations && polyedition build
    """
    from toolkit.revision.starter import make_project

    for path in make_project(folder):
        click.echo(f"wrote {path}")
    click.echo(f"now: cd {folder} && polyedition build")
    return 0
