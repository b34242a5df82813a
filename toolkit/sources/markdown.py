"""Markdown to `Document`: the tree of blocks, and a segment for every text with its id and its place in words."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError, raise_if_errors
from toolkit.sources.document import Block, Document, Kind, Role, Segment
from toolkit.sources.frontmatter import read_front_matter
from toolkit.sources.inline import InlineRenderer
from toolkit.sources.syntax import MOST_NESTING, STRAY_ATTRIBUTES, is_safe_target, parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it.token import Token

_ID = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
_ATTRIBUTE_LINE = re.compile(r"(?m)^[ >]*\{\s*[#.]\S")
_SOFT_BREAK = re.compile(r"[ \t]*\n[ \t]*")
_HARD_BREAK = re.compile(r"(?: {2,}|(?<!\\)((?:\\\\)*)\\)\n[ \t]*")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_PICTURE_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.IGNORECASE)
_WHERE_LENGTH = 56
_DEFAULT_PREFIX = {Role.RECOMMENDATIONS: "rec"}
RESERVED = frozenset(("content", "contents-title"))
"""Ids that the pages of the editions have themselves."""


def read_markdown(data: bytes, path: str, name: str) -> Document:
    """The document in a source file's bytes. Raises `ToolkitError` with every fault found, each with its line."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        found = Diagnostic(
            "encoding", "the source is not UTF-8", Location(path, line), hint="save the file in the encoding UTF-8"
        )
        raise ToolkitError(found) from None
    return parse_markdown(text, path, name)


def parse_markdown(text: str, path: str, name: str) -> Document:
    """The document in a source text. Raises `ToolkitError` with every fault found, each with its line."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    front, diagnostics = read_front_matter(text, path)
    diagnostics += _control_characters(text, path)
    env: dict[str, object] = {}
    tokens = parser().parse(front.body, env)
    builder = _Builder(path, front.first_line, diagnostics)
    blocks = builder.build(tokens)
    builder.refuse_stray_attributes(env.get(STRAY_ATTRIBUTES))
    named = [(segment.id, segment.line) for segment in (*front.segments, *builder.segments) if segment.named]
    _require_unique([*named, *builder.anchors], path, diagnostics)
    raise_if_errors(diagnostics)
    return Document(
        name=name,
        path=path,
        meta=front.meta,
        front=front.segments,
        blocks=blocks,
        revision=hashlib.sha256(text.encode()).hexdigest()[:12],
        references=_references(env),
    )


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


def _references(env: dict[str, object]) -> tuple[tuple[str, str, str], ...]:
    found = env.get("references") or {}
    assert isinstance(found, dict)
    return tuple(sorted((label, entry["href"], entry.get("title", "")) for label, entry in found.items()))


def _control_characters(text: str, path: str) -> Iterator[Diagnostic]:
    """An error for each character that no format of an edition can hold."""
    for match in _CONTROL.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        message = f"the control character U+{ord(match[0]):04X} stands in the text"
        yield Diagnostic("control-character", message, Location(path, line), hint="delete it; it cannot be seen")


def _require_unique(names: Sequence[tuple[str, int]], path: str, diagnostics: list[Diagnostic]) -> None:
    """Names that the source gives, itself or by role and number, must differ."""
    lines: dict[str, int] = {}
    for name, line in sorted(names, key=lambda pair: pair[1]):
        if first := lines.get(name):
            diagnostics.append(
                Diagnostic(
                    "duplicate-id",
                    f"the id {name} is given twice",
                    Location(path, line),
                    detail=f"the first is in line {first}",
                    hint="give this block, or the list that it belongs to, an id of its own: {#name}",
                )
            )
        lines.setdefault(name, line)


@dataclass(slots=True)
class _Heading:
    level: int
    id: str
    words: str


@dataclass(slots=True)
class _Builder:
    """Walks the tokens once and keeps where it is: the headings above, the list item, the counts."""

    path: str
    first_line: int
    diagnostics: list[Diagnostic]
    segments: list[Segment] = field(default_factory=list)
    headings: list[_Heading] = field(default_factory=list)
    paragraphs: int = 0
    tokens: Sequence[Token] = ()
    position: int = 0
    shift: int = 0
    anchors: list[tuple[str, int]] = field(default_factory=list)
    """Names given to blocks that have no text of their own, with their lines."""
    line: int = 1
    notes: list[Block] = field(default_factory=list)
    seen_notes: dict[str, int] = field(default_factory=dict)

    def build(self, tokens: Sequence[Token]) -> tuple[Block, ...]:
        self.tokens = tokens
        levels = [int(token.tag[1]) for token in tokens if token.type == "heading_open"]
        self.shift = 2 - min(levels, default=2)
        blocks = list(self._blocks(until=None))
        if self.notes:
            order = self._note_order(tokens)
            self._require_used(order)
            self.notes.sort(key=lambda note: order.get(note.id or "", len(order)))
            blocks.append(Block(Kind.FOOTNOTES, children=tuple(self.notes)))
        return tuple(blocks)

    def refuse_stray_attributes(self, lines: object) -> None:
        """An error for each attribute line, counted from 0 in the body, that no block follows."""
        for line in lines if isinstance(lines, list) else ():
            self.line = line + self.first_line
            hint = "put {#id .role} directly above a heading, paragraph, list, quotation, table or code"
            self._error("the attribute line belongs to no block", hint, "attributes")

    # -- blocks -----------------------------------------------------------------------------------

    def _blocks(self, until: str | None, item: tuple[str, str] | None = None) -> Iterator[Block]:
        """The blocks up to the closing token; within a list item, `item` is its place and its id."""
        first = True
        while self.position < len(self.tokens):
            token = self.tokens[self.position]
            self.position += 1
            if token.type == until:
                return
            if token.map:
                self.line = token.map[0] + self.first_line
            self._require_shallow(token)
            block = self._block(token, item, first)
            if block:
                yield block
                first = False

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
            case "hr":
                return Block(Kind.RULE)
            case "footnote_reference_open":
                self.notes.append(self._footnote(token))
        return None

    def _require_shallow(self, token: Token) -> None:
        """The parser drops what lies deeper than it reads, so that is an error."""
        if token.nesting == 1 and token.level >= MOST_NESTING - 1 and token.type not in {"paragraph_open", "inline"}:
            self._error("lists or quotations lie too deep in each other", "write it flatter", "nesting")

    def _heading(self, token: Token) -> Block:
        anchor, role = self._attributes(token)
        level = min(int(token.tag[1]) + self.shift, 6)
        text = self._inline()
        if not text:
            self._error("the heading is empty", "write its text, or delete the #", "heading")
        while self.headings and self.headings[-1].level >= level:
            self.headings.pop()
        words = InlineRenderer().plain(text)
        segment = self._segment(text, Kind.HEADING, "heading", anchor)
        self.headings.append(_Heading(level, segment.id, words))
        self.paragraphs = 0
        return Block(Kind.HEADING, segment=segment, role=role, level=level)

    def _paragraph(self, token: Token, item: tuple[str, str] | None, first: bool) -> Block | None:
        anchor, role = self._attributes(token)
        text = self._inline()
        if not text:
            return None
        if item is None:
            self.paragraphs += 1
            segment = self._segment(text, Kind.PARAGRAPH, f"paragraph {self.paragraphs}", anchor)
        else:
            place, number_id = item
            if first:
                segment = self._segment(text, Kind.ITEM, place, anchor, number_id)
            else:
                segment = self._segment(text, Kind.PARAGRAPH, f"{place}, continued", anchor)
        return Block(Kind.PARAGRAPH, segment=segment, role=role)

    def _list(self, token: Token) -> Block:
        anchor, role = self._named(token)
        ordered = token.type == "ordered_list_open"
        start = token.attrs.get("start", 1)
        start = start if isinstance(start, int) else 1
        prefix = self._prefix(anchor, role, ordered)
        begin = self.position
        count = self._count_items(begin)
        items: list[Block] = []
        while self.tokens[self.position].type == "list_item_open":
            opening = self.tokens[self.position]
            self.position += 1
            self.line = (opening.map or [0])[0] + self.first_line
            self._require_shallow(opening)
            number = len(items)
            place = f"item {number + 1} of {count}"
            number_id = f"{prefix}-{start + number}" if prefix else ""
            children = tuple(self._blocks("list_item_close", (place, number_id)))
            items.append(Block(Kind.ITEM, children=children))
        self.position += 1
        own = [inner for inner in self.tokens[begin : self.position] if inner.level == token.level + 2]
        tight = any(inner.hidden for inner in own if inner.type == "paragraph_open")
        return Block(Kind.LIST, children=tuple(items), id=anchor, role=role, ordered=ordered, start=start, tight=tight)

    def _prefix(self, anchor: str | None, role: Role | None, ordered: bool) -> str:
        """What the ids of a list's items begin with; empty when they are not numbered."""
        if role is Role.RECOMMENDATIONS and not ordered:
            self._error("recommendations must be a numbered list", "number the items: 1. 2. 3.", "role")
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

    def _table(self, token: Token) -> Block:
        anchor, role = self._named(token)
        rows: list[Block] = []
        cells: list[Block] = []
        while (inner := self.tokens[self.position]).type != "table_close":
            self.position += 1
            if inner.type == "tr_open":
                cells = []
            elif inner.type == "tr_close":
                rows.append(Block(Kind.ROW, children=tuple(cells), header=not rows))
            elif inner.type in {"th_open", "td_open"}:
                cells.append(self._cell(inner, len(rows) + 1, len(cells) + 1))
        self.position += 1
        return Block(Kind.TABLE, children=tuple(rows), id=anchor, role=role)

    def _cell(self, token: Token, row: int, column: int) -> Block:
        align = str(token.attrs.get("style", "")).removeprefix("text-align:")
        text = self._inline()
        place = f"table, row {row}, column {column}"
        segment = self._segment(text, Kind.CELL, place, None) if text else None
        return Block(Kind.CELL, segment=segment, header=token.type == "th_open", align=align)

    def _footnote(self, token: Token) -> Block:
        label = str(token.meta["label"])
        children: list[Block] = []
        if not _ID.fullmatch(label) and not label.isdigit():
            self._error(
                f"the footnote's name {label!r} has other signs than letters and digits", "rename it", "footnote"
            )
        named = "" if label in self.seen_notes else f"note-{label}"
        if label in self.seen_notes:
            first = self.seen_notes[label]
            self._error(f"the footnote {label} is given twice", f"the first is in line {first}; keep one", "footnote")
        else:
            self.anchors.append((f"ref-{label}", self.line))
        self.seen_notes[label] = self.line
        place = (f"footnote {label}", named)
        children.extend(self._blocks("footnote_reference_close", place))
        return Block(Kind.FOOTNOTE, id=label, children=tuple(children))

    @staticmethod
    def _note_order(tokens: Sequence[Token]) -> dict[str, int]:
        order: dict[str, int] = {}
        for token in tokens:
            for child in token.children or []:
                if child.type == "footnote_ref":
                    order.setdefault(str(child.meta["label"]), len(order))
        return order

    def _require_used(self, order: dict[str, int]) -> None:
        for note in self.notes:
            if note.id not in order:
                self.line = self.seen_notes[note.id or ""]
                self._error(f"nothing refers to the footnote {note.id}", f"write [^{note.id}] in the text", "footnote")

    # -- texts ------------------------------------------------------------------------------------

    def _inline(self) -> str:
        """The text of the block that was just opened."""
        token = self.tokens[self.position]
        if token.type != "inline":
            return ""
        self.position += 1
        if token.map:
            self.line = token.map[0] + self.first_line
        self._check_inline(token)
        return unwrap(token.content).strip()

    def _check_inline(self, token: Token) -> None:
        if _ATTRIBUTE_LINE.search(token.content):
            self._error(
                "an attribute line stands within a paragraph",
                "leave a blank line before {#id .role}, and put it directly above its block",
                "attributes",
            )
        for child in token.children or []:
            target = str(child.attrs.get("href" if child.type == "link_open" else "src", ""))
            if child.type == "link_open" and not is_safe_target(target):
                hint = "link to http(s) addresses, mailto:, #anchors or name.md"
                self._error(f"a link leads to {target or 'nowhere'}", hint, "link-target")
            elif child.type == "image" and (not target or _PICTURE_ELSEWHERE.match(target)):
                hint = "put the picture into the folder of the sources and name it from there"
                self._error(f"a picture comes from {target or 'nowhere'}", hint, "picture")

    def _segment(self, text: str, kind: Kind, place: str, given: str | None, numbered: str = "") -> Segment:
        where = (*(_shorten(heading.words) for heading in self.headings), place)
        segment = Segment(
            id=given or numbered or self._proposed(text, kind),
            text=text,
            kind=kind,
            where=where,
            line=self.line,
            given=bool(given),
            numbered=bool(numbered and not given),
        )
        self.segments.append(segment)
        return segment

    def _proposed(self, text: str, kind: Kind) -> str:
        """The id at first sight: the section's id, the kind, and a short hash of the text."""
        section = f"{self.headings[-1].id.split('/')[-1]}/" if self.headings else ""
        return f"{section}{kind}-{hashlib.sha256(text.encode()).hexdigest()[:6]}"

    # -- attributes -------------------------------------------------------------------------------

    def _attributes(self, token: Token) -> tuple[str | None, Role | None]:
        """The id and the role that the line above the block gives it."""
        anchor, role = None, None
        refused = token.meta.get("insecure_attrs", {})
        for key, value in (token.attrs | refused).items():
            if key == "id":
                anchor = self._given_id(str(value))
            elif key == "class":
                role = self._role(str(value))
            elif key != "start" or isinstance(value, str):
                self._error(f"unknown attribute {key}", "write only {#id .role}", "attributes")
        return anchor, role

    def _named(self, token: Token) -> tuple[str | None, Role | None]:
        """The attributes of a block without a text of its own, whose name is therefore an anchor."""
        anchor, role = self._attributes(token)
        if anchor:
            self.anchors.append((anchor, self.line))
        return anchor, role

    def _given_id(self, value: str) -> str | None:
        if value in RESERVED:
            self._error(f"the id {value} is taken by the pages themselves", "choose another", "id")
            return None
        if _ID.fullmatch(value):
            return value
        self._error(
            f"the id {value!r} is not usable", "begin with a Latin letter; go on with letters, digits, - _", "id"
        )
        return None

    def _role(self, value: str) -> Role | None:
        try:
            return Role(value)
        except ValueError:
            known = ", ".join(Role)
            self._error(f"unknown role {value!r}", f"known roles: {known}", "role")
            return None

    def _error(self, message: str, hint: str, code: str) -> None:
        self.diagnostics.append(Diagnostic(code, message, Location(self.path, self.line), hint=hint))


def _shorten(words: str) -> str:
    if len(words) <= _WHERE_LENGTH:
        return words
    return words[:_WHERE_LENGTH].rsplit(" ", 1)[0].rstrip(" ,.;:") + " …"
