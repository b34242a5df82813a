"""Reads a page into what the checks ask for: its elements, each with its line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from html.parser import HTMLParser

_SPOKEN = ("style", "script")


@dataclass(frozen=True, slots=True)
class Element:
    """A start tag."""

    tag: str
    attributes: dict[str, str]
    line: int


@dataclass(frozen=True)
class Page:
    """A page, as far as the checks look at it."""

    elements: list[Element] = field(default_factory=list)
    texts: list[tuple[Element, str]] = field(default_factory=list)
    """The contents of style and script elements."""

    @cached_property
    def ids(self) -> frozenset[str]:
        """Every id, once."""
        return frozenset(one.attributes["id"] for one in self.elements if "id" in one.attributes)

    @property
    def language(self) -> str:
        """The language of the whole page; empty if it does not say."""
        return next((one.attributes.get("lang", "") for one in self.elements if one.tag == "html"), "")


def read_page(text: str) -> Page:
    """The elements of an HTML or XHTML page. Never fails: what is no markup is left to the Nu checker."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.page


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.page = Page()
        self._within: Element | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = Element(tag, {name: value or "" for name, value in attrs}, self.getpos()[0])
        self.page.elements.append(element)
        self._within = element if tag in _SPOKEN else None

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        self._within = None

    def handle_endtag(self, tag: str) -> None:
        if self._within and tag == self._within.tag:
            self._within = None

    def handle_data(self, data: str) -> None:
        if self._within:
            self.page.texts.append((self._within, data))
