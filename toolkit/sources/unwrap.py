"""The text of a block on one line, as translators see it."""

from __future__ import annotations

import re

from toolkit.sources.syntax import parser

_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_HARD_BREAK = re.compile(r"(?: {2,}|(?<!\\)((?:\\\\)*)\\)\n[ \t]*")


def unwrap(content: str) -> str:
    """A block's inline Markdown on one line: soft line breaks are blanks, hard ones ``\\`` and a line break.

    Where that would mean something else (a break within code), the text stays as it is.
    """
    if "\n" not in content:
        return content
    marked = _HARD_BREAK.sub(lambda match: (match[1] or "") + "\\\x00", content)
    unwrapped = _SOFT_BREAK.sub(" ", marked).replace("\x00", "\n")
    same = parser().renderInline(unwrapped).replace("\n", " ") == parser().renderInline(content).replace("\n", " ")
    return unwrapped if same else content
