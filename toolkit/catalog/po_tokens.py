"""The tokens of a PO line that is not as msgcat would write it, and the escapes inside its strings."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from toolkit.catalog.po_problems import Problem

_BLANKS = " \t\r\f\v"
_MARKS = ("#~|", "#~", "#|")
_TOKEN = re.compile(
    r"[ \t\r\f\v]*(?:"
    r'(?P<STRING>"(?:[^"\\]|\\.)*+")'
    r'|(?P<UNTERMINATED>".*)'
    r"|(?P<COMMENT>\#.*)"
    r"|(?P<KEYWORD>msgctxt|msgid_plural|msgid|msgstr)(?![A-Za-z0-9_])(?:[ \t]*\[[ \t]*(?P<index>[0-9]{1,9})[ \t]*\])?"
    r"|(?P<DOMAIN>domain(?![A-Za-z0-9_]).*)"
    r"|(?P<GARBAGE>.+)"
    r"|$)",
    re.DOTALL,
)
_ESCAPE = re.compile(r"\\([0-7]{1,3}|x[0-9A-Fa-f]+|.)", re.DOTALL)
_MEANING = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    '"': '"',
    "\\": "\\",
}
_WRITTEN = {meaning: "\\" + letter for letter, meaning in _MEANING.items()}


class TokenKind(Enum):
    """What a token is; only the last one of a line is one of the last four."""

    KEYWORD = auto()
    STRING = auto()
    COMMENT = auto()
    DOMAIN = auto()
    GARBAGE = auto()
    UNTERMINATED = auto()


@dataclass(frozen=True, slots=True)
class Token:
    """One token: a keyword, a string with its quotes, or the whole rest of the line."""

    kind: TokenKind
    text: str
    index: str | None = None
    """The number between brackets behind ``msgstr``."""


@dataclass(frozen=True, slots=True)
class PlainString:
    """The inside of a quoted string in which nothing but the nine simple escapes is left."""

    text: str
    problems: tuple[Problem, ...]
    byte_escapes: bool
    """Escapes of bytes beyond ASCII stand in the text as surrogates U+DC80 to U+DCFF."""


def tokens_of(line: str) -> tuple[str, list[Token]]:
    """The mark that a line begins with (``#~``, ``#|``, ``#~|`` or nothing) and the tokens behind it."""
    line = line.lstrip(_BLANKS)
    mark = next((mark for mark in _MARKS if line.startswith(mark)), "")
    return mark, [_token(match) for match in _TOKEN.finditer(line, len(mark)) if match.lastgroup]


def _token(match: re.Match[str]) -> Token:
    kind = "KEYWORD" if match["KEYWORD"] else str(match.lastgroup)
    return Token(TokenKind[kind], match[kind], match["index"])


def plain_string(quoted: str) -> PlainString:
    """The inside of a string without its quotes and without numeric escapes; says which escapes are wrong."""
    problems: list[Problem] = []
    byte_escapes = False

    def replaced(match: re.Match[str]) -> str:
        nonlocal byte_escapes
        escape = match[1]
        if escape in _MEANING:
            return match[0]
        value = _value(escape)
        if not value:
            problems.append(_wrong_escape(match[0], value))
            return ""
        byte_escapes |= value >= 0x80
        # gettext puts the byte itself into the string: with its neighbours it may be a character of the file's charset.
        return chr(0xDC00 + value) if value >= 0x80 else _WRITTEN.get(chr(value), chr(value))

    text = _ESCAPE.sub(replaced, quoted[1:-1])
    return PlainString(text, tuple(problems), byte_escapes)


def unescape(text: str) -> str:
    """The meaning of a text in which every backslash begins one of the nine simple escapes."""
    return _ESCAPE.sub(lambda match: _MEANING[match[1]], text)


def _value(escape: str) -> int | None:
    """The byte that an octal or hexadecimal escape stands for; None for what is no such escape."""
    if escape[0] in "01234567":
        return int(escape, 8) & 0xFF
    if escape[0] == "x" and len(escape) > 1:
        return int(escape[1:][-2:], 16)  # of a long escape gettext keeps the last byte
    return None


def _wrong_escape(escape: str, value: int | None) -> Problem:
    if value == 0:
        return Problem("nul", f"the escape {escape} is NUL, which ends a text", "remove it")
    return Problem(
        "unknown-escape",
        f"unknown escape {escape}",
        'allowed are \\a \\b \\f \\n \\r \\t \\v \\" \\\\, \\ooo and \\xhh; write \\\\ for a backslash itself',
    )
