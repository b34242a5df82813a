"""``polyedition update``."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here, tidy_rarely
from toolkit.cli.show import is_terminal, show_diagnostics
from toolkit.cli.show_changes import show_changes
from toolkit.project.project import DOMAINS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from toolkit.revision.changes import Revision
    from toolkit.revision.revise import Change


@click.command("update")
@click.argument("locales", nargs=-1, metavar="[LOCALE]…")
@click.option("--cosmetic", is_flag=True, help="Treat all changes of the sources as cosmetic: translations stay valid.")
@click.option("--explain", is_flag=True, help="Show every changed text, what it continues, and why.")
def command(locales: tuple[str, ...], cosmetic: bool, explain: bool) -> int:
    """Bring templates and catalogs up to the sources. No translation is ever lost.

    \b
    Examples:
      polyedition update
      polyedition update kk uz
      polyedition update --cosmetic     after correcting misprints in a source
      polyedition update --explain
    """
    from toolkit.collection.digests import Digests
    from toolkit.review.losses import Remembered
    from toolkit.revision.changes import refusals, text_changes
    from toolkit.revision.revise import update_project

    tidy_rarely()
    project = project_here()
    chosen = project.select_locales(locales)
    changes: list[Change] = []
    revisions: list[Revision] = []
    digests = Digests(project)
    remembered = Remembered(project, chosen, (*project.documents, *DOMAINS), digests)
    lost = remembered.losses()
    try:
        with _bar(len(project.documents)) as step:
            update_project(
                project,
                chosen,
                cosmetic=cosmetic,
                step=step,
                wrote=changes.append,
                revised=revisions.append,
                digests=digests,
            )
    finally:
        for revision in revisions:
            if explain:
                show_changes(revision.path, text_changes(revision))
            if cosmetic:
                show_changes(f"{revision.path}: not cosmetic, stays outdated", refusals(revision))
        for change in changes:
            click.echo(f"{change.path}: {change.words}")
    if not changes:
        click.echo("nothing to do: all catalogs are up to date")
    remembered.keep()
    digests.keep()
    return show_diagnostics(lost)


@contextlib.contextmanager
def _bar(documents: int) -> Iterator[Callable[[str], None]]:
    """What to call with each catalog's name: it moves a bar on a terminal, and does nothing in a pipe."""
    if not is_terminal():
        yield lambda name: None  # noqa: ARG005
        return
    length = documents + 2  # the interface and the terms
    with click.progressbar(length=length, label="updating", item_show_func=lambda item: item) as bar:
        yield lambda name: bar.update(1, name)
