"""The project that a command is called in."""

from __future__ import annotations

from pathlib import Path

from toolkit.project.project import Project, find_project


def project_here() -> Project:
    """The project around the present folder, its documents found.

    Raises `UsageError` where there is none, its settings are wrong or its sources are not there: what a command would
    make of a project without documents is never what its user wants.
    """
    project = find_project(Path.cwd())
    assert project.documents
    return project
