"""Does what the plan says: in parallel over processes, each file written whole, a killed run resumed by the next."""

from __future__ import annotations

import contextlib
import errno
import hashlib
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import groupby
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, ToolkitError
from toolkit.project.folders import require_own_folder
from toolkit.project.places import MANIFEST, languages_in
from toolkit.project.press import require_press
from toolkit.publish.complete import Held, hold_back
from toolkit.publish.groups import SORTS, Group, files_by_group, group_names, groups, why_group_is_due
from toolkit.publish.inputs import Inputs
from toolkit.publish.job import Job, Made, SiteFile
from toolkit.publish.manifest import File, begin_journal, fold_journal, read_manifest, record, write_manifest
from toolkit.publish.plan import Plan, Selection, Target, edition_folders, make_plan
from toolkit.publish.pool import Pool
from toolkit.publish.present import Present
from toolkit.publish.present import digest as digest_of
from toolkit.system.files import place_below, remove_strays, write_below
from toolkit.system.held import exclusive, remove_temporary_folders

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from toolkit.collection.collection import Collection
    from toolkit.project.project import Project
    from toolkit.publish.heard import Tell

    Makers = Callable[[Project, Sequence["Job"]], Iterator[tuple["Job", "Made"]]]
    """What makes the editions of a project, and gives each when it lies in its place, in any order."""

_NO_SUCH_FILE = (errno.ENAMETOOLONG, errno.ENOTDIR, errno.EISDIR)
"""No file can have such a name, or what has it is no file."""


@dataclass(slots=True)
class Outcome:
    """What a build did."""

    built: list[tuple[str, str]] = field(default_factory=list)
    """Path and reason of every file that was made, in the order of the plan."""
    removed: list[str] = field(default_factory=list)
    unchanged: int = 0
    diagnostics: list[Diagnostic] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    """Editions that are not made since too little of them is translated."""

    @property
    def has_changed(self) -> bool:
        """Whether any file was made or removed."""
        return bool(self.built or self.removed)


def build(
    project: Project,
    selection: Selection,
    *,
    workers: int | None = None,
    makers: Makers | None = None,
    start: Callable[[Plan], None] = lambda plan: None,  # noqa: ARG005
    done: Callable[[str, str], None] = lambda path, reason: None,  # noqa: ARG005
    tell: Tell | None = None,
) -> Outcome:
    """Makes every selected edition that is out of date, and the pages that lead to them.

    `workers` is the number of processes, by default one a core; `makers` makes the editions elsewhere. `start` is called
    with the plan, `done` with the path of each finished file and why it was made, `tell` while long files are made, from
    another thread too. An edition that fails leaves its old file and its diagnostics;
    the others are made all the same.
    Raises `UsageError` while another build of the project runs, or where the settings name a font or a profile that is not there.
    """
    if project.fonts:
        from toolkit.fonts.chosen import require_fonts

        require_fonts(project)
    require_press(project)
    require_own_folder(project.output_path, f"{project.output}/", [one.folder for one in project.releases])
    inputs = Inputs(project)
    collection = cache(partial(_collection, project))
    project, held = hold_back(project, inputs, collection)
    if held:
        collection = cache(partial(_collection, project))
    inputs.project = project
    recorded = read_manifest(project.output_path)
    folders = edition_folders(project, selection)
    present = Present(project.output_path, recorded)
    names = group_names(project)
    plan = make_plan(project, selection, inputs, recorded, present.sizes(folders), names)
    if not plan.targets and not plan.removed and _is_finished(project, inputs, recorded, present):
        start(plan)
        return Outcome(unchanged=len(plan.unchanged), held=held)
    with exclusive(project.cache_path / "build.lock", "another build of this project is running"):
        recorded = read_manifest(project.output_path)
        plan = make_plan(
            project, selection, inputs, recorded, Present(project.output_path, recorded).sizes(folders), names
        )
        fold_journal(project.output_path, recorded.values())
        begin_journal(project.output_path)
        start(plan)
        with Pool(collection, workers, tell, _apart(project, recorded, plan)) as pool:
            outcome = _Build(project, inputs, recorded, plan, folders, done, pool).run(makers or pool)
        outcome.held = held
        return outcome


@dataclass(slots=True)
class _Build:
    project: Project
    inputs: Inputs
    files: dict[str, File]
    plan: Plan
    folders: Sequence[str]
    """Of the output, that editions lie in."""
    done: Callable[[str, str], None]
    pool: Pool
    outcome: Outcome = field(default_factory=Outcome)

    def run(self, makers: Makers) -> Outcome:
        self.outcome.unchanged = len(self.plan.unchanged)
        self._remove()
        output = self.project.output_path
        for job, made in makers(self.project, _jobs(self.plan.targets)):
            self._report(made.diagnostics)
            reasons = {target.path: target.reason for target in job.targets}
            for file in made.files:
                record(output, file)
                self.files[file.path] = file
                self.outcome.built.append((file.path, reasons[file.path]))
                self.done(file.path, reasons[file.path])
        order = {target.path: place for place, target in enumerate(self.plan.targets)}
        self.outcome.built.sort(key=lambda pair: order[pair[0]])
        self._make_groups()
        write_manifest(output, self.files.values())
        self.outcome.diagnostics.sort(key=_place)
        return self.outcome

    def _report(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.outcome.diagnostics += [one for one in diagnostics if one not in self.outcome.diagnostics]

    def _remove(self) -> None:
        for path in self.plan.removed:
            self._remove_file(path)
        remove_strays(self.project.output_path, self.project.cache_path)  # no other build is at work
        remove_temporary_folders(self.project.cache_path)

    def _remove_file(self, path: str) -> None:
        del self.files[path]
        try:
            file = place_below(self.project.output_path, path)
            file.unlink(missing_ok=True)
        except ToolkitError:
            return  # it is not ours, whatever the record says
        except OSError as error:
            if error.errno not in _NO_SUCH_FILE:
                raise
        self.outcome.removed.append(path)
        for folder in file.parents[: path.count("/")]:
            with contextlib.suppress(OSError):
                folder.rmdir()  # only if it is empty

    def _make_groups(self) -> None:
        present = Present(self.project.output_path, self.files)
        recorded = files_by_group(self.files)
        for group in groups(self.project, self.inputs, self.files):
            reason = why_group_is_due(group, recorded.get(group.name, ()), present)
            if reason:
                try:
                    self._make_group(group, reason)
                except ToolkitError as error:
                    self._report(error.diagnostics)

    def _make_group(self, group: Group, reason: str) -> None:
        before = {path for path, file in self.files.items() if file.group == group.name}
        made = self.pool.made_apart(group.name)
        if made is None:
            made = tuple(group.make(self.pool.collection()))
        for one in made:
            self._write(one, group, reason)
        for path in sorted(before.difference(one.path for one in made)):
            self._remove_file(path)

    def _write(self, one: SiteFile, group: Group, reason: str) -> None:
        path = self.project.output_path / one.path
        digest = hashlib.sha256(one.data).hexdigest()
        if digest_of(path) != digest or path.is_symlink():
            write_below(self.project.output_path, one.path, one.data)
            self.outcome.built.append((one.path, reason))
            self.done(one.path, reason)
        self.files[one.path] = File(
            path=one.path,
            bytes=len(one.data),
            sha256=digest,
            format=one.format,
            locale=one.locale,
            document=one.document,
            group=group.name,
            inputs=group.inputs,
        )


def _collection(project: Project) -> Collection:
    from toolkit.collection.collection import Collection

    return Collection(project)


def _apart(project: Project, files: Mapping[str, File], plan: Plan) -> list[str]:
    """The groups that will be due, as far as can be said before the editions are there, and that need none of them."""
    made = {name for target in plan.targets for name in (target.document, *languages_in(target.locale))}
    there = files_by_group(files)
    return [
        name for sort in SORTS if sort.is_apart for one, name in sort.names(project) if one in made or name not in there
    ]


def _is_finished(project: Project, inputs: Inputs, files: Mapping[str, File], present: Present) -> bool:
    recorded = files_by_group(files)
    fresh = not any(
        why_group_is_due(group, recorded.get(group.name, ()), present) for group in groups(project, inputs, files)
    )
    return fresh and (project.output_path / MANIFEST).is_file()


def _place(one: Diagnostic) -> tuple[str, int]:
    return (one.location.path, one.location.line or 0) if one.location else ("", 0)


def _jobs(targets: Iterable[Target]) -> list[Job]:
    by_edition = groupby(targets, key=lambda target: (target.document, target.locale))
    return [Job(document, locale, tuple(group)) for (document, locale), group in by_edition]
