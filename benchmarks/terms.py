"""How well terms are watched: planted wrong terms and false warnings, in each language (`python -m benchmarks terms`).

Every use of a term whose rendering our own search finds in the text is spoilt once: the rendering gives way to one that the
termbase forbids, to that of another term, or to one of its own words missing. A use that the search does not find cannot be
spoilt: it is among the false warnings. Precision counts every warning about an unspoilt text as false, those too where a
translator has rightly deviated. Verbs are left out, as the check leaves them out in sentences.

The endings were written with the project's texts. The others are catalogs of installed packages (as for `make check-quality`),
whose short messages serve as the termbase of the longer ones; a use counts where every word of the rendering has its like by
its first letters alone. They are no blind test: their first false warnings led to the rules for verbs, for нн and ь, and to
terms being left out here that English uses as verbs. The guides (of `make check-quality` too, in seven of the languages) are
one: nobody had looked at them for terms when they were measured first, and nothing has been changed since for their sake.
"""

from __future__ import annotations

import os
import random
import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.quality_corpus import LOCALES, read_corpus
from benchmarks.quality_guides import GUIDES, read_guides
from benchmarks.rows import Row
from toolkit.catalog.model import Message
from toolkit.catalog.terms import Term, Termbase
from toolkit.checks import forbidden_term, preferred_term
from toolkit.checks import term as kept_term
from toolkit.checks.model import Context
from toolkit.checks.run import project_context, read_units
from toolkit.collection.collection import Collection
from toolkit.language.letters import script_of
from toolkit.language.locales import load_locale
from toolkit.language.renderings import alternatives, find_rendering, tokens
from toolkit.language.texts import Syntax
from toolkit.project.project import find_project

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.checks.model import Unit

MOST_FALSE = 5.0
"""Percent of the warnings: a precision of 0.95."""
MOST_MISSED = 10.0
"""Percent of the planted terms: a recall of 0.9."""
_ROOT = Path(__file__).parents[1]
_CORPUS = _ROOT / ".polyedition" / "quality"
_SEED = 20231
_MOST = 400
"""So many uses of the other texts are spoilt in each language."""
_CHECKS = (preferred_term.CHECK, forbidden_term.CHECK, kept_term.CHECK)
_SHORT = re.compile(r"[A-Za-z]{5,}(?: [a-z]{4,})?")


@dataclass(slots=True)
class Score:
    """What was measured in one language."""

    planted: int = 0
    found: int = 0
    false: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> float:
        """Percent of the warnings that are false."""
        return 100 * len(self.false) / max(1, self.found + len(self.false))

    @property
    def lost(self) -> float:
        """Percent of the planted terms that nobody warns of."""
        return 100 * (self.planted - self.found) / max(1, self.planted)


def measure() -> list[Row]:
    """The figures of every language over the project's texts, then over those of packages that are installed."""
    if _CORPUS.is_dir():  # where `make check-quality` puts it
        os.environ.setdefault("POLYEDITION_QUALITY_PATH", str(_CORPUS))
    rows = []
    for name, texts in (
        ("terms", project_score),
        ("terms, other texts", other_score),
        ("terms, guides, blind", blind_score),
    ):
        for locale in LOCALES:
            score = texts(locale)
            if score.planted:
                rows.append(
                    Row(
                        f"{name}, {locale}: false of {score.found + len(score.false)} warnings",
                        score.wrong,
                        "%",
                        MOST_FALSE,
                    )
                )
                rows.append(Row(f"{name}, {locale}: missed of {score.planted} planted", score.lost, "%", MOST_MISSED))
    return rows


def project_score(locale: str) -> Score:
    """Over the two documents of this project and its termbase."""
    collection = Collection(find_project(_ROOT))
    score, chance = Score(), random.Random(_SEED)
    for document in collection.project.documents:
        context = project_context(collection, document, locale)
        catalog = collection.catalog(document, locale)
        messages = tuple(catalog.live) if catalog else ()
        for unit in _units(messages, context):
            for term in dict.fromkeys(one for one, _, _ in context.terms.used_in(unit.source.plain)):
                score.false += [f"{term.translation}: {unit.target.plain}"] * _is_warned(unit, term, context)
                if not term.keep and not term.part_of_speech.startswith("verb"):
                    _plant(unit, term, _places(unit, term, context), context, score, chance)
    return score


def other_score(locale: str) -> Score:
    """Over the catalogs of installed packages."""
    return _score_of([one.message for one in read_corpus(locale)], locale)


def blind_score(locale: str) -> Score:
    """Over the guides, where they are translated."""
    return _score_of([one.message for one in read_guides(locale, 1)] if locale in GUIDES else [], locale)


def _score_of(messages: list[Message], locale: str) -> Score:
    """Short messages serve as the termbase of the longer ones."""
    terms = Termbase(tuple(_short_terms(messages, locale)))
    context = Context(load_locale("en"), load_locale(locale), terms, Syntax.PLAIN)
    score, chance = Score(), random.Random(_SEED)
    long = [one for one in messages if len(one.msgid.split()) > 3]
    chance.shuffle(long)
    for unit in _units(long, context):
        if score.planted >= _MOST:
            break
        for term in dict.fromkeys(one for one, _, _ in terms.used_in(unit.source.plain)):
            places = list(_likely(unit, term))
            if places:
                score.false += [f"{term.translation}: {unit.target.plain}"] * _is_warned(unit, term, context)
                _plant(unit, term, places, context, score, chance)
    return score


def _units(messages: tuple[Message, ...] | list[Message], context: Context) -> Iterator[Unit]:
    for message in messages:
        yield from (unit for unit in read_units(message, context) if unit.current)


def _is_warned(unit: Unit, term: Term, context: Context) -> bool:
    return any(
        match in one.message
        for match in (f"“{term.source}”", f"name {term.source} ", f"{term.source} is lost")
        for check in _CHECKS
        for one in check.find(unit, context)
    )


def _plant(
    unit: Unit, term: Term, places: list[tuple[int, int]], context: Context, score: Score, chance: random.Random
) -> None:
    """Spoils every place of the term in one text, and looks whether that is seen."""
    wrong = _wrong(term, context, chance) if places else ""
    if not wrong:
        return
    text = unit.target.plain
    for start, end in reversed(places):
        text = f"{text[:start]}{wrong}{text[end:]}"
    message = Message(unit.source.plain, msgstr=(text,))
    spoilt = next(read_units(message, replace(context, syntax=Syntax.PLAIN)))
    score.planted += 1
    if _is_warned(spoilt, term, context):
        score.found += 1
    else:
        score.missed.append(f"{term.translation} > {wrong}: {text}")


def _places(unit: Unit, term: Term, context: Context) -> list[tuple[int, int]]:
    """Where the rendering stands in whatever form."""
    return [
        (place.start, place.end)
        for one in alternatives(term.translation, term.source)[:1]
        for place in find_rendering(one, unit.target.plain, context.target.language, between=0)
    ]


def _wrong(term: Term, context: Context, chance: random.Random) -> str:
    """Another rendering: forbidden, of another term, or the same with one word missing; never a form of the right one."""
    words = [word.text for word in tokens(term.translation)]
    others = [one.translation for one in chance.sample(context.terms.terms, min(9, len(context.terms.terms)))]
    found = [*term.forbidden, *filter(None, others)]
    if len(words) > 1:
        found.append(" ".join(words[1:]))
    language = context.target.language
    right = alternatives(term.translation, term.source)
    fit = [one for one in found if not any(next(find_rendering(good, one, language), None) for good in right)]
    return chance.choice(fit) if fit else ""


def _short_terms(messages: list[Message], locale: str) -> Iterator[Term]:
    """Terms of one or two words that are translated in one way only, by at most two words of the locale's letters."""
    found: dict[str, set[str]] = {}
    for message in messages:
        if _SHORT.fullmatch(message.msgid) and not message.msgid_plural:
            found.setdefault(message.msgid.lower(), set()).add(message.msgstr[0].strip().lower())
    script = load_locale(locale).script
    said = frozenset(word for message in messages for word in re.findall("(?:to )?[a-z]+", message.msgid.lower()))
    for source, translations in found.items():
        (translation, *rest) = translations
        words = tokens(translation)
        if (
            rest
            or _is_verb(source, said)
            or len(words) > len(source.split())
            or not all(_is_word(word.text, script) for word in words)
        ):
            continue
        yield Term(source, translation)


def _is_verb(source: str, said: frozenset[str]) -> bool:
    """Whether the texts say the term with -ing or “to” too: a termbase says of a verb that it is one, and its forms are not asked for."""
    last = source.rsplit(maxsplit=1)[-1]
    return bool({f"to {last}", f"{last}ing", f"{last.removesuffix('e')}ing", f"{last}{last[-1]}ing"} & said)


def _is_word(word: str, script: str) -> bool:
    return len(word) > 4 and all(script_of(char) in {script, ""} for char in word)


def _likely(unit: Unit, term: Term) -> Iterator[tuple[int, int]]:
    """Where words begin like those of the rendering: at least two thirds of its letters, and little behind them."""
    wanted = [word.text.lower() for word in tokens(term.translation)]
    there = tokens(unit.target.plain)
    for first in range(len(there) - len(wanted) + 1):
        pairs = list(zip(wanted, there[first : first + len(wanted)], strict=True))
        if all(_begins_alike(one, other.text.lower()) for one, other in pairs):
            yield pairs[0][1].start, pairs[-1][1].end


def _begins_alike(one: str, other: str) -> bool:
    same = next(
        (place for place, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return same >= max(4, len(one) * 0.75) and len(other) <= len(one) + 6
