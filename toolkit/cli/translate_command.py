"""``polyedition translate``."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here
from toolkit.cli.show import is_terminal, show_diagnostics, show_json, table

if TYPE_CHECKING:
    from toolkit.drafts.translate import Amount, Outcome, Wishes
    from toolkit.project.project import Project


@click.command("translate")
@click.argument("locales", nargs=-1, metavar="LOCALE…")
@click.option(
    "-d", "--document", "domains", multiple=True, metavar="DOC",
    help="Only this document, or `interface` or `terms`; may be repeated.",
)  # fmt: skip
@click.option("--provider", metavar="NAME", help="Who translates; by default a program on this machine.")
@click.option("--via", metavar="LOCALE", help="Translate from this language's catalogs instead of the source.")
@click.option("--dry-run", is_flag=True, help="Only count messages and characters; send nothing.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help="Ask for at most N messages in this run.")
@click.option("--retry-failed", is_flag=True, help="Ask again for what failed or was refused before.")
@click.option(
    "--min", "minimum", type=click.IntRange(1, 100), default=75, show_default=True, metavar="N",
    help="Of the memory: how like the source a text must be, per cent.",
)  # fmt: skip
@click.option("--list", "as_list", is_flag=True, help="Show which provider knows which language.")
@click.option("--json", "as_json", is_flag=True, help="Print the result as JSON.")
def command(
    locales: tuple[str, ...],
    domains: tuple[str, ...],
    provider: str | None,
    via: str | None,
    dry_run: bool,
    limit: int | None,
    retry_failed: bool,
    minimum: int,
    as_list: bool,
    as_json: bool,
) -> int:
    """Fill untranslated texts with drafts of a machine or of the translation memory.

    Whatever has a text already is never touched. Every draft is marked fuzzy; one that lost a link, a number or a
    name is not written. Exit code 1 if a text was refused.

    \b
    Examples:
      polyedition translate --list
      polyedition translate kk --provider memory
      polyedition translate be --via ru
      polyedition translate kk -d cis-2023 --provider google --dry-run
    """
    from toolkit.drafts.translate import Wishes, estimate, select_domains

    project = project_here()
    if as_list:
        return _show_providers(project, as_json)
    if not locales:
        raise click.UsageError("Name the languages to translate into, or use --list.")
    chosen = project.select_locales(locales)
    names = select_domains(project, domains)
    wishes = Wishes(provider, via, limit, retry_failed, minimum)
    if dry_run:
        return _show_amounts(estimate(project, chosen, names, wishes), as_json)
    return _translate(project, chosen, names, wishes, as_json)


def _translate(
    project: Project, locales: tuple[str, ...], domains: tuple[str, ...], wishes: Wishes, as_json: bool
) -> int:
    from toolkit.cli.show import diagnostic_data
    from toolkit.drafts.translate import Listeners, translate_project

    progress = _Progress(quiet=as_json)
    listeners = Listeners(lambda line: click.echo(line, err=True), progress.step)
    try:
        outcome = translate_project(project, locales, domains, wishes, listeners=listeners)
    finally:
        progress.finish()
    if as_json:
        show_json(
            {
                "written": outcome.written,
                "refused": [diagnostic_data(one) for one in outcome.refused],
                "wordless": outcome.wordless,
                "left": outcome.left,
                "stopped": outcome.stopped or None,
            }
        )
    else:
        show_diagnostics(outcome.refused)
        _summary(outcome)
    return outcome.exit_code


def _summary(outcome: Outcome) -> None:
    for path, count in outcome.written.items():
        click.echo(f"{path}: {count} drafts")
    parts = [
        f"{count} {words}"
        for count, words in (
            (sum(outcome.written.values()), "drafts written"),
            (len(outcome.refused), "refused"),
            (outcome.wordless, "without a word to translate"),
            (outcome.left, "left as they were"),
        )
        if count
    ]
    click.echo(", ".join(parts) or "nothing to do: no text is untranslated")
    if outcome.stopped:
        click.echo(f"stopped: {outcome.stopped}; what was received is kept", err=True)


class _Progress:
    """A bar for each catalog on a terminal, now and then a line in a pipe."""

    def __init__(self, quiet: bool) -> None:
        self.quiet = quiet
        self.path = ""
        self.bar: click._termui_impl.ProgressBar[int] | None = None
        self.done = 0

    def step(self, path: str, done: int, total: int) -> None:
        if self.quiet:
            return
        if not is_terminal():
            click.echo(f"{path}: {done} of {total}")
            return
        if path != self.path:
            self.finish()
            self.path, self.done = path, 0
            self.bar = click.progressbar(length=total, label=path)
            self.bar.__enter__()
        if self.bar:
            self.bar.update(done - self.done)
            self.done = done

    def finish(self) -> None:
        if self.bar:
            self.bar.__exit__(None, None, None)
            self.bar = None


def _show_amounts(amounts: list[Amount], as_json: bool) -> int:
    if as_json:
        keys = ("locale", "domain", "messages", "characters")
        show_json([{key: getattr(one, key) for key in keys} for one in amounts])
        return 0
    head = ("locale", "catalog", "messages", "characters")
    rows = [(one.locale, one.domain, str(one.messages), str(one.characters)) for one in amounts]
    total = ("all", "", str(sum(one.messages for one in amounts)), str(sum(one.characters for one in amounts)))
    click.echo(table([head, *rows, total], right=(2, 3)))
    click.echo("nothing was sent")
    return 0


def _show_providers(project: Project, as_json: bool) -> int:
    from toolkit.drafts.drafters import list_providers

    rows = list_providers(project.locales, os.environ)
    if as_json:
        show_json(
            [{"provider": row.name, "service": row.service, "keys": row.keys, "locales": row.support} for row in rows]
        )
        return 0
    head = ("provider", *project.locales, "needs")
    body = [(row.name, *(row.support[locale] or "·" for locale in project.locales), row.needs) for row in rows]
    click.echo(table([head, *body]))
    click.echo(
        "\nyes: by its documentation, it is asked again before a text is sent; key: once the key is set; "
        "offline: nothing leaves this machine; ask: only the provider can tell, and is asked"
    )
    return 0
