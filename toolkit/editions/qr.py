"""Addresses for the cameras of telephones: QR codes (ISO/IEC 18004) as drawings."""

from __future__ import annotations

from functools import lru_cache

_BORDER = 4
"""Modules of quiet around the code (ISO/IEC 18004, 6.3.8)."""


@lru_cache(64)
def svg(text: str) -> str:
    """A QR code of the text as an ``svg`` element, black on nothing, without a size of its own: the page gives it one.

    Raises `ValueError` for a text that no code has room for: more than 2,331 bytes.
    """
    import segno

    code = segno.make(text, error="m", micro=False, boost_error=False)
    drawn = code.svg_inline(border=_BORDER, omitsize=True, svgclass=None, lineclass=None)
    return drawn.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1)
