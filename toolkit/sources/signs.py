"""Characters that no text may have: no format of an edition, or no catalog, can hold them, or they turn a text round."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLANES = "".join(f"{chr(plane << 16 | 0xFFFE)}{chr(plane << 16 | 0xFFFF)}" for plane in range(17))
FORBIDDEN = re.compile(
    f"[\\x00-\\x08\\x0b-\\x1f\\x7f-\\x84\\x86-\\x9f\\u202d\\u202e\\ud800-\\udfff\\ufdd0-\\ufdef{_PLANES}]"
)
"""Control characters (XML 1.0, 2.2), overrides of the direction (UAX 9), surrogates and what Unicode calls noncharacters."""
_HINT = "delete it; it cannot be seen"


def forbidden_signs(text: str, path: str, first_line: int) -> Iterator[Diagnostic]:
    """An error for each such character of a text that begins in that line."""
    line, place = first_line, 0
    for match in FORBIDDEN.finditer(text):
        line, place = line + text.count("\n", place, match.start()), match.start()
        message = f"the character U+{ord(match[0]):04X} stands in the text"
        yield Diagnostic("control-character", message, Location(path, line), hint=_HINT)
