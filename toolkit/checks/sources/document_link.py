"""A link to a document, or to a place in one, that the project has not."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from toolkit.checks.sources.model import SourceCheck, SourceContext, SourceFinding
from toolkit.sources.addresses import document_target, is_beside

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(context: SourceContext) -> Iterator[SourceFinding]:
    """Links like ``name.md`` and ``name.md#place`` without such a document or place; ``./name.md`` may begin from the base."""
    for target in context.document.targets:
        other = None if target.picture else document_target(target.address)
        if other is None:
            continue
        name, place = other
        if context.base and is_beside(target.address) and name not in context.documents:
            continue
        if name not in context.documents:
            same = [one for one in context.documents if one.casefold() == name.casefold()]
            close = same or difflib.get_close_matches(name, context.documents, n=1)
            hint = f"did you mean {close[0]}.md?" if close else f"documents: {', '.join(context.documents)}"
            yield SourceFinding(target.line, f"the link leads to {name}.md, and there is no such document", hint)
        elif place and (anchors := context.anchors(name)) and not anchors.find(place):
            hint = f"write {{#{place}}} above the block that is meant in {name}.md, or mend the link"
            yield SourceFinding(target.line, f"the link leads to #{place}, which is not in {name}.md", hint)


CHECK = SourceCheck(
    code="document-link",
    reason="a link to a document or a place that is not there leads nowhere",
    find=find,
)
