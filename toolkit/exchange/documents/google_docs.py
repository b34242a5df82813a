"""Pages that Google Docs has written: emphasis by classes, lists within lists side by side, links by way of its own address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

if TYPE_CHECKING:
    from lxml.etree import _Element

_RULE = re.compile(r"\.([\w-]{1,40})\{([^{}]{0,2000})\}")
_EMPHASIS = re.compile(
    r"(?:font-weight:\s*(?:bold|[6-9]00)|font-style:\s*italic|text-decoration:\s*line-through)(?=;|\}|$)"
)
_LIST = re.compile(r"(?:^|\s)lst-([\w]+)-(\d)(?=\s|$)")
_DETOUR = ("google.com", "www.google.com")


def tidy_google(root: _Element) -> None:
    """Makes of a page what other programs write; a page of another program stays as it is."""
    rules = {
        name: ";".join(found)
        for style in root.iter("style")
        for name, said in _RULE.findall(style.text or "")
        if (found := _EMPHASIS.findall(said))
    }
    for span in root.iter("span"):
        looks = [rules[name] for name in span.get("class", "").split() if name in rules]
        if looks:
            span.set("style", ";".join([*looks, span.get("style", "")]))
    for link in root.iter("a"):
        if address := link.get("href"):
            link.set("href", _direct(address))
    for one in [one for one in root.iter("ul", "ol") if _LIST.search(one.get("class", ""))]:
        _put_within(one)


def _direct(address: str) -> str:
    """Where a link leads that goes by way of Google."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    if parts.netloc not in _DETOUR or parts.path != "/url":
        return address
    return next(iter(parse_qs(parts.query).get("q", ())), address)


def _put_within(one: _Element) -> None:
    """A list goes into the item before it that it belongs to, or goes on with the list that it was cut from."""
    before = one.getprevious()
    match = _LIST.search(one.get("class", ""))
    if before is None or match is None or (before.tail or "").strip():
        return
    name, depth = match[1], int(match[2])
    while True:
        known = _LIST.search(before.get("class", "")) if before.tag in ("ul", "ol") else None
        if known is None or known[1] != name or not len(before) or int(known[2]) > depth:
            return
        if int(known[2]) == depth:
            if before.tag == one.tag:
                before.extend(list(one))
                _remove(one)
            return
        inner = [part for part in before[-1] if part.tag in ("ul", "ol")]
        if not inner:
            _remove(one)
            before[-1].append(one)
            return
        before = inner[-1]


def _remove(one: _Element) -> None:
    parent = one.getparent()
    if parent is not None:
        parent.remove(one)
