"""Every page says what language it is in, in tags that exist; its editions in other languages know of each other."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from toolkit.project.places import MANY_LANGUAGES
from validation.model import finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.errors import Diagnostic
    from validation.page import Page
    from validation.site import Site, Tree

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[A-Z][a-z]{3}))?(?:-(?P<region>[A-Z]{2}|\d{3}))?"
    r"(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*(?:-[a-wyz\d](?:-[a-z\d]{2,8})+)*(?:-x(?:-[a-z\d]{1,8})+)?"
)
"""RFC 5646, 2.1, in its recommended case, without the grandfathered tags and extended languages."""


@cache
def tag_fault(tag: str) -> str:
    """What is wrong with a BCP 47 tag; empty if nothing is. The subtags known are those of CLDR."""
    from babel import Locale

    match = _TAG.fullmatch(tag)
    if not match:
        return f"{tag!r} is no well-formed language tag"
    english = Locale("en")
    known = {"language": english.languages, "script": english.scripts, "region": english.territories}
    for part, names in known.items():
        if match[part] and match[part] not in names:
            return f"{tag!r}: there is no {part} {match[part]}"
    return ""


def check_tags(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """Pages and PDFs without a language, and language tags that do not exist."""
    for tree in site.trees:
        for path, page in tree.pages.items():
            yield from _tags(tree, path, page)
    for file in files:
        if file.endswith(".pdf"):
            yield from _pdf(site, file)


def _tags(tree: Tree, path: str, page: Page) -> Iterator[Diagnostic]:
    if not page.language:
        yield finding("lang", tree.name + path, "the page does not say its language")
    for element in page.elements:
        attributes = element.attributes
        for name in ("lang", "xml:lang", "hreflang", "srclang"):
            tag = attributes.get(name)
            if tag is not None and tag != "x-default" and (fault := tag_fault(tag)):
                yield finding("lang", tree.name + path, f"{name}: {fault}", element.line)
        if attributes.get("xml:lang", attributes.get("lang")) != attributes.get("lang"):
            yield finding("lang", tree.name + path, "lang and xml:lang differ", element.line)


def _pdf(site: Site, file: str) -> Iterator[Diagnostic]:
    import pikepdf

    try:
        pdf = pikepdf.open(site.root / file)
    except pikepdf.PdfError:
        return  # the check of links tells
    with pdf:
        if "/Lang" not in pdf.Root:
            yield finding("lang", file, "the document does not say its language")
        tags = {str(one.Lang) for one in pdf.objects if isinstance(one, pikepdf.Dictionary) and "/Lang" in one}
        for fault in filter(None, map(tag_fault, sorted(tags))):
            yield finding("lang", file, fault)


def check_alternates(site: Site, files: Sequence[str]) -> Iterator[Diagnostic]:
    """Where `hreflang` is not complete, not returned, without `x-default`, or says another language than the page.

    The rules are those that search engines publish; a page that is not to be indexed needs none.
    """
    tree = site.tree
    alternates = {file: _alternates(tree, file) for file in files}
    locales = [file.split("/")[0] for file in files if file.count("/") == 1 and _is_home(tree, file)]
    for file in files:
        if not _hidden(tree.pages[file]):
            for message in _alternate_faults(tree, file, alternates, locales):
                yield finding("hreflang", file, message)


def _alternate_faults(
    tree: Tree, file: str, alternates: dict[str, dict[str, str]], locales: Sequence[str]
) -> Iterator[str]:
    named = alternates[file]
    for locale in _expected(tree, file, locales):
        if locale not in named and len(locales) <= MANY_LANGUAGES:
            yield f"the edition in {locale} is not named"
    if named and "x-default" not in named:
        yield "there is no x-default"
    if named and file not in named.values():
        yield "the page does not name itself"
    for tag, target in named.items():
        if target not in tree.pages:
            yield f"{tag} leads to {target}, which is no page of the site"
        elif file not in alternates.get(target, {}).values():
            yield f"{target} does not name this page in return"
        if tag != "x-default" and target in tree.pages and tree.pages[target].language != tag:
            yield f"{target} is named as {tag} and says that it is in {tree.pages[target].language or 'none'}"


def _alternates(tree: Tree, file: str) -> dict[str, str]:
    found = {}
    for element in tree.pages[file].elements:
        attributes = element.attributes
        if element.tag == "link" and "hreflang" in attributes and "alternate" in attributes.get("rel", "").split():
            found[attributes["hreflang"]] = tree.resolve(file, attributes.get("href", "")) or attributes["href"]
    return found


def _expected(tree: Tree, file: str, locales: Sequence[str]) -> list[str]:
    """The locales that have the same page."""
    locale, _, rest = file.partition("/")
    return [one for one in locales if f"{one}/{rest}" in tree.pages] if locale in locales else []


def _is_home(tree: Tree, file: str) -> bool:
    folder, _, name = file.partition("/")
    return name == "index.html" and tree.pages[file].language == folder


def _hidden(page: Page) -> bool:
    robots = (one.attributes for one in page.elements if one.tag == "meta")
    return any(one.get("name") == "robots" and "noindex" in one.get("content", "") for one in robots)
