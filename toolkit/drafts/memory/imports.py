"""TMX files on their way into a project."""

from __future__ import annotations

import contextlib
import os
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.drafts.memory.harvest import FOLDER
from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.exchange.tmx import MOST_BYTES, read_tmx
from toolkit.project.locks import catalogs_held
from toolkit.system.files import remove_strays, spooled

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from toolkit.project.project import Project

_NOT_IN_A_NAME = re.compile(r"[^\w.]+")
"""The name is part of the comment ``# origin: memory/<name> 92%``."""


@dataclass(frozen=True, slots=True)
class Import:
    """A TMX file that is now the project's."""

    path: str
    """Relative to the project."""
    units: int
    locales: tuple[str, ...]


def import_tmx(project: Project, files: Iterable[Path]) -> list[Import]:
    """Copies TMX files to their permanent home in the project, all or none; what is in each.

    Raises `ToolkitError` for one that is not in order, `UsageError` for two of the same name.
    """
    homes: dict[Path, Path] = {}
    for file in files:
        home = home_of(project, file)
        other = homes.setdefault(home, file)
        if other is not file and other.resolve() != file.resolve():
            message = f"{other} and {file} would both be called {home.name}"
            raise UsageError(Diagnostic("name", message, Location(file.as_posix()), hint="rename one of them"))
    with catalogs_held(project), contextlib.ExitStack() as stack:
        remove_strays(project.root / project.i18n / FOLDER)
        copies = {home: stack.enter_context(spooled(file, home, MOST_BYTES)) for home, file in homes.items()}
        found = [_content(project, copies[home], file, home) for home, file in homes.items()]
        for home, file in homes.items():
            place = os.path.realpath(home)
            if place != os.path.realpath(file):
                copies[home].replace(place)
    return found


def home_of(project: Project, file: Path) -> Path:
    """Where the units that come from a file are kept in the project."""
    return project.root / project.i18n / FOLDER / f"{_name(file)}.tmx"


def _name(file: Path) -> str:
    return _NOT_IN_A_NAME.sub("-", file.stem).strip("-.") or "memory"


def _content(project: Project, copy: Path, file: Path, home: Path) -> Import:
    """What a file holds; reading it all is the proof that it is in order."""
    count = 0
    locales = set()
    for unit in read_tmx(copy, file.as_posix()):
        count += 1
        locales.add(unit.locale)
    return Import(project.name(home), count, tuple(sorted(locales)))
