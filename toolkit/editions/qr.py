"""A text, an address mostly, as a QR code."""

from __future__ import annotations

import io
from functools import lru_cache


@lru_cache(64)
def svg(text: str) -> str:
    """The QR code of a text as an SVG element without a size, its quiet zone included (ISO/IEC 18004, level M).

    Black on white, so that it is read on dark pages too. The same text gives the same element. Raises `ValueError` for a text that no code can hold (over 2,331 bytes).
    """
    import segno  # only where a code is really made

    written = io.BytesIO()
    code = segno.make(text, error="m", boost_error=False, micro=False)
    code.save(written, kind="svg", light="#fff", omitsize=True, xmldecl=False, nl=False, svgclass=None, lineclass=None)
    return written.getvalue().decode()
