"""The same inputs give the same bytes, whatever the hash seed, the time zone, the folder and the number of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.project.project import Project

SETTINGS = 'title = "Tiny"\nlocales = ["en", "uz", "uz-Cyrl"]\npublish.complete = 0\n'
COMMAND = [sys.executable, "-c", "from toolkit.cli import main; main()"]


def output(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("output", "i18n")
        for path in (root / folder).rglob("*")
        if path.is_file()
    }


def run(root: Path, *words: str, **environment: str) -> None:
    subprocess.run([*COMMAND, *words], cwd=root, env=os.environ | environment, check=True, capture_output=True)


def test_two_builds_give_equal_bytes(tmp_path: Path, make_tiny: Callable[..., Project]) -> None:
    """Two documents in three languages as HTML and PDF, built from nothing on two different machines, as it were."""
    one = make_tiny(tmp_path / "one", SETTINGS, update=False).root
    two = make_tiny(tmp_path / "another" / "place", SETTINGS, update=False).root
    epoch = {"SOURCE_DATE_EPOCH": "1700000000"}
    run(one, "update", PYTHONHASHSEED="1", TZ="Pacific/Auckland", **epoch)
    run(two, "update", PYTHONHASHSEED="2", TZ="America/Los_Angeles", **epoch)
    run(one, "build", "-j1", PYTHONHASHSEED="3", TZ="Pacific/Auckland", LC_ALL="C")
    run(
        two, "build", "-j2", PYTHONHASHSEED="4", TZ="America/Los_Angeles", LANG="ru_RU.UTF-8", POLYEDITION_FONTS=""
    )  # makes its own fonts
    first, second = output(one), output(two)
    assert {name for name in first if name.endswith(".pdf")} == {
        f"output/{locale}/{name}.pdf" for locale in ("en", "uz", "uz-Cyrl") for name in ("plan", "note")
    }
    assert [name for name in first if first[name] != second.get(name)] == []
    assert set(first) == set(second)
