"""The canonical text of a catalog: what ``msgcat --no-wrap`` prints, and what msgcat would lose beside it.

Measured with GNU gettext 0.21: comments, extracted comments, references, flags, previous strings, then the entry; fuzzy
is the first flag; a string with a line break inside begins on a line of its own; references are wrapped at 79 bytes;
obsolete entries stand last.
Kept although msgcat drops them: flags that it does not know (behind the known ones), ``wrap``, ``fuzzy`` of an entry
without a translation, obsolete entries without a translation, and the ``range`` of obsolete ones. ``#=`` lines stand
below ``#,``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.catalog.model import END, FUZZY
from toolkit.catalog.po_comment import without_dot
from toolkit.catalog.po_header import header_text
from toolkit.errors import Diagnostic, Location, ToolkitError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from toolkit.catalog.model import Catalog, Message, Previous

# The order in which msgcat prints format flags: that of `enum format_type` in gettext's message.h.
_LANGUAGES = """
    c objc c++ python python-brace java java-printf csharp javascript scheme lisp elisp librep rust go ruby sh sh-printf
    awk lua object-pascal modula2 d ocaml smalltalk qt qt-plural kde kde-kuit boost tcl perl perl-brace php gcc-internal
    gfc-internal ycp
"""
_FLAG_RANK = {FUZZY: 0}
_FLAG_RANK |= {f"{no}{name}-format": rank for rank, name in enumerate(_LANGUAGES.split(), 1) for no in ("", "no-")}
_RANGE_RANK, _WRAP_RANK, _UNKNOWN_RANK = 100, 101, 102
_CONTROL = re.compile(r"[\a\b\f\r\t\v]")
_CONTROL_ESCAPES = {
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
}
_LINE_END = re.compile(r"\r\n?|\n")
_IMPOSSIBLE = re.compile("[\0\ud800-\udfff]")
_SPACED_REFERENCE = re.compile(r"(.*?)(:[0-9]+)?", re.DOTALL)
_REFERENCES_WIDTH = 79
_BLANK = re.compile(r"[ \t]")


def format_po(catalog: Catalog) -> str:
    """The catalog as text with LF line ends, in canonical form; empty for an empty catalog.

    Raises `ToolkitError` if two messages have the same context and msgid (``duplicate-entry``) or a text holds NUL or
    half a surrogate pair (``impossible-character``): no PO file can say that.
    """
    _require_unique(catalog)
    entries = _header(catalog)
    entries += [_entry(message, "") for message in catalog.live]
    entries += [_entry(message, "#~ ") for message in (*catalog.obsolete, *([END] if catalog.closed else ()))]
    text = "\n".join(entries)
    _require_writable(text, catalog.path)
    # To gettext a backslash at the end of any line, even of a comment, joins the next one to it.
    return text.replace("\\\n", "\\ \n")


def ordered_flags(flags: Iterable[str]) -> list[str]:
    """Each flag once in canonical order: fuzzy, formats, range, wrapping, then those unknown to gettext."""
    return sorted(dict.fromkeys(flags), key=_rank)


def _rank(flag: str) -> int:
    if (rank := _FLAG_RANK.get(flag)) is not None:
        return rank
    if flag.startswith("range:"):
        return _RANGE_RANK
    return _WRAP_RANK if flag in ("wrap", "no-wrap") else _UNKNOWN_RANK


def _header(catalog: Catalog) -> list[str]:
    """The header entry, if there is anything to say in it."""
    text = header_text(catalog)
    lines = _annotations(catalog.header, "#| ")
    if not text and not lines:
        return []
    return ["".join([*lines, 'msgid ""\n', _field("msgstr", text)])]


def _entry(message: Message, prefix: str) -> str:
    """One entry with its comments, each line ended."""
    lines = _annotations(message, "#~| " if prefix else "#| ")
    if message.msgctxt is not None:
        lines.append(_field("msgctxt", message.msgctxt, prefix))
    lines.append(_field("msgid", message.msgid, prefix))
    if message.msgid_plural is None:
        (text,) = message.msgstr  # a second form without a plural is a mistake of the caller, never silently dropped
        lines.append(_field("msgstr", text, prefix))
    else:
        lines.append(_field("msgid_plural", message.msgid_plural, prefix))
        for number, text in enumerate(message.msgstr or ("",)):
            lines.append(_field(f"msgstr[{number}]", text, prefix))
    return "".join(lines)


def _annotations(message: Message, previous_prefix: str) -> list[str]:
    """All that stands above an entry."""
    lines: list[str] = []
    if message.comments:
        lines += _comments("#", message.comments)
    if message.extracted:
        lines += _comments("#.", message.extracted)
    if message.references:
        lines += _references(message.references)
    if message.flags:
        lines.append(f"#, {', '.join(ordered_flags(message.flags))}\n")
    if message.workflow:
        lines.append(f"#= {', '.join(dict.fromkeys(message.workflow))}\n")
    if message.previous is not None:
        lines += _previous(message.previous, message, previous_prefix)
    return lines


def _comments(mark: str, comments: Iterable[str]) -> list[str]:
    """Comment lines; a comment with line breaks becomes several."""
    return [f"{mark} {line}\n" if line else f"{mark}\n" for comment in comments for line in _LINE_END.split(comment)]


def _references(references: Iterable[str]) -> list[str]:
    """The ``#:`` lines: the only ones that msgcat wraps even so, at 79 bytes."""
    lines = []
    line, width = "#:", 2
    for reference in map(_reference, dict.fromkeys(references)):
        length = len(reference.encode(errors="replace")) + 1
        if width > 2 and width + length > _REFERENCES_WIDTH:
            lines.append(f"{line}\n")
            line, width = "#:", 2
        line, width = f"{line} {reference}", width + length
    return [*lines, f"{line}\n"]


def _reference(reference: str) -> str:
    """One reference; a path with blanks goes between U+2068 and U+2069, as gettext writes it since 0.22."""
    reference = without_dot(reference)
    if not _BLANK.search(reference):
        return reference
    match = _SPACED_REFERENCE.fullmatch(reference)
    return f"\u2068{match[1]}\u2069{match[2] or ''}" if match else reference


def _previous(previous: Previous, message: Message, prefix: str) -> list[str]:
    """The previous strings. Gettext wants a msgid among them: where none is noted, it is still the present one."""
    if previous.msgctxt is None and previous.msgid is None and previous.msgid_plural is None:
        return []
    lines = []
    if previous.msgctxt is not None:
        lines.append(_field("msgctxt", previous.msgctxt, prefix))
    lines.append(_field("msgid", message.msgid if previous.msgid is None else previous.msgid, prefix))
    if previous.msgid_plural is not None:
        lines.append(_field("msgid_plural", previous.msgid_plural, prefix))
    return lines


def _field(keyword: str, text: str, prefix: str = "") -> str:
    """A keyword with its string, in lines that end where the text's lines end."""
    if -1 < text.find("\n") < len(text) - 1:
        *whole, rest = text.split("\n")
        pieces = [f'{prefix}"{_escaped(line)}\\n"\n' for line in whole]
        if rest:
            pieces.append(f'{prefix}"{_escaped(rest)}"\n')
        return f'{prefix}{keyword} ""\n{"".join(pieces)}'
    return f'{prefix}{keyword} "{_escaped(text)}"\n'


def _escaped(text: str) -> str:
    r"""The text between quotes; other control characters stay as they are, as msgcat leaves them."""
    if "\\" in text:
        text = text.replace("\\", r"\\")
    if '"' in text:
        text = text.replace('"', r"\"")
    if "\n" in text:
        text = text.replace("\n", r"\n")
    if _CONTROL.search(text):
        text = _CONTROL.sub(lambda match: _CONTROL_ESCAPES[match[0]], text)
    return text


def _require_unique(catalog: Catalog) -> None:
    """Refuse two entries of one key, live or obsolete: gettext would not read the file."""
    seen: set[tuple[str | None, str]] = set()
    found = []
    for message in catalog.messages:
        if message.key in seen:
            found.append(
                Diagnostic(
                    "duplicate-entry",
                    f"two entries for {message.msgctxt or message.msgid!r}",
                    Location(catalog.path, message.line) if catalog.path else None,
                    detail=f"msgid {message.msgid!r}",
                    hint="keep one of them",
                )
            )
        seen.add(message.key)
    if found:
        raise ToolkitError(*found)


def _require_writable(text: str, path: str) -> None:
    """Refuse characters that would make the file unreadable."""
    if match := _IMPOSSIBLE.search(text):
        line = text.count("\n", 0, match.start()) + 1
        raise ToolkitError(
            Diagnostic(
                "impossible-character",
                f"U+{ord(match[0]):04X} cannot stand in a catalog",
                Location(path, line) if path else None,
                detail=text.split("\n")[line - 1].replace(match[0], "\ufffd"),
                hint="remove the character from the text",
            )
        )
