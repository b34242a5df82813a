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

_BLANK = f"{string.whitespace}\u00a0\u202f\u2009{HOLE}*_"
_QUOTED = "\"'’”“»›)]）」』〉》"
_CLOSING = _BLANK + _QUOTED
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
_GREEK = {";": "?", "\u037e": "?", "·": ";", "\u0387": ";"}
_KINDS = {
    ".": "full stop",
    ";": "semicolon",
    ",": "comma",
    "…": "ellipsis",
    "?": "question mark",
    "!": "exclamation mark",
    ":": "colon",
}
_SIGNS = "".join({*_SAME, *_KINDS})
_PAUSES = {"semicolon", "comma"}
_STRONG = {"question mark", "exclamation mark"}
_SENTENCE = {"full stop", "exclamation mark"}
"""How a sentence ends that asks nothing; how loud it is, each language decides."""
_CONJUNCTION = re.compile(r"(?<=[,;،؛；，])\s++\w{1,4}$")
"""What may stand behind the sign of a list's last item but one: “; and”."""
_WITHOUT_COLONS = {"ja", "ko"}
"""Languages that lead to a list with a full stop."""
_ARMENIAN_STOP = re.compile(r"[։.:]\s")


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """A question or colon that is none any more; a full stop that is lost.

    Where the source pauses, as after each item of a list (“…;”, “…, and”), languages go on as they like. Armenian asks
    inside the sentence. A quotation or an aside at the end has a sign of its own (“…?” he asked; etc.), and languages
    put the sentence's inside or outside.
    """
    words = unit.source.words
    if len(words) < _WORDS or not any(word.text.islower() for word in words):
        return
    if _language(context.target) in _WITHOUT_STOPS or HOLE in (unit.source.plain[-1], unit.target.plain[-1:]):
        return
    wanted = _kinds(unit.source.plain, context.source)
    given = _kinds(unit.target.plain, context.target)
    if context.target.script == "Armn" and _is_armenian(wanted[0], given[0]):
        return
    if not any(_is_alike(one, other, context.target) for one in wanted for other in given):
        detail = f"source: …{unit.source.plain[-40:]}\ntranslation: …{unit.target.plain[-40:]}"
        yield Finding(f"the source ends with {_named(wanted[0])}, the translation with {_named(given[0])}", detail)


def _is_alike(wanted: str, given: str, target: Locale) -> bool:
    if wanted == given or {wanted, given} <= _SENTENCE:
        return True
    if wanted in _PAUSES:
        return given not in _STRONG
    if wanted == "colon":
        return given == "full stop" and _language(target) in _WITHOUT_COLONS
    return given in {"full stop", *_PAUSES} and wanted in {"", *_SENTENCE}


def _is_armenian(wanted: str, given: str) -> bool:
    """A colon mistyped for the full stop, which `punctuation` names; a word that asks inside a statement."""
    return (given == "colon" and wanted in {"", *_SENTENCE}) or (given == "question mark" and wanted in _SENTENCE)


def _language(locale: Locale) -> str:
    return locale.tag.partition("-")[0]


def _named(kind: str) -> str:
    if not kind:
        return "no sign"
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"


def _kinds(text: str, locale: Locale) -> tuple[str, ...]:
    """What a text ends with: its sign, and that of the quotation or the brackets that it ends with."""
    text = _CONJUNCTION.sub("", text.rstrip(_BLANK))
    kind = _kind(text, locale)
    if locale.script == "Armn" and text.endswith((".", "․")):
        return (kind, "colon")  # what introduces something ends with a point there
    closed = text.rstrip(_SIGNS)
    if closed == closed.rstrip(_QUOTED):
        return (kind,)
    if closed == text:  # “…?”
        return (kind, "", "full stop") if kind else (kind,)
    inner = _kind(closed, locale)  # “…?”.
    return (kind, inner) if inner else (kind,)


def _kind(text: str, locale: Locale) -> str:
    """What the last of its signs is; empty for none."""
    text = text.rstrip(_CLOSING)
    if locale.script == "Armn":
        last = _ARMENIAN_STOP.split(text)[-1]
        if "՞" in last:
            return _KINDS["?"]
        if "՜" in last:
            return _KINDS["!"]
        text = re.sub("՝$", ":", text)
    if text.endswith("..."):
        return _KINDS["…"]
    sign = _GREEK.get(text[-1:], text[-1:]) if locale.script == "Grek" else text[-1:]
    return _KINDS.get(_SAME.get(sign, sign), "")


CHECK = Check(
    code="ending",
    reason="a lost question mark or colon changes the sense; a stray full stop looks careless",
    find=find,
    severity=Severity.WARNING,
)
