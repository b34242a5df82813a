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
    from toolkit.review.git import is_repository
    from toolkit.revision.starter import make_project

    for path in make_project(folder, with_git=with_git):
        click.echo(f"wrote {path}")
    if not with_git and is_repository(folder):
        click.echo("git: run `polyedition install-driver` there once, and git merges catalogs by segment")
    click.echo(f"now: cd {folder} && polyedition build")
    return 0
