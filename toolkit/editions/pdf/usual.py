"""Letters that few PDFs are set in, as bold italics: their fonts are made when a text asks for them, and not before."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint.text import line_break

from toolkit.fonts.instances import UnmadeError

if TYPE_CHECKING:
    from collections.abc import Container, Iterator


@contextmanager
def usual_letters_alone(usual: Container[tuple[int, bool]] | None) -> Iterator[None]:
    """Within it, a text of another weight or slope than the `usual` raises `UnmadeError`; with None, none does."""
    if usual is None:
        yield
        return
    describe, asked = line_break.get_font_description, []

    def get_font_description(style: Any) -> Any:
        letters = style["font_weight"], style["font_style"] != "normal"
        if letters not in usual:
            asked.append(letters)
            raise UnmadeError
        return describe(style)

    with patch.object(line_break, "get_font_description", get_font_description):
        yield
    if asked:  # a drawing that cannot be drawn is left out by WeasyPrint, whatever the reason is
        raise UnmadeError
