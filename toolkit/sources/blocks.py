"""The parser's tokens as a tree of blocks, and a segment for every text on the way."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.sources.attributes import ATTRIBUTE_LINE, read_attributes
from toolkit.sources.document import Block, Kind, Role
from toolkit.sources.levels import Levels
from toolkit.sources.notes import Notes
from toolkit.sources.rules.comment import note_to_translators
from toolkit.sources.rules.edits import edited
from toolkit.sources.syntax import MOST_NESTING
from toolkit.sources.targets import Targets
from toolkit.sources.unwrap import unwrap

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

    from toolkit.sources.segments import Segments

_DEFAULT_PREFIX = {Role.RECOMMENDATIONS: "rec"}


@dataclass(slots=True)
class BlockReader:
    """Walks the tokens once."""

    tokens: Sequence[Token]
    first_line: int
    """Of the body in the file."""
    segments: Segments
    targets: Targets = field(init=False)
    _position: int = 0
    _levels: Levels = field(init=False)
    _notes: Notes = field(init=False)

    def __post_init__(self) -> None:
        self.targets = Targets(self.segments)
        self._notes = Notes(self.segments)
        self._levels = Levels(
            self.segments, [int(token.tag[1]) for token in self.tokens if token.type == "heading_open"]
        )

    def read(self) -> tuple[Block, ...]:
        """The blocks of the document, its footnotes last."""
        blocks = list(self._blocks(until=None))
        notes = self._notes.block(self.tokens)
        return (*blocks, notes) if notes else tuple(blocks)

    # -- blocks -----------------------------------------------------------------------------------

    def _blocks(self, until: str | None, item: tuple[str, str] | None = None) -> Iterator[Block]:
        """The blocks up to the closing token; within a list item, `item` is its place and its id."""
        first = True
        while self._position < len(self.tokens):
            token = self.tokens[self._position]
            self._position += 1
            if token.type == until:
                return
            self._go_to(token)
            self._require_shallow(token)
            block = self._block(token, item, first)
            if block:
                yield block
                first = False

    def _go_to(self, token: Token) -> None:
        if token.map:
            self.segments.line = token.map[0] + self.first_line

    def _block(self, token: Token, item: tuple[str, str] | None, first: bool) -> Block | None:
        match token.type:
            case "heading_open":
                return self._heading(token)
            case "paragraph_open":
                return self._paragraph(token, item, first)
            case "ordered_list_open" | "bullet_list_open":
                return self._list(token)
            case "blockquote_open":
                anchor, role = self._named(token)
                return Block(Kind.QUOTE, id=anchor, role=role, children=tuple(self._blocks("blockquote_close")))
            case "fence" | "code_block":
                anchor, role = self._named(token)
                return Block(Kind.CODE, id=anchor, role=role, literal=token.content)
            case "table_open":
                return self._table(token)
            case "dl_open":
                anchor, role = self._named(token)
                return Block(Kind.DEFINITIONS, id=anchor, role=role, children=tuple(self._definitions()))
            case "hr":
                return Block(Kind.RULE)
            case "footnote_reference_open":
                self._notes.found.append(self._footnote(token))
        return None

    def _require_shallow(self, token: Token) -> None:
        """The parser drops what lies deeper than it reads, so that is an error."""
        if token.nesting == 1 and token.level >= MOST_NESTING - 1 and token.type not in {"paragraph_open", "inline"}:
            self.segments.report("lists or quotations lie too deep in each other", "write it flatter", "nesting")

    def _heading(self, token: Token) -> Block:
        anchor, role = read_attributes(token, self.segments.report)
        level = self._levels.next(int(token.tag[1]))
        text, comments = self._inline()
        if not text:
            self.segments.report("the heading is empty", "write its text, or delete the #", "heading")
        segment = self.segments.heading(text, level, anchor, comments)
        return Block(Kind.HEADING, segment=segment, role=role, level=level)

    def _paragraph(self, token: Token, item: tuple[str, str] | None, first: bool) -> Block | None:
        anchor, role = read_attributes(token, self.segments.report)
        text, comments = self._inline()
        if not text:
            return None
        kind, place, number_id = Kind.PARAGRAPH, "", ""
        if item is None:
            self.segments.paragraphs += 1
            place = f"paragraph {self.segments.paragraphs}"
        elif first:
            kind, (place, number_id) = Kind.ITEM, item
        else:
            place = f"{item[0]}, continued"
        segment = self.segments.add(text, kind, place, anchor, number_id, comments)
        return Block(Kind.PARAGRAPH, segment=segment, role=role)

    def _list(self, token: Token) -> Block:
        anchor, role = self._named(token)
        ordered = token.type == "ordered_list_open"
        start = token.attrs.get("start", 1)
        start = start if isinstance(start, int) else 1
        prefix = self._prefix(anchor, role, ordered)
        begin = self._position
        count = self._count_items(begin)
        items: list[Block] = []
        while self.tokens[self._position].type == "list_item_open":
            opening = self.tokens[self._position]
            self._position += 1
            self._go_to(opening)
            self._require_shallow(opening)
            number = len(items)
            place = f"item {number + 1} of {count}"
            number_id = f"{prefix}-{start + number}" if prefix else ""
            children = tuple(self._blocks("list_item_close", (place, number_id)))
            items.append(Block(Kind.ITEM, children=children))
        self._position += 1
        own = [inner for inner in self.tokens[begin : self._position] if inner.level == token.level + 2]
        tight = any(inner.hidden for inner in own if inner.type == "paragraph_open")
        return Block(Kind.LIST, children=tuple(items), id=anchor, role=role, ordered=ordered, start=start, tight=tight)

    def _prefix(self, anchor: str | None, role: Role | None, ordered: bool) -> str:
        """What the ids of a list's items begin with; empty when they are not numbered."""
        if role is Role.RECOMMENDATIONS and not ordered:
            self.segments.report("recommendations must be a numbered list", "number the items: 1. 2. 3.", "role")
        if ordered and anchor:
            return anchor
        return _DEFAULT_PREFIX.get(role, "") if role else ""

    def _count_items(self, begin: int) -> int:
        depth, count = 0, 0
        for token in self.tokens[begin:]:
            if token.type.endswith("_list_open"):
                depth += 1
            elif token.type.endswith("_list_close"):
                depth -= 1
                if depth < 0:
                    break
            elif token.type == "list_item_open" and depth == 0:
                count += 1
        return count

    def _definitions(self) -> Iterator[Block]:
        """The terms of a list, and what is said of each."""
        term, number = 0, 0
        while (inner := self.tokens[self._position]).type != "dl_close":
            self._position += 1
            self._go_to(inner)
            if inner.type == "dt_open":
                term, number = term + 1, 0
                text, comments = self._inline()
                segment = self.segments.add(text, Kind.TERM, f"term {term}", None, comments=comments)
                yield Block(Kind.TERM, segment=segment)
            elif inner.type == "dd_open":
                number += 1
                place = f"term {term}, definition" + (f" {number}" if number > 1 else "")
                hidden = self.tokens[self._position].hidden
                yield Block(Kind.DEFINITION, children=tuple(self._blocks("dd_close", (place, ""))), tight=hidden)
        self._position += 1

    def _table(self, token: Token) -> Block:
        anchor, role = self._named(token)
        rows: list[Block] = []
        cells: list[Block] = []
        while (inner := self.tokens[self._position]).type != "table_close":
            self._position += 1
            if inner.type == "tr_open":
                cells = []
            elif inner.type == "tr_close":
                rows.append(Block(Kind.ROW, children=tuple(cells), header=not rows))
            elif inner.type in {"th_open", "td_open"}:
                cells.append(self._cell(inner, len(rows) + 1, len(cells) + 1))
        self._position += 1
        return Block(Kind.TABLE, children=tuple(rows), id=anchor, role=role)

    def _cell(self, token: Token, row: int, column: int) -> Block:
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        text, comments = self._inline(in_cell=True)
        place = f"table, row {row}, column {column}"
        segment = self.segments.add(text, Kind.CELL, place, None, comments=comments) if text else None
        return Block(Kind.CELL, segment=segment, header=token.type == "th_open", align=align)

    def _footnote(self, token: Token) -> Block:
        label = str(token.meta["label"])
        place = (f"footnote {label}", self._notes.name(label))
        return Block(Kind.FOOTNOTE, id=label, children=tuple(self._blocks("footnote_reference_close", place)))

    def _named(self, token: Token) -> tuple[str | None, Role | None]:
        """The attributes of a block without a text of its own, whose name is therefore an anchor."""
        anchor, role = read_attributes(token, self.segments.report)
        if anchor:
            self.segments.anchors.append((anchor, self.segments.line))
        return anchor, role

    # -- texts ------------------------------------------------------------------------------------

    def _inline(self, *, in_cell: bool = False) -> tuple[str, tuple[str, ...]]:
        """The text of the block that was just opened, and what it says to translators."""
        token = self.tokens[self._position]
        if token.type != "inline":
            return "", ()
        self._position += 1
        self._go_to(token)
        if ATTRIBUTE_LINE.search(token.content):
            self.segments.report(
                "an attribute line stands within a paragraph",
                "leave a blank line before {#id .role}, and put it directly above its block",
                "attributes",
            )
        children = token.children or ()
        self.targets.read(children)
        comments = (note_to_translators(child.content) for child in children if child.type == "comment")
        return unwrap(edited(token.content, children), items=in_cell).strip(), tuple(filter(None, comments))
