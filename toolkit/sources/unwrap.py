"""The text of a block on one line, as translators see it."""

from __future__ import annotations

import re

from toolkit.sources.syntax import parser

_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_HARD_BREAK = re.compile(
    r"(?: {2,}|(?<!\\)(?P<before>(?:\\\\)*)\\)\n(?P<indent>[ \t]*)(?=(?P<item>(?:[-*+•]|\d{1,9}[.)]) )?)"
)


def unwrap(content: str, *, items: bool = False) -> str:
    """A block's inline Markdown on one line: soft line breaks are blanks, hard ones ``\\`` and a line break.

    Where that would mean something else (a break within code), the text stays as it is. `items`: lines may be items of a list,
    which say how far in they are.
    """
    if "\n" not in content:
        return content

    def marked_break(match: re.Match[str]) -> str:
        return f"{match['before'] or ''}\\\x00{match['indent'] if items and match['item'] else ''}"

    marked = _HARD_BREAK.sub(marked_break, content)
    unwrapped = _SOFT_BREAK.sub(" ", marked).replace("\x00", "\n")
    same = parser().renderInline(unwrapped).replace("\n", " ") == parser().renderInline(content).replace("\n", " ")
    return unwrapped if same else content
