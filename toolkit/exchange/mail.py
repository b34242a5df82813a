"""Letters that readers send about a text: one (.eml) or many (.mbox), bounded, whatever is in them.

Nothing is opened but the words: no attachment, no picture, no address.
"""

from __future__ import annotations

import email
import re
from dataclasses import dataclass, field
from email.header import decode_header
from email.utils import parseaddr, parsedate_to_datetime
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.sources.inline import one_line

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterator
    from email.message import Message as Letter
    from pathlib import Path

ENDINGS = (".eml", ".mbox")
_MOST_BYTES = 64 * 2**20
_MOST_OF_ONE = 2**20
"""Bytes of one letter: what was written about a text has a few thousand."""
_MOST_PARTS = 50
_LONGEST_NOTE, _LONGEST_NAME, _LONGEST_HEADER = 2000, 80, 2000
"""Characters."""
_BEGINS = re.compile(rb"(?:\A|\r?\n\r?\n)From [^\r\n]*\r?\n")
"""Between letters of an mbox (RFC 4155)."""
_ABOUT = re.compile(r"\[([^\s\[\]]{1,200}) ([A-Za-z0-9-]{2,40}) ([^\s\[\]]{1,300}) ([0-9a-f]{8})\]")
_THANKS = re.compile(r"(?im)^[> \t]*thanks[ \t]*[:：][ \t]*(\w{1,12})")
_YES = {"yes", "y", "да", "так", "ha", "иә", "ооба", "ҳа", "bəli", "hawa", "այո", "da", "oui", "بله"}
_END = re.compile(r"(?m)^(?:-- ?|[> \t]*\[[^\s\[\]]+ [A-Za-z0-9-]+ [^\s\[\]]+ [0-9a-f]{8}\].*)\r?$")
"""The line above which a reader writes."""
_QUOTED = re.compile(r"(?m)^[ \t]*>.*$")
_ADDRESS = re.compile(r"[^\s@<>]{1,100}@[^\s@<>]{1,200}")
_NO_NAME = re.compile(r"[<>():,;\"\\\[\]]")


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody has written about a text."""

    document: str
    locale: str
    id: str
    code: str
    """Of the text that it is about."""
    words: str
    """On one line, without mail addresses."""
    name: str
    """Of whoever wrote it, if it may be said; else empty."""
    date: datetime.date | None
    location: Location


@dataclass(slots=True)
class Post:
    """What is in a file of letters."""

    notes: list[Note] = field(default_factory=list)
    refused: list[Diagnostic] = field(default_factory=list)


def read_post(path: Path, name: str) -> Post:
    """The notes of a file, and a line for each letter that is none. Raises `ToolkitError` for a file that is none of letters."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise _refuse(name, f"it is larger than {_MOST_BYTES >> 20} MiB", "divide it")
        data = path.read_bytes()
    except OSError as error:
        raise _refuse(name, f"it cannot be read: {error.strerror}", "look at the file") from None
    post, line, last = Post(), 1, 0
    for start, letter in _letters(data, path.suffix.lower() == ".mbox"):
        line, last = line + data.count(b"\n", last, start), start
        place = Location(name, line)
        found = _read(letter, place)
        if isinstance(found, Note):
            post.notes.append(found)
        else:
            post.refused.append(Diagnostic("mail", found, place, hint="answer its sender, or leave it out"))
    if not post.notes and not post.refused:
        raise _refuse(name, "no letter begins in it", "save letters as .eml, or all of them as .mbox")
    return post


def _refuse(name: str, message: str, hint: str) -> ToolkitError:
    return ToolkitError(Diagnostic("mail", message, Location(name), hint=hint))


def _letters(data: bytes, many: bool) -> Iterator[tuple[int, bytes]]:
    """Each letter with where it begins."""
    if not many:
        yield 0, data
        return
    begins = list(_BEGINS.finditer(data))
    ends = [*(one.start() for one in begins), len(data)][1:]
    for begin, end in zip(begins, ends, strict=True):
        yield begin.end(), data[begin.end() : end]


def _read(data: bytes, place: Location) -> Note | str:
    """The note of a letter, or why it is none."""
    if len(data) > _MOST_OF_ONE:
        return f"the letter is larger than {_MOST_OF_ONE >> 20} MiB"
    try:
        letter = email.message_from_bytes(data)
        text = _text(letter)
        subject = _header(letter, "Subject")
        name = _sender(letter)
        date = _date(letter)
    except (RecursionError, ValueError, LookupError, TypeError, AttributeError, IndexError):
        return "the letter cannot be read"
    about = _ABOUT.search(subject) or _ABOUT.search(text)
    if about is None:
        return "the letter does not say which text it is about"
    words = _words(text)
    if not words:
        return "the letter says nothing"
    thanks = _THANKS.search(text)
    allowed = thanks is not None and thanks[1].casefold() in _YES
    document, locale, id, code = about.groups()
    return Note(document, locale, id, code, words, name if allowed else "", date, place)


def _text(letter: Letter) -> str:
    """The first plain text of a letter, else its first HTML without tags."""
    html = ""
    for number, part in enumerate(letter.walk()):
        if number >= _MOST_PARTS:
            break
        kind = part.get_content_type()
        if kind not in {"text/plain", "text/html"} or part.get_filename():
            continue
        text = _decoded(part)
        if kind == "text/plain":
            return text
        html = html or _without_tags(text)
    return html


def _decoded(part: Letter) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else b""
    try:
        return data.decode(part.get_content_charset("utf-8"), "replace")
    except LookupError:
        return data.decode("utf-8", "replace")


def _without_tags(html: str) -> str:
    from bs4 import BeautifulSoup

    page = BeautifulSoup(html, "html.parser")
    for hidden in page(["script", "style", "head", "template"]):
        hidden.decompose()
    return page.get_text("\n")


def _header(letter: Letter, name: str) -> str:
    return _unfolded(str(letter.get(name, ""))[:_LONGEST_HEADER])


def _unfolded(raw: str) -> str:
    """The words of a header (RFC 2047)."""
    parts = []
    for part, charset in decode_header(raw):
        if isinstance(part, str):
            parts.append(part)
            continue
        try:
            parts.append(part.decode(charset or "utf-8", "replace"))
        except LookupError:
            parts.append(part.decode("utf-8", "replace"))
    return one_line("".join(parts))


def _date(letter: Letter) -> datetime.date | None:
    try:
        return parsedate_to_datetime(str(letter.get("Date", ""))[:_LONGEST_HEADER]).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _sender(letter: Letter) -> str:
    """The name of whoever sent it, without signs that would end it in a comment."""
    name, _ = parseaddr(str(letter.get("From", ""))[:_LONGEST_HEADER])
    return one_line(_NO_NAME.sub(" ", _ADDRESS.sub(" ", _unfolded(name))))[:_LONGEST_NAME].strip()


def _words(text: str) -> str:
    end = _END.search(text)
    said = _QUOTED.sub("", text[: end.start()] if end else text)
    words = one_line(_ADDRESS.sub("…@…", said))
    return words if len(words) <= _LONGEST_NOTE else f"{words[: _LONGEST_NOTE - 1]}…"
