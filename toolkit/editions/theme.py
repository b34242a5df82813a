"""Where the theme that comes with the toolkit lies, and what tells one state of it from another."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from toolkit.system.fingerprints import file_hash, short_hash

BUILT_IN = Path(__file__).parents[1] / "theme"
"""The folder of its templates, style sheets and scripts."""


@cache
def built_in_hash() -> str:
    """A hash of its files: like the program's code they are read once."""
    files = sorted((path.relative_to(BUILT_IN).as_posix(), path) for path in BUILT_IN.rglob("*") if path.is_file())
    return short_hash(*(f"{name} {file_hash(str(path))}" for name, path in files))
