"""What goes to a worker and all that it needs: the files of a project, as bytes by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.project.places import languages_in
from toolkit.project.project import INTERFACE, Project

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from toolkit.publish.inputs import Inputs
    from toolkit.publish.job import Job


@dataclass(frozen=True, slots=True)
class Freight:
    """Files by their names below the project's folder."""

    files: dict[str, bytes]


@dataclass(frozen=True, slots=True)
class Order:
    """One edition to be made. What is made depends on this and on what all editions of the run share, on nothing else."""

    run: str
    """Names the run: within one, a name stands for the same bytes."""
    project: Project
    job: Job
    own: Freight
    """The catalogs that the edition is made of."""
    made_with: dict[str, str]
    """The versions that every worker must have, by name."""


def shared_freight(project: Project) -> Freight:
    """What every edition may need: the theme, the sources with their pictures, and the project's own fonts."""
    folders = (project.theme_path, project.root / project.sources, project.root / project.FONTS)
    return _freight(project, (path for folder in folders for path in sorted(folder.rglob("*"))))


def own_freight(project: Project, inputs: Inputs, job: Job) -> Freight:
    """What one edition needs beside that.

    Its templates, catalogs and stamps, those of the documents that it leads to, and what was released of it.
    """
    paths: dict[Path, None] = {}
    for locale in languages_in(job.locale):
        for domain in (job.document, *inputs.linked(job.document), INTERFACE):
            paths[project.template(domain)] = None
            for tag in project.chain(locale):
                paths |= dict.fromkeys((project.catalog(domain, tag), project.stamps(domain, tag)))
        paths |= dict.fromkeys(map(project.snapshot, project.releases_of(job.document, locale)))
    return _freight(project, paths)


def _freight(project: Project, paths: Iterable[Path]) -> Freight:
    return Freight({path.relative_to(project.root).as_posix(): path.read_bytes() for path in paths if path.is_file()})
