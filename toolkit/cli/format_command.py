"""``polyedition format``."""

from __future__ import annotations

import contextlib
from pathlib import Path

import click

from toolkit.cli.here import project_here
from toolkit.errors import ToolkitError, UsageError
from toolkit.project.locks import catalogs_held
from toolkit.project.project import find_project


@click.command("format")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="[FILE]…")
@click.option(
    "--check", is_flag=True, help="Only say which files are not in the canonical form; exit code 1 if one is not."
)
def command(files: tuple[Path, ...], check: bool) -> int:
    """Write catalogs in their canonical form: what `msgcat --no-wrap` prints.

    Without FILE all catalogs and templates of the project. A file that cannot be read stays as it is.

    \b
    Examples:
      polyedition format
      polyedition format i18n/kk/cis-2023.po
      polyedition format --check
    """
    from toolkit.catalog.po import format_po, read_po, write_po

    named = {path: path.as_posix() for path in files} or _all_catalogs()
    code = 0
    for path, name in named.items():
        try:
            with contextlib.nullcontext() if check else _held(path.parent):
                catalog = read_po(path, name)
                if path.read_bytes() == format_po(catalog).encode():
                    continue
                if check:
                    click.echo(f"{name}: not in the canonical form; run `polyedition format {name}`")
                    code = 1
                elif write_po(catalog, path):
                    click.echo(f"{name}: formatted")
        except UsageError:
            raise
        except ToolkitError as error:
            click.echo(error, err=True)
            code = 1
    return code


def _held(folder: Path) -> contextlib.AbstractContextManager[None]:
    """The lock of the project that the folder lies in, so that what another command writes meanwhile is not lost."""
    try:
        project = find_project(folder)
    except UsageError:  # a catalog may lie anywhere
        return contextlib.nullcontext()
    return catalogs_held(project)


def _all_catalogs() -> dict[Path, str]:
    project = project_here()
    folder = project.root / project.i18n
    return {path: project.name(path) for path in sorted([*folder.glob("*/*.po"), *folder.glob("templates/*.pot")])}
