"""The text of a book in files that reading systems can open: a long one is divided between blocks, lists and rows of tables.

Reading systems lay a whole file out before its first page is shown, and some refuse files of some hundred kilobytes.
"""

from __future__ import annotations

from itertools import zip_longest
from xml.etree.ElementTree import Element

LARGEST = 250_000
"""Bytes of a file, its head apart, where a block, an item or a row does not need more by itself."""
_DIVISIBLE = frozenset(("body", "section", "div", "blockquote", "ol", "ul", "li", "dl", "dd", "table", "tbody"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))


def divided(page: Element, largest: int = LARGEST) -> list[Element]:
    """The page, or the pages that it is divided into: what goes on in the next one begins again there, without its id.

    Tables repeat their heads, numbered lists go on with their numbers, and no heading stays behind at the end.
    """
    weights: dict[Element, int] = {}
    body = page.find("body")
    assert body is not None
    if _weigh(body, weights) <= largest:
        return [page]
    divider = _Divider(page, weights, largest)
    divider.begin()
    divider.place_all(list(body))
    return divider.pages


def part_name(number: int) -> str:
    """The file of a page, counted from 0."""
    return f"text-{number + 1}.xhtml" if number else "text.xhtml"


def places(pages: list[Element]) -> dict[str, str]:
    """The file that each id stands in."""
    return {
        element.attrib["id"]: part_name(number)
        for number, page in enumerate(pages)
        for element in page.iter()
        if "id" in element.attrib
    }


def lead_across(page: Element, own: str, files: dict[str, str]) -> None:
    """Makes every link within the text lead into the file that has its place; `own` is the page's own."""
    for element in page.iter():
        file, sign, id = element.get("href", "").partition("#")
        if sign and file in {"", part_name(0)} and (file or own) != files.get(id, own):
            element.set("href", f"{files[id]}#{id}")


def _weigh(element: Element, weights: dict[Element, int]) -> int:
    """The bytes of an element and of each below it, nearly."""
    own = 2 * len(element.tag) + 5 + sum(len(name) + len(value.encode()) + 4 for name, value in element.attrib.items())
    texts = sum(len(text.encode()) for text in (element.text, element.tail) if text)
    weights[element] = own + texts + sum(_weigh(child, weights) for child in element)
    return weights[element]


class _Divider:
    """Puts blocks into one page after the other."""

    def __init__(self, page: Element, weights: dict[Element, int], largest: int) -> None:
        self.pages: list[Element] = []
        self._page = page
        self._weights = weights
        self._largest = largest
        self._used = 0
        self._open: list[tuple[Element, Element]] = []
        """What is being divided, the body first: each with its part in the present page."""
        self._new: set[Element] = set()
        """Of what is open, what has got nothing yet."""
        self._items: dict[Element, int] = {}
        """Of each list that is being divided, how many items stand in pages already."""

    def begin(self) -> None:
        """Begins a page; what is open goes on in it."""
        self._prune()
        page = Element("html", self._page.attrib)
        page.text = "\n"
        head = self._page.find("head")
        body = self._page.find("body")
        assert head is not None
        assert body is not None
        page.append(head)
        self.pages.append(page)
        self._used = 0
        going_on = [whole for whole, _ in self._open] or [body]
        self._open = []
        for whole in going_on:
            first = whole in self._new or len(self.pages) == 1
            self._open_part(whole, self._open[-1][1] if self._open else page, first=first)
        self._new = set()

    def place_all(self, elements: list[Element]) -> None:
        """Puts elements into the present page, or divides them, or begins further pages with them."""
        for element, following in zip_longest(elements, elements[1:]):
            needs = self._need(element)
            if element.tag in _HEADINGS and following is not None:
                needs += self._need(following)
            if self._used and self._used + needs > self._largest:
                self.begin()
            if self._weights[element] > self._largest and _is_divisible(element):
                self._divide(element)
            else:
                self._append(element)

    def _need(self, element: Element) -> int:
        """What an element takes of a page at least: all, or enough for a beginning."""
        weight = self._weights[element]
        return weight if weight <= self._largest or not _is_divisible(element) else self._largest // 4

    def _divide(self, element: Element) -> None:
        self._count(self._open[-1][0])
        self._open_part(element, self._open[-1][1], first=True)
        head = element.find("thead") if element.tag == "table" else None
        self.place_all([child for child in element if child is not head])
        self._open.pop()

    def _open_part(self, whole: Element, parent: Element, *, first: bool) -> None:
        part = Element(whole.tag, whole.attrib)
        part.text, part.tail = whole.text, whole.tail
        if not first:
            part.attrib.pop("id", None)
            if whole.tag == "ol":
                part.set("start", str(int(whole.get("start", "1")) + self._items.get(whole, 0)))
            if whole.tag == "li":  # it has its number already
                part.set("class", " ".join(filter(None, (whole.get("class"), "continued"))))
                if parent.tag == "ol":
                    parent.set("start", str(int(parent.get("start", "1")) - 1))
        parent.append(part)
        self._open.append((whole, part))
        head = whole.find("thead") if whole.tag == "table" else None
        if head is not None:
            part.append(head if first else _without_ids(head))
            self._used += self._weights[head]

    def _append(self, element: Element) -> None:
        whole, part = self._open[-1]
        part.append(element)
        self._count(whole)
        self._used += self._weights[element]

    def _count(self, whole: Element) -> None:
        self._items[whole] = self._items.get(whole, 0) + 1

    def _prune(self) -> None:
        """What was opened in the page and has got nothing stands in the next one only."""
        for place in range(len(self._open) - 1, 0, -1):
            whole, part = self._open[place]
            if len(part) > (whole.tag == "table" and whole.find("thead") is not None):
                return
            self._open[place - 1][1].remove(part)
            self._new.add(whole)


def _is_divisible(element: Element) -> bool:
    """Whether it has blocks within it, and no words beside them."""
    texts = (element.text, *(child.tail for child in element))
    return element.tag in _DIVISIBLE and len(element) > 1 and not any(text and text.strip() for text in texts)


def _without_ids(element: Element) -> Element:
    """A copy for a further page: ids are there once, and notes are referred to where they were."""
    copy = Element(element.tag, {name: value for name, value in element.attrib.items() if name != "id"})
    copy.text, copy.tail = element.text, element.tail
    copy.extend(map(_without_ids, element))
    return copy
