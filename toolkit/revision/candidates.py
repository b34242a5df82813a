"""Words and phrases of documents that may be terms: frequent, whole, in several documents; and what catalogs call them.

Phrases are weighed by their C-value (Frantzi, Ananiadou and Mima, 2000): long ones count more, and what stands mostly
inside a longer one counts less. Forms of one phrase are one candidate.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.catalog.terms import Termbase, read_terms
from toolkit.language.inflection import stems
from toolkit.language.renderings import terms_used, tokens
from toolkit.language.texts import Syntax, read_text
from toolkit.project.project import TERMS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from toolkit.collection.collection import Collection

_LONGEST = 5
"""Words of a phrase."""
_LEAST_LETTERS = 3
_COMMON = 0.2
"""A word that stands in a larger share of the texts binds others, as “the” does."""
_FEW_TEXTS = 40
_BREAK = re.compile(r"[.,;:!?()\[\]{}«»“”\"„…—–/|\n\ufffc]")
_TOGETHER = 0.5
"""How much a rendering must go with its phrase: the Dice coefficient of the texts that have either."""
_SMALL_WORDS = frozenset(
    [
        "a",
        "about",
        "above",
        "after",
        "again",
        "all",
        "also",
        "an",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "because",
        "been",
        "before",
        "between",
        "both",
        "but",
        "by",
        "can",
        "could",
        "did",
        "do",
        "does",
        "each",
        "few",
        "for",
        "from",
        "had",
        "has",
        "have",
        "he",
        "her",
        "his",
        "how",
        "i",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "may",
        "more",
        "most",
        "must",
        "my",
        "no",
        "nor",
        "not",
        "of",
        "on",
        "one",
        "only",
        "or",
        "other",
        "our",
        "out",
        "over",
        "own",
        "same",
        "shall",
        "she",
        "should",
        "so",
        "some",
        "such",
        "than",
        "that",
        "the",
        "their",
        "them",
        "then",
        "there",
        "these",
        "they",
        "this",
        "those",
        "through",
        "to",
        "under",
        "until",
        "up",
        "use",
        "used",
        "using",
        "very",
        "was",
        "we",
        "well",
        "were",
        "what",
        "when",
        "where",
        "which",
        "while",
        "who",
        "why",
        "will",
        "with",
        "within",
        "would",
        "you",
        "your",
    ]
)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A phrase that may be a term."""

    text: str
    """Its most frequent form."""
    uses: int
    score: float
    documents: tuple[str, ...]
    variants: tuple[str, ...] = ()
    """Other forms that the documents have."""
    renderings: Mapping[str, str] = field(default_factory=dict)
    """What the catalogs call it where they call it one thing, by locale."""


_Key = tuple[str, ...]


@dataclass(slots=True)
class _Phrase:
    uses: int = 0
    nested: int = 0
    """Uses inside longer phrases that are candidates themselves."""
    longer: int = 0
    """How many of these there are."""
    forms: Counter[str] = field(default_factory=Counter)
    documents: dict[str, None] = field(default_factory=dict)


def find_candidates(
    collection: Collection, documents: Sequence[str], locales: Sequence[str], *, least: int, most: int
) -> list[Candidate]:
    """The likeliest terms of documents that the termbase has not, used at least `least` times; `most` at most."""
    texts = [(name, segment.id, segment.text) for name in documents for segment in collection.document(name).segments]
    language = collection.document(documents[0]).meta.language.partition("-")[0] if documents else ""
    phrases = _phrases(texts, language)
    known = _known(collection)
    kept = {
        key: one
        for key, one in phrases.items()
        if one.uses >= least and not _is_term(one.forms.most_common(1)[0][0], known, language)
    }
    _nest(kept)
    ranked = sorted(kept.items(), key=lambda pair: (-_score(*pair), pair[0]))
    chosen = [(key, one) for key, one in ranked if _score(key, one) > 0][:most]
    targets = {locale: _targets(collection, documents, locale) for locale in locales}
    return [_candidate(key, one, texts, targets) for key, one in chosen]


def _candidate(
    key: _Key, one: _Phrase, texts: Sequence[tuple[str, str, str]], targets: Mapping[str, Mapping[tuple[str, str], str]]
) -> Candidate:
    text, *others = (form for form, _ in one.forms.most_common())
    places = {(name, id) for name, id, said in texts if any(_has(said, form) for form in one.forms)}
    renderings = {
        locale: found
        for locale, said in targets.items()
        if (found := _rendering(places, said, locale.partition("-")[0]))
    }
    return Candidate(text, one.uses, _score(key, one), tuple(one.documents), tuple(others), renderings)


def _has(text: str, form: str) -> bool:
    return form.casefold() in " ".join(read_text(text, Syntax.MARKDOWN).plain.split()).casefold()


def _score(key: _Key, one: _Phrase) -> float:
    free = one.uses - one.nested / one.longer if one.longer else one.uses
    return math.log2(len(key) + 1) * free * (1 + math.log2(len(one.documents)) / 2)


# -- phrases of the source -------------------------------------------------------------------------


def _phrases(texts: Sequence[tuple[str, str, str]], language: str) -> dict[_Key, _Phrase]:
    small = _binding(texts)
    found: dict[_Key, _Phrase] = defaultdict(_Phrase)
    for name, _, raw in texts:
        for words in _runs(read_text(raw, Syntax.MARKDOWN).plain):
            for key, form in _inside(words, small, language):
                one = found[key]
                one.uses += 1
                one.forms[form] += 1
                one.documents[name] = None
    return found


def _runs(plain: str) -> Iterator[list[str]]:
    """The words between signs that no phrase goes over."""
    for part in _BREAK.split(plain):
        words = [token.text for token in tokens(part)]
        if words:
            yield words


def _binding(texts: Sequence[tuple[str, str, str]]) -> frozenset[str]:
    """Words that begin and end no phrase: small ones of English, and whatever stands in very many texts."""
    seen: Counter[str] = Counter()
    for _, _, raw in texts:
        seen.update({token.text.lower() for token in tokens(read_text(raw, Syntax.MARKDOWN).plain)})
    many = max(_FEW_TEXTS, len(texts)) * _COMMON
    return _SMALL_WORDS | {word for word, count in seen.items() if count > many}


def _inside(words: list[str], small: frozenset[str], language: str) -> Iterator[tuple[_Key, str]]:
    fit = [len(word) >= _LEAST_LETTERS and word.isalpha() and word.lower() not in small for word in words]
    for first in range(len(words)):
        if not fit[first]:
            continue
        for last in range(first, min(first + _LONGEST, len(words))):
            if not fit[last] and words[last].lower() in small and last - first >= 2:
                break  # one small word may stand inside
            if fit[last] and not any(part.isdigit() for part in words[first : last + 1]):
                chosen = words[first : last + 1]
                yield tuple(_stem(one, language) for one in chosen), " ".join(chosen)


def _stem(word: str, language: str) -> str:
    """The shortest stem: forms of one word have it in common."""
    return min(stems(word, language), key=lambda stem: (len(stem), stem))


def _known(collection: Collection) -> Termbase:
    ledger = collection.ledger(TERMS)
    return read_terms(ledger) if ledger else Termbase()


def _is_term(text: str, known: Termbase, language: str) -> bool:
    return any((start, end) == (0, len(text)) for _, start, end in terms_used(known, text, language))


def _nest(phrases: dict[_Key, _Phrase]) -> None:
    """Counts for each phrase how often it stands inside longer ones."""
    for key, one in phrases.items():
        parts = {key[i:j] for i in range(len(key)) for j in range(i + 1, len(key) + 1)} - {key}
        for part in parts & phrases.keys():
            phrases[part].nested += one.uses
            phrases[part].longer += 1


# -- what the catalogs call it ---------------------------------------------------------------------


def _targets(collection: Collection, documents: Sequence[str], locale: str) -> dict[tuple[str, str], str]:
    """The translations of all texts, without markup, by document and id."""
    found = {}
    for name in documents:
        catalog = collection.catalog(name, locale)
        for message in catalog.live if catalog else ():
            if message.msgstr[0]:
                found[name, message.msgctxt or ""] = read_text(message.msgstr[0], Syntax.MARKDOWN).plain
    return found


def _rendering(places: set[tuple[str, str]], targets: Mapping[tuple[str, str], str], language: str) -> str:
    """The words that stand in the translations of these texts and hardly in others; nothing where no words do."""
    here = [targets[place] for place in places if place in targets]
    if len(here) < 2:
        return ""
    inside: Counter[_Key] = Counter()
    forms: dict[_Key, Counter[str]] = defaultdict(Counter)
    for text in here:
        seen = dict(_target_phrases(text, language))
        inside.update(seen.keys())
        for key, form in seen.items():
            forms[key][form] += 1
    wanted = {key for key, count in inside.items() if count * 2 >= len(here)}
    outside: Counter[_Key] = Counter()
    for place, text in targets.items():
        if place not in places:
            outside.update(wanted & {key for key, _ in _target_phrases(text, language)})
    best = max(
        wanted, key=lambda key: (_dice(inside[key], outside[key], len(here)) + 0.08 * len(key), key), default=None
    )
    if best is None or _dice(inside[best], outside[best], len(here)) < _TOGETHER:
        return ""
    return forms[best].most_common(1)[0][0]


def _dice(inside: int, outside: int, texts: int) -> float:
    return 2 * inside / (texts + inside + outside)


def _target_phrases(text: str, language: str) -> Iterator[tuple[_Key, str]]:
    for words in _runs(text):
        for first in range(len(words)):
            for last in range(first, min(first + 4, len(words))):
                if len(words[first]) >= _LEAST_LETTERS and len(words[last]) >= _LEAST_LETTERS:
                    chosen = words[first : last + 1]
                    yield tuple(_stem(one, language) for one in chosen), " ".join(chosen)
