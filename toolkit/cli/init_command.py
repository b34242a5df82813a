"""``polyedition init``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("init")
@click.argument("folder", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
@click.option("--git", "with_git", is_flag=True, help="Make it a git repository that merges catalogs by segment.")
def command(folder: Path, with_git: bool) -> int:
    """Make a small working project in an empty folder.

    \b
    Examples:
      polyedition init recommendations && cd recommendations && polyedition build
      polyedition init recommendations --git
    """
    from toolkit.revision.starter import make_project

    for path in make_project(folder, with_git=with_git):
        click.echo(f"wrote {path}")
    click.echo(f"now: cd {folder} && polyedition build")
    return 0
