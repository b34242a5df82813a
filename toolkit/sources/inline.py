"""Inline Markdown to HTML, for the source's texts and for translations alike.

Translations are untrusted: what comes out holds only the elements of CommonMark (``em strong code a br img``), ``s`` and
footnote references; links lead where `is_safe_target` allows, pictures come from the caller, HTML is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from markdown_it.common.utils import escapeHtml

from toolkit.sources.addresses import is_safe_target
from toolkit.sources.syntax import Quotes, environment, parser

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown_it.token import Token


_STRAIGHT: Quotes = ("\ue000", "\ue001", "\ue002", "\ue003")
"""What stands for straight quotes, double and single, until it is known how deep they are."""
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\u202d\u202e\ud800-\udfff\ue000-\ue006\ufffe\uffff]")
_MOST = 4096
"""So many texts are kept as tokens: those of a few editions."""
_CONTROLS_BUT_QUOTES = re.compile(_CONTROLS.pattern.replace("\\ue000-\\ue006", "\\ue004-\\ue006"))


def has_controls(text: str) -> bool:
    """Whether there is any sign in a text that `without_controls` takes out."""
    return not text.isprintable() and bool(_CONTROLS.search(text))  # none of them can be printed


def without_controls(text: str) -> str:
    """The text without the control characters that HTML and PDF have no place for, and without those that turn it round."""
    return text if text.isprintable() else _CONTROLS.sub("", text)  # none of them can be printed


def one_line(text: str) -> str:
    """The text on one line, without those characters: for records and citations."""
    return " ".join(without_controls(text).split())


PictureOf = Callable[[str], "Mapping[str, str] | None"]
"""Gives the attributes of a picture's ``img`` by its source, or None where it may not be shown."""


def no_picture(source: str) -> Mapping[str, str] | None:  # noqa: ARG001 - the signature is the protocol
    """The picture policy that shows none."""
    return None


def html_attributes(attributes: Mapping[str, str]) -> str:
    """The attributes of an HTML element, each with a blank before it."""
    return "".join(f' {name}="{escapeHtml(value)}"' for name, value in attributes.items())


@dataclass(slots=True)
class InlineRenderer:
    """Renders the texts of one edition of a document; keeps count of the footnote references on the way."""

    references: Sequence[tuple[str, str, str]] = ()
    """Link references of the document as (label, target, title)."""
    notes: Sequence[str] = ()
    """Names of the document's footnotes in their order."""
    picture: PictureOf = no_picture
    target: Callable[[str], str | None] = str
    """Turns a link's target into the edition's own; None where nothing is to be reached."""
    title_of: Callable[[str], str] = str
    """Gives the title of another document by its name, for links to it that have no target."""
    destinations: Mapping[str, str] = field(default_factory=dict)
    """What targets mean that say something else."""
    digits: Mapping[int, int] = field(default_factory=dict)
    """The signs of the footnotes' numbers, for `str.translate`."""
    _env: dict[str, Any] = field(init=False)
    _uncounted: dict[str, Any] = field(init=False)
    """Where footnote references count that no reader sees."""
    _numbers: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        self._env = environment(self.references, self.notes)
        self._uncounted = environment(self.references, self.notes)
        self._numbers = {name: number for number, name in enumerate(self.notes)}

    def html(self, text: str, quotes: Quotes | None = None, words: Callable[[str], str] = escapeHtml) -> str:
        """The text as HTML; its straight quotes become the given marks: the outer pair, the inner one within another.

        `words` makes HTML of the words between markup, with no-break spaces, say. Code is left alone.
        """
        return self._render(_parsed(text, quotes, self._env), words)

    def figure(self, text: str, words: Callable[[str], str] = escapeHtml) -> tuple[str, str] | None:
        """A text that is one picture with a title, be it a link or not: the picture as HTML, and its title, the caption.

        None where the text is anything else, or the picture may not be shown.
        """
        tokens = _parsed(text, None, self._env) if text.startswith(("![", "[![")) else []
        kinds = [token.type for token in tokens]
        if kinds not in (["image"], ["link_open", "image", "link_close"]):
            return None
        title = str(tokens[kinds.index("image")].attrs.pop("title", ""))
        picture = self._render(tokens, words) if title else ""
        return (picture, words(title)) if "<img" in picture else None

    def refers_to(self, note: str) -> bool:
        """Whether one of the texts given to `html` so far refers to the footnote."""
        return note in self._numbers and self._env["footnotes"]["list"][self._numbers[note]]["count"] > 0

    def plain(self, text: str, quotes: Quotes | None = None) -> str:
        """The text without markup: for titles, bookmarks and metadata."""
        return "".join(_plain(_parsed(text, quotes, self._uncounted)))

    def _render(self, tokens: Sequence[Token], words: Callable[[str], str]) -> str:
        parts: list[str] = []
        ends: list[str] = []
        for number, token in enumerate(tokens):
            match token.type:
                case "link_open":
                    start, end = self._link(token, _words_of_link(tokens, number))
                    parts.append(start)
                    ends.append(end)
                case "link_close":
                    parts.append(ends.pop())
                case "image":
                    parts.append(self._image(token))
                case "footnote_ref":
                    parts.append(_footnote_reference(token, self.digits))
                case "text":
                    parts.append(words(token.content))
                case _:
                    parts.append(_simple(token))
        return "".join(parts)

    def _link(self, token: Token, words: str | None) -> tuple[str, str]:
        """What stands before and behind a link's words; its address where it has none."""
        href = str(token.attrs.get("href", ""))
        href = self.destinations.get(href, href)
        if not is_safe_target(href):
            return "", ""
        if words is None:
            start, end = self._link(token, href)
            return f"{start}{escapeHtml(href)}", end
        target = self.target(href)
        if target is None:
            title = self.title_of(href.partition("#")[0].removesuffix(".md"))
            return "", "" if _same(words, title) else f" ({escapeHtml(title)})"
        title = str(token.attrs.get("title") or "")
        extra = ' class="address"' if _bare(words) == _bare(unquote(href)) else ""
        extra += f' title="{escapeHtml(title)}"' if title else ""
        if not words.strip():  # a picture that says nothing: the link needs a name (WCAG 2.2, 2.4.4)
            extra += f' aria-label="{escapeHtml(title or self._name(href))}"'
        return f'<a href="{escapeHtml(target)}"{extra}>', "</a>"

    def _name(self, href: str) -> str:
        """What a link is called that has no words: the title of another document, or else the address."""
        name, dot, _ = href.partition("#")[0].rpartition(".md")
        return self.title_of(name) if dot and "://" not in href else _bare(href).lstrip("#")

    def _image(self, token: Token) -> str:
        words = "".join(_plain(token.children or []))
        source = unquote(str(token.attrs.get("src", "")))
        attributes = self.picture(source) if source.isprintable() else None
        if attributes is None:
            return escapeHtml(words)
        title = str(token.attrs.get("title", ""))
        return f"<img{html_attributes({**attributes, 'alt': words, **({'title': title} if title else {})})}>"


def _parsed(text: str, quotes: Quotes | None, env: dict[str, Any]) -> Sequence[Token]:
    """The tokens of an inline text, not to be changed: all formats of an edition, its search and its records ask for the same."""
    return _tokens(text, quotes, env) if "[" in text else _lone_tokens(text, quotes)


@lru_cache(_MOST)
def _lone_tokens(text: str, quotes: Quotes | None) -> Sequence[Token]:
    """The tokens of a text that refers to nothing: without brackets there is neither a reference nor a note."""
    return _tokens(text, quotes, {})


def _tokens(text: str, quotes: Quotes | None, env: dict[str, Any]) -> Sequence[Token]:
    (inline,) = parser(_STRAIGHT if quotes else None).parseInline(without_controls(text), env)
    tokens: list[Token] = inline.children or []
    if "&#" in text:  # `&#x202e;` is one of them, too
        for token in _texts(tokens):
            token.content = _CONTROLS_BUT_QUOTES.sub("", token.content)
    if quotes:
        depth = 0
        for token in _texts(tokens):
            token.content, depth = _quoted(token.content, quotes, depth)
    return tokens


def _texts(tokens: Sequence[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "text":
            yield token
        yield from _texts(token.children or [])


def _quoted(text: str, quotes: Quotes, depth: int) -> tuple[str, int]:
    """The text with its quotation marks, and how many are open at its end; those that stood there count as well."""
    parts: list[str] = []
    place = 0
    for found in _marks(quotes).finditer(text):
        sign = found[0]
        opens = sign in (_STRAIGHT[0], _STRAIGHT[2]) or (sign == quotes[0] != quotes[1])
        closes = sign in (_STRAIGHT[1], _STRAIGHT[3]) or (sign == quotes[1] != quotes[0])
        depth = max(0, depth - closes)
        pair = quotes[2:] if depth else quotes[:2]
        parts += [text[place : found.start()], pair[closes] if sign in _STRAIGHT else sign]
        depth += opens
        place = found.end()
    return "".join([*parts, text[place:]]), depth


@cache
def _marks(quotes: Quotes) -> re.Pattern[str]:
    """What opens or closes a quotation where the marks are these."""
    signs = [sign for sign in (*_STRAIGHT, *quotes[:2]) if len(sign) == 1]
    return re.compile("|".join(map(re.escape, signs)))


def _words_of_link(tokens: Sequence[Token], start: int) -> str | None:
    """The words of the link that a token opens; None where there is nothing in it."""
    end = next(number for number in range(start, len(tokens)) if tokens[number].type == "link_close")
    return "".join(_plain(tokens[start + 1 : end])) if end > start + 1 else None


def _same(words: str, title: str) -> bool:
    return words.strip().casefold() == title.strip().casefold()


def _bare(address: str) -> str:
    """An address as people write it: without its scheme."""
    return re.sub(r"^(?:https?://|mailto:)", "", unquote(address), flags=re.IGNORECASE).rstrip("/")


def _footnote_reference(token: Token, digits: Mapping[int, int]) -> str:
    label, again = escapeHtml(str(token.meta["label"])), int(token.meta["subId"])
    anchor = f"ref-{label}" + (f"-{again + 1}" if again else "")
    number = str(int(token.meta["id"]) + 1).translate(digits)
    return f'<sup class="note-ref"><a id="{anchor}" href="#note-{label}" role="doc-noteref">{number}</a></sup>'


def _plain(tokens: Sequence[Token]) -> Sequence[str]:
    parts = []
    for token in tokens:
        if token.type in {"text", "code_inline"}:
            parts.append(token.content)
        elif token.type in {"softbreak", "hardbreak"}:
            parts.append(" ")
        elif token.type == "image":
            parts.extend(_plain(token.children or []))
    return parts


def _simple(token: Token) -> str:
    match token.type:
        case "em_open" | "strong_open" | "s_open":
            return f"<{token.tag}>"
        case "em_close" | "strong_close" | "s_close":
            return f"</{token.tag}>"
        case "code_inline":
            return f"<code>{escapeHtml(token.content)}</code>"
        case "hardbreak":
            return "<br>"
        case "softbreak":
            return " "
        case _:
            return escapeHtml(token.content)
