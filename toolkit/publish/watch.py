"""Builds again whenever a source, a catalog, the theme or the settings are saved."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError, of_machine
from toolkit.project.places import PYPROJECT, SETTINGS_FILE
from toolkit.project.project import find_project
from toolkit.publish.run import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from threading import Event

    from toolkit.project.project import Project
    from toolkit.publish.plan import Selection
    from toolkit.publish.run import Outcome

_STEP, _LONGEST, _PAUSE = 20, 400, 250
"""Milliseconds: files saved so soon after one another are one change, which is built after so many in any case;
so often the settings are looked at where nothing else happens."""


def watch(
    project: Project,
    choose: Callable[[Project], Selection],
    *,
    done: Callable[[str, str], None] = lambda path, reason: None,  # noqa: ARG005
    built: Callable[[Outcome, float], None] = lambda outcome, seconds: None,  # noqa: ARG005
    failed: Callable[[ToolkitError], object] = lambda error: None,  # noqa: ARG005
    stop: Event | None = None,
) -> None:
    """Builds what `choose` selects of the project, and again what a save touches, until `stop` is set.

    The project is read anew each time. `done` is called for each finished file, as `build` does it; `built` after each
    run, with how long it took in seconds, `failed` after one that could not be done: the next save may mend it. A page is written before its PDF. All is
    made in this process, which stays warm.
    """
    from watchfiles import watch as changes

    names = (project.sources, project.i18n, project.theme, project.FONTS)
    folders = [project.root / name for name in names]
    there = [folder for folder in folders if folder.is_dir()]
    settings = None
    options = {"step": _STEP, "debounce": _LONGEST, "rust_timeout": _PAUSE, "yield_on_timeout": True}
    # The first turn comes when the watch is on: what is saved while the first build runs is not missed.
    for changed in changes(*there, watch_filter=_concerns, stop_event=stop, **options):  # type: ignore[arg-type]
        before, settings = settings, _moments(project.root)
        if changed or settings != before:
            try:
                begin = time.monotonic()
                now = find_project(project.root)
                outcome = build(now, choose(now), workers=1, done=done)
                built(outcome, time.monotonic() - begin)
            except ToolkitError as error:
                failed(error)
            except OSError as error:  # a file that is gone while it is read, a disk that is full
                failed(of_machine(error))


def _concerns(_change: object, name: str) -> bool:
    """Whether a file is one of the project's, not one that an editor or we leave for a moment."""
    return not name.rpartition("/")[2].startswith(".") and not name.endswith(("~", ".swp", ".tmp"))


def _moments(root: Path) -> list[int]:
    """When the files that may have settings were last changed."""
    paths = (root / name for name in (SETTINGS_FILE, PYPROJECT))
    return [path.stat().st_mtime_ns for path in paths if path.is_file()]
