"""Where a project may write editions: in a folder of its own, by its real path."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.project.places import CHECKSUMS, JOURNAL, MANIFEST
from toolkit.system.files import read_file

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

_OTHERS = frozenset(("CNAME", "robots.txt"))
"""What hosts of web sites want beside them; hidden files are nobody's work either."""


def overlapping(root: Path, output: str, others: Sequence[str]) -> str | None:
    """What the folder of the editions would be mixed up with: one of the others, or the project itself; None if it is apart.

    Folders are told by their real paths: a link is the folder that it leads to.
    """
    place = _real(root / output)
    if place == _real(root) or place in _real(root).parents:
        return "the project's own folder"
    for other in others:
        path = _real(root / other)
        if path == place or path in place.parents or place in path.parents:
            return f"the folder {other}"
    return None


def require_own_folder(output: Path, name: str, releases: Collection[str] = ()) -> None:
    """Raises `UsageError` where the folder of the editions has files in it and no sign of a build: they are others'.

    `releases` are the folders in it of released editions, which are there before the first build.
    """
    try:
        names = sorted(path.name for path in output.iterdir())
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UsageError(
            Diagnostic("output", "this is a file, not a folder", Location(name), hint="set output to another folder")
        ) from None
    except OSError as error:
        message = f"the folder cannot be read: {error.strerror or error}"
        raise UsageError(Diagnostic("output", message, Location(name), hint="check its permissions")) from None
    ours = _OTHERS.union(folder.partition("/")[0] for folder in releases)
    foreign = [one for one in names if not one.startswith(".") and one not in ours]
    if foreign and not _has_signs(output, names):
        message = f"the folder has files that no build has made: {foreign[0]}" + (" and more" if foreign[1:] else "")
        hint = "set output to a new or an empty folder, or empty this one"
        raise UsageError(Diagnostic("output", message, Location(name), hint=hint))


def _has_signs(output: Path, names: Iterable[str]) -> bool:
    """Whether a build has been at work here."""
    return JOURNAL in names or CHECKSUMS in names or _is_ours(output / MANIFEST)


def _is_ours(manifest: Path) -> bool:
    try:
        data = json.loads(read_file(manifest))
        return str(data["generator"]).startswith("polyedition ")
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        return False


def _real(path: Path) -> Path:
    return Path(os.path.realpath(path))
