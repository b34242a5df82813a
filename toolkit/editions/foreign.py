"""Words of the theme that are in another language than their page: marked while a template is filled, told in its HTML.

A page of which nobody has translated every word takes the missing ones from another language. Readers aloud and the order
of signs need to know: ``lang`` and ``dir`` (WCAG 2.2, 3.1.2). Where words are edited on the page, every one is marked with its
English as well, and told in an element that says which word it is. A paragraph that is wholly in another language says so
itself: its sentences stand in the order of that language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from toolkit.collection.interface import Element

_BEGIN, _TAG_END, _END = "\ue004", "\ue005", "\ue006"
"""From the area for private use; `toolkit.sources.inline.without_controls` takes them out of texts."""
MARKS = re.compile(f"([{_BEGIN}{_TAG_END}{_END}])")
"""Each of the marks."""
_OPENING = re.compile(f"{_BEGIN}([\\w-]+)(?: ([0-9a-f]+))?{_TAG_END}")
_ANY = re.compile(f"{_OPENING.pattern}|{_END}")
_WORDS = re.compile(f"{_OPENING.pattern}[^{_BEGIN}{_END}]*{_END}")
"""Words with their marks, and none within."""
_PARAGRAPH = re.compile(r"<p>([^<]*(?:<(?!/?p\b)[^<]*)*)</p>")
_TAG = re.compile(r"<[^>]*>")
_TEXT_ALONE = re.compile(r"<(title|style|script|option|textarea)\b.*?</\1\s*>", re.DOTALL | re.IGNORECASE)
"""Elements that hold nothing but text: no other may stand in them."""


def marked(text: str, language: str, page: str, word: str = "") -> str:
    """The text with marks around it, if its language is another one than that of the page (both BCP 47 tags) or a word is named."""
    if word:
        return f"{_BEGIN}{language} {word.encode().hex()}{_TAG_END}{text}{_END}"
    return text if _is_alike(language, page) else f"{_BEGIN}{language}{_TAG_END}{text}{_END}"


def language_of(text: str, page: str) -> str:
    """The BCP 47 tag of the language that a text is marked as; that of its page where it has no mark."""
    found = _OPENING.match(text)
    return found[1] if found else page


def _is_alike(language: str, page: str) -> bool:
    """Whether two tags are of one language in one script, whatever the region."""
    if language.partition("-")[0] != page.partition("-")[0]:
        return False
    return language == page or load_locale(language).script == load_locale(page).script


def unmarked(text: str) -> str:
    """The text without any marks: for records, feeds and what is no HTML."""
    return _ANY.sub("", text) if _END in text else text


def told(html: str, element: Element | None = None) -> str:
    """The HTML with an element around each marked text; in attributes, titles and the like the marks just go.

    Each says its direction too: what is around it may run otherwise than the page. `element` gives the opening tags of
    named words.
    """
    if _END not in html:
        return html
    if element is None:
        html = _PARAGRAPH.sub(_paragraph, html)
    parts = []
    place = 0
    for found in _TEXT_ALONE.finditer(html):
        parts += [_spans(html[place : found.start()], element), unmarked(found[0])]
        place = found.end()
    return "".join([*parts, _spans(html[place:], element)])


def _paragraph(match: re.Match[str]) -> str:
    """A paragraph that says its language itself, where all its words are in one other than that of the page."""
    if _BEGIN not in match[1]:
        return match[0]
    languages = {found[1] for found in _OPENING.finditer(match[1])}
    others = match[1]
    while others != (rest := _WORDS.sub("", others)):
        others = rest
    if len(languages) != 1 or _TAG.sub("", others).strip():
        return match[0]
    return f"<p{_said(languages.pop())}>{unmarked(match[1])}</p>"


def _said(language: str) -> str:
    return f' lang="{language}" dir="{load_locale(language).direction}"'


def _spans(html: str, element: Element | None) -> str:
    """The HTML, in which marks within tags just go."""
    place, in_tag = 0, False

    def told_mark(match: re.Match[str]) -> str:
        nonlocal place, in_tag
        begin, end = html.rfind("<", place, match.start()), html.rfind(">", place, match.start())
        in_tag = begin > end if begin != end else in_tag
        place = match.end()
        if in_tag:
            return ""
        if match[2] and element:
            return element(bytes.fromhex(match[2]).decode(), match[1])
        return f"<span{_said(match[1])}>" if match[1] else "</span>"

    return _ANY.sub(told_mark, html)
