"""Whether the output is what the manifest says, and whether it comes out the same when it is made anew."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location
from toolkit.project.places import MANIFEST, is_pair
from toolkit.publish.manifest import read_manifest
from toolkit.publish.plan import Selection
from toolkit.publish.present import digest
from toolkit.publish.run import build
from toolkit.system.held import temporary_folder

if TYPE_CHECKING:
    from toolkit.project.project import Project


def verify(project: Project, *, rebuild: bool = False) -> tuple[int, list[Diagnostic]]:
    """How many files were compared, and a diagnostic for each that differs from the manifest.

    With `rebuild` every file is made anew, in a folder of its own, and compared as well.
    """
    recorded = read_manifest(project.output_path)
    if not recorded:
        place = Location(f"{project.output}/{MANIFEST}")
        return 0, [Diagnostic("no-manifest", "there is no manifest", place, hint="run `polyedition build`")]
    found = [
        _differs(project, path, "remove it, and run `polyedition build`")
        for path, file in sorted(recorded.items())
        if digest(project.output_path / path) != file.sha256
    ]
    return len(recorded), found or (_rebuilt(project) if rebuild else [])


def _rebuilt(project: Project) -> list[Diagnostic]:
    recorded = read_manifest(project.output_path)
    with temporary_folder(project.cache_path) as folder:
        output = folder / "output"
        anew = replace(project, output=output.relative_to(project.root).as_posix())
        pairs = sorted({file.locale for file in recorded.values() if file.locale and is_pair(file.locale)})
        selection = Selection(project.documents, project.locales, project.formats, pairs)
        outcome = build(anew, selection)
        made = {path: file.sha256 for path, file in read_manifest(output).items()}
    hint = "the sources have changed since the build, or the build is not reproducible: build again and compare"
    paths = sorted(path for path in {*recorded, *made} if made.get(path) != getattr(recorded.get(path), "sha256", None))
    return [
        *(one for one in outcome.diagnostics if one.severity == "error"),
        *(_differs(project, path, hint) for path in paths),
    ]


def _differs(project: Project, path: str, hint: str) -> Diagnostic:
    place = Location(f"{project.output}/{path}")
    return Diagnostic("differs", "the file is not what the manifest says", place, hint=hint)
