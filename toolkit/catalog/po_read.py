"""The text of a PO file as a catalog: line by line, with everything that is wrong in it collected.

Ordinary lines match one expression; `toolkit.catalog.po_tokens` takes the others apart. Legal is what GNU gettext
reads and, because nothing is lost, comments behind ``#|`` lines, ``#=`` lines (gettext 1.0) and a byte order mark.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from toolkit.catalog.model import FUZZY, Catalog, Message, Previous
from toolkit.catalog.po_comment import flags_of, references_of
from toolkit.catalog.po_entry import Entry
from toolkit.catalog.po_header import as_utf_8, join_headers, split_headers
from toolkit.catalog.po_tokens import (
    Problem,
    TokenKind,
    plain_string,
    tokens_of,
    unescape,
)
from toolkit.errors import Diagnostic, Location

if TYPE_CHECKING:
    from collections.abc import Iterable

_ORDINARY = re.compile(
    r"(#~\||#[~|]|) ?"
    r"(?:(msgctxt|msgid_plural|msgid|msgstr)(?:\[([0-9]{1,9})\])? )?"
    r'"([^"\\]*+(?:\\[abfnrtv"\\][^"\\]*+)*+)"'
)
_CONFLICT = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: |$)")


class PoReader:
    """Reads one file. `diagnostics` are those of its bytes to begin with, and all of them in the end."""

    def __init__(self, path: str, charset: str, diagnostics: Iterable[Diagnostic]) -> None:
        self.path = path
        self.charset = charset
        self.diagnostics = list(diagnostics)
        self.entry = Entry()
        self.pieces: list[str] | None = None
        """Where the next string goes."""
        self.mark = ""
        """The one before the keyword of that string."""
        self.messages: list[Message] = []
        self.header = Message(msgid="")
        self.lines_of_keys: dict[tuple[str | None, str], int] = {}
        self.conflict = ""
        """In which part of a merge conflict we are: behind ``<``, ``|`` or ``=``."""
        self.held = ""
        """A line that a backslash within a string joins to the next one."""
        self.held_number = 0
        self.byte_escapes = False
        """Some string had escapes of bytes beyond ASCII, which are surrogates until the string is whole."""

    def read(self, text: str) -> Catalog:
        """The catalog; meaningless if there are diagnostics afterwards."""
        ordinary, string, keyword, comment = _ORDINARY.fullmatch, self._string, self._keyword, self._comment
        for line_number, text_line in enumerate(text.split("\n"), 1):
            number, line = line_number, text_line
            if self.held:
                number, line = self._joined(text_line)
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
        if self.held:
            self._error(self.held_number, _UNTERMINATED, self.held)
        self._finish()
        return self._catalog()

    def _catalog(self) -> Catalog:
        messages = [message for message in self.messages if not message.obsolete]
        messages += [message for message in self.messages if message.obsolete]
        text = as_utf_8(self.header.msgstr[0])
        headers = split_headers(text)
        raw = "" if join_headers(headers) == text else text
        # What stands behind the last message is about none of them: it is kept with the file's own comments.
        comments = (*self.header.comments, *self.entry.leftovers())
        header = dataclasses.replace(self.header, msgstr=(raw,), comments=comments)
        return Catalog(tuple(messages), headers, header, self.path)

    # Lines

    def _other_line(self, number: int, line: str) -> None:
        """A comment, or a line that is not as msgcat writes it: several tokens, blanks, numeric escapes, errors."""
        if line[0] == "#" and line[1:2] not in ("~", "|"):
            self._comment(number, line)
            return
        mark, tokens = tokens_of(line)
        if line.endswith("\\") and tokens and tokens[-1].kind is TokenKind.UNTERMINATED:
            self.held, self.held_number = line[:-1], number
            return
        for token in tokens:
            match token.kind:
                case TokenKind.KEYWORD:
                    self._keyword(number, mark, token.text, token.index)
                case TokenKind.STRING:
                    self._odd_string(number, mark, token.text)
                case TokenKind.COMMENT:
                    self._comment(number, token.text)
                case TokenKind.UNTERMINATED:
                    self._unterminated(number, mark, token.text)
                case TokenKind.DOMAIN:
                    self._error(number, _DOMAIN, token.text)
                case TokenKind.GARBAGE:
                    self._error(number, _STRAY, token.text)
                    self.entry.broken = True

    def _comment(self, number: int, line: str) -> None:
        """A ``#`` line, or the rest of a line from a ``#`` on; one blank after the mark is not part of the text."""
        entry = self._annotated(number)
        match line[1:2]:
            case " ":
                entry.comments.append(line[2:])
            case ".":
                entry.extracted.append(line[3:] if line[2:3] == " " else line[2:])
            case ":":
                entry.references += references_of(line[2:])
            case "," | "!":
                entry.flags += flags_of(line[2:])
            case "=":
                entry.workflow += flags_of(line[2:])
            case _:
                entry.comments.append(line[1:])

    def _odd_string(self, number: int, mark: str, quoted: str) -> None:
        plain = plain_string(quoted)
        for problem in plain.problems:
            self._error(number, problem)
        self.byte_escapes |= plain.byte_escapes
        self._string(number, mark, plain.text)

    def _unterminated(self, number: int, mark: str, text: str) -> None:
        self._error(number, _UNTERMINATED, text)
        if self.pieces is not None:
            self._string(number, mark, "")
        self.entry.broken = True

    def _conflict_line(self, number: int, line: str) -> None:
        """A merge conflict is one error; its first part is read on for others, the rest passed over."""
        match = _CONFLICT.match(line)
        if match is None:
            if self.conflict in ("", "<"):
                self._other_line(number, line)
            return
        mark = match[1][0]
        if mark == "<" or not self.conflict:
            self._error(number, _CONFLICT_MARKER, line)
        self.conflict = "" if mark == ">" else mark

    def _joined(self, line: str) -> tuple[int, str]:
        """The line that is held back and this one as one, under the number of the first."""
        line, self.held = self.held + line, ""
        return self.held_number, line

    # Strings

    def _keyword(self, number: int, mark: str, keyword: str, index: str | None) -> None:
        """Begin the string that a keyword names, and the next entry if it does not belong to this one."""
        if mark.endswith("|"):
            self._previous_keyword(number, mark, keyword)
            return
        entry = self.entry
        if entry.strings and (keyword == "msgctxt" or (keyword == "msgid" and "msgid" in entry.strings)):
            self._finish()
            entry = self.entry
        obsolete = mark == "#~"
        if not entry.string_line:
            entry.string_line = number
            entry.line = entry.line or number
            entry.obsolete = obsolete
        elif entry.obsolete != obsolete:
            self._fail(number, _MIXED)
        self.pieces = []
        self.mark = mark
        if index is not None:
            self._begin_form(number, keyword, int(index), self.pieces)
        elif problem := _misplaced(entry, keyword):
            self._fail(number, problem)
        else:
            entry.strings[keyword] = self.pieces

    def _begin_form(self, number: int, keyword: str, index: int, pieces: list[str]) -> None:
        """Begin ``msgstr[index]``."""
        entry = self.entry
        if keyword != "msgstr":
            self._fail(number, _STRAY, f"{keyword}[{index}]")
        elif "msgid_plural" not in entry.strings:
            missing = "msgid_plural" if "msgid" in entry.strings else "msgid"
            hint = f"write the {missing} line above it, or msgstr without a number"
            self._fail(
                number,
                Problem("plural-forms", f"msgstr[{index}] without {missing}", hint),
            )
        elif index != len(entry.forms):
            message = f"msgstr[{index}] where msgstr[{len(entry.forms)}] is due"
            self._fail(
                number,
                Problem(
                    "plural-forms",
                    message,
                    "number the forms 0, 1, 2 and so on, each once",
                ),
            )
        entry.forms.append(pieces)

    def _previous_keyword(self, number: int, mark: str, keyword: str) -> None:
        """Begin a previous string."""
        entry = self._annotated(number)
        self.pieces = []
        self.mark = mark
        if keyword == "msgstr":
            self._fail(
                number,
                Problem(
                    "previous",
                    "a previous msgstr",
                    "only msgctxt, msgid and msgid_plural have one",
                ),
            )
        elif keyword in entry.previous:
            self._fail(
                number,
                Problem("previous", f"two previous texts of {keyword}", "keep one of them"),
            )
        else:
            entry.previous[keyword] = self.pieces
            entry.previous_line = entry.previous_line or number
            entry.previous_obsolete = mark == "#~|"

    def _string(self, number: int, mark: str, piece: str) -> None:
        """Add a piece to the string that is open."""
        if self.pieces is None:
            self._fail(number, _NO_KEYWORD, f'"{piece}"')
            return
        if mark != self.mark:
            self._fail(number, _MIXED)
        self.pieces.append(piece)

    # Entries

    def _annotated(self, number: int) -> Entry:
        """The entry that a comment or a previous string is about: the next one if this one has strings."""
        if self.entry.string_line:
            self._finish()
        self.pieces = None
        self.entry.line = self.entry.line or number
        return self.entry

    def _finish(self) -> None:
        """Make a message of the entry and begin the next, unless it has no strings yet."""
        entry = self.entry
        if not entry.string_line:
            return
        if not entry.broken and (found := _incomplete(entry)):
            self._fail(*found)
        if not entry.broken:
            self._keep(self._message(entry), entry)
        self.entry = Entry()
        self.pieces = None

    def _keep(self, message: Message, entry: Entry) -> None:
        """Put a message into the catalog, or say why it cannot be there."""
        first = self.lines_of_keys.setdefault(message.key, entry.string_line)
        if first != entry.string_line:
            name = f"msgid {message.msgid[:60]!r}" if message.msgctxt is None else f"context {message.msgctxt!r}"
            hint = "keep one of them: a message stands once in a catalog, live or obsolete"
            problem = Problem(
                "duplicate-entry",
                f"second entry for {name}, the first is at line {first}",
                hint,
            )
            self._error(entry.string_line, problem, f"{self.path}:{first}: the first one")
        elif message.msgid or message.msgctxt is not None or message.obsolete:
            self.messages.append(message)
        elif message.msgid_plural is not None:
            self._error(
                entry.string_line,
                Problem("plural-forms", "the header has plural forms", "write plain msgstr"),
            )
        else:
            self.header = message

    def _message(self, entry: Entry) -> Message:
        text = self._text
        strings = entry.strings
        context, plural = strings.get("msgctxt"), strings.get("msgid_plural")
        if FUZZY in entry.workflow:
            # gettext 1.0 may write it there; it means the same, and among the flags every tool understands it.
            entry.workflow = [flag for flag in entry.workflow if flag != FUZZY]
            entry.flags.insert(0, FUZZY)
        return Message(
            text(strings["msgid"]),
            None if context is None else text(context),
            None if plural is None else text(plural),
            (text(strings["msgstr"]),) if plural is None else tuple(map(text, entry.forms)),
            tuple(entry.comments),
            tuple(entry.extracted),
            tuple(dict.fromkeys(entry.references)),
            tuple(dict.fromkeys(entry.flags)),
            tuple(dict.fromkeys(entry.workflow)),
            Previous(**{keyword: text(pieces) for keyword, pieces in entry.previous.items()})
            if entry.previous
            else None,
            entry.obsolete,
            entry.line,
        )

    def _text(self, pieces: list[str]) -> str:
        """What the pieces spell."""
        text = "".join(pieces)
        if "\\" in text:
            text = unescape(text)
        if not self.byte_escapes or text.isascii():
            return text
        try:
            # Bytes that were escaped one by one, as in \303\251, are a character only together.
            return text.encode(self.charset, "surrogateescape").decode(self.charset)
        except UnicodeError:
            self._fail(self.entry.string_line, _ESCAPED_BYTES, ascii(text))
            return text

    # Errors

    def _error(self, number: int, problem: Problem, detail: str = "") -> None:
        place = Location(self.path, number)
        self.diagnostics.append(
            Diagnostic(
                problem.code,
                problem.message,
                place,
                detail=detail[:200],
                hint=problem.hint,
            )
        )

    def _fail(self, number: int, problem: Problem, detail: str = "") -> None:
        """Report an error of structure, the first of its entry only: the others are its consequences."""
        if not self.entry.broken:
            self._error(number, problem, detail)
        self.entry.broken = True


def _misplaced(entry: Entry, keyword: str) -> Problem | None:
    """Why a keyword may not stand where the entry is, if so."""
    strings = entry.strings
    required = {"msgid_plural": "msgid", "msgstr": "msgid"}.get(keyword)
    if required and required not in strings:
        hint = f"write the {required} line above it, or remove this one"
        return Problem("incomplete-entry", f"{keyword} without {required}", hint)
    if keyword in strings:
        return Problem(
            "incomplete-entry",
            f"two {keyword} in one entry",
            "keep one, or write the msgid missing between",
        )
    if keyword == "msgstr" and "msgid_plural" in strings:
        hint = "write msgstr[0], msgstr[1] and so on"
        return Problem(
            "plural-forms",
            "msgstr without a number in an entry with msgid_plural",
            hint,
        )
    if keyword == "msgid_plural" and "msgstr" in strings:
        return Problem("plural-forms", "msgid_plural behind msgstr", "move it above msgstr")
    return None


def _incomplete(entry: Entry) -> tuple[int, Problem] | None:
    """The line and name of what an entry lacks to be a message, if anything."""
    strings = entry.strings
    if "msgid" not in strings:
        return entry.string_line, Problem(
            "incomplete-entry",
            "msgctxt without msgid",
            "write the msgid and msgstr lines",
        )
    if "msgstr" not in strings and not entry.forms:
        form = "msgstr[0]" if "msgid_plural" in strings else "msgstr"
        hint = f'write `{form} ""` below it, or delete the entry'
        return entry.string_line, Problem("incomplete-entry", f"msgid without {form}", hint)
    if not all(strings.values()) or not all(entry.forms):
        return entry.string_line, Problem("incomplete-entry", "a keyword without a string", 'write "" behind it')
    if entry.previous and entry.previous_obsolete != entry.obsolete:
        return entry.previous_line, _MIXED
    if entry.previous and ("msgid" not in entry.previous or not all(entry.previous.values())):
        return entry.previous_line, Problem("previous", "no previous msgid", "add the `#| msgid` line, or remove these")
    return None


_DOMAIN = Problem(
    "domain",
    "domain directives are not supported",
    "keep each domain in a file of its own",
)
_STRAY = Problem(
    "stray-text",
    "neither a string, a keyword nor a comment",
    "put text between quotes, and `#` before a comment",
)
_NO_KEYWORD = Problem(
    "stray-text",
    "a string without a keyword",
    "write msgid, msgstr or the like before it",
)
_UNTERMINATED = Problem(
    "unterminated-string",
    "a string does not end on its line",
    'write the missing ", or \\" for a quote inside the text',
)
_CONFLICT_MARKER = Problem(
    "merge-conflict",
    "a merge conflict",
    "decide for one side and delete the marker lines",
)
_MIXED = Problem(
    "mixed-obsolete",
    "an entry is partly obsolete (`#~`) and partly not",
    "begin all of its lines with `#~`, or none",
)
_ESCAPED_BYTES = Problem(
    "invalid-bytes",
    "escaped bytes are no text in the file's charset",
    "write the characters themselves",
)
