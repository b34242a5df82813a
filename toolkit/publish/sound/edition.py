"""The files of an edition before they are released: faults are reasons against it, what could not be asked is said."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, Severity
from toolkit.project.formats import is_read
from toolkit.publish.sound.book import book_faults
from toolkit.publish.sound.page import Page, link_faults
from toolkit.publish.sound.paper import is_for_press, paper_faults
from toolkit.publish.sound.programs import PROGRAMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from toolkit.project.project import Project

_HINT = "mend the source, the catalog or the theme that it comes from, or tell the makers of Polyedition"
_VALIDATORS = "validators"
"""The folder, in that of the project's caches, where validators may lie."""


def own_faults(files: Mapping[str, bytes], folder: str, locale: str) -> Iterator[Diagnostic]:
    """What we see ourselves in the files of an edition, given by their paths."""
    pages = {path: Page(data.decode("utf-8", "replace")) for path, data in files.items() if path.endswith(".html")}
    for path, page in pages.items():
        yield from (_fault(path, message) for message in dict.fromkeys(page.faults))
    for path, message in link_faults(pages, frozenset(files), folder):
        yield _fault(path, message)
    judges = {".epub": book_faults, ".pdf": paper_faults}
    for path, data in files.items():
        judge = judges.get(Path(path).suffix)
        if judge and _is_judged(path, data):
            yield from (_fault(path, message) for message in dict.fromkeys(judge(data, locale)))


def program_faults(project: Project, files: Mapping[str, bytes]) -> Iterator[Diagnostic]:
    """What the validators of the machine find in the files; a warning for each that is not there or cannot be run.

    Where the settings name a command, that is asked instead: it is a reason of the texts (`toolkit.review.release.gate`).
    """
    if project.workflow.release.validate:
        return
    with tempfile.TemporaryDirectory() as folder:
        for program in PROGRAMS:
            judged = (path for path, data in files.items() if path.endswith(program.ending) and _is_judged(path, data))
            chosen = {Path(path).name: path for path in judged}
            if not chosen:
                continue
            command = program.command(project.cache_path / _VALIDATORS)
            if command is None:
                yield _not_asked(f"{program.name} is not on this machine", program.judges)
                continue
            for name, path in chosen.items():
                Path(folder, name).write_bytes(files[path])
            try:
                found = list(program.run(command, [Path(folder, name) for name in chosen]))
            except OSError as error:
                yield _not_asked(f"{program.name} cannot be run: {' '.join(str(error).split())}", program.judges)
                continue
            yield from (_fault(chosen.get(name, name), f"{message} [{program.name}]") for name, message in found)


def _is_judged(path: str, data: bytes) -> bool:
    return is_read(path) and not is_for_press(data)


def _fault(path: str, message: str) -> Diagnostic:
    return Diagnostic("release", " ".join(message.split()), Location(path), hint=_HINT)


def _not_asked(why: str, judges: str) -> Diagnostic:
    hint = "install it, or name a command of your own in release.validate"
    return Diagnostic("validators", f"{judges}: not validated, {why}", None, Severity.WARNING, hint=hint)
