"""Reads the structure tree of a tagged PDF (ISO 32000-1, 14.7) with the text of every element."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    import pikepdf

Place = tuple[int, int]
"""A page, from 0, and a marked-content sequence on it."""


@dataclass(frozen=True)
class Tag:
    """A structure element."""

    kind: str
    """Its standard type, ``H1``, after the role map."""
    language: str = ""
    """What it says of its own language; empty if nothing."""
    alternative: str = ""
    title: str = ""
    numbering: str = ""
    """Of a list: the value of ListNumbering."""
    parts: list[Tag | Place] = field(default_factory=list)
    annotations: list[pikepdf.Object] = field(default_factory=list)

    @property
    def children(self) -> list[Tag]:
        """The elements right below it."""
        return [part for part in self.parts if isinstance(part, Tag)]

    def walk(self) -> Iterator[Tag]:
        """It and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def places(self) -> Iterator[Place]:
        """The content of it and of all below it, in reading order."""
        for part in self.parts:
            if isinstance(part, Tag):
                yield from part.places()
            else:
                yield part

    def text(self, texts: Mapping[Place, str], without: frozenset[str] = frozenset()) -> str:
        """Its text in reading order, without that of elements of some kinds."""
        found = ""
        for part in self.parts:
            if not isinstance(part, Tag):
                found += texts.get(part, "")
            elif part.kind not in without:
                found += part.text(texts, without)
        return found


@dataclass(frozen=True, slots=True)
class Tagged:
    """A PDF, as far as the checks look at it."""

    roots: Sequence[Tag]
    texts: Mapping[Place, str]

    @property
    def tags(self) -> list[Tag]:
        """All elements in reading order."""
        return [tag for root in self.roots for tag in root.walk()]


def read_structure(pdf: pikepdf.Pdf) -> list[Tag]:
    """The elements at the root of a PDF's structure tree; none if it has no tree."""
    root = pdf.Root.get("/StructTreeRoot")
    if root is None:
        return []
    pages = {_name(page.obj): number for number, page in enumerate(pdf.pages)}
    roles = {str(name): str(kind) for name, kind in root.get("/RoleMap", {}).items()}
    return [part for kid in _kids(root) if isinstance(part := _part(kid, None, pages, roles, Tag("")), Tag)]


def _name(page: pikepdf.Object) -> tuple[int, int]:
    number, generation = page.objgen
    return int(number), int(generation)


def _kids(element: pikepdf.Object) -> list[pikepdf.Object]:
    import pikepdf

    kids = element.get("/K")
    return [] if kids is None else list(kids) if isinstance(kids, pikepdf.Array) else [kids]


def _part(
    kid: pikepdf.Object, page: int | None, pages: Mapping[tuple[int, int], int], roles: Mapping[str, str], owner: Tag
) -> Tag | Place | None:
    """What an entry of ``K`` stands for; an annotation goes to its owner."""
    if isinstance(kid, int):
        return None if page is None else (page, kid)
    if "/Pg" in kid:
        page = pages.get(_name(kid.Pg))
    if "/MCID" in kid:
        return None if page is None else (page, int(kid.MCID))
    if "/Obj" in kid:
        owner.annotations.append(kid.Obj)
        return None
    kind = str(kid.S)
    tag = Tag(
        roles.get(kind, kind).removeprefix("/"),
        str(kid.get("/Lang", "")),
        str(kid.get("/Alt", kid.get("/ActualText", ""))),
        str(kid.get("/T", "")),
        _numbering(kid),
    )
    parts = (_part(one, page, pages, roles, tag) for one in _kids(kid))
    tag.parts.extend(part for part in parts if part is not None)
    return tag


def _numbering(element: pikepdf.Object) -> str:
    import pikepdf

    attributes = element.get("/A")
    each = [] if attributes is None else attributes if isinstance(attributes, pikepdf.Array) else [attributes]
    return next((str(one.ListNumbering).removeprefix("/") for one in each if "/ListNumbering" in one), "")


def read_texts(path: Path) -> dict[Place, str]:
    """The text of every marked-content sequence; artifacts are left out. By PDFium, which maps glyphs to letters."""
    import pypdfium2
    from pypdfium2 import raw

    texts: dict[Place, str] = {}
    with pypdfium2.PdfDocument(path) as document:
        for number, page in enumerate(document):
            reader = page.get_textpage()
            for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
                sequence = raw.FPDFPageObj_GetMarkedContentID(item.raw)
                if sequence >= 0:
                    place = (number, sequence)
                    texts[place] = texts.get(place, "") + _object_text(item.raw, reader.raw)
    return texts


def _object_text(item: Any, reader: Any) -> str:
    from pypdfium2 import raw

    size = raw.FPDFTextObj_GetText(item, reader, None, 0)
    buffer = ctypes.create_string_buffer(size)
    raw.FPDFTextObj_GetText(item, reader, ctypes.cast(buffer, ctypes.POINTER(raw.FPDF_WCHAR)), size)
    return buffer.raw.decode("utf-16-le").rstrip("\0")
