"""`python -m benchmarks.check_quality`: how good the checks are, on correct translations and on planted mistakes.

Prints a table a language and a kind of mistake and writes both to benchmarks/check_quality.md; exit code 1 if a limit is missed.
"""

from __future__ import annotations

import random
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import quality_guides, quality_prose
from benchmarks.quality_corpus import LOCALES, Sample, read_corpus, versions
from benchmarks.quality_facts import is_so
from benchmarks.quality_guides import GUIDES, read_guides
from benchmarks.quality_mistakes import KINDS, Kind, Pair
from benchmarks.quality_prose import PROSE, read_prose
from toolkit.catalog.model import Message
from toolkit.catalog.terms import Termbase
from toolkit.checks.built_in import CHECKS
from toolkit.checks.model import Context
from toolkit.checks.run import check_message
from toolkit.errors import Severity
from toolkit.language.locales import load_locale
from toolkit.language.texts import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterable

RESULTS = Path(__file__).with_name("check_quality.md")
KNOWN = Path(__file__).with_name("check_quality_known.toml")
MOST_FALSE = 2.0
"""False errors per 1,000 correct messages."""
LEAST_FOUND = 0.95
"""Share of the planted mistakes."""
_PLANTED = 150
"""So many of each kind and language, where there are as many messages."""
MOST_WARNED = 20.0
"""False warnings per 1,000 texts; of running text any warning counts that nobody has looked at and listed."""
_WARNINGS = tuple(check for check in CHECKS if check.severity is Severity.WARNING)
_ERRORS = tuple(check for check in CHECKS if check.severity is Severity.ERROR)


@dataclass(slots=True)
class Score:
    """What was measured in one language."""

    locale: str
    messages: int = 0
    faulty: int = 0
    """Messages whose shipped translation has a fault that somebody has looked at and listed."""
    false: list[tuple[str, Sample]] = field(default_factory=list)
    """Codes reported for correct messages."""
    built: int = 0
    """Correct pairs that were built to be spoilt."""
    built_false: int = 0
    warned: list[tuple[str, Sample]] = field(default_factory=list)
    """Warnings whose fact is not there."""
    warnings: int = 0
    """All of them."""
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)

    @property
    def per_thousand(self) -> float:
        """False errors per 1,000 correct messages."""
        return 1000 * len(self.false) / self.messages if self.messages else 0.0

    @property
    def warned_per_thousand(self) -> float:
        """False warnings per 1,000 messages."""
        return 1000 * len(self.warned) / self.messages if self.messages else 0.0

    @property
    def built_per_thousand(self) -> float:
        """False errors per 1,000 built pairs."""
        return 1000 * self.built_false / self.built if self.built else 0.0


def main() -> int:
    """Measures every language; 1 if a limit is missed, 2 if there is nothing to measure on."""
    known = _known()
    scores = [_score(locale, known) for locale in LOCALES]
    prose = [_prose_score(locale, known) for locale in PROSE]
    guides = [_guide_score(locale, known) for locale in GUIDES]
    if not all(score.messages for score in (*scores, *prose, *guides)):
        print("install the packages of benchmarks/quality_corpus.py, or name their folder", file=sys.stderr)
        return 2
    tables = _tables(scores) + _prose_table(prose) + _guide_table(guides)
    print(tables)
    for score in (*scores, *prose, *guides):
        for code, sample in (*score.false, *score.warned):
            print(_shown(code, sample), file=sys.stderr)
    RESULTS.write_text(tables, "utf-8")
    missed = [*_missed(scores), *_missed_errors(guides), *_missed_warnings((*scores, *prose, *guides))]
    for line in missed:
        print(f"limit missed: {line}", file=sys.stderr)
    return 1 if missed else 0


def _score(locale: str, known: set[tuple[str, str, str]]) -> Score:
    score = Score(locale)
    base = Context(load_locale("en"), load_locale(locale), Termbase())
    clean: list[Sample] = []
    for sample in read_corpus(locale):
        context = replace(base, plurals=sample.plurals)
        codes = {one.code for one in check_message(sample.message, context, _ERRORS)}
        wrong = {code for code in codes if (locale, code, sample.message.digest) not in known}
        score.messages += 1
        score.faulty += bool(codes - wrong)
        score.false += [(code, sample) for code in sorted(wrong)]
        if not codes:
            clean.append(sample)
        warnings = {one.code for one in check_message(sample.message, context, _WARNINGS)}
        score.warnings += len(warnings)
        wrong = {code for code in warnings if (locale, code, sample.message.digest) not in known}
        score.warned += [(code, sample) for code in sorted(wrong) if not is_so(code, sample.message, context)]
    for kind in KINDS:
        _plant(score, kind, clean)
    _plant_empty_forms(score, clean)
    return score


def _prose_score(locale: str, known: set[tuple[str, str, str]]) -> Score:
    """Every finding counts: in these texts each sentence was read by many."""
    score = Score(locale)
    context = Context(load_locale("en"), load_locale(locale), Termbase(), Syntax.MARKDOWN)
    for sample in read_prose(locale):
        score.messages += 1
        for checks, found in ((_ERRORS, score.false), (_WARNINGS, score.warned)):
            codes = {one.code for one in check_message(sample.message, context, checks)}
            wrong = {code for code in codes if (locale, code, sample.message.digest) not in known}
            score.faulty += bool(codes - wrong)
            found += [(code, sample) for code in sorted(wrong)]
    return score


def _guide_score(locale: str, known: set[tuple[str, str, str]]) -> Score:
    """Findings whose fact is there are none that is false: volunteers wrote these texts and nobody has corrected them."""
    score = Score(locale)
    context = Context(load_locale("en"), load_locale(locale), Termbase())
    for sample in read_guides(locale):
        score.messages += 1
        right = set()
        for checks, found in ((_ERRORS, score.false), (_WARNINGS, score.warned)):
            codes = {one.code for one in check_message(sample.message, context, checks)}
            wrong = {
                code
                for code in codes
                if (locale, code, sample.message.digest) not in known and not is_so(code, sample.message, context)
            }
            right |= codes - wrong
            found += [(code, sample) for code in sorted(wrong)]
        score.faulty += bool(right)
    return score


def _plant(score: Score, kind: Kind, samples: list[Sample]) -> None:
    rng = random.Random(f"{score.locale} {kind.code} {kind.name}")
    order = rng.sample(samples, len(samples))
    for sample in order:
        if score.planted[kind.name] == _PLANTED:
            return
        pair = kind.build(sample, rng)
        spoilt = kind.spoil(pair, rng) if pair else None
        if pair is None or spoilt is None or spoilt == pair.target:
            continue
        score.built += 1
        score.built_false += bool(_codes(pair))
        score.planted[kind.name] += 1
        score.found[kind.name] += kind.code in _codes(pair.but(spoilt))


def _codes(pair: Pair) -> set[str]:
    message = Message(pair.source, msgstr=(pair.target,))
    return {one.code for one in check_message(message, pair.context, _ERRORS)}


def _plant_empty_forms(score: Score, samples: list[Sample]) -> None:
    name = _EMPTY
    base = Context(load_locale("en"), load_locale(score.locale), Termbase())
    for sample in samples:
        if sample.message.msgid_plural and len(sample.message.msgstr) > 1 and score.planted[name] < _PLANTED:
            spoilt = replace(sample.message, msgstr=(*sample.message.msgstr[:-1], ""))
            codes = {one.code for one in check_message(spoilt, replace(base, plurals=sample.plurals), _ERRORS)}
            score.planted[name] += 1
            score.found[name] += "plural-forms" in codes


_EMPTY = "plural form empty"


def _known() -> set[tuple[str, str, str]]:
    data = tomllib.loads(KNOWN.read_text("utf-8")) if KNOWN.exists() else {}
    return {(one["locale"], one["code"], digest) for one in data.get("known", []) for digest in one["messages"]}


def _missed(scores: list[Score]) -> list[str]:
    found = _missed_errors(scores)
    for score in scores:
        if score.built_per_thousand > MOST_FALSE:
            found.append(f"{score.locale}: {score.built_per_thousand:.1f} false errors per 1,000 built messages")
    for name in _names():
        planted = sum(score.planted[name] for score in scores)
        share = sum(score.found[name] for score in scores) / planted if planted else 0.0
        if share < LEAST_FOUND:
            found.append(f"{name}: {share:.1%} found")
    return found


def _missed_errors(scores: Iterable[Score]) -> list[str]:
    """Of the languages that have catalogs of packages to be measured on."""
    return [
        f"{score.locale}: {score.per_thousand:.1f} false errors per 1,000 messages"
        for score in scores
        if score.locale in LOCALES and score.per_thousand > MOST_FALSE
    ]


def _missed_warnings(scores: Iterable[Score]) -> list[str]:
    return [
        f"{score.locale}: {score.warned_per_thousand:.1f} false warnings per 1,000 texts"
        for score in scores
        if score.warned_per_thousand > MOST_WARNED
    ]


def _names() -> list[str]:
    return [*(kind.name for kind in KINDS), _EMPTY]


def _tables(scores: list[Score]) -> str:
    packages = ", ".join(f"{name} {version}" for name, version in versions().items())
    lines = [
        "# How good the checks are",
        "",
        f"`make check-quality` on the translations that these packages ship: {packages}.",
        f"At most {MOST_FALSE:g} false errors per 1,000 messages in every language; at least {LEAST_FOUND:.0%} of each kind found.",
        "",
        "What to know when reading it: the rules were written with these translations in view, so other texts may fare worse.",
        "Uzbek is measured with its apostrophes set right first (these packages write o' or o‘ throughout, which is itself an",
        "error here). Left out are pycountry's lists of thousands of names of languages and regions, and catalogs in another",
        "script than the locale's. Copies are planted in sentences of three ordinary words and more, texts of another language",
        "where there are 40 letters and more: of shorter ones nothing is claimed.",
        "",
        "## Correct translations",
        "",
        "*Faulty*: the shipped translation really has the fault (`check_quality_known.toml` says which). *Built*: correct",
        "messages with markup, links, numbers and dates added in the language's own writing.",
        "",
        "",
        "*False warnings*: those that say what is not so. That a closing sign is missing, a blank doubled, a mark another language's",
        "is looked up again by other means (`benchmarks/quality_facts.py`); all warnings stand behind the stroke.",
        "",
        "| locale | messages | faulty | false errors | per 1,000 | built | false errors | per 1,000 | false warnings | per 1,000 |",
        "|---|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    lines += [
        f"| {one.locale} | {one.messages:,} | {one.faulty} | {len(one.false)} | {one.per_thousand:.1f} "
        f"| {one.built:,} | {one.built_false} | {one.built_per_thousand:.1f} "
        f"| {len(one.warned)} / {one.warnings} | {one.warned_per_thousand:.1f} |"
        for one in scores
    ]
    lines += [
        "",
        "## Planted mistakes",
        "",
        "Found of planted; a blank where the language offers none of the kind.",
        "",
    ]
    lines += [f"| kind | {' | '.join(one.locale for one in scores)} | all |", f"|---|{'--:|' * (len(scores) + 1)}"]
    lines += [_row(name, scores) for name in _names()]
    return "\n".join([*lines, ""])


def _prose_table(scores: list[Score]) -> str:
    said = (
        "",
        "## Running text",
        "",
        f"The Universal Declaration of Human Rights in official translations, from the npm package {quality_prose.NAME}",
        f"{quality_prose.version()}, paragraph by paragraph. Every finding counts that is no fault which somebody has looked at.",
        "The limit of errors is for the languages of the profiles; of others it is shown what numbers in words cost.",
    )
    return _running_text(said, "errors", [(one, str(len(one.false))) for one in scores])


def _guide_table(scores: list[Score]) -> str:
    said = (
        "",
        "### Guides, questions and answers",
        "",
        f"What volunteers made of the Scratch website, from the npm package {quality_guides.NAME} {quality_guides.version()}: texts of 80",
        "characters and more. *Faulty* are those where the fact is there that a finding is about, by other means or looked at. The errors",
        "of the profiles' languages were looked at one by one; of the others it is shown what there is.",
    )
    errors = [(one, f"{len(one.false)} | {one.per_thousand:.1f}") for one in scores]
    return _running_text(said, "errors | per 1,000", errors)


def _running_text(said: Iterable[str], head: str, errors: list[tuple[Score, str]]) -> str:
    """A table under what is said of it; `errors` are the cells below the `head` of the errors."""
    heads = f"| locale | texts | faulty | {head} | warnings | warnings per 1,000 |"
    rows = (
        f"| {one.locale} | {one.messages} | {one.faulty} | {cells} | {len(one.warned)} | {one.warned_per_thousand:.1f} |"
        for one, cells in errors
    )
    return "\n".join([*said, "", heads, f"|---|{'--:|' * (heads.count('|') - 2)}", *rows, ""])


def _row(name: str, scores: list[Score]) -> str:
    cells = [f"{one.found[name]}/{one.planted[name]}" if one.planted[name] else "" for one in scores]
    planted = sum(one.planted[name] for one in scores)
    share = sum(one.found[name] for one in scores) / planted if planted else 0.0
    return f"| {name} | {' | '.join(cells)} | {share:.1%} |"


def _shown(code: str, sample: Sample) -> str:
    message = sample.message
    return f"{sample.locale} {code} {message.digest} {sample.package}: {message.msgid!r} → {message.msgstr!r}"


if __name__ == "__main__":
    sys.exit(main())
