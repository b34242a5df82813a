"""The text of a PO file as a catalog: line by line, with everything that is wrong in it collected.

Ordinary lines match one expression; `toolkit.catalog.po_tokens` takes the others apart. Legal is what GNU gettext
reads and, because nothing is lost, comments behind ``#|`` lines, ``#=`` lines (gettext 1.0) and a byte order mark.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from toolkit.catalog.model import Catalog
from toolkit.catalog.po_entries import Entries
from toolkit.catalog.po_header import as_utf_8, join_headers, split_headers
from toolkit.catalog.po_lines import joined_lines
from toolkit.catalog.po_problems import CONFLICT_MARKER, DOMAIN, STRAY, UNTERMINATED, Problems
from toolkit.catalog.po_tokens import TokenKind, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.errors import Diagnostic

_ORDINARY = re.compile(
    r"(#~\||#[~|]|) ?"
    r"(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9]{1,9})\])? )?"
    r'"([^"\\]*+(?:\\[abfnrtv"\\][^"\\]*+)*+)"'
)
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: |$)")


class PoReader:
    """Reads one file; `diagnostics` are those of its bytes."""

    def __init__(self, path: str, charset: str, diagnostics: Iterable[Diagnostic]) -> None:
        self.problems = Problems(path, diagnostics)
        self.entries = Entries(charset, self.problems)
        self.conflict = ""
        """In which part of a merge conflict we are: behind ``<``, ``|`` or ``=``."""

    @property
    def diagnostics(self) -> list[Diagnostic]:
        """What was found wrong so far."""
        return self.problems.diagnostics

    def read(self, text: str) -> Catalog:
        """The catalog; meaningless if there are diagnostics afterwards."""
        entries = self.entries
        ordinary, string, keyword, comment = _ORDINARY.fullmatch, entries.string, entries.keyword, entries.comment
        for number, line in joined_lines(text):
            if not line:
                continue
            if self.conflict or line[0] in "<|=>":
                self._conflict_line(number, line)
            elif line[0] == "#" and line[1:2] not in "~|":
                comment(number, line)
            elif match := ordinary(line):
                mark, word, index, piece = match.groups()
                if word:
                    keyword(number, mark, word, index)
                string(number, mark, piece)
            else:
                self._other_line(number, line)
        entries.finish()
        return self._catalog()

    def _catalog(self) -> Catalog:
        entries = self.entries
        messages = [message for message in entries.messages if not message.obsolete]
        messages += [message for message in entries.messages if message.obsolete]
        found = [message for message in messages if not message.is_end]
        text = as_utf_8(entries.header.msgstr[0])
        headers = split_headers(text)
        raw = "" if join_headers(headers) == text else text
        # What stands behind the last message is about none of them: it is kept with the file's own comments.
        comments = (*entries.header.comments, *entries.entry.leftovers())
        header = dataclasses.replace(entries.header, msgstr=(raw,), comments=comments)
        return Catalog(tuple(found), headers, header, self.problems.path, closed=len(found) < len(messages))

    def _other_line(self, number: int, line: str) -> None:
        """A comment, or a line that is not as msgcat writes it: several tokens, blanks, numeric escapes, errors."""
        entries = self.entries
        if line[0] == "#" and line[1:2] not in ("~", "|"):
            entries.comment(number, line)
            return
        mark, tokens = tokens_of(line)
        for token in tokens:
            match token.kind:
                case TokenKind.KEYWORD:
                    entries.keyword(number, mark, token.text, token.index)
                case TokenKind.STRING:
                    entries.odd_string(number, mark, token.text)
                case TokenKind.COMMENT:
                    entries.comment(number, token.text)
                case TokenKind.UNTERMINATED:
                    self._unterminated(number, mark, token.text)
                case TokenKind.DOMAIN:
                    self.problems.add(number, DOMAIN, token.text)
                case TokenKind.GARBAGE:
                    entries.broken(number, STRAY, token.text)

    def _unterminated(self, number: int, mark: str, text: str) -> None:
        self.problems.add(number, UNTERMINATED, text)
        if self.entries.pieces is not None:
            self.entries.string(number, mark, "")
        self.entries.entry.broken = True

    def _conflict_line(self, number: int, line: str) -> None:
        """A merge conflict is one error; its first part is read on for others, the rest passed over."""
        match = _CONFLICT.match(line)
        if match is None:
            if self.conflict in ("", "<"):
                self._other_line(number, line)
            return
        mark = match[1][0]
        if mark == "<" or not self.conflict:
            self.problems.add(number, CONFLICT_MARKER, line)
        self.conflict = "" if mark == ">" else mark
