"""The search index of one language: what its documents say, passage by passage, for the search of the site's script."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.editions.markup import Markup
from toolkit.language.inflection import inflected_families
from toolkit.language.locales.stems import JOINTS, families, fold, folds, words
from toolkit.sources.document import Kind, Segment

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from toolkit.collection.localize import LocalizedDocument
    from toolkit.sources.document import Block

SCRIPT = "search-index.js"
"""The index's name in the folder of its language. A script and not JSON, because a page that was opened from a disk may not
fetch a file, but may load a script."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a search finds: a section, or a numbered item by itself."""

    anchor: str
    """Empty: the document as a whole."""
    title: str
    """The heading that it stands under, without markup."""
    under: str
    """The heading above that one; empty if there is none."""
    text: str
    """Without markup."""
    language: str
    """That the text is in."""


@dataclass(frozen=True, slots=True)
class Searchable:
    """A document in one language as the search sees it."""

    name: str
    title: str
    passages: tuple[Passage, ...]


def searchable(localized: LocalizedDocument) -> Searchable:
    """The passages of a document in reading order; one ends where the language changes, too."""
    markup = Markup(localized)
    front = [segment for segment in localized.document.front if segment.id != "meta/title"]
    whole = " · ".join(filter(None, (markup.plain(segment.id) for segment in front)))
    found = [Passage("", "", "", whole, localized.locale)]
    levels = {block.segment.id: block.level for block in localized.document.walk() if block.segment}
    headings: list[tuple[int, str]] = []
    for segments in _split(localized, localized.document.blocks):
        first = segments[0]
        texts = [" ".join(one.text.split()) if one.kind is Kind.CODE else markup.plain(one.id) for one in segments]
        if first.kind is Kind.HEADING:
            headings = [above for above in headings if above[0] < levels[first.id]]
            headings.append((levels[first.id], texts.pop(0)))
        under, title = ["", "", *(text for _, text in headings)][-2:]
        language = localized.renditions[first.id].locale if first.id else localized.locale
        found.append(Passage(first.id, title, under, " ".join(filter(None, texts)), language))
    return Searchable(localized.document.name, markup.plain("meta/title"), tuple(found))


def search_index(language: str, documents: Sequence[Searchable], item: str = "") -> str:
    """The index of the documents in one language (BCP 47) as JSON, alike for the same input.

    ``documents`` holds an array a document, of its file and title; ``passages`` one a passage, of the document's place,
    anchor, title, heading above, text and, where that differs, language; ``families`` the forms of one word, folded, a family a string;
    ``item`` the words, folded, that a numbered item is called by; ``folds`` and ``joints`` what the script needs to fold words as `toolkit.language.locales.stems` does.
    """
    base = language.partition("-")[0]
    called = words(item)
    data = {
        "folds": folds(base),
        "joints": JOINTS,
        "item": [fold(word, base) for word in called],
        "families": [" ".join(family) for family in _families([*called, *_words(documents)], base)],
        "documents": [(f"{one.name}.html", one.title) for one in documents],
        "passages": [
            (place, *_fields(found), *([found.language] if found.language != language else []))
            for place, one in enumerate(documents)
            for found in one.passages
        ],
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def _families(found: Sequence[str], language: str) -> list[list[str]]:
    """The forms of one word by the language's stemmer and by its endings, no group within another of the same words."""
    groups = {tuple(one) for one in (*families(found, language), *inflected_families(found, language))}
    having: dict[str, list[frozenset[str]]] = {}
    kept = []
    for group in sorted(groups, key=lambda one: (-len(one), one)):
        words_of = frozenset(group)
        if not any(words_of <= other for other in having.get(group[0], ())):
            kept.append(list(group))
            for word in group:
                having.setdefault(word, []).append(words_of)
    return sorted(kept)


def search_script(index: str) -> str:
    """The index as a script that hands it to the page."""
    return f"var searchIndex = {index};\n"


def _fields(found: Passage) -> tuple[str, ...]:
    return (found.anchor, found.title, found.under, found.text)


def _words(documents: Iterable[Searchable]) -> Iterator[str]:
    for one in documents:
        yield from words(one.title)
        for passage in one.passages:
            yield from words(passage.title)
            yield from words(passage.text)


def _split(localized: LocalizedDocument, blocks: Iterable[Block]) -> Iterator[list[Segment]]:
    """The segments passage by passage, never an empty one."""
    group: list[Segment] = []
    last = ""
    for segment, begins in _segments(blocks):
        language = localized.renditions[segment.id].locale if segment.id else last or localized.locale
        foreign, last = bool(group) and language != last, language
        if group and (begins or foreign):
            yield group
            group = []
        group.append(segment)
    if group:
        yield group


def _segments(blocks: Iterable[Block]) -> Iterator[tuple[Segment, bool]]:
    """Every segment, and whether a passage begins with it: a heading, a numbered item, what follows such an item."""
    after_item = False
    for block in blocks:
        numbered = block.kind is Kind.ITEM and bool(block.children) and _is_numbered(block.children[0])
        begins = numbered or after_item or block.kind is Kind.HEADING
        if segment := block.segment or _code(block):
            yield segment, begins
            begins = False
        inner = ((child, False) for child in _all(block)) if numbered else _segments(block.children)
        for segment, inside in inner:
            yield segment, inside or begins
            begins = False
        after_item = numbered or any(_is_numbered(child) for item in block.children for child in item.children)


def _is_numbered(block: Block) -> bool:
    return bool(block.segment and block.segment.numbered)


def _all(block: Block) -> list[Segment]:
    found = (inner.segment or _code(inner) for child in block.children for inner in child.walk())
    return [segment for segment in found if segment]


def _code(block: Block) -> Segment | None:
    """What a code block says, as if it were a text; nobody translates it."""
    return Segment("", block.literal, Kind.CODE, (), 0) if block.literal.strip() else None
