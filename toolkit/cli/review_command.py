"""``polyedition review``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here
from toolkit.cli.show import show_json
from toolkit.errors import Diagnostic, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.catalog.model import State
    from toolkit.project.project import Project

_FEW = 20


@click.command("review")
@click.argument("locale", metavar="LOCALE")
@click.argument("segments", nargs=-1, metavar="[SEGMENT]…")
@click.option(
    "-d",
    "--document",
    "documents",
    multiple=True,
    metavar="DOC",
    help="Only this document (or `interface`, `terms`); may be repeated. Without it: all documents.",
)
@click.option("--by", metavar="NAME", help="Who has reviewed, perhaps with an address: `Anna Petrova <anna@a.org>`.")
@click.option("--organisation", default="", metavar="ORG", help="The reviewer's organisation.")
@click.option(
    "--state",
    "states",
    metavar="STATES",
    default="draft,translated",
    show_default=True,
    help="Texts in these states, separated by commas.",
)
@click.option("--list", "listing", is_flag=True, help="Show every stamp: whether it holds, or what has made it void.")
@click.option("--withdraw", is_flag=True, help="Take this reviewer's stamps away.")
@click.option("--beside", is_flag=True, help="Write to the file of stamps beside the catalog, for teams on Weblate.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done, or the stamps, as JSON.")
def command(
    locale: str,
    segments: tuple[str, ...],
    documents: tuple[str, ...],
    by: str | None,
    organisation: str,
    states: str,
    listing: bool,
    withdraw: bool,
    beside: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Say that texts have been reviewed: they get a stamp, and lose the fuzzy mark.

    A stamp holds as long as neither the text nor its source changes. SEGMENT is an id, or a pattern such as 'rec-*'.

    \b
    Examples:
      polyedition review ru -d alma-2019 --by "Anna Petrova" --organisation "National Library"
      polyedition review ru rec-4 'inspire/*' --by "Anna Petrova" --state outdated
      polyedition review ru --list
      polyedition review ru -d alma-2019 --by "Anna Petrova" --withdraw
    """
    project = project_here()
    (locale,) = project.select_locales((locale,))
    domains = _domains(project, documents)
    if listing:
        return _list(project, locale, domains, as_json)
    if not by:
        hint = 'name the reviewer: --by "Anna Petrova"'
        raise UsageError(Diagnostic("options", "a review is somebody's review", hint=hint))
    from toolkit.review.stamping import review_project, reviewer
    from toolkit.system.clock import now

    who = reviewer(by, organisation, now().date())
    done = review_project(
        project,
        locale,
        domains,
        segments,
        who,
        states=_states(states),
        withdraw=withdraw,
        beside=beside,
        dry_run=dry_run,
    )
    if as_json:
        show_json(
            [{"path": one.path, "segments": list(one.ids), "left": [list(pair) for pair in one.left]} for one in done]
        )
        return 0
    verb = "would be " if dry_run else ""
    what = "stamps withdrawn" if withdraw else "texts stamped"
    for one in done:
        click.echo(f"{one.path}: {len(one.ids)} {what.replace(' ', f' {verb}', 1)}")
        for id, reason in one.left[:_FEW]:
            click.echo(f"  left alone: {id}: {reason}")
    if not any(one.ids for one in done):
        click.echo("nothing to do: no text is in one of these states" if not withdraw else "no stamp of this reviewer")
    return 0


def _list(project: Project, locale: str, domains: Sequence[str], as_json: bool) -> int:
    from toolkit.review.stamping import standing_stamps

    found = list(standing_stamps(project, locale, domains))
    if as_json:
        show_json(
            [
                {
                    "path": one.path,
                    "line": one.line,
                    "segment": one.id,
                    "name": one.review.name,
                    "date": one.review.date,
                    "holds": not one.change,
                    "change": one.change,
                }
                for one in found
            ]
        )
        return 0
    for one in found:
        what = f"void: {one.change}" if one.change else "holds"
        click.echo(f"{one.path}:{one.line}: {one.id}: {one.review.name}, {one.review.date}: {what}")
    void = sum(bool(one.change) for one in found)
    click.echo(f"{len(found) - void} stamps hold, {void} are void")
    return 0


def _states(text: str) -> list[State]:
    from toolkit.catalog.model import State

    known = {str(state): state for state in State if state is not State.UNTRANSLATED}
    found: list[State] = []
    for name in text.split(","):
        if name.strip() not in known:
            hint = f"known: {', '.join(known)}"
            raise UsageError(Diagnostic("options", f"no text can be stamped in the state {name.strip()!r}", hint=hint))
        found.append(known[name.strip()])
    return found


def _domains(project: Project, wanted: tuple[str, ...]) -> tuple[str, ...]:
    from toolkit.project.project import DOMAINS

    own = tuple(name for name in wanted if name not in DOMAINS)
    chosen = project.select_documents(own) if own or not wanted else ()
    return (*chosen, *(name for name in wanted if name in DOMAINS))
