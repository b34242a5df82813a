"""A term that the source uses and that the translation renders in another way than the termbase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity
from toolkit.language.letters import divides_words
from toolkit.language.renderings import alternatives, find_rendering, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.catalog.terms import Term

_BETWEEN = 3
"""So many other words may stand among those of a rendering."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Terms of the source of which the translation has no rendering that the termbase names, in no form and order."""
    if context.is_termbase or not divides_words(context.target):
        return
    for term in dict.fromkeys(_asked_for(unit, context)):
        if not _has(unit, context, term):
            yield Finding(
                f"“{term.source}” is rendered otherwise",
                f"the termbase has {term.translation}",
                f"write “{alternatives(term.translation, term.source)[0]}” in the form that the sentence needs, or correct the termbase",
            )


def _asked_for(unit: Unit, context: Context) -> Iterator[Term]:
    """The terms of the source that have one rendering; a verb only where it is a name: alone, or in capitals."""
    source = unit.source.plain
    for term, start, end in context.used_terms(source):
        if not term.translation or term.keep or term.is_acronym_of_name:
            continue
        if not term.part_of_speech.startswith("verb") or source[start:end].isupper() or len(tokens(source)) == 1:
            yield term


def _has(unit: Unit, context: Context, term: Term) -> bool:
    language = context.target.language
    verb = term.part_of_speech.startswith("verb")
    return any(
        next(find_rendering(one, unit.target.plain, language, between=_BETWEEN, verb=verb), None)
        for one in (*alternatives(term.translation, term.source), *term.forms)
    ) or not tokens(term.translation)


CHECK = Check(
    code="preferred-term",
    reason="readers know a thing again by its name; whoever has a reason may still choose another",
    find=find,
    severity=Severity.WARNING,
)
