"""What documents say by their looks alone: where the title is, which list was typed by hand, which words belong to a picture."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import etree

from toolkit.exchange.documents.arrange import KIND
from toolkit.exchange.documents.model import NOTE, plain_words
from toolkit.exchange.documents.notes import drop

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

    from toolkit.exchange.documents.model import Foreign

_NUMBER = re.compile(r"\s*(\d{1,3})[.)][\s\u00a0]+(?=\S)")
_BULLET = re.compile(r"\s*[•▪◦‣●○■□·][\s\u00a0]+(?=\S)")
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def tidy(foreign: Foreign) -> None:
    """Finds the title, captions and lists that were typed, in place."""
    _take_title(foreign)
    _lift_headings(foreign.body)
    for container in [
        foreign.body,
        *foreign.body.iter("td", "th", "li", "blockquote", "section", "article", "main", "div"),
    ]:
        _caption(container)
        _list_typed(container)


def _take_title(foreign: Foreign) -> None:
    body, properties = foreign.body, foreign.properties
    titles = [one for one in body.iter("p") if one.get(KIND) == "title"]
    words = " ".join(filter(None, map(_words, titles)))
    for one in titles:
        drop(one)
    subtitles = [one for one in body.iter("p") if one.get(KIND) == "subtitle"]
    if subtitles and not properties.subtitle:
        properties.subtitle = " ".join(filter(None, map(_words, subtitles)))
        subtitles_gone = subtitles
    else:
        subtitles_gone = [one for one in subtitles if _words(one) == properties.subtitle]
    for one in subtitles_gone:
        drop(one)
    if not words:
        words = _first_heading(body, properties.title, is_page=foreign.is_page)
    properties.title = words or properties.title


def _first_heading(body: _Element, title: str, *, is_page: bool) -> str:
    """The only heading of the highest level, with all others below it; it is taken out.

    In an office file it must be the only title that there is, and the first thing to be read.
    """
    headings = [one for one in body.iter(*_HEADINGS) if _words(one)]
    if not headings:
        return ""
    first = headings[0]
    only = sum(one.tag == first.tag for one in headings) == 1 and all(one.tag >= first.tag for one in headings)
    if not is_page:
        begins = next((one for one in body if _words(one)), None) is first
        only = only and begins and not title and len(headings) > 1
    if (first.tag == "h1" and only) or _words(first) == title:
        words = _words(first)
        if first.find(f".//sup[@{NOTE}]") is not None:
            return words
        drop(first)
        return words
    return ""


def _lift_headings(body: _Element) -> None:
    """Makes the highest level that is there the first: below the title of a page no level is skipped."""
    headings = list(body.iter(*_HEADINGS))
    highest = min((int(one.tag[1]) for one in headings), default=1)
    for one in headings:
        one.tag = f"h{int(one.tag[1]) - highest + 1}"


def _caption(container: _Element) -> None:
    for one in [child for child in container if child.tag == "p" and child.get(KIND) == "caption"]:
        before, after = one.getprevious(), one.getnext()
        picture = (
            before
            if before is not None and _is_picture(before)
            else after
            if after is not None and _is_picture(after)
            else None
        )
        if picture is None:
            continue
        figure = etree.Element("figure")
        container.replace(picture, figure)
        picture.tail = None
        figure.append(next(picture.iter("img")))
        figure[0].tail = None
        caption = etree.SubElement(figure, "figcaption")
        caption.text = _words(one)
        drop(one)


def _is_picture(element: _Element) -> bool:
    return element.tag == "p" and not _words(element) and sum(1 for _ in element.iter("img")) == 1


def _list_typed(container: _Element) -> None:
    """Makes lists of paragraphs that begin with numbers in their order, or with bullets."""
    for run, ordered in list(_typed_runs(container)):
        first = run[0]
        made = etree.Element("ol" if ordered else "ul")
        container.insert(container.index(first), made)
        for one in run:
            match = (_NUMBER if ordered else _BULLET).match(one.text or "")
            assert match
            if ordered and one is first and match[1] != "1":
                made.set("start", str(int(match[1])))
            one.text = (one.text or "")[match.end() :]
            one.tail = None
            etree.SubElement(made, "li").append(one)


def _typed_runs(container: _Element) -> Iterator[tuple[list[_Element], bool]]:
    run: list[_Element] = []
    last = 0
    ordered = False
    for one in (*container, None):
        text = one.text or "" if one is not None and one.tag == "p" and not one.get(KIND) else ""
        number, bullet = _NUMBER.match(text), _BULLET.match(text)
        goes_on = run and ((ordered and number and int(number[1]) == last + 1) or (not ordered and bullet))
        if not goes_on:
            if len(run) > 1:
                yield run, ordered
            run = []
        if one is not None and (number or bullet) and (goes_on or not run):
            run.append(one)
            ordered, last = bool(number), int(number[1]) if number else 0


def _words(element: _Element) -> str:
    return plain_words(element)
