"""A plain-language companion that the project has not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from toolkit.checks.sources.model import SourceCheck, SourceContext, SourceFinding
from toolkit.sources.frontmatter import item_lines

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(context: SourceContext) -> Iterator[SourceFinding]:
    """The key ``easy`` with the name of no other document."""
    document, name = context.document, context.document.meta.easy
    if not name or (name in context.documents and name != document.name):
        return
    (line,) = item_lines(context.text(), "easy")
    if name == document.name:
        yield SourceFinding(line, f"easy names the document itself: {name[:100]}", "name the one in plain language")
        return
    others = [one for one in context.documents if one != document.name]
    close = difflib.get_close_matches(name[:100].removesuffix(".md"), others, n=1)
    hint = f"did you mean {close[0]}?" if close else f"documents: {', '.join(others) or 'no other'}"
    yield SourceFinding(line, f"easy names {name[:100]}, and there is no such document", hint)


CHECK = SourceCheck(
    code="easy",
    reason="the pages could not lead to a plain-language text that is not there",
    find=find,
)
