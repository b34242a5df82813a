"""A sentence that ends with another sign than the source's."""

from __future__ import annotations

import re
import string
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity
from toolkit.sources.marks import HOLE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.locales.model import Locale

_CLOSING = f"{string.whitespace}\u00a0\u202f\u2009\"'’”“»)]{HOLE}*_"
_WITHOUT_STOPS = {"lo", "th"}
"""Languages that end sentences with a blank."""
_WORDS = 3
"""Fewer are a label, not a sentence."""
_SAME = {
    "։": ".",
    "․": ".",
    "。": ".",
    "؟": "?",
    "՞": "?",
    "՜": "!",
    "؛": ";",
    "।": ".",
    "॥": ".",
    "።": ".",
    "။": ".",
    "។": ".",
    "۔": ".",
    "．": ".",
    "！": "!",
    "？": "?",
    "：": ":",
    "；": ";",
    "、": ",",
    "，": ",",
    "،": ",",
}
_KINDS = {
    ".": "full stop",
    ";": "semicolon",
    ",": "comma",
    "…": "ellipsis",
    "?": "question mark",
    "!": "exclamation mark",
    ":": "colon",
}
_PAUSES = {"semicolon", "comma"}
_STRONG = {"question mark", "exclamation mark"}
_CONJUNCTION = re.compile(r"(?<=[,;،؛；，])\s++\w{1,4}$")
"""What may stand behind the sign of a list's last item but one: “; and”."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """A question, exclamation or colon that is none any more; a full stop that is lost.

    Where the source pauses, as after each item of a list (“…;”, “…, and”), languages go on as they like. Armenian asks
    inside the sentence.
    """
    words = unit.source.words
    if len(words) < _WORDS or not any(word.text.islower() for word in words):
        return
    if context.target.tag.partition("-")[0] in _WITHOUT_STOPS:
        return
    wanted = _kind(unit.source.plain, context.source)
    given = _kind(unit.target.plain, context.target)
    if context.target.script == "Armn" and (wanted, given) == ("full stop", "colon"):
        return  # a colon mistyped for the full stop: `punctuation` says so
    if not _is_alike(wanted, given) and HOLE not in (unit.source.plain[-1], unit.target.plain[-1:]):
        detail = f"source: …{unit.source.plain[-40:]}\ntranslation: …{unit.target.plain[-40:]}"
        yield Finding(f"the source ends with {_named(wanted)}, the translation with {_named(given)}", detail)


def _is_alike(wanted: str, given: str) -> bool:
    if wanted == given:
        return True
    if wanted in _PAUSES:
        return given not in _STRONG
    return given in {"full stop", *_PAUSES} and wanted in {"", "full stop"}


def _named(kind: str) -> str:
    if not kind:
        return "no sign"
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _kind(text: str, locale: Locale) -> str:
    text = _CONJUNCTION.sub("", text.rstrip(_CLOSING))
    if locale.script == "Armn":
        last = re.split(r"[։.]\s", text)[-1]
        if "՞" in last:
            return _KINDS["?"]
        if "՜" in last:
            return _KINDS["!"]
        text = re.sub("՝$", ":", text)
    if text.endswith("..."):
        return _KINDS["…"]
    return _KINDS.get(_SAME.get(text[-1:], text[-1:]), "")


CHECK = Check(
    code="ending",
    reason="a lost question mark or colon changes the sense; a stray full stop looks careless",
    find=find,
    severity=Severity.WARNING,
)
