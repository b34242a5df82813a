"""A link that begins with a slash, and nobody says from where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.sources.model import SourceCheck, SourceContext, SourceFinding
from toolkit.errors import Severity
from toolkit.sources.addresses import is_relative

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(context: SourceContext) -> Iterator[SourceFinding]:
    """Links that begin with ``/`` or ``./`` where neither the front matter nor the project has a ``base``."""
    if context.base:
        return
    for target in context.document.targets:
        if not target.picture and is_relative(target.address):
            message = (
                f"the link leads to {target.address[:100]}, and no base says from where: its words stand without it"
            )
            hint = "write `base: https://example.org/` into the front matter, or the whole address"
            yield SourceFinding(target.line, message, hint)


CHECK = SourceCheck(
    code="relative-link",
    reason="a link that begins with / needs the address that it begins from",
    severity=Severity.WARNING,
    find=find,
)
