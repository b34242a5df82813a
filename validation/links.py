"""Every link leads somewhere: inside the output to a file and an anchor that are there, outside to a sound address."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit
from xml.etree import ElementTree

from validation.model import finding
from validation.references import references, style_references

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    import pikepdf

    from toolkit.errors import Diagnostic
    from validation.site import Site, Tree

_NAME = "links"
_HOST = re.compile(r"(?!-)[\w-]{1,63}(?<!-)(\.(?!-)[\w-]{1,63}(?<!-))+")
"""RFC 1123, 2.1, and letters of any script (RFC 5890)."""
_MAIL = re.compile(r"[^@\s?]+@[^@\s?]+(\?\S*)?")
_FIELDS = re.compile(
    r"(?:(?:subject|body)=(?:[\w.~@/:!$'()*+,;-]|%(?!0A)[0-9A-F]{2}|(?<=%0D)%0A)*(?:&(?!$)|$))*", re.ASCII
)
"""What a letter begins with: RFC 6068, 2 and 5; lines end as there."""
_DATA = re.compile(
    r"data:((image|font)/[\w.+-]+|application/(x-bibtex|x-research-info-systems|vnd\.citationstyles\.csl\+json))[;,]\S+",
    re.DOTALL,
)
"""Pictures, fonts, and references to save; nothing that a browser would show as a page."""
_UNSAFE = re.compile(r"[\s<>\"\\^`{|}\x00-\x1f]")
"""RFC 3986, appendix A: what no address holds unescaped."""


def check(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """The dead links of pages, publications, style sheets, PDFs, sitemaps and feeds."""
    for tree in site.trees:
        yield from _pages(tree)
    for file in files:
        if file.endswith(".css"):
            for reference in style_references((site.root / file).read_text("utf-8")):
                yield from _link(site.tree, file, reference.url, reference.line)
        elif file.endswith(".pdf"):
            yield from _pdf(site, file)
        elif file.endswith(".xml"):
            yield from _feed(site, file)


def _pages(tree: Tree) -> Iterator[Diagnostic]:
    for path, page in tree.pages.items():
        for reference in references(page):
            yield from _link(tree, path, reference.url, reference.line)


def _link(tree: Tree, path: str, url: str, line: int | None = None) -> Iterator[Diagnostic]:
    message = _fault(tree, path, url)
    if message:
        yield finding(_NAME, tree.name + path, message, line)


def _fault(tree: Tree, path: str, url: str) -> str:
    if not url:
        return "the link is empty"
    try:
        target = tree.resolve(path, url)
    except ValueError as error:
        return f"{url!r} is no address: {error}"
    if target is None:
        return outside_fault(url)
    if target not in tree.files:
        return f"{url} leads to {target}, which is not there"
    fragment = unquote(urlsplit(url).fragment)
    if fragment and target in tree.pages and fragment not in tree.pages[target].ids:
        return f"{url}: {target} has no anchor {fragment}"
    return ""


def outside_fault(url: str) -> str:
    """What is wrong with an address of the world outside; empty if nothing is. Nothing is asked of it."""
    parts = urlsplit(url)
    match parts.scheme:
        case "http" | "https":
            host = parts.hostname or ""
            if _UNSAFE.search(url) or not _HOST.fullmatch(host):
                return f"{url!r} is no sound address"
        case "mailto":
            address, _, fields = url.removeprefix("mailto:").partition("?")
            if not _MAIL.fullmatch(unquote(address)) or not _FIELDS.fullmatch(fields):
                return f"{url!r} is no sound address"
        case "data":
            return "" if _DATA.match(url) else f"{url[:40]!r} is neither a picture nor a font nor a reference"
        case "doi" | "urn" | "tel":
            return f"{url!r} is no sound address" if _UNSAFE.search(url) else ""
        case "":
            return f"{url!r} takes the scheme of the page that it stands on"
        case scheme:
            return f"{url!r}: the scheme {scheme} has no place in an edition"
    return ""


def _feed(site: Site, file: str) -> Iterator[Diagnostic]:
    try:
        root = ElementTree.fromstring((site.root / file).read_bytes())  # noqa: S314 - made by this project
    except ElementTree.ParseError:
        return  # the check of data tells
    kind = root.tag.rpartition("}")[2]
    if kind not in {"urlset", "sitemapindex", "feed"}:
        return
    for element in root.iter():
        if element.tag.endswith("}loc") and element.text:
            yield from _link(site.tree, file, element.text.strip())
        if "href" in element.attrib:
            yield from _link(site.tree, file, element.attrib["href"])


def _pdf(site: Site, file: str) -> Iterator[Diagnostic]:
    import pikepdf

    try:
        pdf = pikepdf.open(site.root / file)
    except pikepdf.PdfError as error:
        yield finding(_NAME, file, f"cannot be opened: {error}")
        return
    with pdf:
        names = _destinations(pdf)
        for number, page in enumerate(pdf.pages, 1):
            for annotation in page.get("/Annots", ()):
                if annotation.get("/Subtype") == "/Link":
                    message = _annotation_fault(site, file, annotation, names)
                    if message:
                        yield finding(_NAME, file, f"page {number}: {message}")


def _destinations(pdf: pikepdf.Pdf) -> frozenset[str]:
    """The names of all places that links in a PDF may lead to (ISO 32000-2, 12.3.2.4)."""
    import pikepdf

    names = set(map(str.removeprefix, map(str, pdf.Root.get("/Dests", {})), "/"))
    if "/Names" in pdf.Root and "/Dests" in pdf.Root.Names:
        names |= {str(name) for name in pikepdf.NameTree(pdf.Root.Names.Dests)}
    return frozenset(names)


def _annotation_fault(site: Site, file: str, annotation: pikepdf.Object, names: frozenset[str]) -> str:
    import pikepdf

    action = annotation.get("/A", pikepdf.Dictionary())
    if action.get("/S") == "/URI":
        return _fault(site.tree, file, bytes(action.URI).decode())
    destination = annotation.get("/Dest", action.get("/D"))
    if destination is None:
        return "a link leads nowhere"
    if isinstance(destination, (pikepdf.String, pikepdf.Name)):
        name = str(destination).removeprefix("/")
        return "" if name in names else f"a link leads to {name}, which is not there"
    return ""
