"""Where links may lead, told by their addresses alone."""

from __future__ import annotations

import re
from urllib.parse import unquote

_WEB_TARGET = re.compile(r"(?:https?://|mailto:|#)", re.IGNORECASE)
"""What a link may point to by itself: the web, a mailbox, or a place in the same document."""
_DOCUMENT_TARGET = re.compile(r"(?:\./)?(\w[\w.-]*)\.md(?:#([\w./-]+))?", re.IGNORECASE)
"""Another document of the project, as its source file is called."""
_BASE = re.compile(r"https?://[^\s\"'<>?#/\\]+(?:/[^\s\"'<>?#\\]*)?", re.IGNORECASE)
_RELATIVE_TARGET = re.compile(r"\.{0,2}/")


def document_target(target: str) -> tuple[str, str] | None:
    """The document (its name) and the place in it (empty: the whole) that a link leads to; None: no document."""
    match = _DOCUMENT_TARGET.fullmatch(unquote(target))
    return (match[1], match[2] or "") if match else None


def is_relative(target: str) -> bool:
    """Whether a link begins with ``/``, ``./`` or ``../`` and so needs an address to begin from."""
    return bool(_RELATIVE_TARGET.match(target)) and document_target(target) is None


def is_beside(target: str) -> bool:
    """Whether a link begins with ``./``: to a document of the project if there is one of its name, else from the `base`."""
    return target.startswith("./")


def is_safe_target(target: str) -> bool:
    """Whether a link or an autolink may lead there by itself; anything else stays plain text.

    Scripts (`javascript:`), local files (`file:`, `../`) and embedded data (`data:`) are therefore never targets.
    """
    return bool(_WEB_TARGET.match(target)) or document_target(target) is not None


def is_base(address: str) -> bool:
    """Whether relative links may begin from there: a whole web address, a slash at its end where it is a folder."""
    return bool(_BASE.fullmatch(address))
