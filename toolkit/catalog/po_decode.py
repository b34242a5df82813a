"""The text of a PO file: from bytes in whatever charset its header names to Unicode with LF line ends."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from toolkit.errors import Diagnostic, Location

UTF_8 = "utf-8"
# Marks of encodings in which not even the header is legible as ASCII; the longer ones first.
_WIDE = (
    codecs.BOM_UTF32_LE,
    codecs.BOM_UTF32_BE,
    codecs.BOM_UTF16_LE,
    codecs.BOM_UTF16_BE,
)
_STRING = rb'"(?:[^"\\\r\n]|\\.)*+"'
_HEADER = re.compile(
    rb"(?:\A(?:\xef\xbb\xbf)?|[\r\n])[ \t]*+"
    rb"(msgctxt\s*+(?:" + _STRING + rb"\s*+)++)?+msgid\s*+(?:\"\"\s*+)++msgstr\s*+((?:" + _STRING + rb"\s*+)++)"
)
"""The entry of an empty msgid; with a context it is an ordinary message."""
_PROBE = b'msgid "\\n"\n'
_BETWEEN_STRINGS = re.compile(rb'"\s*"')
_CHARSET = re.compile(rb"charset=([^\s\\\";]+)", re.IGNORECASE)
_LINE_END = re.compile(rb"\r\n?|\n")
_LEAD = b"\xc3"
"""Alone it is a character where one byte is one, and half of one elsewhere."""
_NO_CHANCE = 4
"""So many characters are not UTF-8 by chance: of the pairs of GB 2312 one in eight would be."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text of a file and what was wrong with its bytes."""

    text: str
    """Bytes that are wrong in the charset are U+FFFD, so that reading can go on and find the other errors."""
    charset: str
    """Python's name of the codec."""
    diagnostics: list[Diagnostic]


def decode_po(data: bytes, path: str) -> Decoded:
    """The text of a PO file in the charset its header names, UTF-8 if none; a byte order mark is dropped.

    CR LF and lone CR are line ends as LF is. Diagnostics: ``charset``, ``invalid-bytes``, ``nul``.
    """
    if data.startswith(_WIDE):
        return Decoded("", UTF_8, [_unknown("UTF-16 or UTF-32", path, 1)])
    found: list[Diagnostic] = _nul_bytes(data, path)
    charset = _charset(data, path, found)
    body = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = body.decode(charset)
        if charset != UTF_8:
            text.encode()  # some codecs (UTF-7) let surrogates through, which no UTF-8 file can hold
    except UnicodeError:
        found += _invalid_bytes(data, charset, path)
        text = body.decode("latin-1" if charset != UTF_8 else charset, "replace")
    return Decoded(text.replace("\r\n", "\n").replace("\r", "\n"), charset, found)


def _charset(data: bytes, path: str, found: list[Diagnostic]) -> str:
    """The codec to decode with; adds a diagnostic if the named one does not exist or cannot hold a PO file."""
    if data.startswith(codecs.BOM_UTF8):
        return UTF_8
    name, line = _named_charset(data)
    if name == "CHARSET":  # xgettext's placeholder in a template
        return UTF_8
    try:
        codec = codecs.lookup(name).name
        # Rejects what is no charset (hex, unicode_escape) and what is not a superset of ASCII (UTF-16, EBCDIC).
        if _PROBE.decode(codec) == _PROBE.decode("ascii"):
            if codec == UTF_8 or not _is_utf_8(data, codec):
                return codec
            found.append(_wrong(name, path, line))
            return UTF_8
    except (LookupError, ValueError):
        pass
    found.append(_unknown(name, path, line))
    return UTF_8


def _is_utf_8(data: bytes, codec: str) -> bool:
    """Whether a file is UTF-8 although its header names another charset.

    Letters of the charsets with one byte a character make no UTF-8. Those with several may by chance, in a short text.
    """
    try:
        characters = sum(map(_is_beyond_ascii, data.decode(UTF_8)))
    except UnicodeDecodeError:
        return False
    return characters >= (_NO_CHANCE if _has_pairs(codec) else 1)


def _has_pairs(codec: str) -> bool:
    """Whether a byte beyond ASCII may be half of a character."""
    try:
        _LEAD.decode(codec)
    except UnicodeDecodeError:
        return codec != "ascii"
    return False


def _is_beyond_ascii(char: str) -> bool:
    return not char.isascii()


def _named_charset(data: bytes) -> tuple[str, int]:
    """The charset of the header, UTF-8 if there is none, and the line where the header begins."""
    for header in _HEADER.finditer(data):
        if not header[1] and (match := _CHARSET.search(_BETWEEN_STRINGS.sub(b"", header[2]))):
            return match[1].decode("latin-1"), _line(data, header.start(2))
    return UTF_8, 1


def _line(data: bytes, offset: int) -> int:
    """The number of the line in which a byte stands, counted from 1."""
    return len(_LINE_END.findall(data, 0, offset)) + 1


def _unknown(name: str, path: str, line: int) -> Diagnostic:
    return Diagnostic(
        "charset",
        f"charset {name} cannot be read",
        Location(path, line),
        hint="save the file as UTF-8 and write `charset=UTF-8` in its Content-Type header",
    )


def _wrong(name: str, path: str, line: int) -> Diagnostic:
    return Diagnostic(
        "charset",
        f"the header says {name}, but the text is UTF-8",
        Location(path, line),
        hint="write `charset=UTF-8` in its Content-Type header; read as the header says, every letter would be damaged",
    )


def _invalid_bytes(data: bytes, charset: str, path: str) -> list[Diagnostic]:
    """One diagnostic for each line with bytes that are wrong in the charset: the first of them and its offset."""
    found = []
    offset = 0
    for number, line in enumerate(re.split(rb"(?<=\n)|(?<=\r)(?!\n)", data), 1):
        try:
            line.decode(charset).encode()
        except UnicodeError as error:
            start = error.start if isinstance(error, UnicodeDecodeError) else 0
            found.append(_invalid(line, start, offset + start, charset, Location(path, number)))
        offset += len(line)
    # A stateful charset may break only over several lines.
    return found or [_invalid(data, 0, 0, charset, Location(path))]


def _invalid(line: bytes, start: int, offset: int, charset: str, where: Location) -> Diagnostic:
    return Diagnostic(
        "invalid-bytes",
        f"bytes that are not {charset.upper()}",
        where,
        detail=f"byte {offset} of the file (byte {start + 1} of the line) is 0x{line[start]:02X}",
        hint="save the file in the charset that its header names, or correct the header",
    )


def _nul_bytes(data: bytes, path: str) -> list[Diagnostic]:
    """One diagnostic for the first NUL byte."""
    offset = data.find(b"\0")
    if offset < 0:
        return []
    where = Location(path, _line(data, offset))
    hint = "remove it; a file with many is damaged, or is not a catalog"
    return [Diagnostic("nul", "a NUL byte", where, detail=f"byte {offset} of the file", hint=hint)]
