"""A copy of the source that should have been translated."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.catalog.typography import fold
from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.letters import script_runs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.texts import Word

_FUNCTION_WORDS = frozenset(
    (
        "a", "an", "and", "any", "are", "as", "at", "be", "by", "can", "cannot", "for", "from", "has", "have", "how", "if",
        "in", "into", "is", "it", "its", "may", "more", "must", "no", "not", "of", "on", "or", "our", "out", "over", "please",
        "than", "that", "the", "their", "them", "these", "this", "to", "up", "was", "we", "were", "what", "when", "where",
        "which", "who", "will", "with", "without", "you", "your",
    )
)  # fmt: skip
_WORDS = 3
"""So many ordinary words are no name and no code in any language."""
_LONGEST_CODE = 3
_SHORT = 4
"""A single word as short as this may have been taken over as it is: View, Port."""
_LONGEST_ACRONYM = 7
_SHOUTED = 5
"""Letters a word, on the average."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """A text that is the source's, word for word, though it has ordinary words to translate."""
    if context.source.tag == context.target.tag or fold(unit.source.raw) != fold(unit.target.raw):
        return
    if _is_to_translate(unit, context):
        yield Finding(
            "the translation is a copy of the source", unit.target.raw, "translate it, or empty the translation"
        )


def _is_to_translate(unit: Unit, context: Context) -> bool:
    plain = unit.source.plain
    kept = {place for term, start, end in context.terms.used_in(plain) if term.keep for place in range(start, end)}
    words = [word.text for word in unit.source.words if word.start not in kept and not _is_code(word, plain)]
    small = [word for word in words if word.islower() and (len(word) > _LONGEST_CODE or word in _FUNCTION_WORDS)]
    ordinary = [word for word in words if _is_ordinary(word)] + _shouted(words)
    if len(small) >= _WORDS or (ordinary and any(word in _FUNCTION_WORDS for word in small) and len(words) > 1):
        return True
    is_telling = len(words) > 1 or any(len(word) > _SHORT for word in ordinary)
    return bool(ordinary) and is_telling and _is_other_script(words, context)


def _is_code(word: Word, plain: str) -> bool:
    """Part of a name such as ``workflow_tasks`` or ``config.toml``."""
    before, after = plain[max(0, word.start - 2) : word.start], plain[word.end : word.end + 2]
    return bool(re.search(r"_$|\w\.$", before) or re.match(r"_|\.\w", after))


def _shouted(words: list[str]) -> list[str]:
    """The words of a heading in capitals: several, and too long on the whole to be acronyms."""
    shouted = [word for word in words if word.isupper() and len(word) > _LONGEST_CODE]
    return shouted if len(shouted) > 1 and len("".join(shouted)) >= _SHOUTED * len(shouted) else []


def _is_ordinary(word: str) -> bool:
    """Not a function word, a short code, an acronym, or a name in camel case."""
    if word.casefold() in _FUNCTION_WORDS or len(word) <= _LONGEST_CODE:
        return False
    return word.islower() or word.istitle() or (word.isupper() and len(word) > _LONGEST_ACRONYM)


def _is_other_script(words: list[str], context: Context) -> bool:
    return all(script != context.script for word in words for script, _ in script_runs(word))


CHECK = Check(
    code="copy",
    reason="an untranslated text that counts as translated never shows up as missing",
    find=find,
)
