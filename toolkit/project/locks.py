"""Who may write: one command at a time."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from toolkit.system.held import exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.project.project import Project

PATIENCE = 30.0
"""Seconds to wait for a command that is at work: it writes catalogs for no longer."""


@contextlib.contextmanager
def catalogs_held(project: Project) -> Iterator[None]:
    """Holds the lock that every command takes for as long as it reads and writes catalogs, templates or imported files.

    Raises `UsageError` (``locked``) where another command does not let it go.
    """
    message = "another update of this project is running, or a command that writes its catalogs"
    with exclusive(project.cache_path / "update.lock", message, PATIENCE):
        yield
