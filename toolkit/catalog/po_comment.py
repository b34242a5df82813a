"""What the comment lines of a PO entry say: flags and references."""

from __future__ import annotations

import re

_KNOWN_FLAG = r"fuzzy|(?:(?:no|possible|impossible)-)?[a-z+-]+-format|no-wrap|wrap"
_KNOWN_FLAGS = re.compile(rf"(?:{_KNOWN_FLAG})(?:[ \t]+(?:{_KNOWN_FLAG}))+")
_RANGE = re.compile(r"range:[ \t]*([0-9]+\.\.[0-9]+)")
# A path, between U+2068 and U+2069 if it has blanks, and perhaps a line number, which gettext lets stand apart.
_REFERENCE = re.compile(
    r"(?:\u2068([^\u2069]+)\u2069|([^ \t\f\v]+?))"
    r"(?:[ \t]*:[ \t]*0*([1-9][0-9]*))?"
    r"(?=[ \t\f\v]|$)"
)
_DOT = re.compile(r"^(?:\./)+(?=.)")


def flags_of(text: str) -> list[str]:
    """The flags in a ``#,`` or ``#=`` line: by commas, and by blanks where every word is a flag that gettext knows."""
    flags = []
    for part in text.split(","):
        flag = part.strip(" \t\f\v")
        if _KNOWN_FLAGS.fullmatch(flag):
            flags += flag.split()
        elif match := _RANGE.fullmatch(flag):
            flags.append(f"range: {match[1]}")
        elif flag:
            flags.append(flag)
    return flags


def references_of(text: str) -> list[str]:
    """The references in a ``#:`` line as ``path`` or ``path:line``, without the marks around paths with blanks."""
    found = ((spaced or path, line) for spaced, path, line in _REFERENCE.findall(text))
    return [without_dot(f"{path}:{line}" if line else path) for path, line in found]


def without_dot(reference: str) -> str:
    """The reference without ``./`` at its beginning, which gettext leaves out."""
    return _DOT.sub("", reference) if reference[:2] == "./" else reference
