"""What WeasyPrint 70 leaves open in the finished tag tree: whole list items, notes, contents, what goes over the end of a page."""

from __future__ import annotations

from typing import Any

import pydyf

CONTENTS = "/TOC"
NOTE = "/Note"
_IN_ITEM = ("/Lbl", "/LBody")


def complete(pdf: pydyf.PDF) -> None:
    """Mends the finished tag tree, and says how pages are numbered."""
    objects = {int(thing.reference.split()[0]): thing for thing in pdf.objects if thing.number}
    _join_pages(pdf, objects)
    for thing in tuple(pdf.objects):
        if isinstance(thing, pydyf.Dictionary) and thing.get("Type") == "/StructElem":
            if thing["S"] == "/LI":
                _wrap_item(pdf, thing, objects)
                if "ID" in thing:
                    _make_note(pdf, thing, objects)
            elif thing["S"] == CONTENTS:
                _make_contents(thing, objects)
            elif thing["S"] == "/L":
                _join_terms(thing, objects)
    _list_ids(pdf)
    if "AF" in pdf.catalog:
        pdf.catalog["AF"] = pydyf.Array(dict.fromkeys(pdf.catalog["AF"]))
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": pydyf.Array([0, pydyf.Dictionary({"S": "/D"})])})


def _kids(element: Any, objects: dict[int, Any]) -> list[Any]:
    """The structure elements right below an element."""
    numbers = [int(kid.split()[0]) for kid in element["K"] if isinstance(kid, (str, bytes)) and len(kid.split()) == 3]
    return [objects[number] for number in numbers if objects[number].get("Type") == "/StructElem"]


def _wrap_item(pdf: pydyf.PDF, item: Any, objects: dict[int, Any]) -> None:
    """A list item has a label and one body (ISO 32000-1, 14.8.4.3.3); further paragraphs go into the body."""
    kids = _kids(item, objects)
    if all(kid["S"] in _IN_ITEM for kid in kids):
        return
    body = pydyf.Dictionary(
        {"Type": "/StructElem", "S": "/LBody", "K": pydyf.Array(), "Pg": item["Pg"], "P": item.reference}
    )
    _add(pdf, body, objects)
    label = [kid for kid in kids if kid["S"] == "/Lbl"]
    for kid in kids:
        if kid in label:
            continue
        if kid["S"] == "/LBody":
            kid["S"] = "/NonStruct"
        kid["P"] = body.reference
        body["K"].append(kid.reference)
    item["K"] = pydyf.Array([*(kid.reference for kid in label), body.reference])


def _make_note(pdf: pydyf.PDF, item: Any, objects: dict[int, Any]) -> None:
    """What the body of a list item holds becomes a note, with the identifier that the item was given."""
    for body in _kids(item, objects):
        if body["S"] == "/LBody":
            note = pydyf.Dictionary({"Type": "/StructElem", "S": NOTE, "K": body["K"], "Pg": body["Pg"]})
            note |= {"P": body.reference, "ID": item.pop("ID")}
            _add(pdf, note, objects)
            for kid in _kids(note, objects):
                kid["P"] = note.reference
            body["K"] = pydyf.Array([note.reference])


def _add(pdf: pydyf.PDF, element: Any, objects: dict[int, Any]) -> None:
    pdf.add_object(element)
    objects[element.number] = element


def _list_ids(pdf: pydyf.PDF) -> None:
    """The index of identifiers, of notes and of table headers (ISO 32000-1, 14.7.2)."""
    dictionaries = [thing for thing in pdf.objects if isinstance(thing, pydyf.Dictionary)]
    named = {
        thing["ID"].string: thing for thing in dictionaries if thing.get("Type") == "/StructElem" and "ID" in thing
    }
    names = pydyf.Array()
    for name in sorted(named):
        names += [named[name]["ID"], named[name].reference]
    for root in dictionaries:
        if root.get("Type") == "/StructTreeRoot" and names:
            root["IDTree"] = pydyf.Dictionary({"Names": names})


def _join_pages(pdf: pydyf.PDF, objects: dict[int, Any]) -> None:
    """What goes over the end of a page is one element, not one a page; outer elements stand before inner ones in the file."""
    first: dict[tuple[Any, str], Any] = {}
    for element in pdf.objects:
        if not hasattr(element, "origin"):
            continue
        whole = first.setdefault((element.origin, element["S"]), element)
        if whole is element or whole["Pg"] == element["Pg"]:
            continue
        if element["S"] == "/Table":
            _rename_headers(element, whole, objects)
        for kid in _kids(element, objects):
            kid["P"] = whole.reference
            whole["K"].append(kid.reference)
        parent = objects[int(element["P"].split()[0])]
        parent["K"] = pydyf.Array(kid for kid in parent["K"] if kid != element.reference)
        element.clear()


def _rename_headers(part: Any, whole: Any, objects: dict[int, Any]) -> None:
    """The cells in a later part of a table name the headers of its first part (ISO 32000-1, 14.8.5.7)."""
    for group in _kids(part, objects):
        for row in _kids(group, objects):
            for cell in _kids(row, objects):
                names = cell["A"].get("Headers", pydyf.Array())
                names[:] = [pydyf.String(one.string.replace(f"{part.number}-", f"{whole.number}-", 1)) for one in names]


def _join_terms(terms: Any, objects: dict[int, Any]) -> None:
    """A term and its description are one item: the term is its label (ISO 32000-1, 14.8.4.3.3)."""
    items: list[Any] = []
    for item in _kids(terms, objects):
        kinds = [kid["S"] for kid in _kids(item, objects)]
        if kinds == ["/LBody"] and items and [kid["S"] for kid in _kids(items[-1], objects)] == ["/Lbl"]:
            for kid in _kids(item, objects):
                kid["P"] = items[-1].reference
                items[-1]["K"].append(kid.reference)
        else:
            items.append(item)
    terms["K"] = pydyf.Array(item.reference for item in items)


def _make_contents(contents: Any, objects: dict[int, Any]) -> None:
    """The list of a table of contents as TOC and TOCI, each with its reference (ISO 32000-1, 14.8.4.2)."""
    for item in _kids(contents, objects):
        if item["S"] == "/L":
            item["S"] = CONTENTS
            _make_contents(item, objects)
        elif item["S"] == "/LI":
            item["S"] = "/TOCI"
            for body in _kids(item, objects):
                body["S"] = "/Reference"
                _lift_lists(body, item, objects)


def _lift_lists(body: Any, item: Any, objects: dict[int, Any]) -> None:
    """Lists within a reference of the contents are contents beside it."""
    for below in _kids(body, objects):
        if below["S"] in {"/L", CONTENTS}:
            below["S"], below["P"] = CONTENTS, item.reference
            below.pop("A", None)
            body["K"] = pydyf.Array(kid for kid in body["K"] if kid != below.reference)
            item["K"].append(below.reference)
            _make_contents(below, objects)
