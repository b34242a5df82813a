"""The files of a project as they were at a revision of git."""

from __future__ import annotations

import contextlib
import io
import tarfile
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, ToolkitError
from toolkit.review.git import git, is_repository
from toolkit.system.held import temporary_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.project.project import Project


@contextlib.contextmanager
def checked_out(project: Project, revision: str, what: str) -> Iterator[Path]:
    """A folder with the project's files of that revision, for as long as the block runs; `what` is made of them.

    Raises `ToolkitError` where git does not know the revision: a shallow clone, or none at all.
    """
    data = git(project.root, "archive", "--format=tar", revision)
    if data is None:
        hint = "fetch the whole history: git fetch --unshallow --tags"
        if not is_repository(project.root):
            hint = "build it in a clone of the repository, with its whole history: an unpacked archive has none"
        message = f"{what} cannot be made: git does not know the revision {revision[:12]}"
        raise ToolkitError(Diagnostic("release", message, hint=hint))
    with temporary_folder(project.cache_path) as folder:
        with tarfile.open(fileobj=io.BytesIO(data)) as archive:
            archive.extractall(folder, filter="data")
        yield folder
