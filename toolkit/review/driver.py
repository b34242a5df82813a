"""A merge driver for git: versions of catalogs are merged by segment id and field, never by line."""

from __future__ import annotations

import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalog.model import Catalog
from toolkit.catalog.po import parse_po, write_po
from toolkit.errors import Diagnostic, Location, ToolkitError, UsageError
from toolkit.review.git import configure, require_repository
from toolkit.review.merge.catalogs import merge_versions
from toolkit.system.files import write_atomically

if TYPE_CHECKING:
    from toolkit.project.project import Project
    from toolkit.review.merge.result import Merged

NAME = "polyedition"
ATTRIBUTES = ".gitattributes"


def drive(base: Path, ours: Path, theirs: Path, name: str = "") -> Merged:
    """Merges three files and writes the result over `ours`, as git asks; `name` is what the file is called.

    A version that is no catalog is left to git's own merge by lines, with its conflict marks; then `ToolkitError` says
    what is wrong with it.
    """
    name = name or ours.as_posix()
    try:
        before, mine, other = (_read(path, name) for path in (base, ours, theirs))
    except ToolkitError:
        _merge_lines(base, ours, theirs)
        raise
    merged = merge_versions(before, mine, other)
    write_po(merged.catalog, ours)
    return merged


def _read(path: Path, name: str) -> Catalog:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise UsageError(
            Diagnostic("unreadable", error.strerror or str(error), Location(path.as_posix()), hint="check the name")
        ) from None
    return parse_po(data, name) if data.strip() else Catalog()


def _merge_lines(base: Path, ours: Path, theirs: Path) -> None:
    program = shutil.which("git")
    if program and all(path.is_file() for path in (base, ours, theirs)):
        command = [program, "merge-file", "-L", "ours", "-L", "base", "-L", "theirs", *map(str, (ours, base, theirs))]
        subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - git gave us the names


def install_driver(project: Project) -> list[str]:
    """Makes git merge the project's catalogs with this program; says which files and settings were written.

    `.gitattributes` is committed and says which files; the setting belongs to each clone and says with what.
    Raises `UsageError` if there is no repository.
    """
    require_repository(project.root, "the merge driver")
    configure(project.root, f"merge.{NAME}.name", "catalogs by segment and field")
    configure(project.root, f"merge.{NAME}.driver", f"{_program()} merge --driver %O %A %B --name %P")
    written = [f"merge.{NAME}.driver in .git/config"]
    if write_attributes(project):
        written.insert(0, ATTRIBUTES)
    return written


def write_attributes(project: Project) -> bool:
    """Adds the project's catalogs to `.gitattributes`; False if they are there already."""
    path = project.root / ATTRIBUTES
    text = path.read_text("utf-8") if path.is_file() else ""
    wanted = [f"{_pattern(project.i18n)}/**/*.{ending} merge={NAME}" for ending in ("po", "pot")]
    wanted.append(f"{_pattern(project.i18n)}/**/*.reviews merge=union")
    missing = [line for line in wanted if line not in text.splitlines()]
    if missing:
        gap = "" if not text or text.endswith("\n") else "\n"
        write_atomically(path, (text + gap + "".join(f"{line}\n" for line in missing)).encode())
    return bool(missing)


def _pattern(folder: str) -> str:
    r"""A folder's name for a pattern of git, in which blanks end it: ``[[:space:]]`` stands for one."""
    return folder.replace(" ", "[[:space:]]")


def _program() -> str:
    """How git's shell calls this program, wherever it is installed."""
    here = Path(sys.argv[0])
    found = here.resolve() if here.name == NAME and here.is_file() else Path(shutil.which(NAME) or "")
    if found.is_file():
        return shlex.quote(found.as_posix())
    return f"{shlex.quote(Path(sys.executable).as_posix())} -c 'from toolkit.cli import main; main()'"
