"""What is said of the fonts without asking them is what they say."""

from __future__ import annotations

import sys

from toolkit.fonts.coverage import _COMMON, _codes, _is_drawn
from toolkit.fonts.packages import font_files


def test_the_built_in_fonts_have_what_they_are_not_asked_for() -> None:
    codes = _codes((), font_files())
    common = [chr(code) for code in range(sys.maxunicode + 1) if _COMMON.fullmatch(chr(code))]
    assert {*"Aéəжқөһґ՞ֆڭ۰„€"} <= {*common}
    assert [sign for sign in common if not _is_drawn(sign, codes)] == []
