"""A term or a name that must stay and is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.checks.model import Check, Context, Finding, Unit
from toolkit.language.letters import divides_words

if TYPE_CHECKING:
    from collections.abc import Iterator


def find(unit: Unit, context: Context) -> Iterator[Finding]:
    """Terms marked ``keep``, and acronyms of names, that the source uses and the translation does not."""
    for term in dict.fromkeys(term for term, _, _ in context.used_terms(unit.source.plain)):
        if term.keep and not _has(unit, context, term.source):
            yield Finding(f"{term.source} is lost", hint=f"keep {term.source} in these letters; a suffix may follow it")
        elif term.is_acronym_of_name and not _has_name(unit, context, term.translation, term.source):
            yield Finding(
                f"the name {term.source} is lost",
                f"the termbase has {term.translation}",
                f"write {term.translation}, or correct the termbase",
            )


def _has_name(unit: Unit, context: Context, *forms: str) -> bool:
    return any(_has(unit, context, form) for form in forms)


def _has(unit: Unit, context: Context, form: str) -> bool:
    before = r"[^\W_]" if divides_words(context.target) else "[A-Za-z0-9]"
    pattern = re.compile(rf"(?<!{before}){re.escape(form)}")
    return bool(pattern.search(unit.target.plain)) or any(pattern.search(one) for one in unit.target.protected)


CHECK = Check(
    code="term",
    reason="names and terms that the termbase keeps must be found under the same letters in every language",
    find=find,
)
