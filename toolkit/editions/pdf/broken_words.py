"""Words that end a line without a hyphen, for they are longer than any or may be broken there: copied as they were written.

Their first part says the whole word, the others nothing.
"""

from __future__ import annotations

import re
import unicodedata
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.layout import inline
from weasyprint.text.ffi import pango

from toolkit.editions.pdf.body import END
from toolkit.editions.pdf.glyphs import runs
from toolkit.editions.pdf.shown import NOTHING, Replaced

if TYPE_CHECKING:
    from collections.abc import Iterator

_LONGEST = 4096
"""Bytes that are looked at for the rest of a word."""
_OTHERWISE = re.compile(
    "[\u0590-\u08ff\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u1950-\u19df\u1a20-\u1aaf\ufb1d-\ufdff\ufe70-\ufefc]"
)
"""Letters of scripts that run from right to left, or have no blanks between words: Thai, Lao, Tibetan, Burmese, Khmer …"""
_UNSEEN = dict.fromkeys(map(ord, ("\u200b", END)))


@contextmanager
def remembered_rests() -> Iterator[None]:
    """Within it, lines that are laid out know how the word goes on that they end within."""
    split = inline.split_first_line

    def split_first_line(text: str, *arguments: Any, **options: Any) -> Any:
        found = split(text, *arguments, **options)
        _remember_rest(text, found)
        return found

    with patch.object(inline, "split_first_line", split_first_line):
        yield


def _remember_rest(text: str, found: Any) -> None:
    """Tells the layout of a line that ends within a word, without a hyphen, how the word goes on: in its `rest`."""
    layout, length, resume_at, *_ = found
    if resume_at is None or resume_at != length or not text.startswith(layout.text):
        return
    after = text.encode()[resume_at : resume_at + _LONGEST].decode("utf-8", "ignore")
    rest = after.split(maxsplit=1)[0] if after[:1].strip() else ""
    if rest and all(map(_is_spelt, (layout.text[-1:], rest[0]))):
        layout.rest = rest


def _is_spelt(sign: str) -> bool:
    """Whether a sign is of a script that has blanks between its words, and runs from left to right."""
    return sign.strip() != "" and unicodedata.east_asian_width(sign) not in "WF" and not _OTHERWISE.match(sign)


class BrokenWords:
    """Knows the words that are broken over lines without a hyphen, from part to part."""

    def __init__(self) -> None:
        self._rests: dict[Any, str] = {}
        """What is still to come, by the element that the word stands in."""

    def found(self, textbox: Any) -> list[Replaced]:
        """The parts of such words in a line."""
        text, rest = textbox.text, getattr(textbox.pango_layout, "rest", "")
        awaited = self._rests.pop(textbox.element, "") if self._rests else ""
        if not rest and not awaited:
            return []
        head = len(text) - len(text[len(awaited) :]) if awaited and text.startswith(awaited) else 0
        if awaited and not head and awaited.startswith(text):
            head = len(text)
        tail = len(text.rpartition(" ")[2]) if rest else 0
        if rest:
            self._rests[textbox.element] = rest
        found = [(0, head, NOTHING)] if head else []
        if tail and tail < len(text) - head + 1 and head < len(text):
            found.append((len(text) - tail, len(text), (text[-tail:] + rest).translate(_UNSEEN)))
        return [one for start, end, said in found if (one := _glyphs(textbox, start, end, said))]


def _glyphs(textbox: Any, start: int, end: int, said: str) -> Replaced | None:
    """The glyphs of a part of a line of letters that run from left to right."""
    pango.pango_layout_set_single_paragraph_mode(textbox.pango_layout.layout, True)
    line, _ = textbox.pango_layout.get_first_line()
    first, last = (len(textbox.text[:place].encode()) for place in (start, end))
    count, places = 0, []
    for run in runs(line):
        if run.item.analysis.level % 2:
            return None
        for index in range(run.glyphs.num_glyphs):
            if run.glyphs.glyphs[index].glyph != pango.PANGO_GLYPH_EMPTY:
                if first <= run.item.offset + run.glyphs.log_clusters[index] < last:
                    places.append(count)
                count += 1
    return Replaced(places[0], places[-1] + 1, said) if places else None
