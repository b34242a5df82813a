"""A document in two languages as HTML: every text and its translation as a pair, in the structure of one document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from toolkit.document import Kind, Role
from toolkit.locales import load_locale
from toolkit.localize import SOURCE
from toolkit.markup import Markup

if TYPE_CHECKING:
    from collections.abc import Callable

    from toolkit.document import Block, Segment

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

    def _heading(self, block: Block) -> str:
        level, segment = block.level, _text_of(block)
        attributes = f' id="{escape(segment.id)}"{_role(block)}'
        return self._pair(segment, (f"h{level}", f'p class="like-h{level}"'), attributes)

    def _paragraph(self, block: Block) -> str:
        segment = _text_of(block)
        pair = self._pair(segment, ("p", "p"), f' id="{escape(segment.id)}"{_role(block)}')
        return f'<div class="note" role="note">\n{pair}</div>\n' if block.role is Role.NOTE else pair

    def _item(self, item: Block, tight: bool) -> str:
        if not item.children or item.children[0].kind is not Kind.PARAGRAPH:
            return f"<li>{self._blocks(item.children)}</li>\n"
        first, *rest = item.children
        segment = _text_of(first)
        pair = self._pair(segment, ("p", "p"))
        return f'<li id="{escape(segment.id)}"{_role(first)}>{pair}{self._blocks(rest)}</li>\n'

    def _cell(self, cell: Block) -> str:
        tag, scope = ("th", ' scope="col"') if cell.header else ("td", "")
        align = f' class="{cell.align}"' if cell.align else ""
        if not cell.segment:
            return f"<{tag}{scope}{align}></{tag}>\n"
        pair = self._pair(cell.segment, ("p", "p"))
        return f'<{tag} id="{escape(cell.segment.id)}"{scope}{align}>{pair}</{tag}>\n'

    def _notes_heading(self) -> str:
        first = self._side(0, f"<h2>{escape(self.notes_title)}</h2>")
        second = self._side(1, f'<p class="like-h2">{escape(self.second.notes_title)}</p>')
        return f'<div class="pair">\n{first}{second}</div>\n'

    def _with_way_back(self, id: str, html: str) -> str:
        return super()._with_way_back(id, html.replace(f' id="note-{id}"', "", 1))  # its list item has that anchor

    def _pair(self, segment: Segment, tags: tuple[str, str], attributes: str = "") -> str:
        first, second = (self._half(side, segment, tag) for side, tag in enumerate(tags))
        return f'<div class="pair"{attributes}>\n{first}{second}</div>\n'

    def _half(self, side: int, segment: Segment, tag: str) -> str:
        """A text in one of the languages, and how far its translation has come."""
        markup = self._languages[side]
        state = markup.localized.renditions[segment.id].state
        words = "" if state == SOURCE else self.states[side](state)
        html = markup.inline(segment.id)
        if side:  # the first language has the anchors that footnotes lead back to
            html = _REFERENCE.sub('<a href="#note-', html)
        end = tag.split()[0]
        if end != "p" or " " in tag:
            below = f'<p class="half-state">{words}</p>' if words else ""
            return self._side(side, f"<{tag}>{html}</{end}>{below}")
        behind = f' <small class="half-state">{words}</small>' if words else ""
        return self._side(side, f"<{tag}>{html}{behind}</{end}>")

    def _side(self, side: int, html: str) -> str:
        locale = load_locale(self._languages[side].localized.locale)
        font = locale.font or locale.script
        return f'<div class="half font-{font}" lang="{locale.tag}" dir="{locale.direction}">{html}</div>\n'

    @property
    def _languages(self) -> tuple[Markup, Markup]:
        return (self, self.second)


def pair(first: Markup, second: Markup, states: tuple[Callable[[str], str], Callable[[str], str]]) -> Pairs:
    """Writes the document of two markups, the second beside the first; `states` name a state in each language."""
    return Pairs(
        first.localized,
        picture=first.picture,
        target=first.target,
        notes_title=first.notes_title,
        second=second,
        states=states,
    )


def _text_of(block: Block) -> Segment:
    assert block.segment is not None, block
    return block.segment


def _role(block: Block) -> str:
    return f' data-role="{block.role}"' if block.role else ""
