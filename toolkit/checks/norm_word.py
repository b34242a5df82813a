"""A norm word of recommendations that is rendered otherwise than the termbase has it, or than elsewhere in the catalog."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from toolkit.catalog.model import Message

Renderings = dict[str, Counter[str]]
"""By norm word of the source: how often it is rendered in each way."""
_RECOMMENDATION = re.compile(r"(?:.*[-/])?rec-\d+(?:/.*)?")
_NORM = re.compile(r"\b(?:should|must|shall|need(?= to\b)|needs(?= to\b)|ought(?= to\b))", re.IGNORECASE)
_SAME = {"need": "need to", "needs": "need to", "ought": "ought to"}
_ENGLISH = "en"


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """A recommendation with “should”, “must” or the like, whose rendering is not that of the termbase.

    Where the termbase has none: that is not the most frequent one, or else the first.
    """
    word = _norm_word(unit.message, context.source.tag)
    own = _rendering(unit.target.plain, context.target.tag) if word else ""
    if not own:
        return
    if agreed := _agreed(word, context):
        if own != _rendering(agreed, context.target.tag):
            hint = f"write “{agreed}” in the form that the sentence needs, or correct the termbase"
            yield Finding(f"“{word}” is rendered by “{own}”", f"the termbase has {agreed}", hint)
        return
    usual = context.norms.get(word, Counter())
    if len(usual) > 1 and own != (most := usual.most_common(1)[0][0]):
        yield Finding(
            f"“{word}” is rendered by “{own}”, elsewhere by “{most}”",
            ", ".join(f"{rendering}: {number}" for rendering, number in usual.most_common()),
            "let one word of the source be one word here, so that all recommendations bind alike",
        )


def _agreed(word: str, context: Context) -> str:
    """The termbase's rendering of a norm word, where it has one in which a rendering can be told."""
    for term in context.terms.terms:
        if term.source == word and _rendering(term.translation, context.target.tag):
            return term.translation
    return ""


def renderings(messages: Iterable[Message], tag: str, source: str = _ENGLISH) -> Renderings:
    """How the recommendations among the messages of a catalog render each norm word, where it can be told."""
    found: Renderings = {}
    for message in messages:
        word = _norm_word(message, source)
        rendering = _rendering(message.msgstr[0], tag) if word else ""
        if rendering:
            found.setdefault(word, Counter())[rendering] += 1
    return found


def _norm_word(message: Message, source: str) -> str:
    """The one norm word of a recommendation in the language `source`; nothing where there is none, or several.

    Words that other languages have for a norm are those that norms are rendered by in them.
    """
    if not _RECOMMENDATION.fullmatch(message.msgctxt or ""):
        return ""
    if source.partition("-")[0] != _ENGLISH:
        return _rendering(message.msgid, source)
    words = {match[0].lower() for match in _NORM.finditer(message.msgid)}
    return _SAME.get(word := next(iter(words)), word) if len(words) == 1 else ""


def _rendering(text: str, tag: str) -> str:
    """The one rendering of a norm word that a text has; nothing where it has none that is known, or several."""
    low = text.casefold()
    found = [name for name, pattern in _patterns(tag).items() if pattern.search(low)]
    return found[0] if len(found) == 1 else ""


@cache
def _patterns(tag: str) -> Mapping[str, re.Pattern[str]]:
    """By rendering, as it is shown: what finds its forms."""
    table = tomllib.loads(resources.files("toolkit.language").joinpath("norm_words.toml").read_text("utf-8"))
    return {forms[0]: re.compile("|".join(map(_form, forms))) for forms in table.get(tag.partition("-")[0], [])}


def _form(form: str) -> str:
    return rf"{re.escape(form[1:])}\b" if form.startswith("-") else rf"\b{re.escape(form)}"


CHECK = Check(
    code="norm-word",
    reason="where “should” and “must” of recommendations are rendered in several ways, readers look for a difference in force",
    find=find,
    severity=Severity.WARNING,
)
