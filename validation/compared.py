"""How the tags of a PDF differ from the edition in HTML of the same name, which tells what the document holds."""

from __future__ import annotations

import unicodedata
from collections import Counter
from typing import TYPE_CHECKING

from validation.structure import Tag, Tagged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from validation.outline import Outline
    from validation.structure import Place

HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
_BACKWARDS = ("R", "AL")
"""Classes of letters that run from right to left (UAX 9, 3.2)."""
_NESTED = frozenset({"L"})
_LABEL = "language"
"""The title of elements that only name the language that follows."""


def without_labels(tagged: Tagged) -> Tagged:
    """The same without the words of its labels: they stand in the style of a page, and in no text, heading or bookmark."""
    silent = {place: "" for tag in tagged.tags if tag.title == _LABEL for place in tag.places()}
    return Tagged(tagged.roots, {**tagged.texts, **silent})


def label_faults(tagged: Tagged, outline: Outline, language: str) -> Iterator[str]:
    """Passages in another language that do not say so, or say it otherwise than on the page, or not in its language."""
    found: dict[tuple[str, str], list[str]] = {}
    for label, around, passage in _labels(tagged.roots, language, language):
        found.setdefault((around, passage), []).append(label.text(tagged.texts))
        if label.language != around:
            yield f"the name of a language is in {label.language or passage}, what is around it in {around}"
    for pair in sorted(found.keys() | outline.passages.keys()):
        names, wanted, said = found.get(pair, []), outline.passages.get(pair, 0), outline.labels.get(pair, "")
        if len(names) < wanted:
            yield f"{len(names)} passages say that they are in {pair[1]}, on the page {wanted}"
        whole = letters_of(said)
        if whole and not "".join(map(letters_of, names)).replace(whole, ""):
            continue  # one that goes over the end of a line is two
        for name in dict.fromkeys(names):
            if letters_of(name) != whole:
                yield f"a passage in {pair[1]} is called {name.strip()!r}, on the page {said.strip()!r}"


def _labels(tags: Iterable[Tag], around: str, language: str) -> Iterator[tuple[Tag, str, str]]:
    """Each label, the language around its passage, and that of the passage."""
    for tag in tags:
        if tag.title == _LABEL:
            yield tag, around, language
        elif tag.language:
            yield from _labels(tag.children, language, tag.language)
        else:
            yield from _labels(tag.children, around, language)


def comparison_faults(
    tagged: Tagged, outline: Outline, language: str, letters: Callable[[str], str] | None = None
) -> Iterator[str]:
    """How the tags differ from the page: headings and numbered items in order, languages, quotations, pictures, tables."""
    tagged, letters = without_labels(tagged), letters or letters_of
    headings = [letters(tag.text(tagged.texts)) for tag in tagged.tags if tag.kind in HEADINGS]
    items = [_numbered(tag, tagged.texts, letters) for tag in tagged.tags if tag.kind == "LI"]
    for message, words in out_of_order([(letters(one), one) for one in outline.headings], headings):
        yield f"a heading of the page {message}: {words[:40]!r}"
    wanted = [(f"{number} {letters(text)}", f"{number}. {text}") for number, text in outline.items]
    for message, words in out_of_order(wanted, items):
        yield f"a numbered item of the page {message}: {words[:40]!r}"
    notes = [letters(tag.text(tagged.texts)) for tag in tagged.tags if tag.kind == "Note"]
    for note in outline.notes:
        wanted_letters, is_ordered = letters(note), letters is letters_of or not _runs_backwards(note)
        if not any(_holds(found, wanted_letters, is_ordered=is_ordered) for found in notes):
            yield f"a note of the page is missing: {' '.join(note.split())[:40]!r}"
    spoken = {tag.language for tag in tagged.tags} - {"", language}
    if outline.languages - {language} != spoken:
        yield f"parts are in {_list(spoken)}, on the page in {_list(outline.languages - {language})}"
    kinds = [tag.kind for tag in tagged.tags]
    for kind, count in (
        ("BlockQuote", outline.quotations),
        ("Figure", outline.pictures),
        ("Table", outline.tables),
        ("TOCI", outline.contents),
    ):
        if kinds.count(kind) != count:
            yield f"there are {kinds.count(kind)} {kind}, on the page {count}"


def _holds(found: str, wanted: str, *, is_ordered: bool) -> bool:
    """Whether a text has the letters of another, in their order if they have one."""
    return wanted in found if is_ordered else Counter(wanted) <= Counter(found)


def _numbered(item: Tag, texts: Mapping[Place, str], letters: Callable[[str], str]) -> str:
    label = next((child.text(texts) for child in item.children if child.kind == "Lbl"), "")
    digits = "".join(str(unicodedata.digit(sign)) for sign in label if sign.isdigit())
    body = "".join(child.text(texts, _NESTED) for child in item.children if child.kind == "LBody")
    return f"{digits} {letters(body)}"


def out_of_order(wanted: Sequence[tuple[str, str]], found: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is not found in its order; what is found besides does not matter."""
    place = 0
    for letters, words in wanted:
        if letters in found[place:]:
            place = found.index(letters, place) + 1
        else:
            yield ("stands in another place" if letters in found else "is missing"), words


def letters_of(text: str) -> str:
    """Letters and digits alone: lines are broken, hyphenated and set with ligatures on paper."""
    return "".join(
        sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum() or unicodedata.combining(sign)
    )


def letters_in_no_order(text: str) -> str:
    """The same, sorted where some run from right to left: PDFium takes columns side by side for one line."""
    found = letters_of(text)
    return "".join(sorted(found)) if _runs_backwards(found) else found


def _runs_backwards(text: str) -> bool:
    return any(unicodedata.bidirectional(sign) in _BACKWARDS for sign in text)


def _list(languages: AbstractSet[str]) -> str:
    return ", ".join(sorted(languages)) or "no other language"
