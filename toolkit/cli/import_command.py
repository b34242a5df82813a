"""``polyedition import``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.merge_command import show_merged
from toolkit.cli.show import diagnostic_data, show_diagnostics, show_json, table

if TYPE_CHECKING:
    from toolkit.project.project import Project
    from toolkit.review.takeback import TakenBack
    from toolkit.revision.bring_in import BroughtIn


_SHOWN = 40
"""So many characters of a text stand in a table."""


@click.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path), metavar="FILE…"
)
@click.option("-l", "--locale", metavar="LOCALE", help="The language of a worklist, if the file does not say.")
@click.option("-d", "--document", metavar="DOC", help="Its document, if the file does not say.")
@click.option("--by", "person", metavar="NAME", help="Who translated it, if the file does not say.")
@click.option("--as", "name", metavar="NAME", help="What a new document is called; by default as its file.")
@click.option("--language", metavar="LANGUAGE", help="The language of a new document, if the file is wrong about it.")
@click.option(
    "--recommendations", is_flag=True, help="Make numbered lists below a heading that says so recommendations."
)
@click.option("--below", multiple=True, metavar="WORD", help="The same below headings with this word; may be repeated.")
@click.option(
    "--align", metavar="LOCALE", help="The file is a translation into this language: pair it with its source."
)
@click.option("--force", is_flag=True, help="Replace a source that is there already.")
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was decided as JSON.")
def command(
    files: tuple[Path, ...],
    locale: str | None,
    document: str | None,
    person: str | None,
    name: str | None,
    language: str | None,
    recommendations: bool,
    below: tuple[str, ...],
    align: str | None,
    force: bool,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Take back files that `polyedition export` or `kit` has handed out, or make sources of documents.

    A file that was handed out (Word, Excel, CSV, XLIFF, PO) is known by what is in it, every row by its id; TBX has terms. A full text beats an
    empty one; a translation of an older source becomes outdated; two people's texts for one message are a conflict. What is
    refused is named, and written beside the file as FILE.refused.csv, to be mended and imported again. Refused rows and
    conflicts give exit code 1.

    Any other document (.docx, .odt, .html, .md) becomes a source, with its pictures beside it; what is left out of it is
    named with its place. A source that is there already is never overwritten without --force.

    Letters that readers have sent from the pages (.eml, .mbox) become notes beside the texts that they are about, with the
    sender's name where that was allowed.

    With --align, a document is taken for a translation of a source of the project (-d): its texts are paired with those of the
    source and become drafts where the catalog has none yet, and a page shows the pairs side by side.

    \b
    Examples:
      polyedition import cis-2023.kk.docx
      polyedition import *.xlsx --by "Aigul Omarova" --dry-run
      polyedition import policy.docx --as policy-2026 --recommendations
      polyedition import feedback.mbox
      polyedition import --align ru policy-ru.docx -d policy-2026
    """
    from toolkit.cli.terms_files import import_terms
    from toolkit.exchange.documents.kind import is_document
    from toolkit.exchange.mail import ENDINGS as MAIL
    from toolkit.exchange.tbx import ENDING as TBX
    from toolkit.project.project import find_project

    project = find_project(Path.cwd())
    code, data = 0, list[dict[str, object]]()
    if align:
        _require_translations(
            files,
            {
                "-l": locale,
                "--by": person,
                "--as": name,
                "--language": language,
                "--recommendations": recommendations or below,
            },
        )
        data = [_align(project, file, align, document, force, dry_run, as_json) for file in files]
        if as_json:
            show_json(data)
        return 0
    letters = [file for file in files if file.suffix.lower() in MAIL]
    if letters:
        options = {"-l": locale, "-d": document, "--by": person, "--as": name, "--language": language, "--force": force}
        _require_none(letters, {**options, "--recommendations": recommendations, "--below": below})
        code, data = _take_letters(project, letters, dry_run, as_json)
        files = tuple(file for file in files if file not in letters)
    documents = [file for file in files if is_document(file, file.as_posix())]
    _require_fitting(
        files,
        documents,
        {"-l": locale, "-d": document, "--by": person},
        {
            "--as": name,
            "--language": language,
            "--recommendations": recommendations,
            "--below": below,
            "--force": force,
        },
    )
    for file in files:
        if file.suffix.lower() == TBX:
            code |= import_terms(project, file, person or "", dry_run=dry_run)
            continue
        if file in documents:
            from toolkit.revision.bring_in import bring_in

            made = bring_in(
                project,
                file,
                name=name or "",
                language=language or "",
                recommendations=recommendations,
                below=below,
                force=force,
                dry_run=dry_run,
            )
            data.append(_show_source(made, file, dry_run, as_json))
            continue
        done = _import(project, file, locale, document, person or "", dry_run)
        code |= _show(done, file, dry_run, as_json)
        data.append(_data(done, file, dry_run))
    if as_json:
        show_json(data)
    return code


def _require_none(letters: list[Path], options: dict[str, object]) -> None:
    """Raises `UsageError` for an option that means nothing for letters."""
    from toolkit.errors import Diagnostic, Location, UsageError

    wrong = next((option for option, value in options.items() if value), None)
    if wrong:
        message = f"{wrong} means nothing for letters of readers"
        raise UsageError(Diagnostic("call", message, Location(letters[0].as_posix()), hint=f"leave {wrong} away"))


def _take_letters(
    project: Project, files: list[Path], dry_run: bool, as_json: bool
) -> tuple[int, list[dict[str, object]]]:
    """Puts the notes of letters beside their texts; the exit code, and what was done."""
    from toolkit.exchange.mail import read_post
    from toolkit.review.feedback import take_notes
    from toolkit.system.clock import now

    code, data = 0, list[dict[str, object]]()
    for file in files:
        post = read_post(file, file.as_posix())
        done = take_notes(project, post.notes, now().date(), dry_run=dry_run)
        refused = (*post.refused, *done.refused)
        if not as_json:
            words = "would be added" if dry_run else "added"
            for path, count in done.added.items():
                click.echo(f"{path}: {count} {'note' if count == 1 else 'notes'} {words}")
            click.echo(f"{file}: {len(post.notes)} read, {done.known} known already, {len(refused)} refused")
            code |= show_diagnostics(refused)
        data.append(
            {
                "file": file.as_posix(),
                "added": done.added,
                "known": done.known,
                "refused": [diagnostic_data(one) for one in refused],
                "changed": bool(done.added) and not dry_run,
            }
        )
        code |= bool(refused)
    return code, data


def _require_fitting(
    files: tuple[Path, ...], documents: list[Path], of_worklists: dict[str, object], of_documents: dict[str, object]
) -> None:
    """Raises `UsageError` for an option that says nothing about some of the files, before anything is written."""
    from toolkit.errors import Diagnostic, Location, UsageError

    for file in files:
        given = of_worklists if file in documents else of_documents
        wrong = next((option for option, value in given.items() if value), None)
        if wrong:
            what = "a document" if file in documents else "a worklist"
            other = "worklists that come back" if file in documents else "new documents"
            message = f"{wrong} is for {other}, and this is {what}"
            hint = "name the file that `polyedition export` made" if file in documents else f"leave {wrong} away"
            raise UsageError(Diagnostic("call", message, Location(file.as_posix()), hint=hint))
    if of_documents["--as"] and len(files) > 1:
        raise UsageError(Diagnostic("call", "--as names one document", hint="import the files one by one"))


def _require_translations(files: tuple[Path, ...], others: dict[str, object]) -> None:
    """Raises `UsageError` for an option that means nothing beside --align, and for a worklist."""
    from toolkit.errors import Diagnostic, Location, UsageError
    from toolkit.exchange.documents.kind import is_document

    wrong = next((option for option, value in others.items() if value), None)
    if wrong:
        raise UsageError(Diagnostic("call", f"{wrong} means nothing beside --align", hint=f"leave {wrong} away"))
    for file in files:
        if not is_document(file, file.as_posix()):
            message = "this is no document that can be aligned"
            hint = "name a .docx, .odt, .html or .md; a worklist is imported without --align"
            raise UsageError(Diagnostic("format", message, Location(file.as_posix()), hint=hint))


def _align(
    project: Project, file: Path, locale: str, document: str | None, force: bool, dry_run: bool, as_json: bool
) -> dict[str, object]:
    from dataclasses import asdict

    from toolkit.drafts.bitext.run import align_file
    from toolkit.system.clock import now

    done = align_file(project, file, locale, document, now=f"{now():%Y-%m-%d %H:%M}+0000", force=force, dry_run=dry_run)
    if not as_json:
        words = "would be written" if dry_run else "written"
        click.echo(
            f"{done.path}: {done.drafts} drafts {words}, {done.doubtful} of them doubtful; {done.kept} texts had a translation"
        )
        if done.missing or done.unused:
            click.echo(f"{done.missing} texts are not in the translation, and {done.unused} of it not in the source")
        if not dry_run:
            click.echo(f"look them over, the doubtful first: {done.page}")
    return {"file": file.as_posix(), **asdict(done), "changed": bool(done.drafts) and not dry_run}


def _show_source(made: BroughtIn, file: Path, dry_run: bool, as_json: bool) -> dict[str, object]:
    if not as_json:
        words = "would be written" if dry_run else "written"
        pictures = f", {len(made.pictures)} pictures" if made.pictures else ""
        click.echo(f"{made.path}: {words}: {made.texts} texts in {made.language}{pictures}")
        if not made.is_chosen:
            click.echo("add it to `documents` in the settings: they list the documents to publish")
        show_diagnostics(made.left_out)
        if not dry_run:
            click.echo("look it over, then run `polyedition update`")
    return {
        "file": file.as_posix(),
        "path": made.path,
        "texts": made.texts,
        "language": made.language,
        "pictures": list(made.pictures),
        "changed": not dry_run,
        "left_out": [diagnostic_data(one) for one in made.left_out],
    }


def _import(
    project: Project, file: Path, locale: str | None, document: str | None, person: str, dry_run: bool
) -> TakenBack:
    from toolkit.errors import Diagnostic, Location, UsageError
    from toolkit.exchange.formats import all_exchange_formats, format_of
    from toolkit.review.takeback import take_back
    from toolkit.system.clock import now

    format = format_of(file)
    if format is None:
        hints = {".tmx": "use `polyedition memory import`", ".doc": "save it as .docx"}
        endings = ", ".join(one.ending for one in all_exchange_formats())
        hint = hints.get(file.suffix.lower(), f"it must end in {endings}")
        message = "this is no format that worklists or documents come in"
        raise UsageError(Diagnostic("format", message, Location(file.as_posix()), hint=hint))
    back = format.read(file, file.as_posix())
    name = " ".join((person or back.person).split())
    return take_back(
        project,
        back,
        f"{format.name}/{name}" if name else format.name,
        document=document,
        locale=locale,
        person=name,
        now=f"{now():%Y-%m-%d %H:%M}+0000",
        dry_run=dry_run,
    )


def _show(done: TakenBack, file: Path, dry_run: bool, as_json: bool) -> int:
    from toolkit.exchange.csv_table import write_csv
    from toolkit.review.merge.result import Outcome
    from toolkit.system.files import write_atomically

    if not as_json and dry_run and done.merged.decisions:
        click.echo(_table(done))
    if not as_json:
        show_merged(done.merged, done.path, str(file), changed=done.changed, dry_run=dry_run)
    code = show_diagnostics(done.refused)
    if done.left.rows and not dry_run:
        path = file.with_name(f"{file.name}.refused.csv")
        write_atomically(path, write_csv(done.left))
        click.echo(f"{path}: {len(done.left.rows)} refused texts, to be mended and imported again", err=True)
    return int(bool(code or done.merged.having(Outcome.CONFLICT) or done.merged.having(Outcome.REFUSED)))


def _table(done: TakenBack) -> str:
    """What would become of each row, with both texts."""
    before = {message.msgctxt or message.msgid: message.msgstr[0] for message in done.before.live}
    after = {message.msgctxt or message.msgid: message.msgstr[0] for message in done.merged.catalog.live}
    rows = [
        (one.id, f"{one.outcome}: {one.reason}", _short(before.get(one.id, "")), _short(after.get(one.id, "")))
        for one in done.merged.decisions
    ]
    return table([("id", "what", "now", "then"), *rows])


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else f"{line[: _SHOWN - 1]}…"


def _data(done: TakenBack, file: Path, dry_run: bool) -> dict[str, object]:
    return {
        "file": file.as_posix(),
        "path": done.path,
        "document": done.document,
        "locale": done.locale,
        "changed": done.changed and not dry_run,
        "decisions": [
            {"outcome": str(one.outcome), "id": one.id, "reason": one.reason} for one in done.merged.decisions
        ],
        "refused": [one.message for one in done.refused],
    }
