"""``polyedition todo``."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here
from toolkit.cli.options import domains_option
from toolkit.cli.show import show_json
from toolkit.project.project import DOMAINS, Project

if TYPE_CHECKING:
    import datetime

    from toolkit.review.worklist import Worklist


@click.command("todo")
@click.argument("locale", metavar="LOCALE")
@domains_option
@click.option("--mail", "as_mail", is_flag=True, help="Print a text to send.")
@click.option("--json", "as_json", is_flag=True, help="Print the list as JSON.")
@click.option("--assign", metavar="NAME", help="Say in the catalogs who works on them; an empty name takes it back.")
@click.option(
    "--due", type=click.DateTime(["%Y-%m-%d"]), metavar="DATE", help="Say in the catalogs by when: 2026-12-01."
)
def command(
    locale: str,
    documents: tuple[str, ...],
    as_mail: bool,
    as_json: bool,
    assign: str | None,
    due: datetime.datetime | None,
) -> int:
    """List what is left to do in a language, in reading order, with what has changed.

    \b
    Examples:
      polyedition todo kk
      polyedition todo kk -d cis-2023 --mail > mail.txt
      polyedition todo kk -d cis-2023 --assign "Aigul Omarova" --due 2026-12-01
    """
    from toolkit.review.worklist import assign as assign_catalogs
    from toolkit.review.worklist import mail, worklists

    project = project_here()
    (locale,) = project.select_locales((locale,))
    domains = _domains(project, documents)
    if assign is not None or due is not None:
        for path in assign_catalogs(project, locale, domains, assign, due.date() if due else None):
            click.echo(f"{path}: written")
        return 0
    lists = worklists(project, locale, domains)
    if as_json:
        show_json([_data(one) for one in lists])
    elif as_mail:
        click.echo(mail(project, lists, locale), nl=False)
    else:
        _show(lists)
    return 0


def _show(lists: list[Worklist]) -> None:
    if not lists:
        click.echo("nothing is left to do")
    for one in lists:
        assigned = f", {one.assigned}" if one.assigned else ""
        due = f", by {one.due.isoformat()}" if one.due else ""
        click.echo(click.style(f"{one.domain}: {len(one.tasks)} texts, {one.words} words{assigned}{due}", bold=True))
        for task in one.tasks:
            click.echo(f"  {task.location}: {task.state}, {task.words} words: {task.place or task.id}")
            click.echo(f"    {task.change or task.source}")


def _data(one: Worklist) -> dict[str, object]:
    return {
        "locale": one.locale,
        "document": one.domain,
        "words": one.words,
        "assigned": one.assigned,
        "due": one.due.isoformat() if one.due else None,
        "tasks": [asdict(task) for task in one.tasks],
    }


def _domains(project: Project, wanted: tuple[str, ...]) -> tuple[str, ...]:
    own = tuple(name for name in wanted if name not in DOMAINS)
    chosen = project.select_documents(own) if own or not wanted else ()
    more = DOMAINS if not wanted else tuple(name for name in DOMAINS if name in wanted)
    return (*chosen, *more)
