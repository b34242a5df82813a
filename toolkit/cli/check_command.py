"""``polyedition check``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from toolkit.cli.here import project_here, tidy_rarely
from toolkit.cli.options import domains_option
from toolkit.cli.show import diagnostic_data, show_diagnostics, show_json, table
from toolkit.errors import Diagnostic, Severity, UsageError
from toolkit.project.project import DOMAINS, Project

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command("check")
@click.argument("locales", nargs=-1, metavar="[LOCALE]…")
@domains_option
@click.option(
    "--witnesses", is_flag=True, help="Only compare the languages: where one stands alone against all others."
)
@click.option("--ignore", "ignored", multiple=True, metavar="CODE", help="Leave out one check; may be repeated.")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.option("--github", is_flag=True, help="Print the findings as annotations of GitHub Actions.")
@click.option("--list", "listing", is_flag=True, help="Show every check with its code and reason, and stop.")
def command(
    locales: tuple[str, ...],
    documents: tuple[str, ...],
    witnesses: bool,
    ignored: tuple[str, ...],
    as_json: bool,
    github: bool,
    listing: bool,
) -> int:
    """Look for mistakes in sources and translations. Errors give exit code 1, warnings never do.

    One message is excused from a check by the translator comment `# ignore: CODE`.

    \b
    Examples:
      polyedition check
      polyedition check kk ru -d cis-2023
      polyedition check --witnesses
      polyedition check --ignore quotes --ignore length
      polyedition check --list
    """
    if listing:
        return _list(as_json)
    _require_known(ignored)
    if as_json and github:
        raise UsageError(Diagnostic("options", "--json and --github exclude each other", hint="leave one out"))
    tidy_rarely()
    project = project_here()
    chosen, domains = project.select_locales(locales), _domains(project, documents)
    found = _found(project, chosen, domains, ignored, only_witnesses=witnesses)
    return _show(found, as_json, github)


def _found(
    project: Project, locales: Sequence[str], domains: Sequence[str], ignored: Sequence[str], *, only_witnesses: bool
) -> list[Diagnostic]:
    from toolkit.checks.compare import compare_document, compare_languages
    from toolkit.checks.kept import KeptFindings
    from toolkit.checks.run import check_project
    from toolkit.checks.witnesses import CODE
    from toolkit.collection.collection import Collection
    from toolkit.project.press import require_press
    from toolkit.review.losses import Remembered

    if project.fonts:
        from toolkit.fonts.chosen import require_fonts

        require_fonts(project)
    require_press(project)
    collection = Collection(project)
    kept = KeptFindings(collection)
    documents = [name for name in domains if name not in DOMAINS]
    if only_witnesses:
        found = compare_languages(collection, documents, locales, kept=kept)
    else:
        odd: dict[str, list[Diagnostic]] = {}

        def compare(domain: str) -> None:
            if domain not in DOMAINS and CODE not in ignored:
                odd[domain] = compare_document(collection, domain, kept)

        found = check_project(project, locales, domains, ignored, collection=collection, kept=kept, each=compare)
        if CODE not in ignored:
            found += compare_languages(collection, documents, locales, found, odd=odd)
        found += Remembered(project, locales, domains, collection.digests).losses()
    kept.keep()
    return found


def _show(found: Sequence[Diagnostic], as_json: bool, github: bool) -> int:
    code = int(any(one.severity is Severity.ERROR for one in found))
    if as_json:
        show_json([diagnostic_data(one) for one in found])
    elif github:
        for one in found:
            click.echo(annotation(one))
    else:
        show_diagnostics(found)
        click.echo(_summary(found))
    return code


def _summary(found: Sequence[Diagnostic]) -> str:
    errors = sum(one.severity is Severity.ERROR for one in found)
    counts = [(errors, "error"), (len(found) - errors, "warning")]
    said = [f"{number} {word}{'' if number == 1 else 's'}" for number, word in counts if number]
    return ", ".join(said) if said else "no mistakes found"


def annotation(one: Diagnostic) -> str:
    """A diagnostic as a workflow command of GitHub Actions, which shows it beside the line."""
    properties = [("title", one.code)]
    if one.location:
        properties = [("file", one.location.path), ("line", str(one.location.line or 1)), *properties]
    listed = ",".join(f"{name}={_escaped(value, ':,')}" for name, value in properties)
    text = "\n".join(part for part in (one.message, one.detail, one.hint) if part)
    return f"::{one.severity} {listed}::{_escaped(text)}"


def _escaped(text: str, more: str = "") -> str:
    for char in f"%\r\n{more}":
        text = text.replace(char, f"%{ord(char):02X}")
    return text


def _domains(project: Project, wanted: tuple[str, ...]) -> tuple[str, ...]:
    everything = (*project.documents, *DOMAINS)
    own = tuple(name for name in wanted if name not in DOMAINS)
    chosen = {*(project.select_documents(own) if own else ()), *(set(wanted) - set(own))}
    return tuple(name for name in everything if name in chosen) if wanted else everything


def _require_known(codes: tuple[str, ...]) -> None:
    import difflib

    from toolkit.checks.built_in import all_checks
    from toolkit.checks.sources import SOURCE_CHECKS
    from toolkit.checks.witnesses import CODE

    known = list(
        dict.fromkeys([CODE, *(check.code for check in SOURCE_CHECKS), *(check.code for check in all_checks())])
    )
    for code in codes:
        if code not in known:
            close = difflib.get_close_matches(code, known, n=1)
            hint = f"did you mean {close[0]}?" if close else "polyedition check --list shows the codes"
            raise UsageError(Diagnostic("options", f"there is no check {code}", hint=hint))


def _list(as_json: bool) -> int:
    from toolkit.checks.built_in import all_checks
    from toolkit.checks.sources import SOURCE_CHECKS
    from toolkit.checks.witnesses import CODE, REASON

    rows = [(one.code, str(one.severity), "source", one.reason) for one in SOURCE_CHECKS]
    rows += [(CODE, str(Severity.WARNING), "translation", REASON)]
    rows += [(one.code, str(one.severity), "translation", one.reason) for one in all_checks()]
    head = ("code", "severity", "of", "reason")
    if as_json:
        show_json([dict(zip(head, row, strict=True)) for row in rows])
    else:
        click.echo(table([head, *rows]))
    return 0
