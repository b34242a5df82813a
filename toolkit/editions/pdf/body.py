"""The body of a document as paper needs it: addresses of links in print, notes at the foot of the page, short lists whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from toolkit.editions.markup import Markup
from toolkit.editions.pdf.tables import FITS, Fit, fitted_table, with_class
from toolkit.language.locales.typography import keep_together, whole_words
from toolkit.sources.document import Kind

if TYPE_CHECKING:
    from toolkit.language.locales import Locale
    from toolkit.sources.document import Block, Segment

_SHORT_LIST, _SHORT_TEXT = 4, 240
"""So many items, and letters in all, make a short list."""
_LINK = re.compile(r'<a href="((?:https?://|mailto:)[^"]*)"( title="[^"]*")?>', re.IGNORECASE)
_ADDRESS = re.compile(r'(<a href="[^"]*" class="address"[^>]*>)([^<]*)(?=</a>)')
_PLACES = re.compile(r"(?<=[^/:]/)(?=[^/])|(?<=[^/])(?=[.?&=#_~%-])")
"""Where an address may be broken: after a slash, before other signs (The Chicago Manual of Style, 7.46)."""
_REFERENCE = re.compile(
    r'<sup class="note-ref"><a id="ref-([^"]*)" href="#note-([^"]*)" role="doc-noteref">([^<]*)</a></sup>'
)
_NOTE_ITEM = re.compile(r'<li id="note-([^"]*)">')
_TARGET = re.compile(r'href="#([^"]*)"')
_CELL_ID = re.compile(r'(<td\b[^<>]*?) id="([^"]*)"')
_NO_WORD = re.compile(r"[\s<>&;]")
_LONG_WORD = 6
"""A word of so many letters could be divided."""
_WORDS = re.compile(r'(?<=>)(?<!<span class="whole">)[^<>]+(?=<)')


END = "\u2060"
"""Stands at the end of a text whose last word is not to be divided: a word joiner, which is not seen and joins nothing there."""


_LED = re.compile(r"</(p|h[2-6])>\n<(?:[ou]l|table)\b([^>]*)>")
"""The end of what stands right before a list or a table, with the attributes of that."""
_HEADING_END = re.compile(r"</(h[2-6])>\n\Z")


@dataclass
class PrintMarkup(Markup):
    """Writes one localized document for paper."""

    fits: tuple[Fit, ...] = FITS
    """The ways to set its tables."""

    _notes: dict[str, Block] = field(init=False, default_factory=dict)
    """The notes for the foot of the pages that are not there yet."""
    _at_foot: bool = field(init=False, default=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        blocks = list(self.localized.document.walk())
        notes = {escape(block.id or ""): block for block in blocks if block.kind is Kind.FOOTNOTE}
        # Notes of one document stand in one place: all at the foot of the pages, or all after the text.
        if all(map(self._is_plain, notes.values())) and not any(map(self._is_noted_label, blocks)):
            self._notes, self._at_foot = notes, True

    def body(self) -> str:
        """The document's blocks, those marked that lead to a list or a table."""
        return _with_leads(super().body())

    def _is_plain(self, note: Block) -> bool:
        """Whether a note is paragraphs without notes of their own and captions: what may stand within a line of text."""
        return all(
            child.kind is Kind.PARAGRAPH
            and not self._refers(child)
            and not (child.segment and self.figure(child.segment))
            for child in note.children
        )

    def _is_noted_label(self, block: Block) -> bool:
        """A heading stands in the contents too, and no page knows the foot of a table's cell."""
        return block.kind in {Kind.HEADING, Kind.CELL} and self._refers(block)

    def _refers(self, block: Block) -> bool:
        return block.segment is not None and "[^" in self.localized.renditions[block.segment.id].text

    def _html(self, segment: Segment) -> str:
        html = super()._html(segment)
        if segment.kind is Kind.HEADING:
            return html
        return _REFERENCE.sub(self._with_note, _with_end(html))

    def _with_note(self, reference: re.Match[str]) -> str:
        """A reference; the first to a note is followed by the note itself, which the style sheet takes to the foot."""
        label, number = reference[2], reference[3]
        note = self._notes.pop(label, None)
        if note is None:
            return reference[0]
        first, *others = [self._note_text(child) for child in note.children]
        rest = "".join(f'<span class="further">{text}</span>' for text in others)
        way_back = f'<a href="#ref-{reference[1]}" role="doc-backlink">{number}</a>'
        return f'{reference[0]}<span class="footnote" id="note-{label}">{way_back} {first}{rest}</span>'

    def _note_text(self, block: Block) -> str:
        assert block.segment is not None
        language = self._language(block.segment)
        html = super()._html(block.segment)
        return f"<span{language}>{html}</span>" if language else html

    def _footnotes(self, block: Block) -> str:
        """The notes that are not at the foot of a page, with the numbers that they have among all."""
        if not self._at_foot:
            return super()._footnotes(block)
        numbers = {escape(note.id or ""): number for number, note in enumerate(block.children, 1)}
        left = tuple(note for note in block.children if escape(note.id or "") in self._notes)
        if not left:
            return ""
        html = super()._footnotes(replace(block, children=left))
        return _NOTE_ITEM.sub(lambda item: f'<li value="{numbers[item[1]]}" id="note-{item[1]}">', html)

    def _heading(self, block: Block) -> str:
        """The heading with its plain words, without the marks of notes, for the outline."""
        assert block.segment is not None
        label = escape(self.plain(block.segment.id))
        return super()._heading(block).replace(">", f' data-label="{label}">', 1)

    def _list(self, block: Block) -> str:
        html = super()._list(block)
        return html.replace(">", ' class="short">', 1) if self._is_short(block) else html

    def _table(self, block: Block) -> str:
        return fitted_table(super()._table(block), self.fits)

    def _is_short(self, block: Block) -> bool:
        texts = [child.segment for item in block.children for child in item.children]
        letters = sum(len(self.plain(segment.id)) for segment in texts if segment)
        return len(block.children) <= _SHORT_LIST and all(texts) and letters <= _SHORT_TEXT


def _with_leads(html: str) -> str:
    """The HTML with a class on each paragraph right before a list or a table, and on all that is turned with a table.

    A selector that looks at what follows (``:has(+ ol)``) would cost WeasyPrint time that grows with the square of the text.
    """
    marks: dict[int, tuple[str, str]] = {}
    for led in _LED.finditer(html):
        tag, is_turned = led[1], "turned" in led[2]
        start = html.rfind(f"<{tag}", 0, led.start())
        marks[start] = (tag, "leads leads-turned" if is_turned else "leads")
        heading = _HEADING_END.search(html, start - len("</h2>\n"), start) if is_turned and tag == "p" else None
        if heading:
            marks[html.rfind(f"<{heading[1]}", 0, heading.start())] = (heading[1], "leads-turned")
    parts, place = [], 0
    for start, (tag, name) in sorted(marks.items()):
        end = html.index(">", start) + 1
        parts += [html[place:start], with_class(html[start:end], tag, name)]
        place = end
    return "".join([*parts, html[place:]])


def _with_end(html: str) -> str:
    """The text with the sign that its last word, if it is long and bare, is its last: no line ends within it."""
    before = _NO_WORD.search(html[::-1])
    length = before.start() if before else len(html)
    return html + END if length >= _LONG_WORD else html


def print_markup(markup: Markup, fits: tuple[Fit, ...] = FITS) -> PrintMarkup:
    """What writes the same document for paper."""
    return PrintMarkup(
        markup.localized,
        picture=markup.picture,
        target=markup.target,
        title_of=markup.title_of,
        notes_title=markup.notes_title,
        fits=fits,
    )


def with_kept_words(page: str, locale: Locale) -> str:
    """The page with no-break spaces in its words before and after the document's own text, which has them already."""
    head, start, rest = page.partition("<body")
    before, opening, rest = rest.partition("<main>")
    main, closing, after = rest.rpartition("</main>")

    def kept(html: str) -> str:
        return _WORDS.sub(lambda words: _kept(words[0], locale), html)

    return f"{head}{start}{kept(before)}{opening}{main}{closing}{kept(after)}"


def _kept(words: str, locale: Locale) -> str:
    pieces = whole_words(keep_together(words, locale))
    return "".join(f'<span class="whole">{piece}</span>' if whole else piece for piece, whole in pieces)


def with_addresses(html: str) -> str:
    """HTML of ours whose links say their address, for the style sheet to print, and whose addresses break where they may."""
    html = _LINK.sub(_named, html)
    return _ADDRESS.sub(lambda link: link[1] + _broken(link[2]), html)


def _named(link: re.Match[str]) -> str:
    address = _broken(re.sub("^mailto:", "", link[1], flags=re.IGNORECASE))
    return f'<a href="{link[1]}" data-address="{address}"{link[2] or ""}>'


def _broken(address: str) -> str:
    """An address, escaped before and after, with zero-width spaces where a line may end within it."""
    return "\u200b".join(escape(part) for part in _PLACES.split(unescape(address)))


def without_idle_ids(html: str) -> str:
    """HTML of ours whose cells have an id only where a link leads to them: each id costs a style and a destination of its own."""
    asked = {unquote(unescape(target)) for target in _TARGET.findall(html)}
    return _CELL_ID.sub(lambda cell: cell[0] if unescape(cell[2]) in asked else cell[1], html)
