"""How much a page loads at first: itself and what it asks for, compressed as servers do, and every font that it could need."""

from __future__ import annotations

import gzip
import itertools
import re
from typing import TYPE_CHECKING, Any

from lxml.html import document_fromstring

from validation.model import finding
from validation.references import references, style_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.errors import Diagnostic
    from validation.site import Site

LIMIT = 200_000
"""Bytes."""
_FACE = re.compile(r"@font-face\s*\{(?P<rules>[^}]*)\}")
_RANGE = re.compile(r"U\+(?P<first>[0-9A-F]+)(?:-(?P<last>[0-9A-F]+))?", re.IGNORECASE)
_SET_IN = {"code": ("code", "pre", "kbd", "samp"), "italic": ("em", "i", "cite", "dfn", "var", "address")}
_ITALIC = "untranslated"
"""A class of our style sheet."""
_PLAIN = re.compile(r"(?:\s*(?:pair|half|font-\w+)\s*)*")
"""Classes of our style sheet that leave the face as it is."""
_KINDS = {
    "code": re.compile(r"font-family:\s*\"[^\"]*\b(?:Code|Mono)\b"),
    "italic": re.compile(r"font-style:\s*(?:italic|oblique)"),
    "sans": re.compile(r"font-family:\s*\"[^\"]*\bSans\b"),
}
_COMPRESSED = (".woff2", ".png", ".jpg", ".jpeg", ".webp", ".gif")
"""What no server compresses again."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """The pages that are heavier than `LIMIT`."""
    for file in files:
        size = weight(site, file)
        if size > LIMIT:
            yield finding("weight", file, f"the first load takes up to {size:,} bytes; {LIMIT:,} are allowed")


def weight(site: Site, file: str) -> int:
    """Bytes of the first load at most: all faces count that have any character of the page, whatever their weight.

    Italic ones, those for code and those without serifs count where a character stands in what may be set in them: no
    browser asks for others.
    """
    fetched = {file}
    for one in references(site.tree.pages[file]):
        at_first = one.fetched and not one.late and not one.url.startswith("data:")
        path = site.tree.resolve(file, one.url) if at_first else None
        if path in site.tree.files:
            fetched.add(path)
    text = (site.root / file).read_text("utf-8")
    fonts = {font for path in fetched if path.endswith(".css") for font in _fonts(site, path, _characters(text))}
    return sum(_size(site, path) for path in fetched | fonts)


def _characters(text: str) -> dict[str, set[int]]:
    """The characters of a page that are shown at first: all, and those that are set in italics, as code or without serifs.

    What is folded away in `details` is not laid out before somebody opens it, so nothing is fetched for it (HTML 15.5.9).
    """
    page: Any = document_fromstring(text)
    for folded in page.xpath("//details[not(@open)]/*[not(self::summary)]"):
        folded.drop_tree()
    found: dict[str, set[int]] = {"": set(map(ord, page.text_content())), "code": set(), "italic": set()}
    for element in page.iter():
        for kind, names in _SET_IN.items():
            if element.tag in names or (kind == "italic" and _ITALIC in element.get("class", "").split()):
                found[kind].update(map(ord, "".join(map(str, element.itertext()))))
    for words in _running(page):
        setattr(words.getparent(), "tail" if words.is_tail else "text", None)
    found["sans"] = set(map(ord, page.text_content()))
    return found


def _running(page: Any) -> Iterator[Any]:
    """The words of plain paragraphs: set in the page's own face, which has serifs."""
    for paragraph in page.xpath("//main//p[not(ancestor::table or ancestor::figcaption)]"):
        above = (paragraph, *itertools.takewhile(lambda one: one.tag != "main", paragraph.iterancestors()))
        if all(_PLAIN.fullmatch(one.get("class", "")) for one in above):
            yield from paragraph.xpath(".//text()[not(ancestor::*[@class][ancestor::p])]")


def _fonts(site: Site, style: str, characters: Mapping[str, set[int]]) -> Iterator[str]:
    """The font files of a style sheet that have any of the characters that may be set in them."""
    for face in _FACE.finditer((site.root / style).read_text("utf-8")):
        codes = characters[next((kind for kind, sign in _KINDS.items() if sign.search(face["rules"])), "")]
        ranges = [
            range(int(found["first"], 16), int(found["last"] or found["first"], 16) + 1)
            for found in _RANGE.finditer(face["rules"])
        ]
        if not ranges or any(code in one for one in ranges for code in codes):
            for reference in style_references(face["rules"]):
                if path := site.tree.resolve(style, reference.url):
                    yield path


def _size(site: Site, path: str) -> int:
    data = (site.root / path).read_bytes()
    return len(data) if path.endswith(_COMPRESSED) else len(gzip.compress(data, mtime=0))
