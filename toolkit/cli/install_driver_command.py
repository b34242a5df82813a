"""``polyedition install-driver``."""

from __future__ import annotations

from pathlib import Path

import click


@click.command("install-driver")
def command() -> int:
    """Let git merge catalogs by segment and field, with this program.

    Writes .gitattributes, which is committed, and the setting of this clone; everybody runs it once a clone.

    \b
    Examples:
      polyedition install-driver && git add .gitattributes
    """
    from toolkit.project.project import find_project
    from toolkit.review.driver import install_driver

    for written in install_driver(find_project(Path.cwd())):
        click.echo(f"wrote {written}")
    return 0
