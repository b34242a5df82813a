"""WeasyPrint as it is imported."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import make_project
from toolkit.editions.pdf import render
from toolkit.fonts.packages import made_fonts

if TYPE_CHECKING:
    from pathlib import Path

_PROGRAM = """
import ctypes.util, sys
asked, find = [], ctypes.util.find_library
sys.addaudithook(lambda event, said: asked.append(said[0]) if event == "subprocess.Popen" else None)
from toolkit.editions.pdf import engine
engine.load()
assert "weasyprint.text.ffi" in sys.modules
assert ctypes.util.find_library is find
print(len(asked))
"""


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere libraries are looked for")
def test_no_other_program_is_asked_for_libraries() -> None:
    """The linker alone finds them."""
    ran = subprocess.run([sys.executable, "-c", _PROGRAM], capture_output=True, text=True, check=True, encoding="utf-8")
    assert ran.stdout == "0\n"


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere processes do not begin as copies")
def test_fonts_are_made_meanwhile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fonts that no build has made yet are there when the engine is, made by another process."""
    project = make_project(tmp_path, "Words.").project
    monkeypatch.delenv("POLYEDITION_FONTS")
    font_file, asked = render._font_file.__wrapped__, []

    def heard(cache_path: Path, *others: object) -> Path:
        static = made_fonts(cache_path) / "static"
        asked.append(len(list(static.glob("*"))) if static.is_dir() else 0)
        return font_file(cache_path, *others)

    monkeypatch.setattr(render, "_font_file", heard)
    render.prepare(project)
    render.prepare(project)
    assert len(asked) == 2
    assert asked[0] == asked[1] > 0
