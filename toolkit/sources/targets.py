"""Where the links and pictures of a source lead; what must not be a target is a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.sources.addresses import is_relative, is_safe_target
from toolkit.sources.document import Target
from toolkit.sources.rules.loose_ends import placed

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it.token import Token

    from toolkit.sources.segments import Segments

_PICTURE_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.IGNORECASE)


@dataclass(slots=True)
class Targets:
    """Collects them in reading order."""

    segments: Segments
    found: list[Target] = field(default_factory=list)

    def read(self, tokens: Sequence[Token]) -> None:
        """Takes those of a text that begins in the present line."""
        first = self.segments.line
        for line, token in placed(tokens, first):
            self.segments.line = line
            if token.type == "link_open":
                self._link(str(token.attrs.get("href", "")))
            elif token.type == "image":
                self._picture(str(token.attrs.get("src", "")))
        self.segments.line = first

    def _link(self, address: str) -> None:
        if not is_safe_target(address) and not is_relative(address):
            hint = "link to http(s) addresses, mailto:, #anchors or name.md"
            self.segments.report(f"a link leads to {_short(address)}", hint, "link-target")
        self.found.append(Target(address, self.segments.line))

    def _picture(self, address: str) -> None:
        if not address or _PICTURE_ELSEWHERE.match(address):
            hint = "put the picture into the folder of the sources and name it from there"
            self.segments.report(f"a picture comes from {_short(address)}", hint, "picture")
            return
        self.found.append(Target(address, self.segments.line, picture=True))


def _short(address: str) -> str:
    """Enough of an address to know it by; a ``data:`` address has megabytes."""
    return (address if len(address) <= 120 else f"{address[:100]}…") or "nowhere"
