"""A document in whatever file it comes, told by what the file is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, UsageError
from toolkit.exchange.archive import refuse

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.exchange.documents.model import Foreign

ENDINGS = (".docx", ".odt", ".html", ".htm", ".xhtml", ".md", ".markdown")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""Compound files (MS-CFB): Word before 2007, and any office file behind a password."""
_OTHERS = (
    (b"{\\rtf", "this is RTF, whatever its name says"),
    (b"%PDF", "this is a PDF, whatever its name says"),
)


def read_document(path: Path, name: str) -> Foreign:
    """The document in a file.

    Raises `ToolkitError` with one line where it cannot be read or does harm, `UsageError` for a kind that nobody reads.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        hint = f"save it as one of: {', '.join(ENDINGS[:3])}, .md"
        raise UsageError(Diagnostic("format", "this is no document that can be brought in", Location(name), hint=hint))
    require_honest(path, name)
    match ending:
        case ".docx":
            from toolkit.exchange.documents.word import read_word

            return read_word(path, name)
        case ".odt":
            from toolkit.exchange.documents.odt import read_odt

            return read_odt(path, name)
        case ".md" | ".markdown":
            from toolkit.exchange.documents.markdown import read_markdown_file

            return read_markdown_file(path, name)
    from toolkit.exchange.documents.html import read_html

    return read_html(path, name)


def require_honest(path: Path, name: str) -> None:
    """Raises `ToolkitError` with one line for a file that is something else than its name says."""
    try:
        with path.open("rb") as file:
            head = file.read(1 << 16)
    except OSError as error:
        raise refuse(name, f"the file cannot be read: {error.strerror or error}", "check the name") from None
    if head.startswith(_OLD_OFFICE):
        locked = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()[: 1 << 22]
        if locked:
            raise refuse(name, "the file is locked with a password", "save it without a password")
        raise refuse(name, "this is a file of Word before 2007", "open it in Word or LibreOffice and save it as .docx")
    for begin, message in _OTHERS:
        if head.startswith(begin):
            raise refuse(name, message, "open it in Word or LibreOffice and save it as .docx")
    if head.startswith(b"PK") and path.suffix.lower() not in {".docx", ".odt"}:
        raise refuse(name, "this is an office file, whatever its name says", "give it its own ending: .docx or .odt")
