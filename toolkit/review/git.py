"""What git knows of a project: earlier versions of its files. Without git, or outside a repository, it knows nothing."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, ToolkitError, UsageError

if TYPE_CHECKING:
    from pathlib import Path


def git(root: Path, *arguments: str) -> bytes | None:
    """What a git command prints in a folder; None if there is no git, no repository, or the command fails."""
    program = shutil.which("git")
    if program is None:
        return None
    done = subprocess.run([program, *arguments], cwd=root, capture_output=True, check=False)  # noqa: S603 - the arguments are ours
    return done.stdout if done.returncode == 0 else None


def is_repository(root: Path) -> bool:
    """Whether a folder lies in a working tree of git."""
    return git(root, "rev-parse", "--is-inside-work-tree") is not None


def revision(root: Path, name: str = "HEAD") -> str:
    """The full hash of a revision; empty if there is none."""
    return (
        (git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}") or b"")
        .decode()
        .strip()
    )


def version(root: Path, name: str, path: str) -> bytes | None:
    """The bytes of a file, relative to the folder, at a revision; None if it was not there."""
    return git(root, "cat-file", "blob", f"{name}:./{path}") if not name.startswith("-") else None


def changed_files(root: Path, folder: str) -> list[str] | None:
    """The files of the last commit in a folder that are changed or gone now; None if git does not know."""
    found = git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", folder)
    return None if found is None else [name for name in found.decode("utf-8", "surrogateescape").split("\0") if name]


def require_repository(root: Path, name: str) -> None:
    """Raises `UsageError` if there is no repository to do `name` in."""
    if shutil.which("git") is None:
        raise UsageError(Diagnostic("git", f"{name} needs git, which is not installed", hint="install git"))
    if not is_repository(root):
        raise UsageError(
            Diagnostic(
                "git", f"{name} needs a git repository", hint=f"clone the repository, or run `git init` in {root}"
            )
        )


def configure(root: Path, name: str, value: str) -> None:
    """Sets a value in the repository's own configuration. Raises `ToolkitError` if git refuses."""
    if git(root, "config", "--local", name, value) is None:
        raise ToolkitError(Diagnostic("git", f"git does not take the setting {name}", hint="check .git/config"))


def init_repository(root: Path) -> None:
    """Makes the folder a repository, unless it lies in one already. Raises `UsageError` where git cannot."""
    if is_repository(root):
        return
    if git(root, "init", "--quiet") is None:
        raise UsageError(Diagnostic("git", "git cannot make a repository here", hint="install git, or run `git init`"))
