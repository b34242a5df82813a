"""``polyedition update``."""

from __future__ import annotations

from pathlib import Path

import click

from toolkit.project import find_project


@click.command("update")
@click.argument("locales", nargs=-1, metavar="[LOCALE]…")
@click.option("--cosmetic", is_flag=True, help="Treat all changes of the sources as cosmetic: translations stay valid.")
def command(locales: tuple[str, ...], cosmetic: bool) -> int:
    """Bring templates and catalogs up to the sources. No translation is ever lost.

    \b
    Examples:
      polyedition update
      polyedition update kk uz
      polyedition update --cosmetic     after correcting misprints in a source
    """
    from toolkit.revise import update_project

    project = find_project(Path.cwd())
    changes = update_project(
        project,
        project.select_locales(locales),
        cosmetic=cosmetic,
        wrote=lambda change: click.echo(f"{change.path}: {change.words}"),
    )
    if not changes:
        click.echo("nothing to do: all catalogs are up to date")
    return 0
