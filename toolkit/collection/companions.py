"""Which documents say the same in plain language, and what they say it of: ``easy: other-document`` in the front matter."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.system.files import require_file

if TYPE_CHECKING:
    from toolkit.project.project import Project

_HEAD = 16384
"""Bytes of a source that have its front matter."""
_EASY = re.compile(rb"(?m)^easy:[ \t]*[\"']?([^\s\"'#]+)")
_END = re.compile(rb"(?m)^---[ \t]*\r?$")


def companions(project: Project) -> dict[str, str]:
    """The plain-language document by the name of the one that names it; what names itself or nothing that there is, is left out.

    Only the heads of the sources are read: a page asks for it, and need not know what the others say.
    """
    found = {}
    for name in project.documents:
        easy = _named(project, name)
        if easy and easy != name and easy in project.documents:
            found[name] = easy
    return found


def _named(project: Project, document: str) -> str:
    try:
        require_file(project.source(document))
        with project.source(document).open("rb") as file:
            head = file.read(_HEAD).removeprefix(b"\xef\xbb\xbf")
    except OSError:
        return ""
    fences = [one.end() for one in islice(_END.finditer(head), 2)]
    if len(fences) < 2:
        return ""
    said = _EASY.search(head, fences[0], fences[1])
    return said[1].decode("utf-8", "replace") if said else ""
