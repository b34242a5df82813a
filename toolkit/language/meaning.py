"""Whether a change of a text may be one of meaning: what is never a misprint, whoever declares it cosmetic."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.language.numbers import beginnings, number_words

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_DATA = Path(__file__).with_name("meaning.toml")
_LINK = re.compile(r"\]\(<?([^)\s>]*)|(https?://[^\s)>\]]+)|\]\[([^\]]*)\]")
_NUMBER = re.compile(r"[-\u2212]?\d+(?:[.,:/]\d+)*")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019\u02bb\u2018\u02bc\u200c-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:;\u2026\u0589\u061f\n]")


def meaning_changed(before: str, after: str, *, language: str, months: tuple[str, ...] = ()) -> str:
    """What in a change may be one of meaning, in words; empty if nothing is.

    Compared are the links, numbers (in digits and in words), days of the week, names of months, negations and modal verbs, and names: words with a capital
    letter that do not begin a sentence. `language` is a BCP 47 tag; for one without a list of its own,
    negations and modal verbs are not known.
    """
    decisive, spelt = _decisive(language), _spelt(language)
    dates = {month.lower() for month in months}
    kinds: dict[str, Callable[[str], list[str]]] = {
        "a number": lambda text: [*_NUMBER.findall(text), *(word for word in _words(text) if spelt(word))],
        "a date": lambda text: [word for word in _words(text) if word in dates],
        "a negation or a modal verb": lambda text: [found for word in _words(text) if (found := decisive(word))],
        "a name": _names,
    }
    if difference := _difference(_links(before), _links(after)):
        return f"a link differs: {difference}"
    plain = _LINK.sub("]", before), _LINK.sub("]", after)
    for what, read in kinds.items():
        if difference := _difference(*map(read, plain)):
            return f"{what} differs: {difference}"
    return ""


def _difference(before: list[str], after: list[str]) -> str:
    one, two = Counter(before), Counter(after)
    gone, come = (one - two).elements(), (two - one).elements()
    return "" if one == two else f"{', '.join(gone) or 'nothing'} → {', '.join(come) or 'nothing'}"


def _links(text: str) -> list[str]:
    return ["".join(groups) for groups in _LINK.findall(text)]


def _words(text: str) -> Iterator[str]:
    return (word.lower() for word in _WORD.findall(text))


def _names(text: str) -> list[str]:
    """Capitalised words, but those that begin a sentence, with which a misprint may be mended."""
    found, end = [], 0
    for match in _WORD.finditer(text):
        begins = end == 0 or _SENTENCE_END.search(text[end : match.start()])
        if match[0][0].isupper() and not begins:
            found.append(match[0])
        end = match.end()
    return found


@cache
def _spelt(language: str) -> Callable[[str], object]:
    """Whether a word says a number or a day. One is not asked for: in many languages it is an article."""
    larger = _entry(language).get("numbers")
    patterns = [*number_words(language)[2:], *((beginnings(larger),) if larger else ())]
    return lambda word: any(pattern.match(word) for pattern in patterns)


def _entry(language: str) -> dict[str, list[str]]:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    return data.get(language) or data.get(language.partition("-")[0]) or {}


@cache
def _decisive(language: str) -> Callable[[str], str]:
    """Gives for a word what of it decides: itself, its ending, or nothing."""
    entry = _entry(language)
    words, endings = frozenset(entry.get("words", ())), tuple(entry.get("endings", ()))

    def read(word: str) -> str:
        if word in words:
            return word
        return next((ending for ending in endings if word.endswith(ending) and word != ending), "")

    return read
