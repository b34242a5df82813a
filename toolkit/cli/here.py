"""The project that a command is called in."""

from __future__ import annotations

import gc
import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.project.project import Project, find_project

if TYPE_CHECKING:
    from collections.abc import Iterator


_RARELY = 10_000


def tidy_rarely() -> None:
    """For commands that read many texts, and leave no rubbish that refers to itself: Python looks for such seldom.

    After its own 700 new objects it spends a tenth of their time on that.
    """
    gc.set_threshold(_RARELY)


def project_here() -> Project:
    """The project around the present folder, its documents found.

    Raises `UsageError` where there is none, its settings are wrong, its sources are not there or something among its
    files is none: what a command would make of a project without documents is never what its user wants.
    """
    project = find_project(Path.cwd())
    assert project.documents
    folders = (project.root / name for name in (project.sources, project.i18n, project.theme, project.FONTS))
    if found := [path for folder in folders for path in sorted(_endless(folder))]:
        message = "this is no file, but a pipe or a device: reading it might never end"
        hint = "remove it, or put the file itself there"
        raise UsageError(*(Diagnostic("file", message, Location(project.name(one)), hint=hint) for one in found))
    return project


def _endless(folder: Path | str) -> Iterator[Path]:
    """What lies below a folder and is neither a file nor a folder, links followed."""
    with suppress(OSError), os.scandir(folder) as entries:
        for one in entries:
            if one.is_file(follow_symlinks=False):
                continue
            if one.is_dir(follow_symlinks=False):
                yield from _endless(one.path)
            else:
                with suppress(OSError):  # a link that leads nowhere
                    mode = Path(one.path).stat().st_mode
                    if not stat.S_ISREG(mode) and not stat.S_ISDIR(mode):
                        yield Path(one.path)
