"""``polyedition verify``."""

from __future__ import annotations

import click

from toolkit.cli.here import project_here
from toolkit.cli.show import diagnostic_data, show_diagnostics, show_json


@click.command("verify")
@click.option("--rebuild", is_flag=True, help="Make every file anew as well, and compare: is the build reproducible?")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
def command(rebuild: bool, as_json: bool) -> int:
    """Compare every file of the output with the manifest.

    \b
    Examples:
      polyedition verify
      polyedition verify --rebuild
    """
    from toolkit.publish.verify import verify

    project = project_here()
    compared, found = verify(project, rebuild=rebuild)
    if as_json:
        show_json({"compared": compared, "differences": [diagnostic_data(one) for one in found]})
        return 1 if found else 0
    if not found:
        click.echo(f"{compared} files are what the manifest says" + (", and come out the same anew" if rebuild else ""))
    return show_diagnostics(found)
