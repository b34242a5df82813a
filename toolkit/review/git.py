"""What git knows of a project: earlier versions of its files. Without git, or outside a repository, it knows nothing."""

from __future__ import annotations

import shutil
import subprocess
from io import BytesIO
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, ToolkitError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def git(root: Path, *arguments: str, told: bytes = b"") -> bytes | None:
    """What a git command prints in a folder that is `told` something; None if there is no git, no repository, or the command fails."""
    program = shutil.which("git")
    if program is None:
        return None
    done = subprocess.run([program, *arguments], cwd=root, input=told, capture_output=True, check=False)  # noqa: S603 - the arguments are ours
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


def changed_files(root: Path, folder: str) -> dict[str, str] | None:
    """The files of the last commit in a folder that are changed or gone now, each with the hash of what it was; None if git does not know.

    The hash is empty where the commit has no such file: it was given another name.
    """
    found = git(root, "diff", "--raw", "--no-abbrev", "--relative", "-z", "HEAD", "--", folder)
    if found is None:
        return None
    parts = iter(found.decode("utf-8", "surrogateescape").split("\0"))
    changed: dict[str, str] = {}
    for said in parts:
        if said:
            _, _, before, _, status = said.split()
            name = next(parts)
            if status[0] in "RC":
                name, before = next(parts), ""
            changed[name] = before if before.strip("0") else ""
    return changed


def blobs(root: Path, hashes: Sequence[str]) -> dict[str, bytes]:
    """What git keeps under some hashes, of those that it has."""
    answer = git(root, "cat-file", "--batch", told="\n".join(hashes).encode()) if hashes else b""
    stream = BytesIO(answer or b"")
    found: dict[str, bytes] = {}
    for line in stream:
        name, _, rest = line.decode().strip().partition(" ")
        kind, _, size = rest.partition(" ")
        if size:
            data = stream.read(int(size) + 1)[:-1]
            if kind == "blob":
                found[name] = data
    return found


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
