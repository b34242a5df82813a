"""``polyedition merge``."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from toolkit.cli.show import show_json
from toolkit.errors import Diagnostic, UsageError

if TYPE_CHECKING:
    from toolkit.review.merge.result import Merged

_FEW = 20
"""So many messages of one kind are named."""


@click.command("merge")
@click.argument("files", nargs=-1, metavar="FILE.po", type=click.Path(path_type=Path))
@click.option("-l", "--locale", metavar="LOCALE", help="Its language, if the file does not say.")
@click.option(
    "-d", "--document", metavar="DOC", help="Its document (or `interface`, `terms`), if the file does not say."
)
@click.option("--base", metavar="FILE|REVISION", help="The version that was sent out: a file, or a revision of git.")
@click.option(
    "--trust-marks", is_flag=True, help="Believe that missing fuzzy marks and comments were removed on purpose."
)
@click.option("-n", "--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print what was decided as JSON.")
@click.option("--driver", is_flag=True, help="Be a merge driver of git: the files are BASE OURS THEIRS.")
@click.option("--name", default="", hidden=True)
def command(
    files: tuple[Path, ...],
    locale: str | None,
    document: str | None,
    base: str | None,
    trust_marks: bool,
    dry_run: bool,
    as_json: bool,
    driver: bool,
    name: str,
) -> int:
    """Take back a catalog that somebody has worked on, without losing anybody's work.

    A full text beats an empty one; stamps, notes and marks stay unless somebody really changed them; a translation of
    an older source becomes outdated. A text that one side alone has changed is that side's: stamps, and the versions in
    git, tell which was sent out. Two people's texts for one message are a conflict: ours stays as a draft, the other
    stands in a comment `# conflict: …`. Conflicts and refused texts give exit code 1.

    \b
    Examples:
      polyedition merge ~/Downloads/alma-2019.po
      polyedition merge back.po -l ru -d alma-2019 --base v1
      polyedition merge --driver BASE OURS THEIRS     as git calls it
    """
    if driver:
        return _drive(files, name)
    if len(files) != 1:
        hint = "polyedition merge FILE.po, or polyedition merge --driver BASE OURS THEIRS"
        raise UsageError(Diagnostic("call", f"merge takes one file, not {len(files)}", hint=hint))
    from toolkit.cli.here import project_here
    from toolkit.review.returned import merge_file

    project = project_here()
    done = merge_file(
        project, files[0], locale=locale, domain=document, base=base, trusted=trust_marks, dry_run=dry_run
    )
    if as_json:
        decisions = [
            {"outcome": str(one.outcome), "id": one.id, "reason": one.reason, "line": one.line}
            for one in done.merged.decisions
        ]
        show_json(
            {
                "path": done.path,
                "locale": done.locale,
                "document": done.domain,
                "changed": done.changed and not dry_run,
                "base": base or done.sent,
                "decisions": decisions,
            }
        )
    else:
        if done.sent:
            click.echo(f"compared with {done.sent}, the version in git that it is the most like; --base names another")
        show_merged(done.merged, done.path, str(files[0]), changed=done.changed, dry_run=dry_run)
    return _code(done.merged)


def _drive(files: tuple[Path, ...], name: str) -> int:
    if len(files) != 3:
        hint = "polyedition merge --driver BASE OURS THEIRS"
        raise UsageError(Diagnostic("call", f"a merge driver takes three files, not {len(files)}", hint=hint))
    from toolkit.review.driver import drive

    merged = drive(files[0], files[1], files[2], name)
    from toolkit.review.merge.result import Outcome

    for one in merged.decisions:
        if one.outcome is not Outcome.TAKEN:
            click.echo(f"{name or files[1]}: {one.id}: {one.outcome}: {one.reason}", err=True)
    return _code(merged)


def _code(merged: Merged) -> int:
    from toolkit.review.merge.result import Outcome

    return int(bool(merged.having(Outcome.CONFLICT) or merged.having(Outcome.REFUSED)))


def show_merged(merged: Merged, path: str, file: str, *, changed: bool, dry_run: bool) -> None:
    """Counts with their reasons; what needs somebody's decision at the end, by name."""
    from toolkit.review.merge.result import Outcome

    for outcome in (Outcome.TAKEN, Outcome.KEPT):
        reasons = Counter(one.reason for one in merged.having(outcome))
        for reason, number in reasons.most_common():
            click.echo(f"{outcome} {number}: {reason}")
    for outcome in (Outcome.REFUSED, Outcome.CONFLICT):
        found = merged.having(outcome)
        for one in found[:_FEW]:
            where = f"{file}:{one.line}" if one.line else file
            click.echo(f"{where}: {outcome}: {one.id}: {one.reason}")
        if len(found) > _FEW:
            click.echo(f"… and {len(found) - _FEW} more {outcome}; --json lists all")
    if merged.having(Outcome.CONFLICT):
        click.echo("choose a text, then delete its `# conflict:` line and the fuzzy mark")
    words = "would be written" if dry_run else "written"
    click.echo(f"{path}: {words}" if changed else f"{path}: nothing to change")
