"""Protected tokens: what a machine may move but not touch, and how each provider is told so.

A text is cut into words and things that stay (markup, links, code, numbers, names, acronyms, placeholders). Things
travel as tokens in the provider's notation. On return each must be there exactly once; the order may change.
"""

from __future__ import annotations

import html
import re
from collections import Counter
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from toolkit.language.code import code_ends

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

_PLACEHOLDERS = r"""
    \{\{[^{}\n]*\}\} | \{%(?:(?!\{%|%\}).)*+%\} | \{[\w.:!,\[\]]*\}    # {name}, template tags
    | %\(\w+\)[-\#+\ \d]*+(?:\.\d++)?[a-zA-Z] | (?<!\d)%(?:[-\#+\d]*+(?<=\d)(?:\.\d++)?)?[sdifrxXgeu]\b
"""
_TOKENS_THEMSELVES = r"""
    \[\s*[XХ]\s*\d+\s*[XХ]\s*\] | ⟦\s*\d+\s*⟧      # what looks like one of our tokens already
"""
_ADDRESSES = r"""
    \b[a-zA-Z][a-zA-Z0-9+.-]{0,30}://[^\s<>«»“”„"'`)\]]*[^\s<>«»“”„"'`.,;:!?)\]։]
    | \bwww\.[^\s<>«»“”„"'`)\]]+\.[^\s<>«»“”„"'`.,;:!?)\]։]+
    | (?:mailto:|(?<![A-Za-z0-9_.+-]))[A-Za-z0-9_.+-]++@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+
    | </?[a-zA-Z!][^<>]*> | &(?:\#\d+|\#[xX][0-9a-fA-F]+|[a-zA-Z]+);
"""
_CODE = r"""
    (?P<ticks>`+)                                       # a code span begins, if there is as long a run to end it
    | \\[!-/:-@\[-`{-~] | \\?\n | (?<![ ])[ ]{2,}+\n      # escapes, line breaks
"""
_MARKUP = r"""
    \[\^[^\[\]\s]++\]                                   # footnote marks
    | (?P<open>!?\[)
    | (?P<close>\](?:\((?:(?!\]\()[^()\n]|\([^()\n]*\))*+\)|\[[^\]\n]*\])?)
    | (?P<emphasis>~~|\*+|(?<![^\W_])_+|_+(?![^\W_]))
"""
_LINE_BREAKS = r"\n"
_NUMBERS = r"""
    (?<![\w.,])(?:[№§]\s?)?\d+(?:[.,:/–\u00a0\u202f-]\d+)*(?:\s?%)?(?!\w)
"""
_ACRONYMS = r"""
    (?<=\()[A-Z]{2,12}(?=\)) | (?<![\w-])[A-Z][A-Z0-9]{1,4}(?![\w-]) | ^[IVXLC]+(?=\.\s)
"""
_BREAK = re.compile(r"(?<![^\S\n])[^\S\n]*+\n\s*+")
_LETTER = re.compile(r"[^\W\d_]")
_BLANK = " \t\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Thing:
    """What stays: a piece of the text that travels as a token."""

    number: int
    """Counted from 1 within its text."""
    text: str
    restored: str
    """What stands in its place in the translation: the text itself, or its established rendering."""
    opens: bool = False
    """Markup that belongs to what follows."""
    closes: bool = False
    """Markup that belongs to what precedes."""
    blank_before: bool = False
    blank_after: bool = False


@dataclass(frozen=True, slots=True)
class Notation:
    """How tokens are written for a provider, and found again however it spaced them."""

    write: Callable[[Thing], str]
    pattern: re.Pattern[str]
    """Group 1 is the number."""
    escape: Callable[[str], str] = str
    unescape: Callable[[str], str] = str


class LostError(Exception):
    """A translation whose tokens are not those of its source; says which."""


@dataclass(frozen=True)
class Protected:
    """A text as words and things in their order; joined they are the text again."""

    parts: tuple[str | Thing, ...]

    @cached_property
    def things(self) -> tuple[Thing, ...]:
        """What stays, in its order."""
        return tuple(part for part in self.parts if isinstance(part, Thing))

    @property
    def text(self) -> str:
        """The text that was protected."""
        return "".join(part.text if isinstance(part, Thing) else part for part in self.parts)

    @property
    def rendering(self) -> str:
        """The text with the established renderings of its things in their place."""
        return "".join(part.restored if isinstance(part, Thing) else part for part in self.parts)

    @property
    def has_words(self) -> bool:
        """Whether there is anything to translate."""
        return any(isinstance(part, str) and _LETTER.search(part) for part in self.parts)

    def written(self, notation: Notation) -> str:
        """The text as it is sent."""
        return "".join(
            notation.write(part) if isinstance(part, Thing) else notation.escape(part) for part in self.parts
        )

    def restored(self, answer: str, notation: Notation) -> str:
        """The translation with everything put back. Raises `LostError` unless each token is there exactly once."""
        found: list[str | Thing] = []
        place = 0
        by_number = {thing.number: thing for thing in self.things}
        seen: list[int] = []
        for match in notation.pattern.finditer(answer):
            number = int(match[1])
            found.append(_words(answer[place : match.start()], notation))
            place = match.end()
            seen.append(number)
            if number in by_number:
                found.append(by_number[number])
        self._require_each_once(seen)
        return "".join(_joined([*found, _words(answer[place:], notation)]))

    def _require_each_once(self, seen: list[int]) -> None:
        names = {thing.number: thing.text for thing in self.things}
        counts = Counter(seen)
        lost = [text for number, text in names.items() if not counts[number]]
        doubled = [text for number, text in names.items() if counts[number] > 1]
        strange = [number for number in seen if number not in names]
        faults = [
            f"{what}: {', '.join(map(repr, which))}" for what, which in (("lost", lost), ("doubled", doubled)) if which
        ]
        if strange:
            faults.append(f"made up: {len(strange)}")
        if faults:
            raise LostError("; ".join(faults))
        self._require_order(seen)

    def _require_order(self, seen: list[int]) -> None:
        """Markup that was opened before it was closed is so still."""
        places = {number: place for place, number in enumerate(seen)}
        for first, second in _pairs(self.things):
            if places[first.number] > places[second.number]:
                raise LostError(f"turned round: {first.text!r} and {second.text!r}")


def protect(text: str, *, markdown: bool, glossary: Mapping[str, str] | None = None) -> Protected:
    """The text cut up; `glossary` gives terms and names that stay, each with its rendering in the target language.

    `markdown` is off for the interface and the termbase: there asterisks and brackets are plain characters.
    """
    glossary = glossary or {}
    acronyms = text.upper() != text
    pattern = _pattern(markdown, acronyms, tuple(sorted(glossary, key=len, reverse=True)))
    ends = code_ends(text) if markdown else {}
    pieces: list[str | tuple[str, str]] = []
    done = place = 0
    while match := pattern.search(text, place):
        place, kind = match.end(), match.lastgroup or ""
        if kind == "ticks":
            end = ends.get(match.span())
            if end is None:
                continue
            place, kind = end, ""
        if match.start() > done:
            pieces.append(text[done : match.start()])
        pieces.append((text[match.start() : place], kind))
        done = place
    if done < len(text):
        pieces.append(text[done:])
    return Protected(tuple(_things(pieces, glossary)))


@lru_cache(256)
def _pattern(markdown: bool, acronyms: bool, terms: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(map(re.escape, terms))
    rules = (
        _TOKENS_THEMSELVES,
        _PLACEHOLDERS,
        _CODE if markdown else _LINE_BREAKS,
        _ADDRESSES,
        _MARKUP if markdown else "",
        rf"(?<!\w)(?:{words})(?!\w)" if words else "",
        _NUMBERS,
        _ACRONYMS if acronyms else "",
    )
    return re.compile("|".join(f"(?:{rule})" for rule in rules if rule), re.VERBOSE)


def _things(pieces: list[str | tuple[str, str]], glossary: Mapping[str, str]) -> Iterator[str | Thing]:
    roles = _roles(pieces)
    number = 0
    for place, piece in enumerate(pieces):
        if isinstance(piece, str):
            yield piece
            continue
        number += 1
        opens, closes = roles.get(place, (False, False))
        yield Thing(
            number,
            piece[0],
            glossary.get(piece[0], piece[0]),
            opens,
            closes,
            blank_before=_edge(pieces, place - 1, -1) in _BLANK,
            blank_after=_edge(pieces, place + 1, 0) in _BLANK,
        )


def _edge(pieces: list[str | tuple[str, str]], place: int, end: int) -> str:
    """The character beside a thing; a line break where the text ends there or another thing follows."""
    if not 0 <= place < len(pieces):
        return "\n"
    piece = pieces[place]
    return piece[end] if isinstance(piece, str) else "\n"


def _roles(pieces: list[str | tuple[str, str]]) -> dict[int, tuple[bool, bool]]:
    """Which things open and which close, by their place."""
    found: dict[int, tuple[bool, bool]] = {}
    waiting: dict[str, list[int]] = {}
    for place, piece in enumerate(pieces):
        if isinstance(piece, str) or not piece[1]:
            continue
        text, kind = piece
        sort = "[" if kind in {"open", "close"} else text
        if kind == "close" or (kind == "emphasis" and waiting.get(sort)):
            if waiting.get(sort):
                found[waiting[sort].pop()] = (True, False)
                found[place] = (False, True)
        else:
            waiting.setdefault(sort, []).append(place)
    return found


def _pairs(things: tuple[Thing, ...]) -> Iterator[tuple[Thing, Thing]]:
    waiting: dict[str, list[Thing]] = {}
    for thing in things:
        if thing.opens:
            waiting.setdefault(_sort(thing), []).append(thing)
        elif thing.closes:
            partners = waiting.get("[" if thing.text.startswith("]") else thing.text)
            if partners:
                yield partners.pop(), thing


def _sort(thing: Thing) -> str:
    return "[" if thing.text.endswith("[") else thing.text


def _words(text: str, notation: Notation) -> str:
    """A part of an answer as words; line breaks are things, so that one among the words is the provider's own."""
    return _BREAK.sub(" ", notation.unescape(text))


def _joined(parts: list[str | Thing]) -> Iterator[str]:
    """The parts as text, blanks beside markup as they were in the source: machines add and drop them."""
    for place, part in enumerate(parts):
        if isinstance(part, Thing):
            yield part.restored
            continue
        text = part
        before = parts[place - 1] if place else None
        after = parts[place + 1] if place + 1 < len(parts) else None
        if isinstance(before, Thing):
            text = _after(text, before)
        if isinstance(after, Thing):
            text = _before(text, after)
        yield text


def _after(text: str, thing: Thing) -> str:
    if thing.opens and not thing.blank_after:
        return text.lstrip(_BLANK)
    if thing.blank_after and _LETTER.match(text):
        return f" {text}"
    return text


def _before(text: str, thing: Thing) -> str:
    if (thing.closes or thing.text.startswith("[^")) and not thing.blank_before:
        return text.rstrip(_BLANK)
    if thing.blank_before and _LETTER.match(text[-1:]):
        return f"{text} "
    return text


def _element(start: str, end: str) -> Callable[[Thing], str]:
    return lambda thing: f"{start.format(thing.number)}{html.escape(thing.text, quote=False)}{end}"


def _escape(text: str) -> str:
    return html.escape(text, quote=False)


BRACKETS = Notation(lambda thing: f"[X{thing.number}X]", re.compile(r"\[\s*[XxХх]\s*(\d{1,4})\s*[XxХх]\s*\]"))
"""For providers that know plain text only: they carry short codes in brackets over, at most with blanks in them."""

XML = Notation(
    _element('<x id="{}">', "</x>"),
    re.compile(r'<x\s+id\s*=\s*"(\d{1,4})"\s*(?:/>|>(?:(?!<x\s).)*?</x\s*>)', re.DOTALL),
    _escape,
    html.unescape,
)
"""For DeepL with ``tag_handling=xml`` and ``ignore_tags=x``: it sees what the thing is and leaves it alone."""

HTML = Notation(
    _element('<span translate="no" class="notranslate" id="x{}">', "</span>"),
    re.compile(
        r'<span\b[^<>]*\bid\s*=\s*["\']?x(\d{1,4})\b[^<>]*>(?:(?!<span\b).)*?</span\s*>', re.DOTALL | re.IGNORECASE
    ),
    _escape,
    html.unescape,
)
"""For providers that take HTML: ``translate="no"`` is HTML's own word for it, ``notranslate`` what Microsoft asks for."""

MARKS = Notation(lambda thing: f"⟦{thing.number}⟧", re.compile(r"⟦\s*(\d{1,4})\s*⟧"))
"""For Apertium, where they become blanks of its stream that carry something."""


def markup_of(text: str) -> Protected:
    """The text cut at its inline markup alone: code, escapes, line breaks, links, emphasis, footnote marks."""
    pieces: list[str | tuple[str, str]] = []
    place = 0
    for match in _MARKUP_ONLY.finditer(text):
        if match.start() > place:
            pieces.append(text[place : match.start()])
        pieces.append((match[0], "" if match.lastgroup == "ticks" else match.lastgroup or ""))
        place = match.end()
    if place < len(text):
        pieces.append(text[place:])
    return Protected(tuple(_things(pieces, {})))


_MARKUP_ONLY = re.compile(rf"(?:{_CODE})|(?:{_MARKUP})", re.VERBOSE)
