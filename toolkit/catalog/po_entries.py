"""The entries of a PO file, put together from its keywords, strings and comments in the order of the file."""

from __future__ import annotations

from dataclasses import replace

from toolkit.catalog.model import FUZZY, Message, Previous
from toolkit.catalog.po_comment import flags_of, references_of
from toolkit.catalog.po_entry import Entry, incomplete, misplaced
from toolkit.catalog.po_problems import (
    ESCAPED_BYTES,
    HEADER_FORMS,
    MIXED,
    NO_KEYWORD,
    PREVIOUS_MSGSTR,
    STRAY,
    Problem,
    Problems,
)
from toolkit.catalog.po_tokens import plain_string, unescape


class Entries:
    """The messages of one file while it is read; what is wrong with them goes to `problems`."""

    def __init__(self, charset: str, problems: Problems) -> None:
        self.charset = charset
        self.problems = problems
        self.messages: list[Message] = []
        """Without the header."""
        self.header = Message(msgid="")
        self.entry = Entry()
        self.pieces: list[str] | None = None
        """Where the next string goes."""
        self.mark = ""
        """The one before the keyword of that string."""
        self.lines_of_keys: dict[tuple[str | None, str], int] = {}
        self.byte_escapes = False
        """Some string had escapes of bytes beyond ASCII, which are surrogates until the string is whole."""

    # Strings

    def keyword(self, number: int, mark: str, keyword: str, index: str | None) -> None:
        """Begin the string that a keyword names, and the next entry if it does not belong to this one."""
        if mark.endswith("|"):
            self._previous_keyword(number, mark, keyword)
            return
        entry = self.entry
        if entry.strings and (keyword == "msgctxt" or (keyword == "msgid" and "msgid" in entry.strings)):
            self.finish()
            entry = self.entry
        obsolete = mark == "#~"
        if not entry.string_line:
            entry.string_line = number
            entry.line = entry.line or number
            entry.obsolete = obsolete
        elif entry.obsolete != obsolete:
            self._fail(number, MIXED)
        self.pieces = []
        self.mark = mark
        if index is not None:
            self._begin_form(number, keyword, int(index), self.pieces)
        elif problem := misplaced(entry, keyword):
            self._fail(number, problem)
        else:
            entry.strings[keyword] = self.pieces

    def _begin_form(self, number: int, keyword: str, index: int, pieces: list[str]) -> None:
        """Begin ``msgstr[index]``."""
        entry = self.entry
        if keyword != "msgstr":
            self._fail(number, STRAY, f"{keyword}[{index}]")
        elif "msgid_plural" not in entry.strings:
            missing = "msgid_plural" if "msgid" in entry.strings else "msgid"
            hint = f"write the {missing} line above it, or msgstr without a number"
            self._fail(number, Problem("plural-forms", f"msgstr[{index}] without {missing}", hint))
        elif index != len(entry.forms):
            message = f"msgstr[{index}] where msgstr[{len(entry.forms)}] is due"
            self._fail(number, Problem("plural-forms", message, "number the forms 0, 1, 2 and so on, each once"))
        entry.forms.append(pieces)

    def _previous_keyword(self, number: int, mark: str, keyword: str) -> None:
        """Begin a previous string."""
        entry = self._annotated(number)
        self.pieces = []
        self.mark = mark
        if keyword == "msgstr":
            self._fail(number, PREVIOUS_MSGSTR)
        elif keyword in entry.previous:
            self._fail(number, Problem("previous", f"two previous texts of {keyword}", "keep one of them"))
        else:
            entry.previous[keyword] = self.pieces
            entry.previous_line = entry.previous_line or number
            entry.previous_obsolete = mark == "#~|"

    def string(self, number: int, mark: str, piece: str) -> None:
        """Add a piece, in which only simple escapes are left, to the string that is open."""
        if self.pieces is None:
            self._fail(number, NO_KEYWORD, f'"{piece}"')
            return
        if mark != self.mark:
            self._fail(number, MIXED)
        self.pieces.append(piece)

    def odd_string(self, number: int, mark: str, quoted: str) -> None:
        """Add a piece that stands between its quotes and may have numeric escapes, or wrong ones."""
        plain = plain_string(quoted)
        for problem in plain.problems:
            self.problems.add(number, problem)
        self.byte_escapes |= plain.byte_escapes
        self.string(number, mark, plain.text)

    def broken(self, number: int, problem: Problem, detail: str) -> None:
        """Note what makes the entry no entry; what follows from it is not worth another word."""
        self.problems.add(number, problem, detail)
        self.entry.broken = True

    # Comments

    def comment(self, number: int, line: str) -> None:
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

    def _annotated(self, number: int) -> Entry:
        """The entry that a comment or a previous string is about: the next one if this one has strings."""
        if self.entry.string_line:
            self.finish()
        self.pieces = None
        self.entry.line = self.entry.line or number
        return self.entry

    # Messages

    def finish(self) -> None:
        """Make a message of the entry and begin the next, unless it has no strings yet."""
        entry = self.entry
        if not entry.string_line:
            return
        if not entry.broken and (found := incomplete(entry)):
            self._fail(*found)
        if not entry.broken:
            self._keep(self._message(entry), entry)
        self.entry = Entry()
        self.pieces = None

    def _keep(self, message: Message, entry: Entry) -> None:
        """Put a message into the catalog, or say why it cannot be there."""
        first = self.lines_of_keys.get(message.key)
        if first is not None:
            name = f"msgid {message.msgid[:60]!r}" if message.msgctxt is None else f"context {message.msgctxt!r}"
            hint = "keep one of them: a message stands once in a catalog, live or obsolete"
            problem = Problem("duplicate-entry", f"second entry for {name}, the first is at line {first}", hint)
            self.problems.add(entry.string_line, problem, f"{self.problems.path}:{first}: the first one")
            return
        self.lines_of_keys[message.key] = entry.string_line
        if message.msgid or message.msgctxt is not None:
            self.messages.append(message)
        elif message.msgid_plural is not None:
            self.problems.add(entry.string_line, HEADER_FORMS)
        else:
            # One that is obsolete is the header still: as a message it would bar the way for a new one.
            self.header = replace(message, obsolete=False)

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
            self._fail(self.entry.string_line, ESCAPED_BYTES, ascii(text))
            return text

    def _fail(self, number: int, problem: Problem, detail: str = "") -> None:
        """Note an error of structure, the first of its entry only: the others are its consequences."""
        if not self.entry.broken:
            self.problems.add(number, problem, detail)
        self.entry.broken = True
