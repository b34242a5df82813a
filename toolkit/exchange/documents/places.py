"""The ids that blocks of a document get: names that it has itself, and those that its links lead to."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from toolkit.sources.attributes import NAME, RESERVED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.etree import _Element

_MADE = re.compile(
    r"_.*|OLE_LINK\d*|bookmark\d*|toc-?\d*|ref-?\d*|h\.\w+|kix\.\w+|id\.\w+|\w{0,3}\d{5,}\w*|section-?\d*|heading-?\d*|"
    r"docs-internal.*|anchor\d*|title|content|main|top",
    re.IGNORECASE,
)
"""Names that a program has made, not a person."""
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_NAMED = _HEADINGS | {"p", "ol", "ul"}


def name_places(body: _Element) -> tuple[dict[_Element, str], dict[str, str]]:
    """The id of each block that gets one, and where each name that a link may lead to is now."""
    wanted = {unquote(one.get("href", "")[1:]) for one in body.iter("a") if one.get("href", "").startswith("#")}
    names: dict[_Element, str] = {}
    anchors: dict[str, str] = {}
    taken: set[str] = set(RESERVED)
    for one in body.iter("ol"):
        prefix = _prefix(one) or _own_name(one)
        if prefix == "rec" or "recommendations" in one.get("class", "").split():
            one.set("data-role", "recommendations")
        if prefix not in {"", "rec", *taken}:
            names[one] = prefix
            taken.add(prefix)
    for one, its in _named_blocks(body):
        good = [name for name in its if NAME.fullmatch(name) and not _MADE.fullmatch(name) and name not in taken]
        led = [name for name in its if name in wanted]
        if one.tag in _HEADINGS and good and not _is_counted(good[0]):
            names[one] = good[0]
        elif led and one.tag in _HEADINGS | {"p"} and not _is_in_item(one):
            names[one] = next((name for name in led if name in good), _slug(led[0], taken))
        if one in names:
            taken.add(names[one])
            anchors |= dict.fromkeys(its, names[one])
    return names, anchors


def _named_blocks(body: _Element) -> Iterator[tuple[_Element, list[str]]]:
    """The blocks with the names that stand at them, or in them."""
    waiting: list[str] = []
    for one in body.iter():
        if not isinstance(one.tag, str):
            continue
        own = [
            *one.get("data-names", "").split(),
            *filter(None, (one.get("id"), one.get("name") if one.tag == "a" else None)),
        ]
        if one.tag in _NAMED:
            inner = [
                name for part in one.iterdescendants("a", "span") for name in (part.get("id"), part.get("name")) if name
            ]
            if one.tag in {"ol", "ul"}:
                inner = []
            found = list(dict.fromkeys(unquote(name) for name in (*waiting, *own, *inner)))
            waiting = [] if one.tag not in {"ol", "ul"} else waiting
            if found:
                yield one, found
        elif own and one.tag in {"a", "div", "section", "article", "span", "li"} and not _is_in_text(one):
            waiting += own


def _prefix(element: _Element) -> str:
    """What the names of a list's items have in common that end with their numbers: ``d5`` for d5-1, d5-2."""
    start = element.get("start", "1")
    number = int(start) if start.isdecimal() else 1
    found: set[str] = set()
    items = [one for one in element if one.tag == "li"]
    if element.tag != "ol" or not items:
        return ""
    for place, item in enumerate(items):
        its = [item.get("id", ""), *_names_of(item)]
        ending = f"-{number + place}"
        here = {name.removesuffix(ending) for name in its if name.endswith(ending) and NAME.fullmatch(name)}
        found = here if place == 0 else found & here
    return next(iter(sorted(found)), "")


def _own_name(element: _Element) -> str:
    """The name of a numbered list: its own, or the only one in it, at its beginning."""
    if element.tag != "ol":
        return ""
    by_item = [_names_of(item) for item in element if item.tag == "li"]
    names = [element.get("id", ""), *(by_item[0] if by_item and not any(by_item[1:]) else ())]
    return next((name for name in names if NAME.fullmatch(name) and not _MADE.fullmatch(name)), "")


def _names_of(item: _Element) -> list[str]:
    first = item[0] if len(item) and item[0].tag == "p" else item
    inner = (name for part in first.iter("a", "p", "li") for name in (part.get("id"), part.get("name")) if name)
    return [*first.get("data-names", "").split(), *inner]


def _is_counted(name: str) -> bool:
    return bool(re.fullmatch(r"[A-Za-z]-?\d+", name))


def _is_in_text(element: _Element) -> bool:
    return any(up.tag in _NAMED for up in element.iterancestors())


def _is_in_item(element: _Element) -> bool:
    return any(up.tag in {"li", "td", "th", "dd", "dt", "aside"} for up in element.iterancestors())


def _slug(name: str, taken: set[str]) -> str:
    """A name of its own for a place that only a program has named."""
    base = re.sub(r"[^A-Za-z0-9]+", "-", name).strip("-").lower()
    base = base if re.match(r"[a-z]", base) else f"place-{base}".rstrip("-")
    found, number = base, 1
    while found in taken:
        number += 1
        found = f"{base}-{number}"
    return found
