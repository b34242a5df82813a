"""What a page holds that its other editions must hold too: headings, numbered items, languages, quotations, pictures."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from bs4 import Tag

_OF_THE_PAGE = ("nav", "details", "script", "style")
"""Elements that serve the page, not the document."""
_LABEL = re.compile(r'\[lang="([\w-]+)"\] \.untranslated[^\s{},]*:lang\(([\w-]+)\)::before \{ content: "([^"]*)"; \}')


@dataclass(frozen=True, slots=True)
class Outline:
    """The document in a page."""

    headings: Sequence[str]
    items: Sequence[tuple[int, str]]
    """Numbered items with their own text, without that of lists in them."""
    languages: frozenset[str]
    quotations: int
    pictures: int
    """Those that say something, in notes too."""
    tables: int
    contents: int
    """Lines of the table of contents."""
    notes: Sequence[str] = ()
    """Their texts: on paper they may stand elsewhere than on the page."""
    labels: Mapping[tuple[str, str], str] = field(default_factory=dict)
    """What the style of the page puts before passages in another language, by the language around them and their own."""
    passages: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """How many such passages there are, by the same."""


_AROUND = ".home [lang], .foot [lang]"
"""What stands around the article and on the covers of its PDF as well: the name of the collection, and what the settings say."""


def read_outline(html: str) -> Outline | None:
    """The outline of the `article` of a page; None if it has none."""
    from bs4 import BeautifulSoup

    page = BeautifulSoup(html, "html.parser")
    article = page.find("article")
    if article is None:
        return None
    styles = "".join(one.get_text() for one in page.find_all("style"))
    contents = len(article.select("nav.contents li"))
    for element in article.find_all(_OF_THE_PAGE):
        element.decompose()
    passages = Counter((_language_around(one), str(one["lang"])) for one in article.select(".untranslated[lang]"))
    notes = tuple(_note_text(item) for item in article.select("section.notes > ol > li"))
    pictures = sum(bool(one.get("alt")) for one in article.find_all("img"))
    for element in article.select("section.notes"):
        element.decompose()
    return Outline(
        [one.get_text() for one in article.find_all(["h1", "h2", "h3", "h4", "h5", "h6"])],
        list(_items(article)),
        frozenset(str(one["lang"]) for one in (*article.find_all(lang=True), *page.select(_AROUND))),
        len(article.find_all("blockquote")),
        pictures,
        len(article.find_all("table")),
        contents,
        notes,
        {(around, tag): words for around, tag, words in _LABEL.findall(styles)},
        passages,
    )


def _language_around(passage: Tag) -> str:
    around = passage.find_parent(lang=True)
    return str(around["lang"]) if around else ""


def _note_text(item: Tag) -> str:
    """The words of a note, without the way back to where it is referred to."""
    for link in item.select("[role=doc-backlink]"):
        link.decompose()
    return item.get_text()


def _items(article: Tag) -> Iterator[tuple[int, str]]:
    numbers: dict[int, int] = {}
    for item in article.select("ol > li"):
        first = item.find_previous_sibling("li") is None
        start = int(str(item.parent.get("start") or 1)) if first and item.parent else 1
        number = int(str(item.get("value") or (start if first else numbers[id(item.parent)] + 1)))
        numbers[id(item.parent)] = number
        yield number, _own_text(item)


def _own_text(item: Tag) -> str:
    return "".join(
        str(text) for text in item.find_all(string=True) if not _is_deeper(text.find_parent(["ol", "ul"]), item)
    )


def _is_deeper(list: Tag | None, item: Tag) -> bool:
    return list is not None and item in list.parents
