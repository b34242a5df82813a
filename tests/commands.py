"""The whole program, called in the process of the test."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from toolkit.cli import main

if TYPE_CHECKING:
    from pathlib import Path

_BUILD = """
import sys
from toolkit.cli import main
names, sys.argv = sys.argv[1:], ["polyedition", "build"]
try:
    main()
except SystemExit as end:
    assert end.code == 0, end.code
print(*sorted({*names} & {*sys.modules}))
"""


def require_program(name: str) -> str:
    """A program's path; where it is missing the test is skipped, on CI it fails."""
    path = shutil.which(name)
    if path is None:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{name} is not installed")
    return path


def needs(*programs: str) -> pytest.MarkDecorator:
    """Skips a test where one of the programs is missing; on CI it runs, and fails by itself."""
    missing = [name for name in programs if shutil.which(name) is None]
    reason = f"{', '.join(missing)} is not installed"
    return pytest.mark.skipif(bool(missing) and not os.environ.get("CI"), reason=reason)


def say(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, *words: str) -> tuple[int, str, str]:
    """Exit code, output and error output."""
    monkeypatch.setattr(sys, "argv", ["polyedition", *words])
    with pytest.raises(SystemExit) as end:
        main()
    captured = capsys.readouterr()
    assert "Traceback" not in captured.err
    assert isinstance(end.value.code, int)
    return end.value.code, captured.out, captured.err


def imported_by_build(root: Path, *names: str) -> tuple[str, list[str]]:
    """What `build` prints in a process of its own, and which of these modules it has imported."""
    ran = subprocess.run(
        [sys.executable, "-c", _BUILD, *names], cwd=root, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    said, _, imported = ran.stdout.removesuffix("\n").rpartition("\n")
    return said, imported.split()
