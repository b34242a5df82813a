"""The body of a document as paper needs it: addresses of links in print, notes at the foot of the page, short lists whole."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import TYPE_CHECKING

from toolkit.document import Kind
from toolkit.markup import Markup

if TYPE_CHECKING:
    from toolkit.document import Block, Segment

_LONGEST_SHORT_LIST, _LONGEST_SHORT_ITEM = 4, 120
_LINK = re.compile(r'<a href="((?:https?://|mailto:)[^"]*)"( title="[^"]*")?>', re.IGNORECASE)
_ADDRESS = re.compile(r'(<a href="[^"]*" class="address"[^>]*>)([^<]*)(?=</a>)')
_PLACES = re.compile(r"(?<=[^/:]/)(?=[^/])|(?<=[^/])(?=[.?&=#_~%-])")
"""Where an address may be broken: after a slash, before other signs (The Chicago Manual of Style, 7.46)."""
_REFERENCE = re.compile(
    r'<sup class="note-ref"><a id="ref-([^"]*)" href="#note-([^"]*)" role="doc-noteref">([^<]*)</a></sup>'
)
_LAST_WORD = re.compile(r"[^\s<>&;]{6,}$")


@dataclass
class PrintMarkup(Markup):
    """Writes one localized document for paper."""

    _notes: dict[str, Block] = field(init=False, default_factory=dict)
    """The notes that can be set at the foot of a page and are not yet."""

    def __post_init__(self) -> None:
        super().__post_init__()
        notes = [block for block in self.localized.document.walk() if block.kind is Kind.FOOTNOTE]
        self._notes = {escape(block.id or ""): block for block in notes if self._is_plain(block)}

    def _is_plain(self, note: Block) -> bool:
        """Whether a note is paragraphs without notes of their own: what may stand within a line of text."""
        segments = [child.segment for child in note.children if child.kind is Kind.PARAGRAPH]
        texts = [self.localized.renditions[segment.id].text for segment in segments if segment]
        return len(texts) == len(note.children) and not any("[^" in text for text in texts)

    def _html(self, segment: Segment) -> str:
        html = super()._html(segment)
        if segment.kind is Kind.HEADING:
            return html
        html = _LAST_WORD.sub(r'<span class="last">\g<0></span>', html)
        return _REFERENCE.sub(self._with_note, html)

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
        """The notes that no text leads to, or that hold more than words, after the text."""
        left = tuple(note for note in block.children if self._stays_behind(note))
        return super()._footnotes(replace(block, children=left)) if left else ""

    def _stays_behind(self, note: Block) -> bool:
        label = escape(note.id or "")
        return label in self._notes or not self._is_plain(note)

    def _list(self, block: Block) -> str:
        html = super()._list(block)
        return html.replace(">", ' class="short">', 1) if self._is_short(block) else html

    def _is_short(self, block: Block) -> bool:
        texts = [child for item in block.children for child in item.children]
        return len(block.children) <= _LONGEST_SHORT_LIST and all(
            child.segment and len(self.plain(child.segment.id)) <= _LONGEST_SHORT_ITEM for child in texts
        )


def print_markup(markup: Markup) -> PrintMarkup:
    """What writes the same document for paper."""
    return PrintMarkup(markup.localized, picture=markup.picture, target=markup.target, notes_title=markup.notes_title)


def with_addresses(html: str) -> str:
    """HTML of ours whose links say their address, for the style sheet to print, and whose addresses break where they may."""
    html = _LINK.sub(_named, html)
    return _ADDRESS.sub(lambda link: link[1] + _broken(link[2], "<wbr>"), html)


def _named(link: re.Match[str]) -> str:
    address = _broken(re.sub("^mailto:", "", link[1], flags=re.IGNORECASE), "\u200b")
    return f'<a href="{link[1]}" data-address="{address}"{link[2] or ""}>'


def _broken(address: str, mark: str) -> str:
    """An address, escaped before and after, with a mark where a line may end within it."""
    return mark.join(escape(part) for part in _PLACES.split(unescape(address)))
