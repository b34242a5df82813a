"""The words of the theme: what Babel finds in its templates, as messages of the domain ``interface``."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from babel.messages.extract import extract
from jinja2 import TemplateSyntaxError
from jinja2.ext import babel_extract

from toolkit.catalog.model import Message
from toolkit.editions.templates import require_inside, template_error

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_KEYWORDS = {"_": None, "ngettext": (1, 2)}
_COMMENT = "TRANSLATORS:"
_TEMPLATES = {".html", ".opf", ".svg", ".xhtml", ".xml"}


def extract_interface(folders: Sequence[Path], *own: Message) -> tuple[Message, ...]:
    """The messages of all templates, in the order of file names and lines; a file goes before a later folder's one.

    Before them stand the project's `own` messages. Raises `ToolkitError` for a template that cannot be read.
    """
    found = {message.key: message for message in own}
    for name, path in _templates(folders):
        for message in _read(name, path):
            found[message.key] = _merged(found[message.key], message) if message.key in found else message
    return tuple(found.values())


def extract_workbench(folder: Path) -> tuple[Message, ...]:
    """The messages of the workbench's scripts in a folder, in the order of file names and lines."""
    found: dict[tuple[str | None, str], Message] = {}
    for path in sorted(folder.glob("*.js")):
        for message in _messages(f"workbench/{path.name}", path, "javascript"):
            found[message.key] = _merged(found[message.key], message) if message.key in found else message
    return tuple(found.values())


def _templates(folders: Sequence[Path]) -> list[tuple[str, Path]]:
    found: dict[str, Path] = {}
    for folder in folders:
        for path in sorted(path for path in folder.glob("*") if path.suffix in _TEMPLATES):
            require_inside(folder, path)
            found.setdefault(path.name, path)
    return sorted(found.items())


def _read(name: str, path: Path) -> tuple[Message, ...]:
    try:
        return _messages(name, path)
    except (TemplateSyntaxError, UnicodeDecodeError) as error:
        raise template_error(error, path.parent, name) or error from None


def _messages(name: str, path: Path, method: Any = babel_extract) -> tuple[Message, ...]:
    return _extracted(name, path.read_bytes(), method)


@lru_cache(1 << 9)
def _extracted(name: str, data: bytes, method: Any) -> tuple[Message, ...]:
    """What is in a file of such contents: a theme seldom changes between two updates of one process."""
    options = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}
    # Babel's and Jinja's annotations of the same protocol differ.
    texts = extract(method, BytesIO(data), _KEYWORDS, [_COMMENT], options, strip_comment_tags=True)
    found = []
    for _, text, comments, _ in texts:
        singular, plural = (text, None) if isinstance(text, str) else (text[0], text[1])
        message = Message(
            msgid=singular,
            msgid_plural=plural,
            msgstr=("",) if plural is None else ("", ""),
            extracted=tuple(line.strip() for line in comments),
            references=(f"theme/{name}",),
        )
        found.append(message)
    return tuple(found)


def _merged(first: Message, second: Message) -> Message:
    return replace(
        first,
        extracted=first.extracted + tuple(line for line in second.extracted if line not in first.extracted),
        references=tuple(dict.fromkeys(first.references + second.references)),
        msgid_plural=first.msgid_plural or second.msgid_plural,
        msgstr=first.msgstr if first.msgid_plural else second.msgstr,
    )
