"""``polyedition status``."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here, tidy_rarely
from toolkit.cli.show import show_json, table
from toolkit.errors import Diagnostic, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.collection.status import Row
    from toolkit.project.project import Project

_STATES = ("reviewed", "translated", "draft", "outdated", "untranslated")


@click.command("status")
@click.argument("locales", nargs=-1, metavar="[LOCALE]…")
@click.option("--missing", is_flag=True, help="List the texts that are left to do.")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print the numbers as CSV.")
def command(locales: tuple[str, ...], missing: bool, as_json: bool, as_csv: bool) -> int:
    """Show how far each language has come: texts in each state, and the words that are left to do.

    A draft is not done. Two shares are given: of texts that somebody has finished, and of those that are reviewed.

    \b
    Examples:
      polyedition status
      polyedition status kk --missing
      polyedition status --csv > status.csv
    """
    if as_json and as_csv:
        raise UsageError(Diagnostic("options", "--json and --csv exclude each other", hint="leave one out"))
    from toolkit.collection.status import project_status

    tidy_rarely()
    project = project_here()
    chosen = project.select_locales(locales)
    if missing:
        return _missing(project, chosen, as_json, as_csv)
    rows = [row for row in project_status(project) if row.locale in chosen]
    released = _standings(project, rows)
    if as_json:
        show_json([row.data | {"released": released.get((row.locale, row.domain), [])} for row in rows])
    elif as_csv:
        _show_csv(rows)
    else:
        _show(rows)
        for (locale, document), found in released.items():
            for one in found:
                click.echo(f"{locale} {document}: {one['words']}")
    return 0


def _standings(project: Project, rows: Sequence[Row]) -> dict[tuple[str, str], list[dict[str, object]]]:
    """What to say of each catalog's released editions; nothing where there are none."""
    if not project.releases:
        return {}
    from toolkit.collection.collection import Collection
    from toolkit.review.release.standing import standings

    collection = Collection(project)
    released = {(one.document, one.locale) for one in project.releases}
    found: dict[tuple[str, str], list[dict[str, object]]] = {}
    for row in rows:
        if (row.domain, row.locale) in released and (standing := standings(collection, row.domain, row.locale)):
            found[row.locale, row.domain] = [
                {
                    "edition": one.release.edition,
                    "date": one.release.date.isoformat(),
                    "share": round(one.share, 4),
                    "behind": one.behind,
                    "recommendations": one.recommendations,
                    "words": str(one),
                }
                for one in standing
            ]
    return found


def _show(rows: Sequence[Row]) -> None:
    head = ("locale", "catalog", "texts", *_STATES, "words-left", "%translated", "%reviewed")
    body = [
        (
            row.locale,
            row.domain,
            str(row.total),
            *(str(row.amounts[state].texts or "·") for state in _STATES),
            str(row.left.words or "·"),
            f"{row.translated:.0%}",
            f"{row.reviewed:.0%}",
        )
        for row in rows
    ]
    click.echo(table([head, *body], right=range(2, len(head))))


def _show_csv(rows: Sequence[Row]) -> None:
    units = ("texts", "words", "characters")
    head = ["locale", "catalog", *units, *(f"{state} {unit}" for state in _STATES for unit in units)]
    head += [f"left {unit}" for unit in units] + ["translated share", "reviewed share"]
    body = []
    for row in rows:
        found = [row.amounts[state] for state in _STATES]
        sums = [sum(getattr(one, unit) for one in found) for unit in units]
        line: list[object] = [row.locale, row.domain, *sums]
        line += [getattr(one, unit) for one in (*found, row.left) for unit in units]
        body.append([*line, f"{row.translated:.4f}", f"{row.reviewed:.4f}"])
    _print_csv([head, *body])


def _missing(project: Project, locales: Sequence[str], as_json: bool, as_csv: bool) -> int:
    from toolkit.project.project import DOMAINS
    from toolkit.review.worklist import worklists

    lists = [one for locale in locales for one in worklists(project, locale, (*project.documents, *DOMAINS))]
    head = ["locale", "catalog", "segment", "state", "words", "place", "source"]
    rows = [
        [one.locale, one.domain, task.id, task.state, task.words, task.place, task.source]
        for one in lists
        for task in one.tasks
    ]
    if as_json:
        show_json([dict(zip(head, row, strict=True)) for row in rows])
    elif as_csv:
        _print_csv([head, *rows])
    else:
        for one in lists:
            for task in one.tasks:
                click.echo(f"{one.locale} {one.domain} {task.id}: {task.state}, {task.words} words: {task.source}")
        click.echo(f"{len(rows)} texts, {sum(one.words for one in lists)} words")
    return 0


def _print_csv(rows: Sequence[Sequence[object]]) -> None:
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([[_harmless(cell) for cell in row] for row in rows])
    click.echo(text.getvalue(), nl=False)


def _harmless(cell: object) -> object:
    """Text that a spreadsheet would take for a formula, with an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
