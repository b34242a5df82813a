"""What can be wrong in a PO file, and where that was found in one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_DETAIL = 200


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a line: a diagnostic that does not know yet where it is."""

    code: str
    message: str
    hint: str


class Problems:
    """Everything that is wrong in one file, those of its bytes to begin with."""

    def __init__(self, path: str, found: Iterable[Diagnostic]) -> None:
        self.path = path
        self.diagnostics = list(found)

    def add(self, number: int, problem: Problem, detail: str = "") -> None:
        """Notes a problem of the line with that number."""
        place = Location(self.path, number)
        detail = detail[:_LONGEST_DETAIL]
        self.diagnostics.append(Diagnostic(problem.code, problem.message, place, detail=detail, hint=problem.hint))


DOMAIN = Problem("domain", "domain directives are not supported", "keep each domain in a file of its own")
STRAY = Problem(
    "stray-text", "neither a string, a keyword nor a comment", "put text between quotes, and `#` before a comment"
)
NO_KEYWORD = Problem("stray-text", "a string without a keyword", "write msgid, msgstr or the like before it")
UNTERMINATED = Problem(
    "unterminated-string",
    "a string does not end on its line",
    'write the missing ", or \\" for a quote inside the text',
)
CONFLICT_MARKER = Problem("merge-conflict", "a merge conflict", "decide for one side and delete the marker lines")
MIXED = Problem(
    "mixed-obsolete",
    "an entry is partly obsolete (`#~`) and partly not",
    "begin all of its lines with `#~`, or none",
)
ESCAPED_BYTES = Problem(
    "invalid-bytes", "escaped bytes are no text in the file's charset", "write the characters themselves"
)
PREVIOUS_MSGSTR = Problem("previous", "a previous msgstr", "only msgctxt, msgid and msgid_plural have one")
HEADER_FORMS = Problem("plural-forms", "the header has plural forms", "write plain msgstr")
