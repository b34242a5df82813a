"""What a page points to: where a reader may go, and what a browser fetches by itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from validation.page import Element, Page

_FETCHED = {
    "img": ("src", "srcset"), "script": ("src",), "iframe": ("src",), "embed": ("src",), "audio": ("src",),
    "video": ("src", "poster"), "source": ("src", "srcset"), "track": ("src",), "object": ("data",),
    "input": ("src",), "form": ("action",), "use": ("href", "xlink:href"), "image": ("href", "xlink:href"),
}  # fmt: skip
"""HTML, 4.8, and SVG 2: elements whose attributes make the browser ask for something, or send something."""
_FETCHED_LINKS = {
    "stylesheet", "icon", "preload", "modulepreload", "prefetch", "preconnect", "dns-prefetch", "manifest",
    "apple-touch-icon", "mask-icon",
}  # fmt: skip
"""HTML, 4.6.7: kinds of links that are fetched without being followed."""
_STYLE_URL = re.compile(r"url\(\s*(['\"]?)(?P<url>[^'\")]*)\1\s*\)|@import\s+(['\"])(?P<imported>[^'\"]*)\3")


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a page."""

    url: str
    line: int
    fetched: bool
    """Whether the browser asks for it without the reader's doing."""
    late: bool = False
    """Whether it does so only where the reader comes near (HTML, 2.5.7: lazy loading), or sends a form."""


def references(page: Page) -> Iterator[Reference]:
    """Every address that a page holds, in its order."""
    for element in page.elements:
        yield from _of_element(element)
    for element, text in page.texts:
        if element.tag == "style":
            yield from style_references(text, element.line)


def style_references(text: str, line: int = 1) -> Iterator[Reference]:
    """Every address in a style sheet; all of them are fetched."""
    for match in _STYLE_URL.finditer(text):
        here = line + text.count("\n", 0, match.start())
        yield Reference((match["url"] or match["imported"] or "").strip(), here, fetched=True)


def _of_element(element: Element) -> Iterator[Reference]:
    attributes = element.attributes
    for name in _FETCHED.get(element.tag, ()):
        if name in attributes:
            urls = [part.split()[0] for part in attributes[name].split(",") if part.split()]
            late = attributes.get("loading") == "lazy" or element.tag == "form"
            yield from (
                Reference(url, element.line, fetched=True, late=late)
                for url in (urls if name == "srcset" else [attributes[name]])
            )
    if element.tag == "link" and "href" in attributes:
        kinds = set(attributes.get("rel", "").lower().split())
        yield Reference(attributes["href"], element.line, fetched=bool(kinds & _FETCHED_LINKS))
    if element.tag in {"a", "area"} and "href" in attributes:
        yield Reference(attributes["href"], element.line, fetched=False)
    if "style" in attributes:
        yield from style_references(attributes["style"], element.line)
