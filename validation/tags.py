"""What veraPDF does not judge of a tagged PDF: whether its tags say what the page says.

The rules are those of ISO 32000-1, 14.8 (structure types), ISO 14289-1 (PDF/UA-1) and the conditions of the Matterhorn
Protocol that it leaves to people; `compared` holds it against the edition in HTML.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from validation.compared import (
    HEADINGS,
    comparison_faults,
    label_faults,
    letters_in_no_order,
    letters_of,
    out_of_order,
    without_labels,
)
from validation.model import finding
from validation.outline import read_outline
from validation.structure import Tagged, read_structure, read_texts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    import pikepdf

    from toolkit.errors import Diagnostic
    from validation.outline import Outline
    from validation.site import Site
    from validation.structure import Place, Tag

_WITHIN = {
    "LI": ("L",), "Lbl": ("LI", "TOCI", "Note", "P", "Caption", "Reference", "BibEntry"), "LBody": ("LI",),
    "TOCI": ("TOC",), "TOC": ("TOC", "TOCI", "Document", "Part", "Sect", "Div", "NonStruct", "Art"),
    "TR": ("Table", "THead", "TBody", "TFoot"), "TH": ("TR",), "TD": ("TR",), "THead": ("Table",), "TBody": ("Table",),
    "TFoot": ("Table",),
}  # fmt: skip
"""ISO 32000-1, tables 333, 336 and 337: where alone an element may stand."""
_BELOW = {"L": ("Caption", "L", "LI"), "LI": ("Lbl", "LBody"), "TOC": ("Caption", "TOC", "TOCI")}
"""What alone may stand right below an element."""
_KINDS = {
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index", "NonStruct", "Private", "P",
    "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl", "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot",
    "Span", "Quote", "Note", "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT",
    "WP", "Figure", "Formula", "Form",
}  # fmt: skip
"""ISO 32000-1, 14.8.4: the standard structure types."""
_RELATIONSHIPS = ("/Source", "/Data", "/Alternative", "/Supplement")
"""ISO 19005-3, 6.8, without Unspecified, which says nothing."""
_LEADER = ". . ."
"""What leads to a page number, and is no content (ISO 14289-1, 7.1)."""
_SIDE_BY_SIDE = "parallel"
"""The folder of editions in two languages."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """What a listener would miss in each PDF, or hear wrongly."""
    import pikepdf

    for file in files:
        path = site.root / file
        page = path.with_suffix(".html")
        try:
            outline = read_outline(page.read_text("utf-8")) if page.is_file() else None
            yield from (finding("tags", file, message) for message in _gathered(_faults(path, outline)))
        except pikepdf.PdfError as error:
            yield finding("tags", file, f"cannot be opened: {error}")


def _gathered(messages: Iterable[str]) -> Iterator[str]:
    """Each kind of message once, with its first example: what stands before the colon is the kind."""
    examples: dict[str, list[str]] = {}
    for message in messages:
        kind, _, example = message.partition(": ")
        examples.setdefault(kind, []).append(example)
    for kind, found in examples.items():
        message = f"{kind}: {found[0]}" if found[0] else kind
        yield message if len(found) == 1 else f"{message} ({len(found)} times)"


def _faults(path: Path, outline: Outline | None) -> Iterator[str]:
    import pikepdf

    with pikepdf.open(path) as pdf:
        yield from catalog_faults(pdf)
        yield from attachment_faults(pdf)
        tagged = Tagged(read_structure(pdf), read_texts(path))
        yield from structure_faults(tagged)
        yield from link_faults(tagged)
        language = str(pdf.Root.get("/Lang", ""))
        yield from bookmark_faults(pdf, tagged)
        if outline:
            letters = letters_in_no_order if path.parent.parent.name == _SIDE_BY_SIDE else letters_of
            yield from comparison_faults(tagged, outline, language, letters)
            yield from label_faults(tagged, outline, language)


# -- the document ---------------------------------------------------------------------------------


def catalog_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What the catalog and the pages do not say: title, labels, marks, order of tabs."""
    import pikepdf

    root, nothing = pdf.Root, pikepdf.Dictionary()
    if not root.get("/ViewerPreferences", nothing).get("/DisplayDocTitle"):
        yield "the title is not shown in the window (ISO 14289-1, 7.1)"
    if not {"/Nums", "/Kids"} & set(root.get("/PageLabels", nothing).keys()):
        yield "pages have no labels"
    marks = root.get("/MarkInfo", nothing)
    if not marks.get("/Marked") or marks.get("/Suspects"):
        yield "it does not say that it is tagged, or says that its tags are suspect (ISO 14289-1, 7.1)"
    title = str(pdf.docinfo.get("/Title", ""))
    with pdf.open_metadata() as metadata:
        if not title or title != str(metadata.get("dc:title", "")):
            yield f"Info says {title!r}, XMP says {metadata.get('dc:title', '')!r}"
    for number, page in enumerate(pdf.pages, 1):
        if "/StructParents" not in page:
            yield f"a page has no StructParents: {number}"
        if page.get("/Tabs") != "/S":
            yield f"tabs do not follow the structure (ISO 14289-1, 7.18.3): page {number}"


def attachment_faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """Attachments that do not say what they are to the document, or carry another date than it or than each other."""
    import pikepdf

    nothing = pikepdf.Dictionary()
    day = str(pdf.docinfo.get("/ModDate", ""))[:10]
    files = {str(file.get("/UF", file.get("/F", ""))): file for file in pdf.Root.get("/AF", ())}
    if len(files) != len(pdf.Root.get("/AF", ())):
        yield "attachments stand several times among the associated files (ISO 19005-3, 6.8)"
    for name, file in files.items():
        if file.get("/AFRelationship") not in _RELATIONSHIPS:
            yield f"{name} does not say what it is to the document (ISO 19005-3, 6.8)"
        if not str(file.get("/Desc", "")):
            yield f"{name} has no description"
        parameters = file.get("/EF", nothing).get("/F", nothing).get("/Params", nothing)
        for date in ("/CreationDate", "/ModDate"):
            value = str(parameters.get(date, "none"))
            day = day or value[:10]
            if value[:10] != day or value == "none":
                yield f"{name}, {date[1:]}: {value} instead of {day}"


# -- the tree -------------------------------------------------------------------------------------


def structure_faults(tagged: Tagged) -> Iterator[str]:
    """Elements in wrong places, headings that skip a level, lists without labels, content outside of the tree."""
    if [root.kind for root in tagged.roots] != ["Document"]:
        yield f"the tree's root is {', '.join(root.kind for root in tagged.roots) or 'missing'} instead of Document"
    for tag in tagged.tags:
        if tag.kind not in _KINDS:
            yield f"there is no structure type {tag.kind}"
        for child in tag.children:
            if tag.kind not in _WITHIN.get(child.kind, (tag.kind,)) or child.kind not in _BELOW.get(
                tag.kind, (child.kind,)
            ):
                yield f"{child.kind} stands in {tag.kind}"
        if tag.kind == "Figure" and not tag.alternative:
            yield "a figure has no alternative text (ISO 14289-1, 7.3)"
    yield from _heading_faults([tag.kind for tag in tagged.tags if tag.kind in HEADINGS])
    for tag in tagged.tags:
        if tag.kind == "L":
            yield from _list_faults(tag, tagged.texts)
        if tag.kind == "TOCI" and _LEADER in tag.text(tagged.texts):
            yield f"the dots of the contents are read aloud: {tag.text(tagged.texts)[:40]!r}"
    yield from _content_faults(tagged)


def _heading_faults(kinds: Sequence[str]) -> Iterator[str]:
    levels = [int(kind[1]) for kind in kinds]
    if not levels or levels[0] != 1:
        yield f"the first heading is {kinds[0] if kinds else 'missing'} instead of H1 (ISO 14289-1, 7.4)"
    for before, after in pairwise(levels):
        if after > before + 1:
            yield f"H{after} follows H{before} (ISO 14289-1, 7.4.2)"


def _list_faults(tag: Tag, texts: Mapping[Place, str]) -> Iterator[str]:
    items = [child for child in tag.children if child.kind == "LI"]
    for item in items:
        kinds = [child.kind for child in item.children]
        if kinds not in (["Lbl", "LBody"], ["Lbl"]):
            words = " ".join(item.text(texts).split())[:40]
            yield f"an item of a list is {' and '.join(kinds) or 'empty'} instead of Lbl and LBody: {words!r}"
    labels = [child.text(texts) for item in items for child in item.children if child.kind == "Lbl"]
    if (
        any(map(letters_of, labels))
        and tag.numbering in {"", "None"}
        and any(label.strip()[-1:] in ".)" for label in labels)
    ):
        yield f"a numbered list has no ListNumbering (ISO 14289-1, 7.6; Matterhorn 16-001): {labels[0].strip()}"


def _content_faults(tagged: Tagged) -> Iterator[str]:
    seen: set[Place] = set()
    for place in (place for root in tagged.roots for place in root.places()):
        if place in seen:
            yield f"a text stands twice in the tree: page {place[0] + 1}, {tagged.texts.get(place, '')[:40]!r}"
        seen.add(place)
    for place, text in tagged.texts.items():
        if place not in seen and text.strip():
            yield f"a text is not in the tree: page {place[0] + 1}, {text[:40]!r}"


# -- links and bookmarks --------------------------------------------------------------------------


def link_faults(tagged: Tagged) -> Iterator[str]:
    """Links without an annotation, without words, within links, or described by nothing but the name of their target."""
    for tag in tagged.tags:
        if tag.kind != "Link":
            continue
        words = " ".join(tag.text(tagged.texts).split())
        if not tag.annotations:
            yield f"a link has no annotation: {words[:40]!r}"
        if not words and not tag.alternative and not any(below.kind == "Figure" for below in tag.walk()):
            yield "a link has no words"
        if any(child.kind == "Link" for child in tag.children):
            yield f"a link stands in a link: {words[:40]!r}"
        for annotation in tag.annotations:
            description = str(annotation.get("/Contents", ""))
            if not description.strip():
                yield f"a link's annotation has no Contents (ISO 14289-1, 7.18.5): {words[:40]!r}"
            elif description == _target(annotation):
                yield f"a link's annotation is described by nothing but the name of its target: {description!r} for {words[:40]!r}"


def _target(annotation: pikepdf.Object) -> str:
    """The name of the place within the document that a link leads to; empty if it leads elsewhere."""
    import pikepdf

    destination = annotation.get("/Dest", annotation.get("/A", pikepdf.Dictionary()).get("/D"))
    return str(destination).removeprefix("/") if isinstance(destination, (pikepdf.String, pikepdf.Name)) else ""


def bookmark_faults(pdf: pikepdf.Pdf, tagged: Tagged) -> Iterator[str]:
    """Bookmarks that are no headings, or stand in another order than these."""
    with pdf.open_outline() as outline:
        titles = [str(item.title) for item in _all_items(outline.root)]
    if not titles:
        yield "there are no bookmarks"
    tagged = without_labels(tagged)
    headings = [letters_of(tag.text(tagged.texts)) for tag in tagged.tags if tag.kind in HEADINGS]
    for message, title in out_of_order([(letters_of(title), title) for title in titles], headings):
        yield f"a bookmark {message} among the headings: {title!r}"


def _all_items(items: Sequence[pikepdf.OutlineItem]) -> Iterator[pikepdf.OutlineItem]:
    for item in items:
        yield item
        yield from _all_items(item.children)
