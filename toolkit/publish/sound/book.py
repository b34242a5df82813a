"""An EPUB as far as its soundness shows without EPUBCheck: the archive, the package, and every page as XML (EPUB 3.3)."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from toolkit.publish.sound.page import resolved

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from xml.etree.ElementTree import Element

_MEDIA_TYPE = b"application/epub+zip"
_CONTAINER = "META-INF/container.xml"
_ROOTFILE = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"
_OPF = "{http://www.idpf.org/2007/opf}"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
BROKEN = (ParseError, DefusedXmlException, UnicodeDecodeError, ValueError)


def book_faults(data: bytes, locale: str) -> Iterator[str]:
    """What is wrong with a publication in a language."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            first = archive.infolist()[:1]
            files = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, OSError) as error:
        yield f"the archive cannot be read: {error}"
        return
    if [one.filename for one in first] != ["mimetype"] or first[0].compress_type or files["mimetype"] != _MEDIA_TYPE:
        yield "the archive does not begin with its media type (OCF, 4.3)"
    trees: dict[str, Element] = {}
    for name, content in files.items():
        if name.endswith((".xml", ".opf", ".xhtml", ".svg", ".ncx")):
            try:
                trees[name] = fromstring(content)
            except BROKEN as error:
                yield f"{name} is no XML: {error}"
    root = trees.get(_CONTAINER)
    rootfile = root.find(_ROOTFILE) if root is not None else None
    package = rootfile.get("full-path", "") if rootfile is not None else ""
    if package not in trees:
        yield "the container names no package"
        return
    yield from _package_faults(package, trees[package], frozenset(files))
    yield from _page_faults(trees, frozenset(files), locale)


def _package_faults(path: str, package: Element, files: frozenset[str]) -> Iterator[str]:
    items = {one.get("id", ""): one for one in package.iter(f"{_OPF}item")}
    listed = {resolved(path, one.get("href", "")) for one in items.values()}
    yield from (f"the package lists {name}, which is not there" for name in sorted(listed - files))
    unlisted = {name for name in files - listed if not name.startswith("META-INF/")} - {path, "mimetype"}
    yield from (f"the package does not list {name}" for name in sorted(unlisted))
    spine = [one.get("idref", "") for one in package.iter(f"{_OPF}itemref")]
    if not spine:
        yield "nothing is in the order of reading"
    yield from (f"the order of reading names {one}, which is no item" for one in spine if one not in items)
    if not any("nav" in one.get("properties", "").split() for one in items.values()):
        yield "there is no navigation"


def _page_faults(trees: Mapping[str, Element], files: frozenset[str], locale: str) -> Iterator[str]:
    pages = {name: tree for name, tree in trees.items() if name.endswith(".xhtml")}
    ids: dict[str, set[str]] = {}
    for name, page in pages.items():
        found = [value for one in page.iter() if (value := one.get("id"))]
        ids[name] = set(found)
        yield from (
            f"{name}: the id {one!r} is there twice" for one in sorted({a for a in found if found.count(a) > 1})
        )
        if page.get(_LANG, page.get("lang")) != locale:
            yield f"{name} does not say that it is in {locale}"
    for name, page in pages.items():
        for element in page.iter():
            target = element.get("href", element.get("src", ""))
            address, _, anchor = target.partition("#")
            if not target or ":" in address:
                continue
            place = resolved(name, address)
            if place not in files or (anchor and place in ids and anchor not in ids[place]):
                yield f"{name}: {target} leads to nothing"
