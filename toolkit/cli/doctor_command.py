"""``polyedition doctor``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.show import show_json
from toolkit.errors import UsageError

if TYPE_CHECKING:
    from toolkit.project.project import Project
    from toolkit.publish.doctor import Finding

_MARKS = {True: ("ok", "green"), False: ("missing", "red")}


@click.command("doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(as_json: bool) -> int:
    """Say whether this machine has all that is needed, and the one command that mends it.

    \b
    Examples:
      polyedition doctor
    """
    from toolkit.drafts.machine import all_providers
    from toolkit.publish.doctor import examine, remedy

    findings = examine(_project(), all_providers)
    missing = [finding for finding in findings if not finding.present]
    if as_json:
        show_json(
            [{"name": one.name, "present": one.present, "needed": one.needed, "detail": one.detail} for one in findings]
        )
    else:
        for finding in findings:
            click.echo(_line(finding))
        if missing:
            click.echo(f"\nto mend it: {remedy(missing)}")
    return 1 if any(finding.needed for finding in missing) else 0


def _project() -> Project | None:
    """The project here, if there is one and its settings can be read."""
    from toolkit.project.project import find_project

    try:
        return find_project(Path.cwd())
    except UsageError:
        return None


def _line(finding: Finding) -> str:
    mark, colour = _MARKS[finding.present]
    if not finding.present and not finding.needed:
        mark, colour = "absent", "yellow"
    return f"{click.style(mark.ljust(8), fg=colour)} {finding.name.ljust(22)} {finding.detail}"
