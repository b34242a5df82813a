"""``polyedition export``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.options import documents_option, folder_option
from toolkit.cli.show import show_diagnostics

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.catalog.model import State
    from toolkit.collection.collection import Collection
    from toolkit.drafts.memory import Memory

_MATCHES = 2
"""So many matches of the memory stand beside a text."""


@click.command("export")
@click.argument("locales", nargs=-1, required=True, metavar="LOCALE…")
@documents_option
@click.option(
    "-f", "--format", "format", required=True, metavar="F", help="docx, xlsx, csv, xliff, xliff-2, po; tmx or tbx."
)
@click.option("--only", metavar="STATE,…", help="Only texts that are missing, outdated, draft or unreviewed.")
@folder_option
def command(locales: tuple[str, ...], documents: tuple[str, ...], format: str, only: str | None, folder: Path) -> int:
    """Write texts as files for people without a PO tool; `polyedition import` takes them back.

    A file each document and language, in reading order, with what changed, matches of the memory and terms. TMX has
    what is translated of a document, TBX the terms of a language: for memories and termbases of other programs.

    \b
    Examples:
      polyedition export kk --format docx
      polyedition export kk ky -d cis-2023 --format xlsx --only missing,outdated
      polyedition export ru --format xliff -o agency
    """
    from toolkit.cli.export_whole import WHOLE, export_whole
    from toolkit.cli.here import project_here
    from toolkit.collection.collection import Collection
    from toolkit.drafts.memory import Memory
    from toolkit.exchange.formats import exchange_format
    from toolkit.review.handout import make_worklist
    from toolkit.system.files import write_atomically

    project = project_here()
    chosen = exchange_format(format) if format not in WHOLE else None
    states = _states(only)
    collection = Collection(project)
    with Memory(project) as memory:
        if chosen is None:
            export_whole(
                project, memory, format, project.select_locales(locales), project.select_documents(documents), folder
            )
            return show_diagnostics(memory.diagnostics)
        for locale in project.select_locales(locales):
            hints = _hints(collection, memory, locale)
            for document in project.select_documents(documents):
                if collection.catalog(document, locale) is None:
                    click.echo(f"{document} ({locale}): no catalog")
                    continue
                worklist = make_worklist(collection, document, locale, states, hints(document))
                if not worklist.rows:
                    click.echo(f"{document} ({locale}): nothing to hand out")
                    continue
                path = folder / f"{document}.{locale}{chosen.ending}"
                write_atomically(path, chosen.write(worklist))
                click.echo(f"{path}: {len(worklist.rows)} texts")
        return show_diagnostics(memory.diagnostics)


def _states(only: str | None) -> frozenset[State]:
    from toolkit.errors import Diagnostic, UsageError
    from toolkit.review.handout import ONLY

    found: set[State] = set()
    for word in filter(None, (word.strip() for word in (only or "").split(","))):
        if word not in ONLY:
            hint = f"name some of: {', '.join(ONLY)}"
            raise UsageError(Diagnostic("state", f"--only does not know {word!r}", hint=hint))
        found.update(ONLY[word])
    return frozenset(found)


def _hints(
    collection: Collection, memory: Memory, locale: str
) -> Callable[[str], Callable[[str, str], tuple[str, ...]]]:
    """What the memory and the termbase of a language know of a text of a document."""
    from toolkit.catalog.terms import Termbase, read_terms
    from toolkit.language.renderings import terms_used
    from toolkit.project.project import TERMS

    catalog = collection.catalog(TERMS, locale)
    termbase = read_terms(catalog) if catalog else Termbase()

    def of_document(document: str) -> Callable[[str, str], tuple[str, ...]]:
        language = collection.document(document).meta.language.partition("-")[0]

        def hints(source: str, id: str) -> tuple[str, ...]:
            found = memory.search(source, locale, document=document, most=_MATCHES + 1)
            matches = [
                f"≈ {one.score} %: {one.text}" for one in found if not (one.document == document and one.context == id)
            ]
            terms = [
                f"{one.source} = {one.translation}"
                for one, _, _ in terms_used(termbase, source, language)
                if one.translation
            ]
            return (*matches[:_MATCHES], *dict.fromkeys(terms))

        return hints

    return of_document
