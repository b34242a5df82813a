"""Inline HTML as inline Markdown: emphasis, links, code, pictures, footnotes."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from toolkit.exchange.documents.model import NOTE, PICTURE, plain_words
from toolkit.sources.phrasing import escaped, html_text, lightly_escaped, phrased
from toolkit.sources.signs import FORBIDDEN

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from lxml.etree import _Element

_MARKS = {
    "em": "em", "i": "em", "cite": "em", "dfn": "em", "var": "em", "address": "em",
    "strong": "strong", "b": "strong", "s": "s", "strike": "s", "del": "s",
}  # fmt: skip
_CODE = frozenset(("code", "kbd", "samp", "tt"))
_SIGNS = {"em": "*", "strong": "**", "s": "~~"}
_ORDER = ("em", "strong", "s")
_NO_WORDS = frozenset(("script", "style", "template", "noscript", "head", "meta", "link"))
_BLANKS = re.compile(r"[ \t\r\n\f\v]+")
_INVISIBLE = re.compile("[\u00ad\ufeff\u2028\u2029]")
_RAISED = dict(zip("0123456789+-=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿ", strict=True))
_LOWERED = dict(zip("0123456789+-=()", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎", strict=True))
_ADDRESS = re.compile(r"https?://[^\s<>«»“”\"'`|\\^\[\]{}]{3,}")
_TAIL = re.compile(r"[?!.,:;*_~)]+\Z")
BREAK = "\n"


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of words with the same marks."""

    text: str
    marks: frozenset[str] = frozenset()
    link: str = ""
    raw: tuple[str, str, str] | None = None
    """What is no words (code, a picture, the mark of a footnote) as Markdown; the HTML and the Markdown of what stands for it."""


@dataclass(slots=True)
class Phrases:
    """Writes the texts of one document."""

    link: Callable[[str, str], str]
    """The address to write for one that a link with these words has; empty where the words are to stand alone."""
    picture: Callable[[_Element], tuple[str, str]]
    """The file and the alternative text of a picture; an empty file where it is left out."""
    lost: Callable[[str], None]

    def text(self, nodes: Sequence[_Element | str], *, breaks: bool = True, bold: bool = True) -> str:
        """The Markdown of some nodes of a tree, their blanks joined."""
        pieces = _tidied(list(self._pieces(nodes, frozenset(), "")), breaks=breaks)
        if not bold:
            pieces = [_without(one, "strong") for one in pieces]
        pieces = _merged(pieces)
        bare = _merged([Piece(one.text, frozenset(), one.link, one.raw) for one in pieces])
        return phrased(
            (_markdown(chosen, escape, checked=False), _markdown(chosen, escape, checked=True), _html(chosen))
            for chosen in (pieces, bare)
            for escape in (lightly_escaped, escaped)
        )

    def _pieces(self, nodes: Iterable[_Element | str], marks: frozenset[str], link: str) -> Iterator[Piece]:
        for node in nodes:
            if isinstance(node, str):
                text = _INVISIBLE.sub("", FORBIDDEN.sub("", _BLANKS.sub(" ", node)))
                yield from _with_addresses(text, marks, link)
            elif isinstance(node.tag, str) and node.tag not in _NO_WORDS:
                yield from self._element(node, marks, link)

    def _element(self, node: _Element, marks: frozenset[str], link: str) -> Iterator[Piece]:
        if node.tag == "br":
            yield Piece(BREAK)
        elif node.get(NOTE):
            label = node.get(NOTE, "")
            yield Piece("", raw=(f"[^{label}]", "†", "†"))
        elif node.tag == "img":
            yield from self._picture(node, link)
        elif node.tag in _CODE:
            text = plain_words(node)
            if text:
                yield Piece("", marks, link, raw=_code(text))
        elif node.tag in {"sup", "sub"}:
            yield from self._small(node, marks, link)
        elif node.tag == "a" and node.get("href"):
            words = plain_words(node)
            target = link or self.link(node.get("href", "").strip(), words)
            yield from self._pieces(contents(node), marks, target)
        else:
            extra = {_MARKS[node.tag]} if node.tag in _MARKS else _styled(node)
            yield from self._pieces(contents(node), marks | extra, link)

    def _picture(self, node: _Element, link: str) -> Iterator[Piece]:
        name, words = self.picture(node)
        if not name:
            return
        title = node.get("title", "").strip() if node.get(PICTURE) is None else node.get("data-title", "")
        markdown = f"![{escaped(words)}]({name}"
        if title:
            quoted = escaped(title).replace('"', '\\"')
            markdown = f'{markdown} "{quoted}"'
        yield Piece("", frozenset(), link, raw=(f"{markdown})", '<img src="x" alt="x" />', "![x](x)"))

    def _small(self, node: _Element, marks: frozenset[str], link: str) -> Iterator[Piece]:
        """Raised and lowered signs have characters of their own; words have none."""
        text = "".join(map(str, node.itertext())).strip()
        table = _RAISED if node.tag == "sup" else _LOWERED
        if text and all(sign in table for sign in text) and not len(node):
            yield Piece("".join(table[sign] for sign in text), marks, link)
            return
        if text and not text.isspace():
            self.lost(f"“{text[:40]}” is no longer {'raised' if node.tag == 'sup' else 'lowered'}")
        yield from self._pieces(contents(node), marks, link)


def _with_addresses(text: str, marks: frozenset[str], link: str) -> Iterator[Piece]:
    """The words, and web addresses that stand among them as links."""
    end = 0
    for match in _ADDRESS.finditer(text) if not link else ():
        address = _TAIL.sub("", match[0])
        if address.endswith(")") and "(" not in address:
            address = address[:-1]
        if match.start() > end:
            yield Piece(text[end : match.start()], marks)
        yield Piece(address, marks, address)
        end = match.start() + len(address)
    if end < len(text):
        yield Piece(text[end:], marks, link)


def contents(element: _Element) -> list[_Element | str]:
    """What is in an element, texts and elements in their order."""
    found: list[_Element | str] = [element.text] if element.text else []
    for child in element:
        found.append(child)
        if child.tail:
            found.append(child.tail)
    return found


def _styled(node: _Element) -> set[str]:
    """What the style attribute of an element says of its words."""
    style = node.get("style", "").lower().replace(" ", "")
    found = set()
    if "font-style:italic" in style:
        found.add("em")
    if re.search(r"font-weight:(?:bold|[6-9]00)", style):
        found.add("strong")
    if "line-through" in style:
        found.add("s")
    return found


def _code(text: str) -> tuple[str, str, str]:
    longest = max((len(run) for run in re.findall("`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    markdown = f"{fence}{pad}{text}{pad}{fence}"
    return markdown, f"<code>{html_text(text)}</code>", markdown


def _tidied(pieces: list[Piece], *, breaks: bool) -> list[Piece]:
    """Without blanks at the ends, around breaks, or behind each other; marks are on words only."""
    found: list[Piece] = []
    for one in pieces:
        if one.raw:
            found.append(one)
            continue
        if one.text == BREAK:
            if not breaks:
                found.append(Piece(" "))
            elif found:
                found.append(one)
            continue
        inner = one.text.strip(" ")
        if not inner:
            found.append(Piece(" "))
            continue
        begin = len(one.text) - len(one.text.lstrip(" "))
        end = len(one.text.rstrip(" "))
        found += [Piece(" ")] * bool(begin) + [Piece(inner, one.marks, one.link)] + [Piece(" ")] * (end < len(one.text))
    return _inner_blanks(_single_blanks(found))


def _single_blanks(pieces: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for one in pieces:
        blank = one.raw is None and one.text == " "
        if blank and (not found or (found[-1].raw is None and found[-1].text in {" ", BREAK})):
            continue
        if one.raw is None and one.text == BREAK:
            while found and found[-1].raw is None and found[-1].text in {" ", BREAK}:
                found.pop()
            if not found:
                continue
        found.append(one)
    while found and found[-1].raw is None and (found[-1].text in {" ", BREAK} or not found[-1].text.strip()):
        found.pop()
    while found and found[0].raw is None and not found[0].text.strip():
        found.pop(0)
    return found


def _inner_blanks(pieces: list[Piece]) -> list[Piece]:
    """Blanks between two pieces of the same marks have these as well."""
    found = list(pieces)
    for place in range(1, len(found) - 1):
        one, before, after = found[place], found[place - 1], found[place + 1]
        if one.raw is None and one.text == " ":
            link = before.link if before.link == after.link else ""
            found[place] = Piece(" ", before.marks & after.marks, link)
    if found and found[0].raw is None:
        found[0] = Piece(found[0].text.lstrip(), found[0].marks, found[0].link)
    if found and found[-1].raw is None:
        found[-1] = Piece(found[-1].text.rstrip(), found[-1].marks, found[-1].link)
    return found


def _merged(pieces: list[Piece]) -> list[Piece]:
    found: list[Piece] = []
    for one in pieces:
        if found and one.raw is None and found[-1].raw is None and one.text != BREAK and found[-1].text != BREAK:
            last = found[-1]
            if (last.marks, last.link) == (one.marks, one.link):
                found[-1] = Piece(last.text + one.text, one.marks, one.link)
                continue
        found.append(one)
    return found


def _without(one: Piece, mark: str) -> Piece:
    return Piece(one.text, one.marks - {mark}, one.link, one.raw)


_CHECKED_LINK = "https://x.org/"


def _markdown(
    pieces: Sequence[Piece], escape: Callable[[str], str], *, checked: bool, done: frozenset[str] = frozenset()
) -> str:
    """The Markdown; `checked` puts short things of the same kind for addresses, pictures and footnotes."""
    parts: list[str] = []
    for mark, run in _nested(pieces, done):
        one = run[0]
        if not mark:
            parts.append(_atom(one, escape, checked=checked))
        elif mark in _SIGNS:
            inner = _markdown(run, escape, checked=checked, done=done | {mark})
            parts.append(f"{_SIGNS[mark]}{inner}{_SIGNS[mark]}")
        elif auto := _autolink(one.link, "".join(part.text for part in run)):
            parts.append(f"<{_CHECKED_LINK}>" if checked else auto)
        else:
            inner = _markdown(run, escape, checked=checked, done=done | {mark})
            target = f"<{one.link}>" if re.search(r"[()\s]", one.link) else one.link
            parts.append(f"[{inner}]({_CHECKED_LINK if checked else target})")
    return "".join(parts)


def _html(pieces: Sequence[Piece], done: frozenset[str] = frozenset()) -> str:
    """What that is to be read as, with the short things."""
    parts: list[str] = []
    for mark, run in _nested(pieces, done):
        one = run[0]
        if not mark:
            parts.append(one.raw[1] if one.raw else "<br>" if one.text == BREAK else html_text(one.text))
        elif mark in _SIGNS:
            parts.append(f"<{mark}>{_html(run, done | {mark})}</{mark}>")
        elif _autolink(one.link, "".join(part.text for part in run)):
            parts.append(f'<a href="{_CHECKED_LINK}">{_CHECKED_LINK}</a>')
        else:
            parts.append(f'<a href="{_CHECKED_LINK}">{_html(run, done | {mark})}</a>')
    return "".join(parts)


def _atom(one: Piece, escape: Callable[[str], str], *, checked: bool) -> str:
    if one.raw:
        return one.raw[2 if checked else 0]
    return f"\\{BREAK}" if one.text == BREAK else escape(one.text)


def _autolink(link: str, words: str) -> str:
    if words == link and re.match(r"https?://", link) and not re.search(r"[\s<>]", link):
        return f"<{link}>"
    return f"<{words}>" if link == f"mailto:{words}" and re.fullmatch(r"[\w.+-]+@[\w.-]+", words) else ""


def _nested(pieces: Sequence[Piece], done: frozenset[str]) -> Iterator[tuple[str, Sequence[Piece]]]:
    """The pieces in runs, each under the mark that goes on farthest; single ones under none."""
    place = 0
    while place < len(pieces):
        mark, end = "", place + 1
        for candidate in (*_ORDER, f"a {pieces[place].link}" if pieces[place].link else ""):
            if candidate and candidate not in done and _has(pieces[place], candidate):
                reach = place
                while reach < len(pieces) and _has(pieces[reach], candidate):
                    reach += 1
                if not mark or reach > end:
                    mark, end = candidate, reach
        yield mark, pieces[place:end]
        place = end


def _has(one: Piece, mark: str) -> bool:
    return mark in one.marks or (bool(one.link) and mark == f"a {one.link}")
