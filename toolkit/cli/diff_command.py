"""``polyedition diff``."""

from __future__ import annotations

import click

from toolkit.cli.here import project_here
from toolkit.cli.show_changes import show_changes


@click.command("diff")
@click.argument("since", default="HEAD", metavar="[SINCE]")
@click.option("-l", "--locale", metavar="LOCALE", help="Show each text's translation in this language, and its state.")
def command(since: str, locale: str | None) -> int:
    """Show which texts have changed since a git revision, a release or a date, by default since the last commit.

    \b
    Examples:
      polyedition diff
      polyedition diff v1.0..v1.1
      polyedition diff 2026-11-21 -l kk
    """
    from toolkit.collection.collection import Collection
    from toolkit.revision.changes import text_changes
    from toolkit.revision.since import revisions_between

    project = project_here()
    collection = Collection(project)
    (chosen,) = project.select_locales((locale,)) if locale else ("",)
    first, _, last = since.partition("..")
    found = 0
    for revision in revisions_between(project, first or "HEAD", last, chosen):
        changes = list(text_changes(revision))
        found += len(changes)
        catalog = collection.catalog(revision.name, chosen) if chosen else None
        messages = sorted(catalog.messages, key=lambda one: not one.obsolete) if catalog else []
        translations = {message.msgctxt or "": message for message in messages}  # a live one before what it was
        show_changes(revision.path, changes, translations)
    if not found:
        click.echo("no text has changed")
    return 0
