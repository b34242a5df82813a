"""Whether all is as it was when a build found nothing to do: the next one then says the same, and reads no file but the one kept here.

What a build does follows from what was asked, the program, the installed packages, and the files of the project and of its
output. `states` tells whether they are as they were; if not, or in any doubt, the build looks at all of them as ever.
What is kept may be removed at any time.
"""

from __future__ import annotations

import contextlib
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toolkit.errors import ToolkitError
from toolkit.project.places import PYPROJECT, SETTINGS_FILE
from toolkit.system.states import Moment, States, moment, states
from toolkit.system.whole import CACHE, read_whole, write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.project.project import Project

_KEPT, _MARK = "settled", "moment"
_PROGRAM = str(Path(__file__).resolve().parents[1])
_TIMES_CAN_BE_TRUSTED = os.name != "nt"
_RECORDS = (".dist-info", ".egg-info")


@dataclass(frozen=True, slots=True)
class Start:
    """Where a build began to read, and when."""

    root: Path
    """The folder of the settings."""
    moment: Moment


def settled(here: Path, asked: str) -> Any:
    """What the last build said that was asked the same and had nothing to do; None if anything has changed since.

    `asked` has all that was asked for, in any words that tell one wish from another.
    """
    root = _root(here)
    try:
        key, places, said = json.loads(read_whole(root / CACHE / _KEPT) or b"") if root else (None, (), None)
        return said if root and key == _state(root, places).digest(*_surroundings(root, asked)) else None
    except (ValueError, TypeError, RecursionError):
        return None


def begin(here: Path) -> Start | None:
    """The start of a build, to be set before anything is read.

    None where the project has no cache that can be written, and on Windows, which keeps no time of a file's record.
    """
    root = _root(here) if _TIMES_CAN_BE_TRUSTED else None
    now = moment(root / CACHE / _MARK) if root else None
    return Start(root, now) if root and now else None


def settle(start: Start, project: Project, asked: str, said: Any) -> None:
    """Keeps what a build says that wrote nothing and had nothing to complain of, if no file has changed since it began, and no plug-in failed."""
    plugins = sys.modules.get("toolkit.system.plugins")
    if start.root != project.root or (plugins and plugins.troubles):
        return
    places = sorted({*_own(project), *_packages()})
    found = _state(start.root, places)
    if found.are_older_than(start.moment):
        with contextlib.suppress(ToolkitError):  # the next build looks at all again
            kept = json.dumps([found.digest(*_surroundings(start.root, asked)), places, said])
            write_whole(start.root / CACHE / _KEPT, kept.encode())


def _root(here: Path) -> Path | None:
    here = here.resolve()
    names = (SETTINGS_FILE, PYPROJECT)
    return next((one for one in (here, *here.parents) if any((one / name).is_file() for name in names)), None)


def _state(root: Path, places: Iterable[str]) -> States:
    return states((_PROGRAM, *(str(root / place) for place in (SETTINGS_FILE, PYPROJECT, *places))))


def _own(project: Project) -> Iterator[str]:
    """The project's files and folders, below its root."""
    from toolkit.project.releases import RELEASES_FILE

    yield from (project.sources, project.i18n, project.theme, project.output, project.FONTS, RELEASES_FILE)
    yield from filter(None, (project.press_profile, project.audio.recordings))


def _packages() -> Iterator[str]:
    """The code of packages that give formats or profiles of languages; none where the build has asked for none."""
    plugins = sys.modules.get("toolkit.system.plugins")
    if not plugins:
        return
    for one in (*plugins.plugins(plugins.Group.FORMATS), *plugins.plugins(plugins.Group.LOCALES)):
        for file in one.files:
            yield str(file.parent if file.name == "__init__.py" else file)


def _surroundings(root: Path, asked: str) -> Iterator[str]:
    """All that is no file of the project: the wish, the place, Python, and which packages it finds and what they say they add."""
    yield from (asked, str(root), sys.version)
    for folder in dict.fromkeys(filter(os.path.isabs, sys.path)):
        with contextlib.suppress(OSError):
            for name in sorted(os.listdir(folder)):  # noqa: PTH208 - quicker
                if name.endswith(_RECORDS):
                    yield f"{folder}/{name}"
                    with contextlib.suppress(OSError):
                        said = os.stat(f"{folder}/{name}/entry_points.txt")  # noqa: PTH116
                        yield f"{said.st_size} {said.st_mtime_ns} {said.st_ctime_ns}"
