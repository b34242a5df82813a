"""A picture that is not there, is called otherwise, or cannot be shown."""

from __future__ import annotations

import difflib
import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from toolkit.checks.sources.model import SourceCheck, SourceContext, SourceFinding
from toolkit.errors import ToolkitError
from toolkit.sources.frontmatter import item_lines
from toolkit.system.whole import keep

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def find(context: SourceContext) -> Iterator[SourceFinding]:
    """Pictures without a file of exactly that name below the folder of the sources, and files that are no pictures."""
    meta = context.document.meta
    front: list[tuple[str, int]] = []
    for key, names in (("logo", meta.logo), ("cover", (meta.cover,) if meta.cover else ())):
        front += zip(names, item_lines(context.text(), key), strict=False) if names else ()
    text = ((unquote(target.address), target.line) for target in context.document.targets if target.picture)
    for name, line in (*front, *text):
        yield from _faults(name, line, context)


def _faults(name: str, line: int, context: SourceContext) -> Iterator[SourceFinding]:
    from toolkit.sources.pictures import ENDINGS, find_picture

    shown = f"{context.folder_name}/{name[:100]}"
    ending = PurePosixPath(name).suffix.lower()
    if ending not in ENDINGS:
        kinds = ", ".join(sorted(one[1:] for one in ENDINGS))
        yield SourceFinding(line, f"{shown} is no picture by its name", f"use one of the formats {kinds}")
        return
    if (other := _written(name, context.folder)) != name:
        hint = f"write {other}: capitals matter on most machines" if other else _hint(name, context.folder)
        yield SourceFinding(line, f"there is no picture {shown}", hint)
        return
    found = find_picture(name, context.folder)
    if found is None:
        yield SourceFinding(line, f"{shown} leads out of the folder", "put the picture itself there, no link to it")
    elif not (mark := _mark(found, context)) or not mark.exists():
        faults = list(_judged(found, line, shown, context.folder))
        yield from faults
        if mark and not faults:
            keep(mark, b"")


def _mark(name: str, context: SourceContext) -> Path | None:
    """Where it is kept that this file, as it is now, was found good; None where that is not to be believed, or not known."""
    if context.sound_pictures is None:
        return None
    try:
        state = context.folder.joinpath(name).stat()
    except OSError:
        return None
    digest = hashlib.sha256(f"{name}\0{state.st_size}\0{state.st_mtime_ns}".encode()).hexdigest()
    return context.sound_pictures / digest[:32]


def _judged(name: str, line: int, shown: str, folder: Path) -> Iterator[SourceFinding]:
    from toolkit.sources.pictures import read_picture

    try:
        read_picture(name, folder, shown)
    except ToolkitError as error:
        for one in error.diagnostics:
            yield SourceFinding(line, f"{shown}: {one.message}", one.hint)


def _written(name: str, folder: Path) -> str | None:
    """How the file is called in its folders, capitals included; None where there is none."""
    found: list[str] = []
    for part in PurePosixPath(name).parts:
        names = _names(folder.joinpath(*found))
        exact = part if part in names else next((one for one in names if one.casefold() == part.casefold()), None)
        if exact is None:
            return None
        found.append(exact)
    same = found == list(PurePosixPath(name).parts)
    return name if same else "/".join(found)


def _names(folder: Path) -> list[str]:
    try:
        return sorted(one.name for one in folder.iterdir())
    except OSError:
        return []


def _hint(name: str, folder: Path) -> str:
    close = difflib.get_close_matches(PurePosixPath(name).name[:100], _names(folder / PurePosixPath(name).parent), n=1)
    return f"did you mean {close[0]}?" if close else "put the file into the folder of the sources, or mend its name"


CHECK = SourceCheck(
    code="picture",
    reason="a picture that is not there, misspelt or broken leaves a hole in every edition",
    find=find,
)
