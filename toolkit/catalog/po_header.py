"""The header of a catalog: the names and values that the msgstr of the empty msgid holds, one a line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.model import Catalog

Headers = tuple[tuple[str, str], ...]
_LINE = re.compile(r"([!-9;-~]+):[ ]?(.*)", re.DOTALL)
_CHARSET = re.compile(r"charset=[^\s;]+", re.IGNORECASE)


def split_headers(text: str) -> Headers:
    """Name and value of each line, in order; a line that is not ``Name: value`` has the empty name."""
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    matches = ((line, _LINE.fullmatch(line)) for line in lines)
    return tuple((match[1], match[2]) if match else ("", line) for line, match in matches)


def join_headers(headers: Headers) -> str:
    """The lines written out, each ended: the regular form that `split_headers` takes apart."""
    return "".join(f"{name}: {value}\n" if name else f"{value}\n" for name, value in headers)


def header_text(catalog: Catalog) -> str:
    """The msgstr of the header entry: as it was read, unless the headers were changed since."""
    raw = catalog.header.msgstr[0] if catalog.header.msgstr else ""
    return raw if raw and split_headers(raw) == catalog.headers else join_headers(catalog.headers)


def as_utf_8(text: str) -> str:
    """The header with the charset that catalogs are written in."""
    return _CHARSET.sub("charset=UTF-8", text, count=1)
