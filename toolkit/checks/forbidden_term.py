"""A rendering that the termbase rules out."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.errors import Severity
from toolkit.language.letters import divides_words
from toolkit.language.renderings import Place, alternatives, find_rendering

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from toolkit.catalog.terms import Term

_BETWEEN = 1
"""So many other words may stand among those of a right rendering that a forbidden one is part of."""


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Forbidden renderings, in any form, of the terms that the source uses, unless they are part of right ones."""
    used = dict.fromkeys(term for term, _, _ in context.used_terms(unit.source.plain))
    if not any(term.forbidden for term in used):
        return
    text = unit.target.plain
    right = _right_places(used, text, context)
    for term in used:
        for rendering in term.forbidden:
            wrong = (place for place in _places(rendering, term, text, context) if not _is_within(place, right))
            if place := next(wrong, None):
                hint = f"write “{term.translation}”" if term.translation else "choose another word"
                said = " ".join(text[place.start : place.end].split())
                yield Finding(f"“{said}” is not to be used for “{term.source}”", hint=hint)


def _right_places(used: Iterable[Term], text: str, context: Context) -> tuple[Place, ...]:
    language = context.target.language
    return tuple(
        place
        for term in used
        for one in alternatives(term.translation, term.source)
        for place in find_rendering(one, text, language, between=_BETWEEN)
    )


def _is_within(place: Place, others: tuple[Place, ...]) -> bool:
    return any(other.start <= place.start and place.end <= other.end for other in others)


def _places(rendering: str, term: Term, text: str, context: Context) -> Iterator[Place]:
    """Where the rendering stands; as it is written, if it differs from the right one, or a part of it, in form alone."""
    language = context.target.language
    right = alternatives(term.translation, term.source)
    if not divides_words(context.target) or any(next(find_rendering(rendering, one, language), None) for one in right):
        yield from (Place(*match.span()) for match in _written(rendering).finditer(text))
    else:
        yield from find_rendering(rendering, text, language)


@lru_cache(1 << 12)
def _written(rendering: str) -> re.Pattern[str]:
    text = re.escape(rendering).replace(r"\ ", r"\s+")
    return re.compile(rf"(?<!\w){text}(?!\w)", re.NOFLAG if rendering.isupper() else re.IGNORECASE)


CHECK = Check(
    code="forbidden-term",
    reason="the termbase names renderings that mislead; whoever knows better may still choose one",
    find=find,
    severity=Severity.WARNING,
)
