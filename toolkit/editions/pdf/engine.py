"""WeasyPrint 70, imported: on Linux without looking for its libraries in ways that lead nowhere.

It asks for each by the names of other systems first, and for every such name compilers and linkers are started and asked.
"""

from __future__ import annotations

import ctypes.util
import gc
import sys
from contextlib import nullcontext
from unittest.mock import patch


def load() -> None:
    """Imports WeasyPrint, if that was not done. Raises `OSError` where a library is missing."""
    if "weasyprint" in sys.modules:
        return
    # The linker finds a library by the name that it has on Linux, which is asked for last.
    with patch.object(ctypes.util, "find_library", _nowhere) if sys.platform == "linux" else nullcontext():
        import weasyprint  # noqa: F401
    gc.freeze()  # a hundred thousand objects that stay: never looked through for rubbish


def _nowhere(_name: str) -> None:
    """What is said of a name that is no file's."""
