"""How changed texts are shown: old and new, one under the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from toolkit.catalog.model import Message
    from toolkit.revision.changes import TextChange


def show_changes(title: str, changes: Iterable[TextChange], translations: Mapping[str, Message] | None = None) -> None:
    """Prints the title and the changes below it, with their `translations` by id; nothing if there is none."""
    from toolkit.revision.changes import marked

    for number, change in enumerate(changes):
        if not number:
            click.echo(title)
        old, new = marked(change.old or "", change.new or "") if change.old and change.new else (change.old, change.new)
        click.echo(f"  {change.id}: {change.why}")
        if old:
            click.echo(f"    - {_printable(old)}")
        if new:
            click.echo(f"    + {_printable(new)}")
        if (message := (translations or {}).get(change.id)) and any(message.msgstr):
            click.echo(f"    = {_printable(message.msgstr[0])} ({'obsolete' if message.obsolete else message.state})")


def _printable(text: str) -> str:
    """The text on one line, with nothing in it that a terminal would obey."""
    return "".join(sign if sign.isprintable() else " " for sign in text)
