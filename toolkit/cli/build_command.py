"""``polyedition build``."""

from __future__ import annotations

import threading
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from toolkit.cli.options import documents_option, locales_option
from toolkit.cli.show import diagnostic_data, is_terminal, show_diagnostics, show_json
from toolkit.project.formats import all_formats, find_format
from toolkit.project.places import pair_name
from toolkit.publish.settled import begin, settle, settled

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from toolkit.project.project import Project
    from toolkit.publish.plan import Plan, Selection
    from toolkit.publish.run import Makers, Outcome


class _Formats(click.ParamType[tuple[str, ...]]):
    name = "html,pdf"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, ...]:
        names = tuple(str(value).split(","))
        for name in names:
            if find_format(name) is None:
                self.fail(f"{name!r} is no format; known: {', '.join(all_formats())}", param, ctx)
        return names


class _Pair(click.ParamType[tuple[str, str]]):
    name = "A,B"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:
        first, comma, second = str(value).partition(",")
        if not comma or "," in second or first == second:
            self.fail(f"{value!r} is no pair of languages; write two with a comma: ru,kk", param, ctx)
        return (first, second)


class _Wish(NamedTuple):
    """What a call is about, as it was written."""

    locales: tuple[str, ...]
    documents: tuple[str, ...]
    formats: tuple[str, ...] | None
    pairs: tuple[tuple[str, str], ...]

    def choose(self, project: Project) -> Selection:
        """The same as what a project has of it. Raises `UsageError` for what it has not."""
        from toolkit.publish.plan import Selection

        return Selection(
            project.select_documents(self.documents),
            project.select_locales(self.locales),
            project.select_formats(self.formats or ()),
            [pair_name(pair) for pair in project.select_parallel(self.pairs, self.locales)],
        )


@click.command("build")
@locales_option
@documents_option
@click.option("-f", "--format", "formats", type=_Formats(), help="Only these formats, separated by commas.")
@click.option(
    "--parallel",
    "pairs",
    type=_Pair(),
    multiple=True,
    help="Set two languages side by side as well; may be repeated. Pairs that the settings do not name last until the "
    "next build without this.",
)
@click.option("-j", "--jobs", type=click.IntRange(1), metavar="N", help="How many processes; by default one a core.")
@click.option("--explain", is_flag=True, help="Say of each file why it is made.")
@click.option("--watch", "watching", is_flag=True, help="Build again whenever a file is saved, until Control-C.")
@click.option("--cluster", metavar="ADDRESS", help="Make the editions on a Dask cluster: tls://host:8786.")
@click.option("--insecure", is_flag=True, help="With --cluster: trust a network without encryption.")
@click.option("--release", is_flag=True, help="Make the released editions again from git, and compare every byte.")
@click.option("--json", "as_json", is_flag=True, help="Print what was done as JSON.")
def command(
    locales: tuple[str, ...],
    documents: tuple[str, ...],
    formats: tuple[str, ...] | None,
    pairs: tuple[tuple[str, str], ...],
    jobs: int | None,
    explain: bool,
    watching: bool,
    cluster: str | None,
    insecure: bool,
    release: bool,
    as_json: bool,
) -> int:
    """Build the editions that are out of date.

    \b
    Examples:
      polyedition build
      polyedition build -l kk -d cis-2023 -f pdf
      polyedition build --parallel ru,kk
      polyedition build --explain
      polyedition build --watch
      polyedition build --cluster tls://scheduler.example.org:8786
    """
    began = time.monotonic()
    makers = _cluster(cluster, insecure=insecure, alone=not (jobs or watching or release))
    wish = _Wish(locales, documents, formats, pairs)
    if not (makers or watching or release) and (kept := settled(Path.cwd(), repr(wish))):
        lines, data = kept
        _show(_Said(lines, data | {"seconds": round(time.monotonic() - began, 3)}), as_json)
        return 0
    from toolkit.cli.here import project_here  # with all that tells of a project: as much again as the command so far

    start = begin(Path.cwd())
    project = project_here()
    if release:
        return _releases(project, as_json)
    selection = wish.choose(project)
    if watching:
        return _watch(project, wish.choose, explain, as_json)
    outcome, said = _build(project, selection, jobs, makers, explain=explain, as_json=as_json)
    _show(said, as_json)
    if start and not (makers or outcome.has_changed or outcome.diagnostics):
        settle(start, project, repr(wish), said)
    return show_diagnostics(outcome.diagnostics)


def _build(
    project: Project, selection: Selection, jobs: int | None, makers: Makers | None, *, explain: bool, as_json: bool
) -> tuple[Outcome, _Said]:
    from toolkit.publish.run import build

    began = time.monotonic()
    progress = _Progress(explain, quiet=as_json)
    try:
        outcome = build(
            project,
            selection,
            workers=jobs,
            makers=makers,
            start=progress.start,
            done=progress.done,
            tell=progress.teller,
        )
    finally:
        progress.finish()
    explain = explain and progress.bar is not None  # a line a file has said it
    return outcome, _said(project, outcome, time.monotonic() - began, explain=explain)


def _cluster(address: str | None, *, insecure: bool, alone: bool) -> Makers | None:
    """What makes the editions on a cluster; None where they are made here. Raises `UsageError`."""
    if address is None:
        if insecure:
            raise click.UsageError("--insecure says something of --cluster ADDRESS, which is not given")
        return None
    if not alone:
        raise click.UsageError("--cluster goes with none of --jobs, --watch and --release: leave one of them out")
    from toolkit.publish.cluster.cluster import Cluster

    return Cluster.at(address, insecure=insecure)


def _watch(project: Project, choose: Callable[[Project], Selection], explain: bool, as_json: bool) -> int:
    from toolkit.publish.watch import watch

    progress = _Progress(explain, quiet=as_json)

    def built(outcome: Outcome, seconds: float) -> None:
        _show(_said(project, outcome, seconds, explain=False), as_json)
        show_diagnostics(outcome.diagnostics)

    watch(project, choose, done=progress.done, built=built, failed=lambda error: show_diagnostics(error.diagnostics))
    return 0


def _releases(project: Project, as_json: bool) -> int:
    from toolkit.publish.releasing import rebuild_releases

    number, found = rebuild_releases(project)
    if as_json:
        show_json({"files": number, "diagnostics": [diagnostic_data(one) for one in found]})
    elif not project.releases:
        click.echo("nothing was released yet: polyedition release DOC LOCALE --edition 1.0")
    else:
        editions = len(project.releases)
        click.echo(f"{number} files of {editions} released edition{'s' if editions > 1 else ''} are what was released")
    return show_diagnostics(found)


class _Progress:
    """A bar on a terminal, a line a file in a pipe."""

    def __init__(self, explain: bool, quiet: bool) -> None:
        self.explain = explain
        self.quiet = quiet
        self.bar: click._termui_impl.ProgressBar[None] | None = None
        self._lock = threading.Lock()

    @property
    def teller(self) -> Callable[[str, str], None] | None:
        """What hears of a file while it is made; nothing but a bar can show it."""
        return None if self.quiet or not is_terminal() else self.tell

    def start(self, plan: Plan) -> None:
        if not self.quiet and is_terminal() and plan.targets:
            self.bar = click.progressbar(length=len(plan.targets), label="building", item_show_func=lambda item: item)
            self.bar.__enter__()

    def done(self, path: str, reason: str) -> None:
        if self.bar:
            with self._lock:
                self.bar.update(1, path)  # type: ignore[arg-type]
        elif not self.quiet:
            click.echo(f"built {path}" + (f" ({reason})" if self.explain else ""))

    def tell(self, path: str, words: str) -> None:
        if self.bar:
            with self._lock:
                self.bar.current_item = f"{path}: {words}"  # type: ignore[assignment]
                self.bar.render_progress()

    def finish(self) -> None:
        if self.bar:
            self.bar.__exit__(None, None, None)


class _Said(NamedTuple):
    """What a build says at its end: in lines, or as JSON."""

    lines: Sequence[str]
    data: dict[str, Any]


def _said(project: Project, outcome: Outcome, seconds: float, *, explain: bool) -> _Said:
    """With `explain` why each file was made, as well, where that was not said when it was."""
    lines = [f"removed {path}" for path in outcome.removed]
    if explain:
        lines += [f"{path}: {reason}" for path, reason in outcome.built]
    for one in outcome.held:
        wanted = f"{project.workflow.complete:g} % are wanted (publish.complete)"
        lines.append(f"held back: {one.document} in {one.locale}: {one.share:.0%} of its texts can be shown, {wanted}")
    if outcome.has_changed or any(one.severity == "error" for one in outcome.diagnostics):
        done = f"{len(outcome.built)} files built, {outcome.unchanged} editions unchanged"
        lines.append(f"{done}, in {seconds:.1f} s: {project.output}/index.html")
    else:
        lines.append(f"nothing to do: {outcome.unchanged} editions in {project.output}/ are up to date")
    data = {
        "built": [{"path": path, "reason": reason} for path, reason in outcome.built],
        "removed": outcome.removed,
        "unchanged": outcome.unchanged,
        "held": [{"document": one.document, "locale": one.locale, "share": one.share} for one in outcome.held],
        "diagnostics": [diagnostic_data(one) for one in outcome.diagnostics],
        "seconds": round(seconds, 3),
    }
    return _Said(lines, data)


def _show(said: _Said, as_json: bool) -> None:
    if as_json:
        show_json(said.data)
    else:
        click.echo("\n".join(said.lines))
