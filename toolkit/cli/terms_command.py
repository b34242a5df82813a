"""``polyedition terms``."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from toolkit.cli.here import project_here
from toolkit.cli.options import documents_option, locales_option, require_own_kind
from toolkit.cli.show import show_json, table
from toolkit.cli.show_terms import candidate_data, concept_data, is_wanted, lines_of, show_taken_in
from toolkit.cli.terms_files import FORMATS, import_terms, terms_of, written_terms
from toolkit.cli.terms_options import chosen_locales, chosen_states, given_renderings


@click.group("terms")
def command() -> None:
    """See, add and exchange the terms that `check` watches over; find new ones in the documents.

    \b
    Examples:
      polyedition terms list library -l kk
      polyedition terms add "reading room" -t ru="читальный зал" --definition "a room to read in"
      polyedition terms export terms.tbx
      polyedition terms extract -l ru
    """


@command.command("list")
@click.argument("text", required=False)
@locales_option
@click.option(
    "--only", metavar="STATE,…", help="Only terms that are missing, draft or translated in one of the languages."
)
@click.option(
    "--kind",
    type=click.Choice(["keep", "name", "term"]),
    help="Only those that stay as they are, names, or the others.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the terms as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print them as CSV.")
def list_(
    text: str | None, locales: tuple[str, ...], only: str | None, kind: str | None, as_json: bool, as_csv: bool
) -> int:
    """List the terms that have TEXT in a word, a definition or a translation; all without one.

    \b
    Examples:
      polyedition terms list
      polyedition terms list library -l ru -l kk
      polyedition terms list -l tg --only missing,draft --csv > terms.csv
    """
    from toolkit.exchange.terms_table import write_terms

    project = project_here()
    chosen = chosen_locales(project, locales)
    found = [one for one in terms_of(project, chosen) if is_wanted(one, text, kind, chosen_states(only), chosen)]
    if as_json:
        show_json([concept_data(one) for one in found])
    elif as_csv:
        _write_out(write_terms(found))
    elif not found:
        click.echo("no term")
    else:
        for one in found:
            click.echo(lines_of(one, chosen if locales else ()))
        click.echo(f"{len(found)} terms")
    return 0


@command.command("add")
@click.argument("term")
@click.option(
    "-t", "--translation", "translations", multiple=True, metavar="LOCALE=TEXT", help="Its rendering; may be repeated."
)
@click.option(
    "--forbid",
    "forbidden",
    multiple=True,
    metavar="LOCALE=TEXT",
    help="A rendering that is ruled out; may be repeated.",
)
@click.option(
    "--form", "forms", multiple=True, metavar="LOCALE=TEXT", help="A form that no ending explains; may be repeated."
)
@click.option("--definition", default="", metavar="TEXT", help="What it means.")
@click.option("--part-of-speech", default="noun", show_default=True, metavar="TEXT", help="As “noun phrase, plural”.")
@click.option("--keep", is_flag=True, help="It has the same letters in every language.")
@click.option("--name", is_flag=True, help="It is a name with one established rendering.")
@click.option("--draft", is_flag=True, help="Nobody has confirmed the renderings.")
@click.option("--by", "person", default="", metavar="NAME", help="Who says so.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
def add(
    term: str, translations: tuple[str, ...], forbidden: tuple[str, ...], forms: tuple[str, ...], definition: str,
    part_of_speech: str, keep: bool, name: bool, draft: bool, person: str, dry_run: bool,
) -> int:  # fmt: skip
    """Add TERM to the termbase, or renderings to a term that it has; a translation that is there stays.

    The files keep their canonical form. A rendering that differs from the one that is there gives exit code 1.

    \b
    Examples:
      polyedition terms add "reading room" -t ru="читальный зал" -t kk="оқу залы"
      polyedition terms add librarian --forbid ru=библиотекарша
      polyedition terms add person --form ru=люди
    """
    from toolkit.exchange.concepts import Concept, one_line
    from toolkit.revision.termbase import take_in

    project = project_here()
    renderings = given_renderings(project, translations, forbidden, forms, draft)
    concept = Concept(one_line(term), one_line(part_of_speech), one_line(definition), keep, name, renderings)
    done = take_in(project, [concept], origin="", person=person, dry_run=dry_run)
    return show_taken_in(done, dry_run=dry_run)


@command.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("--by", "person", default="", metavar="NAME", help="Whose terms they are.")
@click.option("--draft", is_flag=True, help="Take every rendering as a draft.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
def import_(files: tuple[Path, ...], person: str, draft: bool, dry_run: bool) -> int:
    """Take terms out of TBX (2 or 3) and CSV files into the termbase.

    A full rendering beats an empty one; where both are full ours stays, and the conflict is shown. Languages that the
    project has not are left out, and counted. Refused terms and conflicts give exit code 1.

    \b
    Examples:
      polyedition terms import library.tbx --by "National Library"
      polyedition terms import terms.csv --dry-run
    """
    project = project_here()
    code = 0
    for file in files:
        code |= import_terms(project, file, person, draft=draft, dry_run=dry_run)
    return code


@command.command("export")
@click.argument("file", required=False, type=click.Path(dir_okay=False, path_type=Path))
@click.option(
    "-f",
    "--format",
    "format",
    type=click.Choice(FORMATS),
    help="tbx (2008), tbx-3 (2019) or csv.  [default: by FILE's ending]",
)
@locales_option
def export(file: Path | None, format: str | None, locales: tuple[str, ...]) -> int:
    """Write the termbase as TBX-Basic or CSV to FILE, or to standard output.

    \b
    Examples:
      polyedition terms export terms.tbx
      polyedition terms export -f csv -l ru -l kk > terms.csv
    """
    from toolkit.system.files import write_atomically

    if file:
        require_own_kind(file, ".tbx", ".xml", ".csv")
    project = project_here()
    format = format or ("csv" if file and file.suffix.lower() == ".csv" else "tbx")
    concepts = terms_of(project, chosen_locales(project, locales))
    data = written_terms(project, concepts, format)
    if file:
        write_atomically(file, data)
        click.echo(f"{file}: {len(concepts)} terms")
    else:
        _write_out(data)
    return 0


@command.command("extract")
@documents_option
@locales_option
@click.option("--min", "least", type=click.IntRange(1), default=3, show_default=True, help="Least number of uses.")
@click.option("--most", type=click.IntRange(1), default=50, show_default=True, help="So many candidates at most.")
@click.option("--json", "as_json", is_flag=True, help="Print the candidates as JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Print them as a table that `terms import` takes.")
def extract(
    documents: tuple[str, ...], locales: tuple[str, ...], least: int, most: int, as_json: bool, as_csv: bool
) -> int:
    """Find words and phrases of the documents that may be terms, the likeliest first, with the renderings they have.

    Forms of one phrase count as one; what the termbase has is left out. Renderings are those that the catalogs of the
    languages named by -l have wherever the phrase is used: proposals to be looked over.

    \b
    Examples:
      polyedition terms extract
      polyedition terms extract -l ru -l kk --min 4 --csv > candidates.csv
    """
    from toolkit.collection.collection import Collection
    from toolkit.exchange.concepts import Concept, Rendering
    from toolkit.exchange.terms_table import write_terms
    from toolkit.revision.candidates import find_candidates

    project = project_here()
    chosen = project.select_locales(locales) if locales else ()
    found = find_candidates(Collection(project), project.select_documents(documents), chosen, least=least, most=most)
    if as_json:
        show_json([candidate_data(one) for one in found])
    elif as_csv:
        rows = [
            Concept(one.text, "noun phrase" if " " in one.text else "noun", renderings={
                tag: Rendering(text, is_draft=True) for tag, text in one.renderings.items()})
            for one in found
        ]  # fmt: skip
        _write_out(write_terms(rows))
    elif found:
        head = ("candidate", "uses", "documents", *chosen)
        rows_ = [
            (one.text, str(one.uses), str(len(one.documents)), *(one.renderings.get(tag, "·") for tag in chosen))
            for one in found
        ]
        click.echo(table([head, *rows_], right=(1, 2)))
    else:
        click.echo("no candidate")
    return 0


@command.command("learn")
@locales_option
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be learned, and write nothing.")
def learn(locales: tuple[str, ...], dry_run: bool) -> int:
    """Learn from reviewed translations in which forms terms stand that no ending explains.

    They are written into the termbase as `# forms: …`, and `check` takes them for right from then on.

    \b
    Examples:
      polyedition terms learn -l ru --dry-run
    """
    from toolkit.revision.forms import learn_forms

    project = project_here()
    learned = learn_forms(project, chosen_locales(project, locales), dry_run=dry_run)
    for locale, forms in learned.items():
        for source, found in forms.items():
            click.echo(f"{locale}: {source}: {'; '.join(found)}")
    if not learned:
        click.echo("nothing to learn: no reviewed translation has a form that is not known")
    return 0


def _write_out(data: bytes) -> None:
    sys.stdout.flush()
    sys.stdout.buffer.write(data)
    sys.stdout.buffer.flush()
