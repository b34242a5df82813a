"""Terms added and taken in: the template of the domain ``terms`` and its catalogs, in their canonical form."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from toolkit.catalog.headers import template_headers, time_text
from toolkit.catalog.model import FUZZY, REVISED, Catalog, Message
from toolkit.catalog.po import write_po
from toolkit.catalog.terms import FORBIDDEN, FORMS, KEEP, NAME, read_terms
from toolkit.collection.collection import Collection
from toolkit.errors import Diagnostic, Location
from toolkit.exchange.concepts import Concept, Rendering
from toolkit.project.locks import catalogs_held
from toolkit.project.project import TERMS
from toolkit.revision.revise import update_domain
from toolkit.system import clock

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from toolkit.catalog.terms import Term
    from toolkit.project.project import Project

_LONGEST = 500
"""Characters of a term: what is longer is a sentence."""
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


@dataclass(slots=True)
class TakenIn:
    """What became of concepts that came in."""

    added: list[str] = field(default_factory=list)
    """Terms that the termbase did not have."""
    filled: dict[str, list[str]] = field(default_factory=dict)
    """Terms by locale that got a translation, or forbidden renderings or forms besides."""
    conflicts: list[Diagnostic] = field(default_factory=list)
    """Translations that differ from ours: ours stays."""
    refused: list[Diagnostic] = field(default_factory=list)
    skipped: dict[str, int] = field(default_factory=dict)
    """How many renderings are in languages that the project has not, by tag."""

    @property
    def changed(self) -> bool:
        """Whether anything was new."""
        return bool(self.added or self.filled)


def concepts_of(collection: Collection, locales: Iterable[str]) -> tuple[Concept, ...]:
    """The termbase of a project with its renderings in some locales; nothing where there is no termbase."""
    ledger = collection.ledger(TERMS)
    if ledger is None:
        return ()
    bases = {
        locale: {term.source: term for term in read_terms(catalog).terms}
        for locale in locales
        if (catalog := collection.catalog(TERMS, locale))
    }
    return tuple(_concept(term, bases) for term in read_terms(ledger).terms)


def _concept(term: Term, bases: Mapping[str, Mapping[str, Term]]) -> Concept:
    renderings = {
        locale: Rendering(one.translation, one.forbidden, one.forms, one.is_draft)
        for locale, base in bases.items()
        if (one := base.get(term.source)) and (one.translation or one.forbidden)
    }
    return Concept(term.source, term.part_of_speech, term.definition, term.keep, term.name, renderings, term.line)


def take_in(
    project: Project,
    concepts: Sequence[Concept],
    *,
    origin: str,
    where: str = "",
    person: str = "",
    dry_run: bool = False,
) -> TakenIn:
    """Adds concepts to the termbase and their renderings to its catalogs: full beats empty, and ours beats another.

    `origin` is kept with each translation that is taken; empty, it is a person's own work. A concept whose words no catalog can hold is refused. Catalogs
    are brought up to the template as `update` does it.
    """
    done = TakenIn()
    collection = Collection(project)
    with catalogs_held(project):
        ledger = collection.ledger(TERMS) or Catalog(headers=tuple(template_headers(clock.now()).items()))
        sound = [one for one in concepts if not _refused(one, where, done)]
        template = _with_new(ledger, sound, done, collection)
        locales = tuple(project.locales)
        catalogs = update_domain(collection, TERMS, template, locales)
        for locale, catalog in catalogs.items():
            catalogs[locale] = _filled(catalog, locale, sound, origin, person, where, done)
        for one in sound:
            for tag in one.renderings.keys() - catalogs.keys():
                done.skipped[tag] = done.skipped.get(tag, 0) + 1
        if not dry_run and done.changed:
            for locale, catalog in catalogs.items():
                write_po(catalog, project.catalog(TERMS, locale))
            write_po(template, project.template(TERMS))
    return done


def _refused(concept: Concept, where: str, done: TakenIn) -> bool:
    texts = [concept.source, concept.definition, concept.part_of_speech]
    for one in concept.renderings.values():
        texts += [one.text, *one.forbidden, *one.forms]
    said = ""
    if not concept.source.strip():
        said = "a term has no word in the language of the sources"
    elif any(_CONTROL.search(text) for text in texts):
        said = f"{_CONTROL.sub(' ', concept.source)[:40]!r}: a line break or a control character stands in it"
    elif any(len(text) > _LONGEST for text in (concept.source, *texts[3:])):
        said = f"{concept.source[:40]!r}: it is longer than {_LONGEST} characters"
    if said:
        place = Location(where, concept.line) if where else None
        done.refused.append(Diagnostic("term", said, place, hint="a term is one line of words"))
    return bool(said)


def _with_new(ledger: Catalog, concepts: Sequence[Concept], done: TakenIn, collection: Collection) -> Catalog:
    """The template with the terms that it has not, in the order of the alphabet."""
    known = {message.msgid for message in ledger.live}
    folded = {msgid.casefold() for msgid in known}
    new: dict[str, Message] = {}
    for one in concepts:
        if one.source in known or one.source in new:
            continue
        if one.source.casefold() in folded:
            hint = "write it as the termbase does"
            done.refused.append(
                Diagnostic("term", f"{one.source}: the termbase has it in another letter case", hint=hint)
            )
            continue
        new[one.source] = _message(one, collection)
    done.added = list(new)
    if not new:
        return ledger
    live = sorted((*ledger.live, *new.values()), key=lambda message: message.msgid.casefold())
    return replace(ledger, messages=(*live, *ledger.obsolete))


def _message(concept: Concept, collection: Collection) -> Message:
    says = (
        f"{concept.part_of_speech or 'noun'} · {concept.definition}".rstrip(" ·")
        if concept.definition
        else concept.part_of_speech
    )
    marks = [KEEP] if concept.keep else [NAME] if concept.name else []
    extracted = (*((says if "·" in says else f"{says} ·",) if says else ()), *marks)
    return Message(concept.source, extracted=extracted, references=tuple(_used_by(concept.source, collection)))


def _used_by(source: str, collection: Collection) -> list[str]:
    """The documents that use a term."""
    from toolkit.catalog.terms import Term, Termbase

    base = Termbase((Term(source, ""),))
    found = []
    for name in collection.project.documents:
        document = collection.document(name)
        if any(base.used_in(segment.text) for segment in document.segments):
            found.append(document.path)
    return found


def _filled(
    catalog: Catalog, locale: str, concepts: Sequence[Concept], origin: str, person: str, where: str, done: TakenIn
) -> Catalog:
    wanted = {one.source: (one, one.renderings[locale]) for one in concepts if locale in one.renderings}
    messages = []
    for message in catalog.messages:
        made = message
        if not message.obsolete and message.msgid in wanted:
            concept, rendering = wanted[message.msgid]
            made = _merged(message, rendering, origin)
            if rendering.text and message.msgstr[0] and message.msgstr[0] != rendering.text:
                detail = f"ours: {message.msgstr[0]}\ntheirs: {rendering.text}"
                place = Location(where, concept.line) if where else None
                hint = f"ours stays; change it in {catalog.path or locale} if theirs is better"
                done.conflicts.append(
                    Diagnostic("conflict", f"{locale}: {concept.source}", place, detail=detail, hint=hint)
                )
        if made != message:
            done.filled.setdefault(locale, []).append(message.msgid)
        messages.append(made)
    if locale not in done.filled:
        return catalog
    made_catalog = replace(catalog, messages=tuple(messages)).with_value(REVISED, time_text(clock.now()))
    return made_catalog.with_value("Last-Translator", person) if person else made_catalog


def _merged(message: Message, rendering: Rendering, origin: str) -> Message:
    comments = list(message.comments)
    if rendering.text and not message.msgstr[0]:
        flags = (FUZZY, *message.flags) if rendering.is_draft and not message.fuzzy else message.flags
        message = replace(message, msgstr=(rendering.text,), flags=flags)
        said = [f"origin: {origin}, {message.digest}"] if origin else []
        comments = [*said, *(one for one in comments if not one.startswith("origin:"))]
    known = {one.strip() for one in comments}
    comments += [line for one in rendering.forbidden if (line := f"{FORBIDDEN} {one}") not in known]
    if rendering.forms and (line := f"{FORMS} {'; '.join(rendering.forms)}") not in known:
        comments.append(line)
    return replace(message, comments=tuple(comments))
