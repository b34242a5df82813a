"""A link to a place that the document has not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING
from urllib.parse import unquote

from toolkit.checks.sources.model import SourceCheck, SourceContext, SourceFinding

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_NAMES = 500
"""So many are compared with a name that is not there."""


def find(context: SourceContext) -> Iterator[SourceFinding]:
    """Links like ``#name`` without an id or a heading of that name."""
    targets = [one for one in context.document.targets if not one.picture and one.address.startswith("#")]
    anchors = context.anchors(context.document.name) if targets else None
    for target in targets:
        name = unquote(target.address[1:])
        if anchors and not anchors.find(name):
            known = sorted((*anchors.ids, *anchors.names))[:_MOST_NAMES]
            close = difflib.get_close_matches(name[:100], known, n=1)
            hint = (
                f"did you mean #{close[0]}?"
                if close
                else "write {#name} above the block that is meant, or mend the link"
            )
            yield SourceFinding(target.line, f"the link leads to #{name[:100]}, which is not there", hint)


CHECK = SourceCheck(
    code="anchor",
    reason="a link to a place that is not there leads nowhere in every format",
    find=find,
)
