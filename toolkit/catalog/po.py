"""PO files: read every legal one, refuse the others with all their errors, write the one canonical form.

The format is the one of the GNU gettext manual, "The Format of PO Files"; the canonical form is what
``msgcat --no-wrap`` prints, byte for byte. Reading and writing are inverse: ``parse_po(format_po(c).encode())``
gives `c` again if its obsolete messages stand last and its flags in canonical order, and nothing else is changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.po_decode import decode_po
from toolkit.catalog.po_read import PoReader
from toolkit.catalog.po_write import format_po
from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.system.files import read_file, write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.catalog.model import Catalog

__all__ = ["format_po", "parse_po", "read_po", "write_po"]

SHOWN = 100
"""So many errors of one file are listed; of a file that is not a catalog at all nobody wants more."""


def parse_po(data: bytes, path: str) -> Catalog:
    """The catalog that the bytes of a PO or POT file hold; `path` is what diagnostics call it.

    Raises `ToolkitError` with the diagnostics of everything that is wrong, in the order of lines.
    """
    decoded = decode_po(data, path)
    reader = PoReader(path, decoded.charset, decoded.diagnostics)
    catalog = reader.read(decoded.text)
    if reader.diagnostics:
        raise ToolkitError(*_shortened(reader.diagnostics, path))
    return catalog


def read_po(path: Path, name: str | None = None) -> Catalog:
    """The catalog in a file; `name` is what diagnostics call it (relative to the project), by default its path.

    Raises `ToolkitError`: ``unreadable`` if there is no such file or it may not be read, else as `parse_po`.
    """
    name = path.as_posix() if name is None else name
    try:
        data = read_file(path)
    except OSError as error:
        raise ToolkitError(_unreadable(name, error)) from error
    return parse_po(data, name)


def write_po(catalog: Catalog, path: Path) -> bool:
    """Write the canonical form, whole or not at all; False if the file holds these bytes already and is left alone.

    Raises `ToolkitError` if the catalog holds what no PO file can, or the place cannot be written.
    """
    data = format_po(catalog).encode()
    try:
        if read_file(path) == data:
            return False
    except OSError:
        pass  # not there yet, or writing it will tell what is wrong
    write_atomically(path, data)
    return True


def _shortened(found: list[Diagnostic], path: str) -> list[Diagnostic]:
    """The diagnostics by line, the end of a very long list replaced with its length."""
    found = sorted(found, key=lambda one: (one.location and one.location.line) or 0)
    if len(found) <= SHOWN:
        return found
    hint = "mend these first; is it a catalog at all?"
    rest = Diagnostic("more-errors", f"{len(found) - SHOWN} more errors in this file", Location(path), hint=hint)
    return [*found[:SHOWN], rest]


def _unreadable(name: str, error: OSError) -> Diagnostic:
    if isinstance(error, FileNotFoundError):
        message, hint = (
            "there is no such catalog",
            "check the name, or run `polyedition update` to create it",
        )
    elif isinstance(error, IsADirectoryError):
        message, hint = (
            "this is a folder, not a catalog",
            "name a file that ends in .po or .pot",
        )
    else:
        message, hint = "the catalog cannot be read", "check that you may read the file"
    return Diagnostic("unreadable", message, Location(name), detail=error.strerror or "", hint=hint)
