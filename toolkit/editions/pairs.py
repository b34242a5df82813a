"""A document in two languages as HTML: every text and its translation as a pair, in the structure of one document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING

from toolkit.catalog.model import SOURCE, State
from toolkit.editions.cell_list import holds_list
from toolkit.editions.markup import Markup
from toolkit.language.locales import load_locale
from toolkit.sources.document import Kind, Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.collection.localize import LocalizedDocument
    from toolkit.sources.document import Block, Segment

_REFERENCE = re.compile(r'<a id="ref-[^"]*" href="#note-')


@dataclass(kw_only=True)
class Pairs(Markup):
    """Writes a document in the language of `localized`, with the one of `second` beside it.

    Read aloud, the text goes on pair by pair. Headings, anchors and numbers are there once: what the second language
    has in place of a heading looks like one and is none, so that the outline names each section once.
    """

    second: Markup
    """Writes the other language of the same document."""
    states: tuple[Callable[[str], str], Callable[[str], str]]
    """Name a state as HTML, in the first language and in the second."""
    fitted: Callable[[str], str] = str
    """Makes a table as the page wants it."""

    def _heading(self, block: Block) -> str:
        segment, name = _text_of(block), f"h{block.level}"
        first, second = (self._words(side, segment) for side in (0, 1))
        return self._pair(
            f'<{name} data-label="{escape(self.plain(segment.id))}">{first}</{name}>{self._behind(0, segment, "p")}',
            f'<p class="like-{name}">{second}</p>{self._behind(1, segment, "p")}',
            f' id="{escape(segment.id)}"{_role(block)}',
        )

    def _paragraph(self, block: Block) -> str:
        segment = _text_of(block)
        pair = self._texts(segment, f' id="{escape(segment.id)}"{_role(block)}')
        return f'<div class="note" role="note">\n{pair}</div>\n' if block.role is Role.NOTE else pair

    def _term(self, term: Block) -> str:
        segment = _text_of(term)
        return f'<dt id="{escape(segment.id)}">{self._texts(segment)}</dt>\n'

    def _item(self, item: Block, tight: bool, tag: str = "li") -> str:  # noqa: ARG002 - pairs need their paragraphs
        if not item.children or item.children[0].kind is not Kind.PARAGRAPH:
            return f"<{tag}>{self._blocks(item.children)}</{tag}>\n"
        first, *rest = item.children
        segment = _text_of(first)
        return f'<{tag} id="{escape(segment.id)}"{_role(first)}>{self._texts(segment)}{self._blocks(rest)}</{tag}>\n'

    def _table(self, block: Block) -> str:
        return self.fitted(super()._table(block))

    def _cell(self, cell: Block) -> str:
        tag, scope = ("th", ' scope="col"') if cell.header else ("td", "")
        align = f' class="{cell.align}"' if cell.align else ""
        if not cell.segment:
            return f"<{tag}{scope}{align}></{tag}>\n"
        return f'<{tag} id="{escape(cell.segment.id)}"{scope}{align}>{self._texts(cell.segment)}</{tag}>\n'

    def _notes_heading(self) -> str:
        first = f"<h2>{escape(self.notes_title)}</h2>"
        return self._pair(first, f'<p class="like-h2">{escape(self.second.notes_title)}</p>')

    def _texts(self, segment: Segment, attributes: str = "") -> str:
        return self._pair(self._text(0, segment), self._text(1, segment), attributes)

    def _text(self, side: int, segment: Segment) -> str:
        if figure := self._languages[side].figure(segment):
            return f"{figure}{self._state(side, segment, 'p')}"
        behind = self._behind(side, segment) if segment.numbered else self._state(side, segment)
        words = self._words(side, segment)
        return f"<div>{words}{behind}</div>" if holds_list(words) else f"<p>{words}{behind}</p>"

    def _pair(self, first: str, second: str, attributes: str = "") -> str:
        return f'<div class="pair"{attributes}>\n{self._half(0, first)}{self._half(1, second)}</div>\n'

    def _half(self, side: int, html: str) -> str:
        locale = load_locale(self._languages[side].localized.locale)
        font = locale.font or locale.script
        return f'<div class="half font-{font}" lang="{locale.tag}" dir="{locale.direction}">{html}</div>\n'

    def _words(self, side: int, segment: Segment) -> str:
        """A text in one of the languages; footnotes lead back to the first, hence only that has the anchors."""
        html = self._languages[side].inline(segment.id)
        return _REFERENCE.sub('<a href="#note-', html) if side else html

    def _behind(self, side: int, segment: Segment, tag: str = "small") -> str:
        return f"{self._state(side, segment, tag)}{self._languages[side].after(segment.id)}"

    def _state(self, side: int, segment: Segment, tag: str = "small") -> str:
        """How far the translation of a text has come, where that is not as with most; nothing for the original."""
        state = self._languages[side].localized.renditions[segment.id].state
        return (
            ""
            if state in {SOURCE, self._usual[side]}
            else f' <{tag} class="half-state">{self.states[side](state)}</{tag}>'
        )

    @cached_property
    def _usual(self) -> tuple[str, str]:
        first, second = (usual_state(side.localized) for side in self._languages)
        return first, second

    @property
    def _languages(self) -> tuple[Markup, Markup]:
        return (self, self.second)


def usual_state(localized: LocalizedDocument) -> str:
    """The state of most translations, which is said once, at the title; empty where there are none.

    What has no translation stands in another language, and says so at its place however many there are.
    """
    states = {str(one): number for one, number in localized.counts.items() if one not in {SOURCE, State.UNTRANSLATED}}
    return max(states, key=lambda state: states[state], default="")


def pair(
    first: Markup,
    second: Markup,
    states: tuple[Callable[[str], str], Callable[[str], str]],
    fitted: Callable[[str], str] = str,
) -> Pairs:
    """Writes the document of two markups, the second beside the first; `states` name a state in each language."""
    return Pairs(
        first.localized,
        picture=first.picture,
        target=first.target,
        notes_title=first.notes_title,
        scrolls=first.scrolls,
        after=first.after,
        beside=first.beside,
        second=second,
        states=states,
        fitted=fitted,
    )


def _text_of(block: Block) -> Segment:
    assert block.segment is not None, block
    return block.segment


def _role(block: Block) -> str:
    return f' data-role="{block.role}"' if block.role else ""
