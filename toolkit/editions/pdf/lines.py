"""What WeasyPrint 70 does wrong, or not, at the ends of lines: mended while pages are laid out."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.layout import inline

from toolkit.editions.pdf.body import END

if TYPE_CHECKING:
    from collections.abc import Iterator

_COLLAPSING = ("normal", "pre-line")
_NO_BREAK = ("\u00a0", "\u202f")
_NARROWEST = 0.15
"""Of a letter, on an average of texts, in ems."""
_JOINER = "\u2060"


@contextmanager
def mended_lines() -> Iterator[None]:
    """Within it, a text that ends with a blank before an element is broken as it would be without the element.

    Pango takes no account of the blank at the end, WeasyPrint does; between them such a text was broken after its first
    word or inside it, however much room the line has. A blank at the end of a line needs no room. One that must not end
    a line takes what stands before it along to the next. And the end of a word alone is no last line.
    """
    split = inline.split_first_line

    def split_first_line(text: str, style: Any, context: Any, max_width: Any, *arguments: Any, **options: Any) -> Any:
        found = split(text, style, context, max_width, *arguments, **options)
        if found[2] is None or style["white_space"] not in _COLLAPSING:
            return found
        if max_width is not None and len(text) * _NARROWEST * style["font_size"] > max_width:
            return found  # it needs more than the line in any case
        if _leaves_end_of_word(text, style, found):
            style = style.copy()
            style["hyphens"] = "manual"
            found = split(text, style, context, max_width, *arguments, **options)
            if found[2] is None:
                return found
        if text.endswith(" "):
            left = len(text.encode()[found[2] :].decode().rstrip(" "))
            if max_width is not None and found[3] + left * _NARROWEST * style["font_size"] > max_width:
                return found  # what is left has no room
            bare = split(text.rstrip(" "), style, context, max_width, *arguments, **options)
            fits = bare[2] is None and bare[3] <= max_width
        elif text.endswith(_NO_BREAK):
            found = split(text + _JOINER, style, context, max_width, *arguments, **options)
            fits = found[2] is None or found[2] >= len(text.encode())
        else:
            return found
        return split(text, style, context, None, *arguments, **options) if fits else found

    with patch.object(inline, "split_first_line", split_first_line):
        yield


def _leaves_end_of_word(text: str, style: Any, found: Any) -> bool:
    """Whether a line ends within the last word of a text."""
    layout, _, resume_at, *_ = found
    hyphened = text.endswith(END) and style["hyphens"] == "auto" and layout.text.endswith(style["hyphenate_character"])
    return hyphened and not any(map(str.isspace, text.encode()[resume_at:].decode("utf-8", "ignore").rstrip()))
