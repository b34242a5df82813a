"""Opens office files that came from outside: archives of XML, bounded in size, without entities, macros or links to files.

An office file is an archive of parts (ISO/IEC 29500-2; ODF 1.3, part 2). What unpacks to far more than it should, declares
a document type (entities begin there) or carries a program is refused before a parser sees it.
"""

from __future__ import annotations

import re
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

MOST_BYTES = 64 * 2**20
"""Of a file, and of each of its parts unpacked: a book of a thousand pages takes a tenth of it."""
_MOST_UNPACKED = 256 * 2**20
_MOST_PARTS = 10_000
_PROGRAM = re.compile(
    r"(?:^|/)(?:vbaProject|vbaData)\.(?:bin|xml)$|^xl/(?:intl)?macrosheets/|^Basic/|^Scripts/", re.IGNORECASE
)
_OUTSIDE = re.compile(r"[/\\]|[A-Za-z]:")
_DOCTYPE = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


@dataclass(slots=True)
class Archive:
    """The parts of an office file by name."""

    name: str
    """Of the file, as diagnostics call it."""
    parts: dict[str, bytes] = field(default_factory=dict)

    def xml(self, part: str) -> _Element | None:
        """The root of a part; None if there is no such part. Raises `ToolkitError` for one that is not well-formed."""
        return parse_xml(self.parts[part], self.name, part) if part in self.parts else None


def open_archive(path: Path, name: str) -> Archive:
    """All parts of an office file. Raises `ToolkitError` with one line for a file that is none, too large or alive."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse(name, f"the file is larger than {MOST_BYTES >> 20} MiB", "divide it")
        with zipfile.ZipFile(path) as archive:
            return Archive(name, _parts(archive, name))
    except OSError as error:
        raise refuse(name, f"the file cannot be read: {error.strerror or error}", "check the name") from None
    except (zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError):
        hint = "open it in its program and save it again, without a password"
        raise refuse(name, "this is no office file, or it is damaged or locked", hint) from None


def parse_xml(data: bytes, name: str, part: str = "") -> _Element:
    """The root element of XML from outside: no document type, no entity, nothing fetched, bounded depth.

    Raises `ToolkitError` with the line of the first fault.
    """
    from lxml import etree

    where = f"{name}: {part}" if part else name
    if _DOCTYPE.search(data) or (data.startswith(_UTF_16) and _DOCTYPE.search(data.replace(b"\0", b""))):
        raise refuse(where, "the file declares a document type or an entity", "save it again in its program")
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        return etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        line = error.lineno if isinstance(error.lineno, int) and error.lineno > 0 else None
        said = " ".join((error.msg or "damaged").split()).partition(", line")[0]
        message = f"not well-formed XML: {said}"
        raise refuse(where, message, "save it again in its program", line) from None


def refuse(name: str, message: str, hint: str, line: int | None = None) -> ToolkitError:
    """The one line that says why a file is not taken."""
    return ToolkitError(Diagnostic("exchange", message, Location(name, line), hint=hint))


def _parts(archive: zipfile.ZipFile, name: str) -> dict[str, bytes]:
    entries = archive.infolist()
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _MOST_UNPACKED:
        raise refuse(name, "the file unpacks to far more than a document needs", "save it again in its program")
    parts: dict[str, bytes] = {}
    left = _MOST_UNPACKED
    for entry in entries:
        if _PROGRAM.search(entry.filename):
            raise refuse(name, "the file carries a program (macros)", "save it without macros, as .docx, .xlsx or .odt")
        if entry.is_dir():
            continue
        if _OUTSIDE.match(entry.filename) or ".." in PurePosixPath(entry.filename.replace("\\", "/")).parts:
            raise refuse(name, "a part of the file has a path that leads out of it", "save it again in its program")
        with archive.open(entry) as file:
            data = file.read(min(MOST_BYTES, left) + 1)
        left -= len(data)
        if len(data) > MOST_BYTES or left < 0:  # whatever the archive's own list says of sizes
            raise refuse(name, "the file unpacks to far more than a document needs", "save it again in its program")
        parts[entry.filename] = data
    return parts
