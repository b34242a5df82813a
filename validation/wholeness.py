"""Checks of single files: ids are unique, nothing is fetched from elsewhere, data can be read."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from validation.model import finding
from validation.references import references, style_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.references import Reference
    from validation.site import Site, Tree


def check_ids(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:  # noqa: ARG001 - the signature is the protocol
    """The ids that stand twice in a page."""
    for tree in site.trees:
        for path, page in tree.pages.items():
            seen = Counter(one.attributes["id"] for one in page.elements if "id" in one.attributes)
            for id, count in seen.items():
                if count > 1 or not id:
                    yield finding("ids", tree.name + path, f"the id {id!r} stands {count} times")


def check_requests(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What a browser would fetch from elsewhere, without the reader's doing."""
    for tree in site.trees:
        for path, page in tree.pages.items():
            yield from _requests(tree, path, references(page))
    for file in files:
        if file.endswith(".css"):
            text = (site.root / file).read_text("utf-8")
            yield from _requests(site.tree, file, style_references(text))


def _requests(tree: Tree, path: str, found: Iterator[Reference]) -> Iterator[Diagnostic]:
    for one in found:
        if one.fetched and not one.url.startswith("data:") and tree.resolve(path, one.url) is None:
            yield finding("requests", tree.name + path, f"{one.url} is fetched from elsewhere", one.line)


def check_data(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """Files and embedded data that no program could read."""
    for file in files:
        data = (site.root / file).read_bytes()
        if message := data_fault(file, data):
            yield finding("data", file, message)
    for path, page in site.tree.pages.items():
        for element, text in page.texts:
            if "json" in element.attributes.get("type", "") and (message := data_fault(".json", text.encode())):
                yield finding("data", path, message, element.line)


def data_fault(file: str, data: bytes) -> str:
    """Why a JSON, XML or CSV file cannot be read; empty if it can."""
    try:
        text = data.decode("utf-8-sig" if file.endswith(".csv") else "utf-8")
        if file.endswith((".xml", ".svg")):
            ElementTree.fromstring(data)  # noqa: S314 - made by this project
        elif file.endswith(".csv"):
            rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
            if len({len(row) for row in rows}) != 1:
                return "the rows have different numbers of columns"
        else:
            json.loads(text)
    except (ValueError, ElementTree.ParseError, csv.Error) as error:
        return f"cannot be read: {error}"
    return ""
