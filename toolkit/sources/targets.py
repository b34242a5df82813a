"""Where the links and pictures of a source may lead."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.sources.syntax import is_safe_target

if TYPE_CHECKING:
    from collections.abc import Iterable

    from markdown_it.token import Token

    from toolkit.sources.attributes import Report

_PICTURE_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|[/\\]|(?:.*[/\\])?\.\.(?:[/\\]|$)", re.IGNORECASE)


def check_targets(tokens: Iterable[Token], report: Report) -> None:
    """Takes note of each link and picture that leads where it must not."""
    for token in tokens:
        target = str(token.attrs.get("href" if token.type == "link_open" else "src", ""))
        if token.type == "link_open" and not is_safe_target(target):
            hint = "link to http(s) addresses, mailto:, #anchors or name.md"
            report(f"a link leads to {target or 'nowhere'}", hint, "link-target")
        elif token.type == "image" and (not target or _PICTURE_ELSEWHERE.match(target)):
            hint = "put the picture into the folder of the sources and name it from there"
            report(f"a picture comes from {target or 'nowhere'}", hint, "picture")
