"""The inside of an EPUB, as its package document describes it (EPUB 3.3, 5)."""

from __future__ import annotations

import posixpath
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote
from xml.etree import ElementTree

if TYPE_CHECKING:
    import zipfile

OPF = "{http://www.idpf.org/2007/opf}"
_ROOTFILE = ".//{urn:oasis:names:tc:opendocument:xmlns:container}rootfile"


@dataclass(frozen=True, slots=True)
class Package:
    """What a package document says."""

    path: str
    root: ElementTree.Element
    spine: tuple[str, ...]
    """Paths of the documents, in reading order."""
    navigation: str
    """The path of the navigation document; empty if there is none."""
    pictures: tuple[str, ...]
    """Paths of the images that belong to the content: the cover says nothing that the title does not say."""


def package_of(archive: zipfile.ZipFile) -> Package:
    """The package of a publication. Raises `KeyError`, `ValueError` or `ElementTree.ParseError` where it is broken."""
    container = ElementTree.fromstring(archive.read("META-INF/container.xml"))  # noqa: S314 - made by this project
    rootfile = container.find(_ROOTFILE)
    if rootfile is None:
        raise ValueError("the container names no package document")
    path = rootfile.attrib["full-path"]
    root = ElementTree.fromstring(archive.read(path))  # noqa: S314
    items = {item.attrib["id"]: item for item in root.iter(f"{OPF}item")}
    return Package(
        path,
        root,
        tuple(_path(path, items[one.attrib["idref"]]) for one in root.iter(f"{OPF}itemref")),
        next((_path(path, item) for item in items.values() if "nav" in _properties(item)), ""),
        tuple(_path(path, item) for item in items.values() if _is_picture(item)),
    )


def _path(package: str, item: ElementTree.Element) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(package), unquote(item.attrib["href"])))


def _properties(item: ElementTree.Element) -> list[str]:
    return item.get("properties", "").split()


def _is_picture(item: ElementTree.Element) -> bool:
    return item.get("media-type", "").startswith("image/") and "cover-image" not in _properties(item)
