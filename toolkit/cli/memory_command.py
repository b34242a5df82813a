"""``polyedition memory``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here
from toolkit.cli.options import locales_option, require_own_kind
from toolkit.cli.show import is_terminal, show_diagnostics, show_json, table

if TYPE_CHECKING:
    from toolkit.drafts.memory import Memory, Suggestion
    from toolkit.drafts.memory.lookup import Way
    from toolkit.project.project import Project


@click.group("memory")
def command() -> None:
    """Search what was translated before; bring translations in and out as TMX.

    \b
    Examples:
      polyedition memory search "access to information" -l kk
      polyedition memory import archive.tmx
    """


@command.command("search")
@click.argument("text")
@click.option("-l", "--locale", required=True, metavar="LOCALE", help="The language of the translations.")
@click.option("--min", "minimum", type=click.IntRange(1, 100), default=75, show_default=True, help="Least score, in %.")
@click.option("--concordance", is_flag=True, help="Find the words inside sources and translations instead.")
@click.option("--json", "as_json", is_flag=True, help="Print what is found as JSON.")
def search(text: str, locale: str, minimum: int, concordance: bool, as_json: bool) -> int:
    """Find translations of TEXT and of texts like it, the best first.

    Where no text is so like it, those are shown that have its words inside, or the nearest ones.

    \b
    Examples:
      polyedition memory search "access to information" -l kk
      polyedition memory search "access to information" -l kk --min 50
      polyedition memory search библиотек -l ru --concordance
    """
    from toolkit.drafts.memory.lookup import Way
    from toolkit.language.locales import load_locale

    load_locale(locale)  # refuses what is no language
    text = text.encode("utf-8", "replace").decode()  # a terminal may give bytes that are no text
    with _memory() as memory:
        way, found = (
            (Way.WORDS, memory.concordance(text, locale)) if concordance else memory.find(text, locale, minimum)
        )
        if as_json:
            show_json([_data(one, way) for one in found])
        else:
            if found and not concordance and way is not Way.LIKE:
                words = "these have its words" if way is Way.WORDS else "the nearest are"
                click.echo(f"no text is {minimum} % like it; {words}:")
            for one in found:
                click.echo(_lines(one))
            if not found:
                click.echo("nothing found")
        return show_diagnostics(memory.diagnostics)


@command.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--align", is_flag=True, help="Pair the texts of two documents: a text, then its translation.")
@click.option("--from", "language", metavar="LANGUAGE", help="The language of the first, if its words do not tell.")
@click.option("--to", "locale", metavar="LANGUAGE", help="The language of the second.")
def import_(files: tuple[Path, ...], align: bool, language: str | None, locale: str | None) -> int:
    """Copy TMX files into the project, whose memory has their translations from then on.

    A file goes to the folder `memory` beside the catalogs, and takes the place of one of the same name. Nothing is
    copied unless every file is in order. To take a file out of the memory, delete it there.

    With --align, two documents (.docx, .odt, .html, .md) that say the same in two languages are paired text by text, and the
    pairs become such a file.

    \b
    Examples:
      polyedition memory import archive.tmx
      polyedition memory import --align report-2019.docx report-2019-ru.docx
    """
    if align or language or locale:
        return _align(files, language or "", locale or "")
    from toolkit.drafts.memory.imports import import_tmx

    for one in import_tmx(_project(), files):
        click.echo(f"{one.path}: {one.units} translations into {', '.join(one.locales) or 'no language'}")
    return 0


def _align(files: tuple[Path, ...], language: str, locale: str) -> int:
    from toolkit.errors import Diagnostic, UsageError

    if len(files) != 2:
        hint = "polyedition memory import --align TEXT TRANSLATION"
        raise UsageError(Diagnostic("call", f"--align takes two documents, not {len(files)}", hint=hint))
    from toolkit.drafts.bitext.fill import fill_memory

    done = fill_memory(_project(), files[0], files[1], language, locale)
    click.echo(f"{done.path}: {done.units} translations from {done.language} into {done.locale}")
    if done.left_out:
        click.echo(f"{done.left_out} texts have no translation that is sure enough")
    return 0


@command.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@locales_option
def export(file: Path | None, locales: tuple[str, ...]) -> int:
    """Write the memory as TMX 1.4b to FILE, or to standard output.

    \b
    Examples:
      polyedition memory export everything.tmx
      polyedition memory export -l ru -l kk > two.tmx
    """
    from toolkit.exchange.tmx import write_tmx
    from toolkit.language.locales import load_locale
    from toolkit.system.files import write_atomically

    if file:
        require_own_kind(file, ".tmx")
    for locale in locales:
        load_locale(locale)  # refuses what is no language
    with _memory() as memory:
        units = memory.units(locales)
        lines = (line.encode("utf-8", "replace") for line in write_tmx(units))
        if file:
            write_atomically(file, b"".join(lines))
            click.echo(f"{file}: {len(units)} translations")
        else:
            sys.stdout.flush()
            for line in lines:
                sys.stdout.buffer.write(line)
            sys.stdout.buffer.flush()
        return show_diagnostics(memory.diagnostics)


@command.command("stats")
@click.option("--json", "as_json", is_flag=True, help="Print the numbers as JSON.")
def stats(as_json: bool) -> int:
    """Show how much the memory holds in each language.

    \b
    Examples:
      polyedition memory stats
    """
    from toolkit.catalog.model import State

    with _memory() as memory:
        holdings = memory.holdings()
        states = (State.REVIEWED, State.TRANSLATED, State.DRAFT)
        if as_json:
            show_json(
                [
                    {
                        "locale": one.locale,
                        "units": one.units,
                        "states": {str(state): one.states.get(state, 0) for state in states},
                        "files": one.files,
                    }
                    for one in holdings
                ]
            )
        elif holdings:
            head = ("locale", "translations", *map(str, states), "files")
            body = [
                (
                    one.locale,
                    str(one.units),
                    *(str(one.states.get(state) or "·") for state in states),
                    str(len(one.files)),
                )
                for one in holdings
            ]
            click.echo(table([head, *body], right=range(1, len(head))))
        else:
            click.echo("the memory is empty: nothing is translated yet, and no TMX file was imported")
        return show_diagnostics(memory.diagnostics)


def _project() -> Project:
    return project_here()


def _memory() -> Memory:
    from toolkit.drafts.memory import Memory

    return Memory(_project())


def _lines(one: Suggestion) -> str:
    """Score, state and place in one line, source and translation below it."""
    score = f"{one.score:3} %" if one.score else "    ·"
    place = f"{one.document} › {one.context}" if one.context else one.document
    head = f"{score}  {one.state}  {place}"
    if is_terminal():
        head = click.style(head, bold=True)
    return f"{head}\n{_indented(one.source)}\n{_indented(one.text)}"


def _indented(text: str) -> str:
    return "\n".join(f"       {line}" for line in text.split("\n"))


def _data(one: Suggestion, way: Way) -> dict[str, object]:
    return {
        "found": str(way),
        "score": one.score or None,
        "source": one.source,
        "text": one.text,
        "locale": one.locale,
        "state": str(one.state),
        "document": one.document,
        "context": one.context,
    }
