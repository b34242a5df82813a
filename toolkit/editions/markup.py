"""A localized document as HTML: the body that the HTML, PDF and EPUB editions share, and what their lists say of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, partial
from html import escape
from typing import TYPE_CHECKING

from toolkit.editions.cell_list import holds_list, with_lists
from toolkit.editions.contents import Entry, nested
from toolkit.editions.tracks import tracks
from toolkit.language.locales import load_locale
from toolkit.language.locales.typography import keep_together, whole_words
from toolkit.sources.document import Kind, Role
from toolkit.sources.inline import InlineRenderer, no_picture

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.collection.localize import LocalizedDocument, Rendition
    from toolkit.sources.document import Block, Segment
    from toolkit.sources.inline import PictureOf
    from toolkit.sources.syntax import Quotes


def nothing(anchor: str) -> str:  # noqa: ARG001 - the signature is the protocol
    """Puts nothing after an anchor."""
    return ""


def nothing_beside(rendition: Rendition) -> str:  # noqa: ARG001 - the signature is the protocol
    """Puts nothing after a text."""
    return ""


Mark = Callable[["Rendition", Callable[[], str]], str]
"""Gives what stands in a page for a text, of which the second argument gives the HTML."""


@dataclass(slots=True)
class Markup:
    """Writes one localized document."""

    localized: LocalizedDocument
    picture: PictureOf = no_picture
    target: Callable[[str], str | None] = str
    """Turns a link's target into the edition's own; None where nothing is to be reached."""
    title_of: Callable[[str], str] = str
    """Gives the title of another document by its name, for links to it that have no target."""
    after: Callable[[str], str] = nothing
    """Gives the HTML that follows a heading or a numbered item, by its anchor (a language switcher, say)."""
    beside: Callable[[Rendition], str] = nothing_beside
    """Gives the HTML that follows a text (a link to write about it, say)."""
    notes_title: str = ""
    """Heading of the footnotes."""
    scrolls: bool = False
    """Whether a table that is wider than what it stands in can be scrolled: in a window, not on paper."""
    contents_depth: int = 3
    """The deepest heading level that the contents list."""
    mark: Mark | None = None
    """Puts every text into an element of its own that says which text it is, for whoever edits on the page."""
    _inline: InlineRenderer = field(init=False)
    _tracks: dict[str, int] = field(init=False)
    _section: str = field(init=False)
    """The anchor of the heading above what is being written; empty before the first."""

    def __post_init__(self) -> None:
        document = self.localized.document
        self._tracks = tracks(document)
        self._section = ""
        self._inline = InlineRenderer(
            document.references,
            document.notes,
            self.picture,
            self.target,
            self.title_of,
            document.destinations,
            str.maketrans("0123456789", load_locale(self.localized.locale).digits),
        )

    def body(self) -> str:
        """The document's blocks, each section of headings wrapped in a ``section``."""
        return "".join(self._sections(self.localized.document.blocks))

    def inline(self, id: str) -> str:
        """A segment's text as inline HTML, within a ``span`` with its language where that differs."""
        rendition = self.localized.renditions.get(id)
        if rendition is None:
            return ""
        html = self._html(rendition.segment)
        tag = "div" if holds_list(html) else "span"
        return f"<{tag}{self._language(rendition.segment)}>{html}</{tag}>" if self._is_foreign(id) else html

    def text(self, id: str) -> str:
        """What stands in the page for a text, without the element that `mark` puts around it."""
        rendition = self.localized.renditions[id]
        return self._figure(rendition, "") or self._inline_html(rendition)

    def plain(self, id: str) -> str:
        """A segment's text without markup; empty if there is no such segment."""
        rendition = self.localized.renditions.get(id)
        return self._inline.plain(rendition.text, quotes_of(rendition.locale)) if rendition else ""

    def contents(self) -> tuple[Entry, ...]:
        """The headings down to `contents_depth`, nested."""
        found = [
            (block.level, block.segment)
            for block in self.localized.document.walk()
            if block.kind is Kind.HEADING and block.segment and block.level <= self.contents_depth
        ]
        return nested([(level, self._entry(segment)) for level, segment in found])

    def figure(self, segment: Segment, attributes: str = "") -> str:
        """A text that is one picture with a title as a ``figure`` that says its language; empty for any other."""
        rendition = self.localized.renditions[segment.id]
        html = self._figure(rendition, attributes)
        return self.mark(rendition, lambda: html) if html and self.mark else html

    def _figure(self, rendition: Rendition, attributes: str) -> str:
        found = self._inline.figure(rendition.text, _words(rendition.locale))
        if not found:
            return ""
        language = self._language(rendition.segment)
        return f"<figure{attributes}{language}>{found[0]}<figcaption>{found[1]}</figcaption></figure>\n"

    # -- blocks -----------------------------------------------------------------------------------

    def _sections(self, blocks: Sequence[Block]) -> Iterator[str]:
        levels: list[int] = []
        for block in blocks:
            if block.kind is Kind.HEADING:
                while levels and levels[-1] >= block.level:
                    levels.pop()
                    yield "</section>\n"
                levels.append(block.level)
                self._section = _text_of(block).id
                track = self._tracks.get(self._section)
                yield f'<section class="track track-{track}">\n' if track else "<section>\n"
            elif block.kind is Kind.FOOTNOTES:
                yield "</section>\n" * len(levels)
                levels.clear()
            yield self._block(block)
        yield "</section>\n" * len(levels)

    def _block(self, block: Block) -> str:
        match block.kind:
            case Kind.HEADING:
                return self._heading(block)
            case Kind.PARAGRAPH:
                return self._paragraph(block)
            case Kind.LIST:
                return self._list(block)
            case Kind.QUOTE:
                return f"<blockquote{_attributes(block)}>\n{self._blocks(block.children)}</blockquote>\n"
            case Kind.CODE:
                return f"<pre{_attributes(block)}{self._forwards}><code>{escape(block.literal, quote=False)}</code></pre>\n"
            case Kind.TABLE:
                return self._table(block)
            case Kind.DEFINITIONS:
                items = "".join(
                    self._term(child) if child.kind is Kind.TERM else self._item(child, child.tight, "dd")
                    for child in block.children
                )
                return f"<dl{_attributes(block)}>\n{items}</dl>\n"
            case Kind.RULE:
                return "<hr>\n"
            case Kind.FOOTNOTES:
                return self._footnotes(block)
        raise AssertionError(block.kind)

    @property
    def _forwards(self) -> str:
        """Makes code run from left to right in pages that run from right to left."""
        return "" if load_locale(self.localized.locale).direction == "ltr" else ' dir="ltr"'

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "".join(self._block(block) for block in blocks)

    def _heading(self, block: Block) -> str:
        segment = _text_of(block)
        open_tag = f'<h{block.level} id="{escape(segment.id)}"{_role(block)}{self._language(segment)}>'
        return f"{open_tag}{self._html(segment)}</h{block.level}>\n{self.after(segment.id)}"

    def _paragraph(self, block: Block) -> str:
        segment = _text_of(block)
        attributes = f' id="{escape(segment.id)}"{_role(block)}'
        text = self.figure(segment, attributes)
        text = text or f"<p{attributes}{self._language(segment)}>{self._html(segment)}</p>\n"
        return f'<div class="note" role="note">\n{text}</div>\n' if block.role is Role.NOTE else text

    def _list(self, block: Block) -> str:
        tag = "ol" if block.ordered else "ul"
        start = f' start="{block.start}"' if block.ordered and block.start != 1 else ""
        items = "".join(self._item(item, block.tight) for item in block.children)
        return f"<{tag}{_attributes(block)}{start}>\n{items}</{tag}>\n"

    def _term(self, term: Block) -> str:
        segment = _text_of(term)
        return f'<dt id="{escape(segment.id)}"{self._language(segment)}>{self._html(segment)}</dt>\n'

    def _item(self, item: Block, tight: bool, tag: str = "li") -> str:
        """An item of a list, or what is said of a term; its anchor is the id of its first text."""
        if not item.children or item.children[0].kind is not Kind.PARAGRAPH:
            return f"<{tag}>{self._blocks(item.children)}</{tag}>\n"
        first, *rest = item.children
        segment = _text_of(first)
        text = self.figure(segment) or self._item_text(segment, tight)
        after = self.after(segment.id) if segment.numbered else ""
        rest_html = self._tight_rest(rest) if tight else self._blocks(rest)
        return f'<{tag} id="{escape(segment.id)}"{_role(first)}>{text}{after}{rest_html}</{tag}>\n'

    def _item_text(self, segment: Segment, tight: bool) -> str:
        html = self._html(segment)
        text = f"<span{self._language(segment)}>{html}</span>" if self._is_foreign(segment.id) else html
        return text if tight else f"<p>{text}</p>\n"

    def _tight_rest(self, blocks: Sequence[Block]) -> str:
        return "\n" + self._blocks(blocks) if blocks else ""

    def _table(self, block: Block) -> str:
        head = "".join(self._row(row) for row in block.children if row.header)
        rows = "".join(self._row(row) for row in block.children if not row.header)
        body = f"<tbody>\n{rows}</tbody>\n" if rows else ""
        table = f"<table{_attributes(block)}>\n<thead>\n{head}</thead>\n{body}</table>\n"
        return self._scrolling(table) if self.scrolls else table

    def _scrolling(self, table: str) -> str:
        """A table within what scrolls, by the keyboard too (WCAG 2.2, 2.1.1), and bears the name of its section."""
        title = f'aria-label="{escape(self.plain("meta/title"))}"'
        name = f'aria-labelledby="{escape(self._section)}"' if self._section else title
        return f'<div class="scroll" role="group" tabindex="0" {name}>\n{table}</div>\n'

    def _row(self, row: Block) -> str:
        return f"<tr>\n{''.join(self._cell(cell) for cell in row.children)}</tr>\n"

    def _cell(self, cell: Block) -> str:
        tag = "th" if cell.header else "td"
        scope = ' scope="col"' if cell.header else ""
        align = f' class="{cell.align}"' if cell.align else ""
        if not cell.segment:
            return f"<{tag}{scope}{align}></{tag}>\n"
        anchor = f' id="{escape(cell.segment.id)}"'
        language = self._language(cell.segment)
        if language and cell.align:
            align, language = "", language.replace('class="', f'class="{cell.align} ')
        return (
            f"<{tag}{anchor}{scope}{align}{language}>{self.figure(cell.segment) or self._html(cell.segment)}</{tag}>\n"
        )

    def _footnotes(self, block: Block) -> str:
        # Notes may refer to notes: all are written before it is asked which of them a text leads to.
        written = [(note.id or "", self._blocks(note.children)) for note in block.children]
        items = "".join(f'<li id="note-{id}">\n{self._with_way_back(id, html)}</li>\n' for id, html in written)
        return f'<section class="notes" role="doc-endnotes">\n{self._notes_heading()}<ol>\n{items}</ol>\n</section>\n'

    def _notes_heading(self) -> str:
        return f"<h2>{escape(self.notes_title)}</h2>\n" if self.notes_title else ""

    def _with_way_back(self, id: str, html: str) -> str:
        """The note's HTML with a link to where it is referred to; a translation may have lost the reference."""
        html = html.replace(f' id="note-{id}"', "", 1)  # its list item has that anchor
        if not self._inline.refers_to(id):
            return html
        before, end, after = html.rpartition("</p>")
        return f'{before} <a href="#ref-{id}" role="doc-backlink">^</a>{end}{after}'

    # -- texts ------------------------------------------------------------------------------------

    def _html(self, segment: Segment) -> str:
        rendition = self.localized.renditions[segment.id]
        render = partial(self._inline_html, rendition)
        return self.mark(rendition, render) if self.mark else render() + self.beside(rendition)

    def _inline_html(self, rendition: Rendition) -> str:
        render = partial(self._inline.html, quotes=quotes_of(rendition.locale), words=_words(rendition.locale))
        return with_lists(rendition.text, render) if rendition.segment.kind is Kind.CELL else render(rendition.text)

    def _is_foreign(self, id: str) -> bool:
        """Whether a text is in another language than the page; a marked text says that itself."""
        return self.mark is None and self.localized.renditions[id].locale != self.localized.locale

    def _language(self, segment: Segment) -> str:
        """The attributes of a text that is in another language than the edition."""
        if not self._is_foreign(segment.id):
            return ""
        language = self.localized.renditions[segment.id].locale
        direction = load_locale(language).direction
        turned = "" if direction == load_locale(self.localized.locale).direction else f' dir="{direction}"'
        return f' lang="{language}"{turned} class="untranslated"'

    def _entry(self, segment: Segment) -> Entry:
        return self.entry(segment.id)

    def entry(self, id: str) -> Entry:
        """A segment's text without markup, as lists of what is in a document show it."""
        rendition = self.localized.renditions[id]
        text = self._inline.plain(rendition.text, quotes_of(rendition.locale))
        return Entry(id, text, _words(rendition.locale)(text), rendition.locale)


def quotes_of(locale: str) -> Quotes:
    """The quotation marks that straight quotes become in a locale."""
    profile = load_locale(locale)
    return (*profile.quotes, *profile.inner_quotes)


@cache
def _words(locale: str) -> Callable[[str], str]:
    """Makes HTML of words in a locale: no-break spaces, and a ``span`` around what must not end a line within."""
    profile = load_locale(locale)

    def html(text: str) -> str:
        pieces = ((escape(piece, quote=False), whole) for piece, whole in whole_words(keep_together(text, profile)))
        return "".join(f'<span class="whole">{piece}</span>' if whole else piece for piece, whole in pieces)

    return html


def _text_of(block: Block) -> Segment:
    assert block.segment is not None, block
    return block.segment


def _role(block: Block) -> str:
    return f' data-role="{block.role}"' if block.role else ""


def _attributes(block: Block) -> str:
    anchor = f' id="{block.id}"' if block.id else ""
    return anchor + _role(block)
