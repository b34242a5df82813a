"""Lists in the cells of tables, which Markdown has no way to write: lines that begin as items do, ``- One<br>- Two``."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_BREAK = "\\\n"
_ITEM = re.compile(r"(?P<indent> *)(?:(?P<sign>[-*+•])|(?P<number>\d{1,9})[.)]) +(?=\S)")
_DEEPEST = 3
_FEWEST = 2
"""A line by itself that begins with a dash or a number is no list."""


def with_lists(text: str, render: Callable[[str], str]) -> str:
    """The text of a cell as HTML, its lists as such; `render` makes HTML of a text that has none.

    Items that are further in belong to the one above them; lines that are further in and no items go on with it.
    """
    lines = text.split(_BREAK) if _BREAK in text else []
    if sum(map(bool, map(_ITEM.match, lines))) < _FEWEST:
        return render(text)
    writer = _Writer(render)
    for line in lines:
        writer.add(line)
    return writer.html()


def holds_list(html: str) -> bool:
    """Whether the HTML of a text is more than a line, and no ``span`` or ``p`` can hold it."""
    return "</li>" in html


class _Writer:
    """Writes lines one after the other; knows which lists are open."""

    def __init__(self, render: Callable[[str], str]) -> None:
        self._render = render
        self._parts: list[str] = []
        self._open: list[tuple[int, str]] = []
        """How far in each list stands, and its element."""
        self._words: list[str] = []
        """Lines of text that are not written yet."""

    def add(self, line: str) -> None:
        """Writes a line behind the others."""
        item = _ITEM.match(line)
        if item is None:
            if self._open and not line.startswith(" "):
                self._close(0)
            self._words.append(line.strip())
            return
        self._write_words()
        indent, number = len(item["indent"]), item["number"]
        tag = "ol" if number else "ul"
        while self._open and (indent < self._open[-1][0] or (indent == self._open[-1][0] and tag != self._open[-1][1])):
            self._close(len(self._open) - 1)
        if self._open and (indent < self._open[-1][0] + 2 or len(self._open) == _DEEPEST):
            self._parts.append("</li><li>")
        else:
            start = f' start="{int(number)}"' if number and int(number) != 1 else ""
            self._parts.append(f"<{tag}{start}><li>")
            self._open.append((indent, tag))
        self._words.append(line[item.end() :])

    def html(self) -> str:
        """All that was added."""
        self._close(0)
        self._write_words()
        return "".join(self._parts)

    def _close(self, depth: int) -> None:
        self._write_words()
        while len(self._open) > depth:
            self._parts.append(f"</li></{self._open.pop()[1]}>")

    def _write_words(self) -> None:
        if self._words:
            self._parts.append(self._render(_BREAK.join(self._words)))
            self._words = []
