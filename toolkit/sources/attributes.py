"""What ``{#id .role}`` gives a block: its name and its meaning."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.sources.document import Role

if TYPE_CHECKING:
    from collections.abc import Callable

    from markdown_it.token import Token

    Report = Callable[[str, str, str], None]
    """Takes note of a fault at the present line: message, hint, code."""

NAME = re.compile(r"[A-Za-z][A-Za-z0-9._-]*")
"""What an id may be, so that it can be an anchor in every format."""
ATTRIBUTE_LINE = re.compile(r"(?m)^[ >]*\{\s*[#.]\S")
RESERVED = frozenset(("all-languages", "content", "contents-title"))
"""Ids that the pages of the editions have themselves."""


def read_attributes(token: Token, report: Report) -> tuple[str | None, Role | None]:
    """The id and the role that a block was given; what is neither is a fault."""
    anchor, role = None, None
    refused = token.meta.get("insecure_attrs", {})
    for key, value in (token.attrs | refused).items():
        if key == "id":
            anchor = _id(str(value), report)
        elif key == "class":
            role = _role(str(value), report)
        elif key != "start" or isinstance(value, str):
            report(f"unknown attribute {key}", "write only {#id .role}", "attributes")
    return anchor, role


def _id(value: str, report: Report) -> str | None:
    if value in RESERVED:
        report(f"the id {value} is taken by the pages themselves", "choose another", "id")
        return None
    if NAME.fullmatch(value):
        return value
    report(f"the id {value!r} is not usable", "begin with a Latin letter; go on with letters, digits, - _", "id")
    return None


def _role(value: str, report: Report) -> Role | None:
    try:
        return Role(value)
    except ValueError:
        report(f"unknown role {value!r}", f"known roles: {', '.join(Role)}", "role")
        return None
