"""Forms of terms that no ending explains, learned from reviewed translations into the termbase."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from toolkit.catalog.model import State
from toolkit.catalog.po import write_po
from toolkit.catalog.terms import FORMS, read_terms
from toolkit.collection.collection import Collection
from toolkit.language.inflection import is_acronym, may_be_forms
from toolkit.language.renderings import alternatives, find_rendering, terms_used, tokens
from toolkit.language.texts import Syntax, read_text
from toolkit.project.locks import catalogs_held
from toolkit.project.project import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from toolkit.catalog.model import Message
    from toolkit.catalog.terms import Term, Termbase
    from toolkit.project.project import Project

_ALIKE = 0.5
"""Of the letters of the shorter word, at the beginning: so alike two forms of a word are at least."""
_LEAST = 3


def learn_forms(project: Project, locales: Sequence[str], *, dry_run: bool = False) -> dict[str, dict[str, list[str]]]:
    """New forms by locale and term; they are written as ``# forms:`` unless it is a dry run.

    A form is learned where a reviewed translation has no rendering that is known, but words that begin like those of one.
    """
    found: dict[str, dict[str, list[str]]] = {}
    with catalogs_held(project):
        collection = Collection(project)
        for locale in locales:
            catalog = collection.catalog(TERMS, locale)
            if catalog is None:
                continue
            learned = _learned(collection, locale, read_terms(catalog))
            if not learned:
                continue
            found[locale] = learned
            messages = tuple(_with_forms(message, learned.get(message.msgid, ())) for message in catalog.messages)
            if not dry_run:
                write_po(replace(catalog, messages=messages), project.catalog(TERMS, locale))
    return found


def _learned(collection: Collection, locale: str, terms: Termbase) -> dict[str, list[str]]:
    language = locale.partition("-")[0]
    seen: dict[str, Counter[str]] = defaultdict(Counter)
    for name in collection.project.documents:
        catalog = collection.catalog(name, locale)
        source_language = collection.document(name).meta.language.partition("-")[0]
        for message in catalog.live if catalog else ():
            if message.state is State.REVIEWED:
                source = read_text(message.msgid, Syntax.MARKDOWN).plain
                target = read_text(message.msgstr[0], Syntax.MARKDOWN).plain
                for term in dict.fromkeys(one for one, _, _ in terms_used(terms, source, source_language)):
                    seen[term.source].update(_new_forms(term, target, language))
    return {source: [form for form, _ in forms.most_common()] for source, forms in seen.items() if forms}


def _new_forms(term: Term, target: str, language: str) -> Iterator[str]:
    """What stands in a text for a term and is not known as a form of it."""
    renderings = alternatives(term.translation, term.source)
    if term.keep or any(
        next(find_rendering(one, target, language, between=3), None) for one in (*renderings, *term.forms)
    ):
        return
    there = tokens(target)
    for rendering in renderings:
        wanted = [word.text for word in tokens(rendering)]
        if any(is_acronym(word) for word in wanted):
            continue
        for first in range(len(there) - len(wanted) + 1):
            pairs = list(zip(wanted, there[first : first + len(wanted)], strict=True))
            if all(_is_like(one, other.text, language) for one, other in pairs):
                yield target[pairs[0][1].start : pairs[-1][1].end].lower()
                return


def _is_like(one: str, other: str, language: str) -> bool:
    if may_be_forms(one, other, language):
        return True
    one, other = one.lower(), other.lower()
    same = next((i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return same >= max(_LEAST, round(min(len(one), len(other)) * _ALIKE))


def _with_forms(message: Message, forms: Sequence[str]) -> Message:
    if not forms or message.obsolete:
        return message
    old = [line for line in message.comments if line.strip().startswith(FORMS)]
    known = [part.strip() for line in old for part in line.strip().removeprefix(FORMS).split(";")]
    line = f"{FORMS} {'; '.join(dict.fromkeys((*filter(None, known), *forms)))}"
    return replace(message, comments=(*(one for one in message.comments if one not in old), line))
