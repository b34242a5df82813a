"""A footnote's mark, ``[^name]``: looked for no further than the longest name reaches, so that a text of ``[^`` takes no square of time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from mdit_py_plugins.footnote.index import footnote_ref

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.rules_inline import StateInline

_BEGIN = "[^"


def use_footnote_marks(markdown: MarkdownIt) -> None:
    """Puts the rule in place of the plug-in's, which it asks where there is a note of the name."""
    markdown.inline.ruler.at("footnote_ref", _footnote_mark)


def _footnote_mark(state: StateInline, silent: bool) -> bool:
    if not state.src.startswith(_BEGIN, state.pos):
        return False
    notes: dict[str, Any] = state.env.get("footnotes", {})
    begin = state.pos + len(_BEGIN)
    end = state.src.find("]", begin, begin + _longest(notes) + 1)
    if end < 0 or f":{state.src[begin:end]}" not in notes["refs"]:
        return False
    return footnote_ref(state, silent)


def _longest(notes: dict[str, Any]) -> int:
    """Characters of the longest name; -1 where there is no note."""
    refs = notes.get("refs", {})
    number, longest = notes.get("longest", (0, -1))
    if number != len(refs):
        longest = max(len(name) - 1 for name in refs)
        notes["longest"] = (len(refs), longest)
    return int(longest)
