"""Catalogs and releases put into git from the board: what would go in is listed first, and nothing is ever pushed."""

from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

from toolkit.errors import Diagnostic, UsageError
from toolkit.project.locks import catalogs_held
from toolkit.review.git import git, is_repository

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.project.project import Project

_RECORDS = "releases.toml"
_LONGEST = 120.0
"""Seconds: a repository's own hooks may check what goes in."""
_UNDER_WAY = {
    "MERGE_HEAD": "a merge", "REBASE_HEAD": "a rebase", "CHERRY_PICK_HEAD": "a cherry-pick", "REVERT_HEAD": "a revert",
}  # fmt: skip
_STATES = {"?": "new", "A": "new", "D": "gone"}
_MOST_NAMED = 6
"""Catalogs that a message names; of more it says how many."""


def pending(project: Project) -> dict[str, Any]:
    """What a commit would take: files with their states, who would be its author, a message, and why it would be refused."""
    why = _refusal(project)
    files = [] if why else _files(project)
    author = (git(project.root, "var", "GIT_AUTHOR_IDENT") or b"").decode("utf-8", "replace").rpartition(">")[0]
    return {
        "refused": why,
        "author": f"{author}>" if author else "",
        "files": [{"name": name, "state": state} for name, state in files],
        "message": _message(project, [name for name, _ in files]),
    }


def commit(project: Project, files: Sequence[str], message: str) -> str:
    """Commits files of those that are pending; the commit's short hash. Raises `UsageError` where that cannot be."""
    with catalogs_held(project):
        if why := _refusal(project):
            raise _refused(why, "finish that in git first")
        if not files or not set(files) <= {name for name, _ in _files(project)}:
            raise _refused("what there is to commit has changed", "look at the list again")
        if not message.strip():
            raise _refused("a commit needs a message", "say what has been done")
        done = _run(project, "add", "--", *files) or _run(
            project, "commit", "--quiet", "-m", message.strip(), "--", *files
        )
        if done:
            git(project.root, "--literal-pathspecs", "reset", "--quiet", "--", *files)
            raise _refused(f"git does not commit this: {done}", "mend that, or commit with git itself")
    return (git(project.root, "rev-parse", "--short", "HEAD") or b"").decode().strip()


def _refusal(project: Project) -> str:
    """Why nothing can be committed, in one line; empty if it can."""
    root = project.root
    if shutil.which("git") is None:
        return "git is not installed"
    if not is_repository(root):
        return "the project is in no git repository"
    for name, words in _UNDER_WAY.items():
        if git(root, "rev-parse", "--quiet", "--verify", name) is not None:
            return f"{words} is under way"
    staged = _names(git(root, "diff", "--cached", "--name-only", "-z"))
    own = _names(git(root, "diff", "--cached", "--name-only", "-z", "--", project.i18n, _RECORDS))
    others = [name for name in staged if name not in own]
    return f"other files are staged: {', '.join(others[:3])}{' …' * (len(others) > 3)}" if others else ""


def _files(project: Project) -> list[tuple[str, str]]:
    """The catalogs, templates and records that are not as in the last commit, relative to the project, each with what became of it."""
    found = git(
        project.root,
        "status",
        "--porcelain=v1",
        "-z",
        "--no-renames",
        "--untracked-files=all",
        "--",
        project.i18n,
        _RECORDS,
    )
    prefix = (git(project.root, "rev-parse", "--show-prefix") or b"").decode("utf-8", "replace").strip()
    lines = _names(found)
    return [
        (line[3:].removeprefix(prefix), _STATES.get(line[:2].strip()[:1], "changed"))
        for line in lines
        if not line.endswith((".tmp", ".mo")) and "\ufffd" not in line  # a name that is no UTF-8 is no catalog's
    ]


def _message(project: Project, files: Sequence[str]) -> str:
    parts = [name.removeprefix(f"{project.i18n}/").removesuffix(".po") for name in files if name.endswith(".po")]
    named = ", ".join(parts) if len(parts) <= _MOST_NAMED else f"{len(parts)} catalogs"
    words = ["releases"] * (_RECORDS in files) + ["translations"] * bool(parts)
    return f"{' and '.join(words)}: {named}" if parts else " and ".join(words)


def _names(found: bytes | None) -> list[str]:
    return [name for name in (found or b"").decode("utf-8", "replace").split("\0") if name]


def _run(project: Project, *arguments: str) -> str:
    """What git says where it fails, in one line; empty if it does not."""
    program = shutil.which("git") or "git"
    try:
        done = subprocess.run(  # noqa: S603 - names of files stand behind the two hyphens, and are read as they are
            [program, "--literal-pathspecs", *arguments],
            cwd=project.root, stdin=subprocess.DEVNULL, capture_output=True, timeout=_LONGEST, check=False,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0", "GIT_EDITOR": "true"},
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return "it takes too long"
    lines = (done.stderr or done.stdout).decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == 0 else (lines[-1] if lines else f"it ends with {done.returncode}")


def _refused(why: str, hint: str) -> UsageError:
    return UsageError(Diagnostic("commit", why, hint=hint))
