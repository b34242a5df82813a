"""What the pages are told while they are open: which files have changed on disk, and how builds go on."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from toolkit.project.project import Project

_MOST_WAITING = 100
_STEP, _LONGEST = 20, 200
"""Milliseconds: files saved so soon after one another are one change."""
_BREATH = 15.0
"""Seconds after which a line says that the connection lives."""


@dataclass(slots=True)
class Events:
    """Hands what happens to every page that listens (server-sent events, HTML 9.2)."""

    _listeners: set[asyncio.Queue[str]] = field(default_factory=set)
    stopped: asyncio.Event = field(default_factory=asyncio.Event)

    def tell(self, event: dict[str, object]) -> None:
        """Tells every page; one that does not listen any more misses it."""
        text = f"data: {json.dumps(event)}\n\n"
        for queue in self._listeners:
            if not queue.full():
                queue.put_nowait(text)

    async def stream(self) -> AsyncIterator[str]:
        """What one page hears, until the server stops."""
        queue: asyncio.Queue[str] = asyncio.Queue(_MOST_WAITING)
        self._listeners.add(queue)
        try:
            yield "retry: 1000\n\n"
            while not self.stopped.is_set():
                try:
                    yield await asyncio.wait_for(queue.get(), _BREATH)
                except TimeoutError:
                    yield ": \n\n"
        finally:
            self._listeners.discard(queue)

    def stop(self) -> None:
        """Ends every stream."""
        self.stopped.set()
        self.tell({"kind": "end"})


async def watch(project: Project, events: Events) -> None:
    """Tells which catalogs and sources are saved, by whomever, until the events stop."""
    from watchfiles import awatch

    folders = [project.root / project.i18n, project.root / project.sources, project.theme_path]
    there = [folder for folder in folders if folder.is_dir()]
    async for changes in awatch(*there, step=_STEP, debounce=_LONGEST, stop_event=events.stopped):
        for name in sorted({name for _, name in changes}):
            path = Path(name)
            if path.suffix in {".po", ".reviews"}:
                events.tell({"kind": "catalog", "locale": path.parent.name, "domain": path.stem})
            elif not path.name.startswith(".") and path.suffix != ".tmp":
                events.tell({"kind": "source"})
