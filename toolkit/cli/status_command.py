"""``polyedition status``."""

from __future__ import annotations

import click

from toolkit.cli.here import project_here
from toolkit.cli.show import show_json, table


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
def command(as_json: bool) -> int:
    """Show how far each language has come: how many texts are in each state.

    \b
    Examples:
      polyedition status
      polyedition status --json
    """
    from toolkit.collection.status import project_status

    project = project_here()
    rows = project_status(project)
    if as_json:
        show_json([row.data for row in rows])
        return 0
    states = ("reviewed", "translated", "draft", "outdated", "untranslated")
    head = ("locale", "catalog", "texts", *states, "done")
    body = [
        (
            row.locale,
            row.domain,
            str(row.total),
            *(str(row.states[state] or "·") for state in states),
            f"{row.done:.0%}",
        )
        for row in rows
    ]
    click.echo(table([head, *body], right=range(2, len(head))))
    return 0
