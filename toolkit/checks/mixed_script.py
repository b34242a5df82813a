"""A word whose letters come from two scripts."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.letters import divides_words, is_allowed, is_form, script_runs
from toolkit.language.locales.lookalikes import LOOKALIKES
from toolkit.language.texts import around

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.language.texts import Word

_SHORTEST_STEM = 2
_PREFIXING, _LONGEST_PREFIX = {"Arab", "Hebr"}, 3
"""Scripts whose languages write "and", "in", "the" as a letter before the word, and how many may come together."""
_NEAR = 40
"""Characters before and after a word in which its neighbours are looked for."""
_ENGLISH_WORDS = frozenset("aio")
"""Words of an English source, so that they prove nothing."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Words with letters of two scripts, and single letters of another script that stand for a look-alike.

    A foreign word of the source with a native suffix (``PDFті``) or, in Arabic and Hebrew, prefix is no such word.
    """
    for word in unit.target.words:
        runs = script_runs(word.text)
        if len(runs) > 1:
            if _is_mixed(runs, context) and not (
                is_allowed(word.text, unit.source, context.terms) or _is_suffixed(runs, unit, context)
            ):
                yield _finding(word, unit, context)
        elif _is_lonely_lookalike(word, unit, context):
            yield _finding(word, unit, context)


def _is_mixed(runs: tuple[tuple[str, str], ...], context: Context) -> bool:
    """Whether the runs make no sense side by side: without blanks between words, a foreign word stands right in the text."""
    if divides_words(context.target):
        return True
    return any(context.script not in {one, other} for (one, _), (other, _) in pairwise(runs))


def _is_suffixed(runs: tuple[tuple[str, str], ...], unit: Unit, context: Context) -> bool:
    (script, stem), *rest = runs
    if context.script in _PREFIXING and script == context.script and len(stem) <= _LONGEST_PREFIX:
        return len(rest) == 1 and is_form(rest[0][1], unit.source, context.terms)
    if script == context.script or len(rest) != 1 or rest[0][0] != context.script:
        return False
    return (len(stem) >= _SHORTEST_STEM or stem.isupper()) and is_form(stem, unit.source, context.terms)


def _is_lonely_lookalike(word: Word, unit: Unit, context: Context) -> bool:
    """A small letter alone between words of the locale's script, that looks like one of its letters: Latin c, a, o, i."""
    meant = LOOKALIKES.get(context.script, {}).get(word.text)
    if meant is None or not word.text.islower() or meant not in context.target.alphabet:
        return False
    if word.text not in _ENGLISH_WORDS and word.text in unit.source.word_set:
        return False
    return all(part is not None and _is_native(part, context) for part in _neighbours(word, unit.target.plain))


def _neighbours(word: Word, plain: str) -> tuple[str | None, str | None]:
    """What stands before and after a word, blanks between; None where nothing does, or no blank."""
    before, after = plain[max(0, word.start - _NEAR) : word.start], plain[word.end : word.end + _NEAR]
    if not (before[-1:].isspace() and after[:1].isspace()):
        return None, None
    return next(reversed(before.split()), None), next(iter(after.split()), None)


def _is_native(part: str, context: Context) -> bool:
    """A word of the locale's script, or something that is no word at all."""
    return all(script == context.script for script, _ in script_runs(part))


def _finding(word: Word, unit: Unit, context: Context) -> Finding:
    foreign = dict.fromkeys(char for script, run in script_runs(word.text) if script != context.script for char in run)
    listed = ", ".join(f"{char} (U+{ord(char):04X})" for char in foreign)
    meant = {char: context.target.confusable[char] for char in foreign if char in context.target.confusable}
    hint = "; ".join(f"write {right} (U+{ord(right[0]):04X}) for {seen}" for seen, right in meant.items() if right)
    return Finding(
        f"“{word.text}” mixes scripts: {listed}",
        around(unit.target.plain, word.start, word.end),
        hint or "write the word in the letters of one script",
    )


CHECK = Check(
    code="mixed-script",
    reason="a look-alike letter of another script cannot be searched, sorted, hyphenated or read aloud",
    find=find,
    compares=False,
)
