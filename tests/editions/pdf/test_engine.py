"""WeasyPrint as it is imported."""

from __future__ import annotations

import subprocess
import sys

import pytest

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
