"""Editions built in the background while somebody goes on working: the command ``build`` in a process of its own."""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.project.formats import file_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.project.project import Project

_PROGRAM = "from toolkit.cli import main; main()"
_LONGEST = 600.0
"""Seconds."""


@dataclass(slots=True)
class Jobs:
    """The builds that are under way; of one edition there is one at a time."""

    tell: Callable[[dict[str, object]], None]
    """Is told how each goes on."""
    _running: dict[tuple[str, str, str], asyncio.Task[None]] = field(default_factory=dict)

    def start(self, project: Project, document: str, locale: str, format: str) -> None:
        """Begins to build an edition, unless it is being built."""
        key = (document, locale, format)
        if key not in self._running:
            task = asyncio.create_task(self._run(project, *key))
            self._running[key] = task
            task.add_done_callback(lambda _: self._running.pop(key, None))

    async def stop(self) -> None:
        """Ends what is under way."""
        tasks = list(self._running.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _run(self, project: Project, document: str, locale: str, format: str) -> None:
        about = {"kind": "build", "document": document, "locale": locale, "format": format}
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-c", _PROGRAM, "build", "-d", document, "-l", locale, "-f", format,
            cwd=project.root, stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT,
        )  # fmt: skip
        said = ""
        try:
            assert process.stdout is not None
            async with asyncio.timeout(_LONGEST):
                async for line in process.stdout:
                    said = line.decode("utf-8", "replace").strip() or said
                    self.tell({**about, "state": "running", "said": said})
                await process.wait()
        except TimeoutError:
            said = "it took too long"
        except ValueError:  # a line longer than asyncio keeps
            said = "it says too much"
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        is_there = process.returncode == 0 and built(project, document, locale, format).is_file()
        self.tell({**about, "state": "done" if is_there else "failed", "said": said})


def built(project: Project, document: str, locale: str, format: str) -> Path:
    """Where the file of an edition lies when it is built."""
    return project.output_path / locale / file_name(document, format)
