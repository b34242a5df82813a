"""The pages that the front end is put into: the document's own, or an empty one for the board and for lists of words."""

from __future__ import annotations

import json
import re
from functools import cache
from html import escape
from typing import TYPE_CHECKING

from toolkit.editions.theme import BUILT_IN

if TYPE_CHECKING:
    from pathlib import Path

FRONT = BUILT_IN / "workbench"
"""The folder of the front end: ES modules and style sheets, used as they are."""
IMPORT = re.compile(r'^import (\{[^}]*\}) from "\./(\w+)\.js"$', re.MULTILINE)
"""How a module takes names from another."""
_MEDIA_TYPES = {".js": "text/javascript", ".css": "text/css"}


def data_element(data: object) -> str:
    """The element of the head that hands data to the front end; nothing in the data can end it."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (
        ("<", "\\u003c"),
        (">", "\\u003e"),
        ("&", "\\u0026"),
        ("\u2028", "\\u2028"),
        ("\u2029", "\\u2029"),
    ):
        text = text.replace(sign, code)
    return f'<script type="application/json" id="workbench-data">{text}</script>'


def head_of(data: object, module: str, *, fonts: bool = True) -> str:
    """What the head of a page of the server needs; without the fonts, as long as they are being made, the page comes at once."""
    styles = ["/fonts/fonts.css"] * fonts + ["/front/workbench.css"]
    links = [f'<link rel="stylesheet" href="{style}">' for style in styles]
    links += [f'<link rel="modulepreload" href="/front/{one}.js">' for one in modules_of(module)]
    return "\n".join((*links, data_element(data), f'<script type="module" src="/front/{module}.js"></script>\n'))


@cache
def modules_of(module: str) -> tuple[str, ...]:
    """A module of the front end and all that it imports, each behind those that it imports itself."""
    text = (FRONT / f"{module}.js").read_text("utf-8")
    inner = (one for _, name in IMPORT.findall(text) for one in modules_of(name))
    return tuple(dict.fromkeys((*inner, module)))


def preloaded(address: str) -> str:
    """Has the browser ask for data while it still reads the page."""
    return f'<link rel="preload" as="fetch" crossorigin href="{escape(address)}">\n'


def empty_page(title: str, language: str, direction: str, head: str) -> str:
    """A page that the front end fills."""
    return (
        f'<!DOCTYPE html>\n<html lang="{escape(language)}" dir="{escape(direction)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f'<title>{escape(title)}</title>\n<link rel="stylesheet" href="/front/screen.css">\n{head}</head>\n'
        '<body class="workbench index">\n<header class="bar"></header>\n<main id="content" class="frame"></main>\n'
        "</body>\n</html>\n"
    )


def front_file(name: str) -> tuple[bytes, str] | None:
    """A file of the front end with its media type; None for any other name."""
    path: Path = FRONT / name
    if "/" in name or path.suffix not in _MEDIA_TYPES or not path.is_file():
        return None
    return path.read_bytes(), _MEDIA_TYPES[path.suffix]
