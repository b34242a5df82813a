"""Footnotes in HTML: texts that link back to where they are referred to, whatever program wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from toolkit.exchange.documents.model import NOTE

if TYPE_CHECKING:
    from lxml.etree import _Element

_HOLDERS = frozenset(("li", "div", "aside", "section", "dd", "td"))


def find_notes(body: _Element) -> None:
    """Makes an ``aside`` at the end of each footnote, and an empty ``sup`` of each reference to one, in place."""
    by_name = {name: one for one in body.iter() for name in (one.get("id"), one.get("name")) if name}
    order = {one: place for place, one in enumerate(body.iter())}
    links = [one for one in body.iter("a") if one.get("href", "").startswith("#")]
    notes: dict[_Element, list[_Element]] = {}
    for link in links:
        target = by_name.get(link.get("href", "")[1:])
        note = _holder(target) if target is not None else None
        if target is None or note is None or order[target] < order[link]:  # the way back from a note to its text
            continue
        if link not in set(note.iter()) and _leads_back(note, target, link):
            notes.setdefault(note, []).append(link)
    for number, references in enumerate(notes.values(), start=1):
        for link in references:
            _refer(link, str(number))
    for one in [one for one in body.iter("hr") if "footnote" in one.get("class", "")]:
        drop(one)
    for number, note in enumerate(notes, start=1):
        _move(body, note, str(number))
    for one in list(body.iter("hr")):  # a line that parted the notes from the text
        if notes and all(each.tag == "aside" for each in one.itersiblings()):
            drop(one)


def _holder(target: _Element) -> _Element | None:
    """What holds the text of a note whose name stands at `target`."""
    if target.tag in _HOLDERS:
        return target
    up = next((one for one in target.iterancestors() if one.tag in _HOLDERS), None)
    paragraph = target if target.tag == "p" else next(target.iterancestors("p"), None)
    return paragraph if up is None or up.getparent() is None or up.tag == "td" else up


def _leads_back(note: _Element, target: _Element | None, link: _Element) -> bool:
    """Whether something in the note leads to the place of the link."""
    names = {link.get("id"), link.get("name")}
    parent = link.getparent()
    names |= {parent.get("id")} if parent is not None else set()
    names |= {part.get(key) for part in link for key in ("id", "name")}
    names.discard(None)
    inside = list(note.iter("a")) + ([target] if target is not None and target.tag == "a" else [])
    return any(one.get("href", "").startswith("#") and one.get("href", "")[1:] in names for one in inside)


def _refer(link: _Element, label: str) -> None:
    place = link
    parent = link.getparent()
    if parent is not None and parent.tag == "sup" and len(parent) == 1 and not (parent.text or "").strip():
        place = parent
    tail = place.tail
    place.clear()
    place.tag = "sup"
    place.set(NOTE, label)
    place.tail = tail


def _move(body: _Element, note: _Element, label: str) -> None:
    for link in list(note.iter("a")):
        if link.get("href", "").startswith("#") and not any(
            char.isalpha() for char in "".join(map(str, link.itertext()))
        ):
            drop(link)
    parent = note.getparent()
    aside = etree.SubElement(body, "aside")
    aside.set(NOTE, label)
    if note.tag == "p":
        drop(note)
        aside.append(note)
        note.tail = None
    else:
        aside.text = note.text
        for one in list(note):
            aside.append(one)
        drop(note)
    if parent is not None and parent is not body and not len(parent) and not (parent.text or "").strip():
        drop(parent)


def drop(element: _Element) -> None:
    """Takes an element out of its tree; the text behind it stays."""
    parent = element.getparent()
    if parent is None:
        return
    if element.tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + element.tail
        else:
            parent.text = (parent.text or "") + element.tail
    parent.remove(element)
