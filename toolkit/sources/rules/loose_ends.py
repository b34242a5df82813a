"""Markup that means nothing as it stands, and would be printed: named with its line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.errors import Severity
from toolkit.sources.rules.comment import UNCLOSED
from toolkit.sources.rules.faults import Fault, add_fault
from toolkit.sources.rules.raw_html import HTML

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token

_LOOSE = re.compile(
    r"\[\^(?P<note>[^\[\]\s]{1,200})\]"
    r"|\](?P<target>\()"
    r"|\]\[(?P<label>[^\[\]]{0,200})\]"
    r"|(?P<picture>!\[)"
    r"|(?P<comment><!--)"
    r"|(?P<open>\*\*|~~|`+)"
    r"|(?P<tilde>(?<![\w~])~[^\s~][^~\n]{0,200}?(?<=\S)~(?![\w~]))"
)
_WWW = re.compile(r"(?<![\w./@-])www(?:\.[a-z0-9-]{1,63}){2,8}", re.IGNORECASE)
"""An address without its scheme; GitHub makes a link of it, and can only guess the scheme."""
_ATTRIBUTES = re.compile(r"(?:^|\s)?\{\s*[#.][A-Za-z][^{}\s]{0,80}[^{}]{0,80}\}\s*\Z")
_OPEN_TAG = re.compile(r"<(?:/?[A-Za-z][\w-]*(?=[\s>/]|$)|\?|!\[CDATA\[|![A-Z])[^>]{0,80}")
"""What begins a block of HTML for CommonMark (4.6), be it closed or not."""
_TASK = re.compile(r"\[[ xX]\](?=\s)")
_ADMONITION = re.compile(r"(?:\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]|!!!\s|\?\?\?\+?\s|:::)", re.IGNORECASE)
_MATHS = re.compile(r"\$\$|(?<![\w$])\$(?=[^\s$])[^$\n]{0,200}?[\\^_{=][^$\n]{0,200}?(?<=\S)\$(?![\w$])")
_IN_CAPTION = re.compile(
    r"\[\^[^\[\]\s]{1,200}\]|\[[^\[\]]{1,200}\]\([^()\s]{0,200}\)|(\*{1,2}|~~|`)(?=\S)[^*~`]{1,200}(?<=\S)\1"
    r"|</?[A-Za-z][^<>]{0,80}>"
)
_NOTE = "the mark of a footnote"
_IN_NO_LINK = {"footnote_ref": _NOTE, "link_close": "a link"}
"""What may not stand among a link's words, by its last token (CommonMark 6.3)."""
_ESCAPE = "or write a \\ before it if it is meant to be read"


def use_loose_ends(markdown: MarkdownIt) -> None:
    """Lets the parser look for them while it still knows which signs were escaped."""
    markdown.core.ruler.before("text_join", "loose_ends", _loose_ends)


def _loose_ends(state: StateCore) -> None:
    opening: list[str] = []
    for token in state.tokens:
        if token.type != "inline":
            opening = [*opening[-1:], token.type]
            continue
        line = token.map[0] if token.map else 0
        children = token.children or []
        in_cell = opening[-1:] in (["td_open"], ["th_open"])
        for fault in (*_first(children, opening, line), *_faults(children, line, in_cell)):
            add_fault(state.env, fault)


def placed(tokens: Sequence[Token], line: int) -> Iterator[tuple[int, Token]]:
    """Every token with its line, the first being in `line`."""
    for token in tokens:
        yield line, token
        line += token.type in {"softbreak", "hardbreak"} and not token.content
        line += token.content.count("\n")


def _first(tokens: Sequence[Token], opening: Sequence[str], line: int) -> Iterator[Fault]:
    """What can only stand at the beginning of a text."""
    first = tokens[0].content if tokens and tokens[0].type == "text" else ""
    if opening == ["list_item_open", "paragraph_open"] and _TASK.match(first):
        yield Fault(line, "task-list", "a box to tick is printed as it stands", f"write ☐ or ☑, {_ESCAPE}")
    if match := _OPEN_TAG.match(first):
        hint = "write it in Markdown, or \\< if it is meant to be read"
        yield Fault(line, "html", f"raw HTML would be printed: {_short(match[0])}", hint)
    if match := _ADMONITION.match(first):
        hint = "put {.note} above the paragraph instead"
        yield Fault(line, "admonition", f"{match[0].strip()} is printed as it stands", hint, Severity.WARNING)


def _faults(tokens: Sequence[Token], line: int, in_cell: bool, *, in_picture: bool = False) -> Iterator[Fault]:
    before, depth, within = "", 0, ""
    for number, (place, token) in enumerate(placed(tokens, line)):
        depth += (token.type == "link_open") - (token.type == "link_close")
        within = _IN_NO_LINK.get(token.type, within)
        if token.type == "text":
            is_in_link = within and "](" in token.content.partition("[")[0]
            yield from (_in_link(within, place),) if is_in_link else _in_text(token.content, place)
            within = "" if "[" in token.content or "](" in token.content else within
            yield from () if depth or in_picture else _without_scheme(token.content, place)
        elif token.type == "link_open" and (depth > 1 or _is_behind_words(tokens, number)):
            yield _in_link("a link" if depth > 1 else within or "a bracket", place)
        elif token.type == HTML:
            hint = "write it in Markdown, or \\< if it is meant to be read"
            yield Fault(place, "html", f"raw HTML would be printed: {_short(token.content)}", hint)
        elif token.type == "hardbreak" and token.content and not in_cell:  # a cell has no other
            hint = "end the line with \\ instead"
            message = f"raw HTML: {token.content} is read as a line break"
            yield Fault(place, "html", message, hint, Severity.WARNING)
        elif token.type == "image":
            yield from _in_picture(token, place)
        elif token.type == "link_close" and before == "link_open":
            hint = "write the words that a reader follows"
            yield Fault(
                place, "unfinished-link", "the link has no words: its address stands there", hint, Severity.WARNING
            )
        before = token.type
    last = tokens[-1] if tokens else None
    if last and last.type == "text" and (match := _ATTRIBUTES.search(last.content[-200:])):
        hint = "put it on a line of its own above its block; only a heading takes it on its own line"
        yield Fault(line, "attributes", f"{match[0].strip()} would be printed", hint)


def _is_behind_words(tokens: Sequence[Token], number: int) -> bool:
    """Whether a link was meant to be the address of the words before it: ``[words [^1]][address]``."""
    before = tokens[number - 1] if number else tokens[number]
    return tokens[number].info != "auto" and before.type == "text" and before.content.endswith("]")


def _in_link(what: str, line: int) -> Fault:
    hint = "put the note's mark behind the link" if what == _NOTE else "end the first link before the second"
    return Fault(line, "link-in-link", f"{what} stands among the words of a link, which is printed as it stands", hint)


def _in_picture(token: Token, line: int) -> Iterator[Fault]:
    for child in token.children or ():
        if child.type in {HTML, "comment"} or (child.type == "hardbreak" and child.content):
            message = f"raw HTML in the words of a picture: {_short(child.content)}"
            yield Fault(line, "html", message, "describe the picture in plain words")
    if match := _IN_CAPTION.search(str(token.attrs.get("title", ""))):
        message = f"markup in a caption is printed as it stands: {_short(match[0])}"
        hint = "write captions in plain words; a note's mark or a link can stand in the text"
        yield Fault(line, "markup", message, hint, Severity.WARNING)
    loose = _faults(token.children or (), line, in_cell=False, in_picture=True)
    yield from (fault for fault in loose if fault.code != "html")


def _in_text(text: str, line: int) -> Iterator[Fault]:
    for match in _LOOSE.finditer(text):
        if note := match["note"]:
            yield Fault(
                line, "footnote", f"there is no footnote {_short(note)}", f"write [^{_short(note)}]: …, {_ESCAPE}"
            )
        elif match["label"] is not None:
            label = _short(match["label"] or text[: match.start()].rpartition("[")[2])
            message = f"there is no reference [{label}]"
            yield Fault(line, "reference", message, f"write [{label}]: https://…, {_ESCAPE}")
        elif match["picture"]:
            message = "a picture has no address, or none that there is: it is printed as it stands"
            yield Fault(line, "unfinished-link", message, f"write ![words](picture.png), {_ESCAPE}", Severity.WARNING)
        elif match["comment"]:
            yield Fault(line, *UNCLOSED)
        elif match["tilde"]:
            message = f"{_short(match['tilde'])} is printed as it stands"
            yield Fault(
                line, "markup", message, f"write ~~ on both sides to strike it through, {_ESCAPE}", Severity.WARNING
            )
        elif match["target"]:
            hint = f"an address has no blanks, or stands in <…>; {_ESCAPE}"
            message = "a link is not closed, or its address has blanks: it is printed as it stands"
            yield Fault(line, "unfinished-link", message, hint, Severity.WARNING)
        else:
            message = f"markup left open: {match['open'][:3]}"
            hint = f"close it, without a blank between the sign and the words it marks, {_ESCAPE}"
            yield Fault(line, "markup", message, hint, Severity.WARNING)
    if "$" in text and (maths := _MATHS.search(text)):
        message = f"maths is printed as it stands: {_short(maths[0])}"
        yield Fault(line, "maths", message, "write it in words and signs", Severity.WARNING)


def _without_scheme(text: str, line: int) -> Iterator[Fault]:
    for match in _WWW.finditer(text):
        message = f"{_short(match[0])} is no link: it does not begin with https://"
        yield Fault(line, "unfinished-link", message, f"write https://{_short(match[0])}", Severity.WARNING)


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 40 else f"{text[:39]}…"
