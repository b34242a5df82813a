"""Markdown files: those that our reader takes are kept as they are, others go through HTML."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.errors import ToolkitError
from toolkit.exchange.archive import MOST_BYTES, refuse
from toolkit.exchange.documents.html import tree_of
from toolkit.exchange.documents.model import Properties
from toolkit.sources.dialect import foreign_html, foreign_properties
from toolkit.sources.frontmatter import divide
from toolkit.sources.markdown import parse_markdown

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.exchange.documents.model import Foreign


def read_markdown_file(path: Path, name: str) -> Foreign:
    """The document in a Markdown file. Raises `ToolkitError` with one line for a file that is no text."""
    text = read_text(path, name)
    head, body, _ = divide(text)
    found = tree_of(foreign_html(body).encode(), name, path.parent)
    pairs = foreign_properties(head or "")
    from toolkit.exchange.documents.office_properties import properties_of

    found.properties = properties_of(pairs) if pairs else Properties()
    found.is_page = not found.properties.title  # where the front matter names the title, the first heading is none
    return found


def own_source(path: Path, name: str) -> str | None:
    """The text of a file that is a source of ours already, front matter and all; None for any other."""
    text = read_text(path, name)
    try:
        parse_markdown(text, name, path.stem)
    except ToolkitError:
        return None
    return text


def read_text(path: Path, name: str) -> str:
    """The text of a file, its line ends as ours. Raises `ToolkitError` for one that is no text."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise refuse(name, f"the file is larger than {MOST_BYTES >> 20} MiB", "divide it")
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise refuse(name, f"the file cannot be read: {error.strerror or error}", "check the name") from None
    except UnicodeDecodeError:
        raise refuse(name, "the file is not UTF-8", "save the file in the encoding UTF-8") from None
    if "\0" in text:
        raise refuse(name, "the file is no text", "name a file of Markdown")
    return re.sub(r"\r\n?", "\n", text)
