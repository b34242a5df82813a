"""Style sheets that every PDF of a project has: parsed once a process, not once a PDF."""

from __future__ import annotations

import re
from collections import OrderedDict
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from unittest.mock import patch

from weasyprint import CSS, css

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST = 8
"""So many style sheets are kept: those of a few formats, and what single documents add."""
_STATEFUL = re.compile(r"@(?!page\b|media\b|footnote\b|(?:top|bottom|left|right)-)", re.IGNORECASE)
"""At-rules that change more than the style sheet: fonts, counters, layers, imports (CSS Cascading 5, 6.4)."""
_known: OrderedDict[str, CSS] = OrderedDict()


@contextmanager
def known_sheets() -> Iterator[None]:
    """Within it, a style sheet of a page whose text was read before, and says all by itself, is not parsed again."""

    def sheet(*, string: str | None = None, **options: Any) -> CSS:
        if string is None or _STATEFUL.search(string):
            return CSS(string=string, **options)
        if string not in _known:
            _known[string] = CSS(string=string, **{**options, "page_rules": None, "layers": None})
            if len(_known) > _MOST:
                _known.popitem(last=False)
        _known.move_to_end(string)
        return _known[string]

    with patch.object(css, "CSS", sheet):
        yield
