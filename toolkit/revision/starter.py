"""A new project: settings, one short document, and its catalogs in three languages."""

from __future__ import annotations

from pathlib import Path

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.project.project import find_project
from toolkit.review.driver import install_driver
from toolkit.review.git import init_repository
from toolkit.revision.revise import update_project
from toolkit.system.files import remove_strays, write_atomically

_BEGUN = ".polyedition/init"
"""Is there from the first file to the last: a killed run is resumed by the next, and no other folder is touched."""
_FILES = Path(__file__).parent / "starter_files"


def make_project(folder: Path, *, with_git: bool = False) -> list[str]:
    """Writes the files of a new project and says which; `with_git` makes it a repository, unless it lies in one.

    Raises `UsageError` if the folder has anything in it: nobody's file is ever overwritten.
    """
    begun = folder / _BEGUN
    if not begun.is_file():
        _require_empty(folder)
        begun.parent.mkdir(parents=True, exist_ok=True)
        begun.touch()
    remove_strays(folder)
    written = []
    for path in sorted(path for path in _FILES.rglob("*") if path.is_file()):
        name = path.relative_to(_FILES).as_posix().replace("gitignore", ".gitignore")
        if not (folder / name).exists():
            write_atomically(folder / name, path.read_bytes())
            written.append(name)
    project = find_project(folder)
    written += [change.path for change in update_project(project, project.locales)]
    if with_git:
        init_repository(folder)
        written += install_driver(project)
    begun.unlink()
    return written


def _require_empty(folder: Path) -> None:
    where = Location(folder.as_posix())
    try:
        files = (path.relative_to(folder) for path in folder.rglob("*") if not path.is_dir())
        if not folder.exists() or all(file.parts[0] == ".git" for file in files):
            return  # a repository that was begun is empty, too
    except NotADirectoryError:
        pass
    raise UsageError(Diagnostic("not-empty", "the folder is not empty", where, hint="name a new or an empty folder"))
