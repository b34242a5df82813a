"""What is committed from the board is what was listed, and git's own state is never disturbed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from toolkit.errors import UsageError
from toolkit.revision.revise import update_project
from toolkit.workbench.commit import commit, pending


@pytest.fixture
def project(tiny):
    update_project(tiny, tiny.locales)
    run(tiny, "init", "-q")
    run(tiny, "config", "user.name", "Anna Petrova")
    run(tiny, "config", "user.email", "anna@example.org")
    run(tiny, "add", ".")
    run(tiny, "commit", "-qm", "all")
    return tiny


def run(project, *arguments):
    return subprocess.run(["git", *arguments], cwd=project.root, check=True, capture_output=True, text=True).stdout


def change(project, locale="ru"):
    path = project.catalog("plan", locale)
    path.write_text(path.read_text("utf-8").replace('msgstr ""\n\n', 'msgstr "Да"\n\n', 1), "utf-8")
    return project.name(path)


def names(project):
    return [one["name"] for one in pending(project)["files"]]


def test_catalogs_and_releases_are_listed_and_nothing_else(project):
    name = change(project)
    (project.root / "releases.toml").write_text("", "utf-8")
    (project.root / "sources/other.txt").write_text("x")
    found = pending(project)
    assert [(one["name"], one["state"]) for one in found["files"]] == [(name, "changed"), ("releases.toml", "new")]
    assert (found["author"], found["message"]) == (
        "Anna Petrova <anna@example.org>",
        "releases and translations: ru/plan",
    )


def test_a_name_that_is_no_text_is_left_out(project):
    Path(os.fsdecode(os.fsencode(project.catalog("plan", "ru").parent) + b"/\xff.po")).write_bytes(b"")
    name = change(project)
    assert names(project) == [name]


def test_only_what_was_chosen_is_committed(project):
    name = change(project)
    other = change(project, "en")
    assert sorted(names(project)) == sorted([name, other])
    short = commit(project, [name], 'translations: "ru"; $(id) --amend')
    assert run(project, "log", "-1", "--format=%h %an %s").split(" ", 1) == [
        short,
        'Anna Petrova translations: "ru"; $(id) --amend\n',
    ]
    assert run(project, "show", "--name-only", "--format=").split() == [name]
    assert names(project) == [other]


def test_a_project_in_a_folder_of_a_repository_has_its_own_names(project):
    inner = project.root / "inner"
    inner.mkdir()
    for part in ("sources", "i18n", project.settings_file):
        (project.root / part).rename(inner / part)
    from toolkit.project.project import find_project

    moved = find_project(inner)
    name = moved.name(moved.catalog("plan", "ru"))
    assert name in names(moved)
    commit(moved, [name], "moved")
    assert run(moved, "show", "--name-only", "--format=").split() == [f"inner/{name}"]


@pytest.mark.parametrize(
    ("files", "message", "said"),
    [([], "x", "has changed"), (["polyedition.toml"], "x", "has changed"), (["../x"], "x", "has changed"), (["--all"], "x", "has changed"),
     (None, " ", "needs a message")],
)  # fmt: skip
def test_what_was_not_listed_is_refused(project, files, message, said):
    name = change(project)
    with pytest.raises(UsageError, match=said):
        commit(project, [name] if files is None else files, message)
    assert names(project) == [name]


def test_other_staged_files_and_open_merges_are_refused_in_one_line(project):
    name = change(project)
    (project.root / "sources/other.txt").write_text("x")
    run(project, "add", "sources/other.txt")
    assert pending(project)["refused"] == "other files are staged: sources/other.txt"
    with pytest.raises(UsageError, match="other files are staged"):
        commit(project, [name], "x")
    run(project, "reset", "-q")
    (project.root / ".git/MERGE_HEAD").write_text(run(project, "rev-parse", "HEAD"))
    assert pending(project)["refused"] == "a merge is under way"


def test_what_gits_own_hooks_refuse_is_said_and_leaves_nothing_staged(project):
    name = change(project)
    hook = project.root / ".git/hooks/pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\necho 'not on a Friday' >&2\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(UsageError, match="not on a Friday"):
        commit(project, [name], "x")
    assert run(project, "diff", "--cached", "--name-only") == ""


def test_without_a_repository_it_is_said(tiny, monkeypatch):
    assert pending(tiny)["refused"] == "the project is in no git repository"
    monkeypatch.setenv("PATH", "")
    assert pending(tiny)["refused"] == "git is not installed"
