"""Who may write catalogs: one command at a time, and no command makes one that is missing."""

from __future__ import annotations

import contextlib
from typing import TYPE_CHECKING

from toolkit.catalog.po import read_po
from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.system.held import exclusive

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.catalog.model import Catalog
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


def required_catalog(project: Project, path: Path, purpose: str) -> Catalog:
    """A catalog that is there to ``merge with``, or to ``import into``. Raises `UsageError` where it is not, else as `read_po`."""
    name = project.name(path)
    if not path.is_file():
        hint = f"run `polyedition update` to make it, then {purpose.partition(' ')[0]} again"
        raise UsageError(Diagnostic("no-catalog", f"there is no catalog to {purpose}", Location(name), hint=hint))
    return read_po(path, name)
