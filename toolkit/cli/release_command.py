"""``polyedition release``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here
from toolkit.cli.show import show_json
from toolkit.errors import Diagnostic, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.project.releases import Release


@click.command("release")
@click.argument("document", metavar="DOC", required=False)
@click.argument("locales", nargs=-1, metavar="LOCALE…")
@click.option("--edition", metavar="NAME", help="The name of the edition: 1.0.")
@click.option("--withdraw", is_flag=True, help="Take the edition back: a page stays that says so and leads on.")
@click.option("--reason", default="", metavar="TEXT", help="Why it is withdrawn, for its readers.")
@click.option("-n", "--dry-run", is_flag=True, help="Only ask the gate, and release nothing.")
@click.option("--list", "listing", is_flag=True, help="List what was released.")
@click.option("--json", "as_json", is_flag=True, help="Print the releases as JSON.")
def command(
    document: str | None,
    locales: tuple[str, ...],
    edition: str | None,
    withdraw: bool,
    reason: str,
    dry_run: bool,
    listing: bool,
    as_json: bool,
) -> int:
    """Release an edition: it is frozen under an address of its own, LOCALE/DOC/EDITION/.

    The gate asks for the conditions of the settings ([release]); by default every text reviewed, no error of a check,
    the translator named with an organisation, the notice to readers in their language, and nothing wrong with the
    files, which the validators of the machine judge too (veraPDF, EPUBCheck, the Nu checker). Everything that is missing
    is told at once. What is released is made from the last commit and recorded in releases.toml, which is committed.

    \b
    Examples:
      polyedition release alma-2019 ru --edition 1.0 --dry-run
      polyedition release alma-2019 ru kk --edition 1.0
      polyedition release alma-2019 ru --edition 1.0 --withdraw --reason "A wrong number in recommendation 4"
    """
    project = project_here()
    if listing:
        return _list(project.releases, as_json)
    if not document or not locales or not edition:
        hint = "polyedition release DOC LOCALE… --edition 1.0"
        raise UsageError(Diagnostic("call", "a release needs a document, languages and an edition", hint=hint))
    (document,) = project.select_documents((document,))
    chosen = project.select_locales(locales)
    from toolkit.publish.releasing import ask, release_editions, withdraw_edition
    from toolkit.system.clock import now

    today = now().date()
    if withdraw:
        for one in withdraw_edition(project, document, chosen, edition, reason, today):
            click.echo(f"withdrawn: {one.folder}/; run `polyedition build`, and commit releases.toml")
        return 0
    from toolkit.cli.show import show_diagnostics

    if dry_run:
        asked = ask(project, document, chosen, edition, today)
        if asked.is_open:
            click.echo("the gate is open: nothing is missing")
        return show_diagnostics(asked.found)
    done = release_editions(project, document, chosen, edition, today, tell=show_diagnostics)
    if as_json:
        return _list(done, as_json)
    for one in done:
        click.echo(f"released: {project.output}/{one.folder}/ ({len(one.files)} files, revision {one.revision[:12]})")
    click.echo(f"now: git add releases.toml {project.i18n}/releases && git commit, then polyedition build")
    return 0


def _list(found: Sequence[Release], as_json: bool) -> int:
    if as_json:
        show_json(
            [
                {
                    "document": one.document,
                    "locale": one.locale,
                    "edition": one.edition,
                    "date": one.date.isoformat(),
                    "revision": one.revision,
                    "path": f"{one.folder}/",
                    "files": dict(one.files),
                    "withdrawn": one.withdrawn.isoformat() if one.withdrawn else None,
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        state = f", withdrawn {one.withdrawn.isoformat()}" if one.withdrawn else ""
        click.echo(f"{one.document} {one.locale} {one.edition}: {one.date.isoformat()}, {one.revision[:12]}{state}")
    if not found:
        click.echo("nothing was released yet")
    return 0
