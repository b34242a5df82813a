"""The tree of a document as the Markdown that our sources are written in."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.exchange.documents.model import NOTE, plain_words, shorten
from toolkit.exchange.documents.phrases import Phrases, contents
from toolkit.exchange.documents.tables import Grid, read_grid
from toolkit.sources.phrasing import is_heading_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from lxml.etree import _Element

    from toolkit.exchange.documents.model import Losses

BLOCKS = frozenset(
    (
        "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "blockquote", "pre", "hr",
        "figure", "figcaption", "div", "section", "article", "main", "header", "footer", "aside", "address", "details",
        "summary", "fieldset", "form", "center", "body", "html", "nav", "hgroup", "caption", "menu", "dir",
    )
)  # fmt: skip
_LISTED = re.compile(r" *(?:-|\d+\.) ")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_MOST_NESTING = 8
"""Lists and quotations within each other: the reader takes twenty levels of blocks, and a list in a list has two."""


@dataclass(slots=True)
class Writer:
    """Writes one document, block by block."""

    phrases: Phrases
    losses: Losses
    names: dict[_Element, str]
    """The ids that blocks are given."""
    roles: Callable[[_Element, str], str]
    """The role of a list below a heading with these words; empty for none."""
    heading: str = ""
    """The words above the present place."""
    _depth: int = 0
    _paragraph: int = 0

    def document(self, body: _Element) -> str:
        """The whole body; footnotes last."""
        notes = [one for one in body.iter("aside") if one.get(NOTE)]
        for one in notes:
            parent = one.getparent()
            if parent is not None:
                parent.remove(one)
        blocks = list(self.blocks(body))
        blocks += [self._note(one) for one in notes]
        return "\n\n".join(filter(None, blocks)) + "\n"

    @property
    def place(self) -> str:
        """Where we are, in words."""
        parts = (
            f"“{shorten(self.heading, 40)}”" if self.heading else "",
            f"paragraph {self._paragraph}" if self._paragraph else "",
        )
        return ", ".join(filter(None, parts))

    def blocks(self, element: _Element) -> Iterator[str]:
        """What is in an element, each block a text; words between blocks are a paragraph."""
        inline: list[_Element | str] = []
        before = ""
        for node in (*contents(element), None):
            if node is not None and not self._is_block(node):
                inline.append(node)
                continue
            if inline:
                text = self._text(inline)
                inline = []
                if text:
                    yield text
                    before = ""
            if node is None or isinstance(node, str):
                continue
            text = self._block(node, before)
            if text:
                yield text
                before = _kind_of_list(text)

    def _is_block(self, node: _Element | str) -> bool:
        return not isinstance(node, str) and isinstance(node.tag, str) and (node.tag in BLOCKS or _holds_blocks(node))

    def _block(self, node: _Element, before: str) -> str:  # noqa: C901 - one line a kind
        name = self.names.get(node, "")
        if node.tag in _HEADINGS:
            return self._heading(node, name)
        if node.tag in {"ul", "ol", "menu", "dir"}:
            return self._list(node, name, before)
        if self._depth > _MOST_NESTING and node.tag in {"blockquote", "table", "dl"}:
            return self._flat(node)
        match node.tag:
            case "p":
                return self._paragraph_text(node, name)
            case "blockquote":
                self._depth += 1
                text = "\n\n".join(self.blocks(node))
                self._depth -= 1
                return _indented(text, "> ", "> ") if text else ""
            case "pre":
                return _fenced(node)
            case "hr":
                return "---"
            case "table":
                return self._table(node)
            case "dl":
                return self._definitions(node)
            case "figure":
                return self._figure(node)
        return "\n\n".join(self.blocks(node))

    # -- texts -------------------------------------------------------------------------------------

    def _text(self, nodes: Sequence[_Element | str]) -> str:
        text = self.phrases.text(nodes)
        self._paragraph += bool(text)
        return text

    def _paragraph_text(self, node: _Element, name: str) -> str:
        if any(self._is_block(one) for one in contents(node)):
            return "\n\n".join(self.blocks(node))
        text = self._text(contents(node))
        return f"{{#{name}}}\n{text}" if name and text else text

    def _heading(self, node: _Element, name: str) -> str:
        text = self.phrases.text(contents(node), breaks=False, bold=False)
        if not text:
            return ""
        self.heading, self._paragraph = plain_words(node), 0
        if not is_heading_text(text):
            text = re.sub(r"(#+|\})$", r"\\\1", text)
        line = f"{'#' * min(int(node.tag[1]) + 1, 6)} {text}"
        return f"{{#{name}}}\n{line}" if name else line

    def _flat(self, node: _Element) -> str:
        self.losses.add(self.place, "it lay too deep in lists and quotations, and is a paragraph now")
        return self.phrases.text([plain_words(node)])

    def _figure(self, node: _Element) -> str:
        caption = node.find(".//figcaption")
        pictures = list(node.iter("img"))
        if len(pictures) == 1 and caption is not None and node.find(".//table") is None:
            words = plain_words(caption)
            pictures[0].set("data-title", words)
            pictures[0].set("title", words)
            text = self._text(pictures)
            return text or self.phrases.text([words])
        return "\n\n".join(self.blocks(node))

    # -- lists -------------------------------------------------------------------------------------

    def _list(self, node: _Element, name: str, before: str) -> str:
        if self._depth > _MOST_NESTING:
            return self._flat(node)
        ordered = node.tag == "ol"
        start = node.get("start", "1")
        number = int(start) if ordered and re.fullmatch(r"\d{1,9}", start) else 1
        sign = ("*" if before == "-" else "-") if not ordered else (")" if before == "." else ".")
        self._depth += 1
        items = [list(self.blocks(one)) for one in _items(node)]
        self._depth -= 1
        items = [one for one in items if one]
        if not items:
            return ""
        loose = any(len(one) > 1 and not _kind_of_list(one[1]) for one in items) or any(len(one) > 2 for one in items)
        written = []
        for place, blocks in enumerate(items):
            mark = f"{number + place}{sign} " if ordered else f"{sign} "
            text = ("\n\n" if loose else "\n").join(blocks)
            written.append(_indented(text, mark, " " * len(mark)))
        text = ("\n\n" if loose else "\n").join(written)
        head = " ".join(filter(None, (f"#{name}" if name else "", self.roles(node, self.heading))))
        return f"{{{head}}}\n{text}" if head else text

    def _definitions(self, node: _Element) -> str:
        parts: list[str] = []
        self._depth += 1
        for one in node.iter("dt", "dd"):
            if next((up for up in one.iterancestors("dl")), None) is not node:
                continue
            if one.tag == "dt":
                text = self.phrases.text(contents(one), breaks=False)
                parts.append(f"\n{text}" if text else "")
            else:
                text = "\n\n".join(self.blocks(one))
                if text and any(parts):
                    parts.append(_indented(text, ": ", "  "))
                elif text:
                    parts.append(f"\n{text}")
        self._depth -= 1
        return "\n".join(filter(None, parts)).strip("\n")

    def _note(self, node: _Element) -> str:
        text = "\n\n".join(self.blocks(node))
        return _indented(text, f"[^{node.get(NOTE)}]: ", "    ") if text else f"[^{node.get(NOTE)}]: …"

    # -- tables ------------------------------------------------------------------------------------

    def _table(self, node: _Element) -> str:
        grid = read_grid(node)
        caption = node.find("caption")
        before = self.phrases.text(contents(caption)) if caption is not None else ""
        if grid.width == 0:
            return before
        if grid.width == 1 and (len(grid.rows) == 1 or not grid.headed):
            blocks = [block for row in grid.rows for cell in row if cell is not None for block in self.blocks(cell)]
            return "\n\n".join(filter(None, (before, *blocks)))
        if grid.merged:
            self.losses.add(
                self.place, "a table has joined cells, which are single ones now", "see whether it is still clear"
            )
        rows = [[self._cell(cell) for cell in row] for row in grid.rows]
        return "\n\n".join(filter(None, (before, _table_lines(rows, grid))))

    def _cell(self, cell: _Element | None) -> str:
        if cell is None:
            return ""
        if any(True for _ in cell.iter("table")):
            self.losses.add(self.place, "a table within a table is one text now")
        texts = list(self._cell_texts(cell))
        if any(_LISTED.match(text) for text in texts):
            return _in_cell("<br>".join(texts))
        if len(texts) > 1:
            self.losses.add(
                self.place, f"the paragraphs of a table's cell are one now: “{shorten(' '.join(texts), 40)}”"
            )
        return _in_cell(" ".join(texts))

    def _cell_texts(self, element: _Element) -> Iterator[str]:
        inline: list[_Element | str] = []
        for node in (*contents(element), None):
            if node is not None and not self._is_block(node):
                inline.append(node)
                continue
            if inline and (text := self.phrases.text(inline, breaks=False)):
                yield text
            inline = []
            if node is not None and not isinstance(node, str):
                if node.tag not in {"ul", "ol"}:
                    yield from self._cell_texts(node)
                for number, item in enumerate(_items(node) if node.tag in {"ul", "ol"} else (), start=1):
                    sign = f"{number}. " if node.tag == "ol" else "- "
                    for place, text in enumerate(self._cell_texts(item)):
                        yield f"  {text}" if place else f"{sign}{text}"


def _in_cell(text: str) -> str:
    return re.sub(r"(?<!\\)((?:\\\\)*)\|", r"\1\\|", text)


def _holds_blocks(node: _Element) -> bool:
    return node.tag in {"span", "a", "font", "b", "i", "em", "strong", "ins"} and any(
        isinstance(one.tag, str) and one.tag in BLOCKS for one in node.iterdescendants()
    )


def _items(node: _Element) -> Iterator[_Element]:
    """The items of a list; a list that lies beside them belongs to the one above it."""
    last: _Element | None = None
    for child in list(node):
        if child.tag == "li":
            if last is not None:
                yield last
            last = child
        elif child.tag in {"ul", "ol"} and last is not None:
            last.append(child)
    if last is not None:
        yield last


def _kind_of_list(text: str) -> str:
    """The sign behind the number, or the bullet, of the list that a block is; empty for any other."""
    lines = text.split("\n")
    head = lines[1] if lines[0].startswith("{") and len(lines) > 1 else lines[0]
    if match := re.match(r"([-*])\s", head):
        return match[1]
    match = re.match(r"\d{1,9}([.)])\s", head)
    return match[1] if match else ""


def _indented(text: str, first: str, rest: str) -> str:
    """The text behind `first`, its other lines behind `rest`."""
    head, *others = text.split("\n")
    return "\n".join([f"{first}{head}", *(f"{rest}{line}" if line else rest.rstrip() for line in others)])


def _fenced(node: _Element) -> str:
    parts = []
    for part in node.iter():
        if part.tag == "br":
            parts.append("\n")
        elif part.text:
            parts.append(part.text)
        if part is not node and part.tail:
            parts.append(part.tail)
    text = "".join(parts).strip("\n")
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text}\n{fence}" if text.strip() else ""


def _table_lines(rows: list[list[str]], grid: Grid) -> str:
    dashes = {"left": ":---", "right": "---:", "center": ":---:"}
    lines = [f"| {' | '.join(row)} |" for row in rows]
    lines.insert(1, f"|{'|'.join(dashes.get(align, '---') for align in grid.aligns)}|")
    return "\n".join(lines)
