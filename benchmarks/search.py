"""How well the search finds: fifty queries a language, asked of the built index by the site's own script in Chromium.

The queries come from the project's own texts by chance (a fixed seed), not by choice:

- 20 forms: a word is asked for, and the passage sought has another form of it and not that one; in ten the shortest form is asked
  for, as a dictionary has it, in ten the longest. Two words count as forms of one where they share their first letters (at least
  four, and 70 % of the longer) and the English originals of their passages share a word: none of the search's own rules judges.
  Such pairs are sometimes none, and some derivations count as forms, so that not every miss is a fault.
- 10 words as they stand; 10 with one letter wrong, missing, doubled or changed with the next.
- 5 numbers of recommendations, and 5 ids.

Only words are taken that five passages have at most, in any form: all could stand among the first five results. A query counts
where the passage sought is among these. Fifty are drawn five times over; the table has the first drawing by kinds, and what the worst found.
"""

from __future__ import annotations

import json
import os
import random
import re
import sys
import unicodedata
from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from benchmarks.rows import Row
from toolkit.collection.collection import Collection
from toolkit.editions.theme import BUILT_IN
from toolkit.language.locales.stems import stem_of, words
from toolkit.project.project import find_project
from toolkit.publish.site import search_files
from toolkit.site.search import SCRIPT, searchable
from validation.browser import Browser
from validation.tools import CHROMIUM_TOOL

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from validation.browser import Tab

MOST_MISSED = 10.0
"""Percent of a language's queries."""
_ROOT = Path(__file__).parents[1]
_SEEDS = (20261128, 1, 2, 3, 4)
_FIRST = 5
_LEAST, _SHARE = 4, 0.7
_KINDS = ("dictionary form", "inflected form", "word", "mistyped", "number", "id")
_TABLE = Path(__file__).with_name("search.md")
_HEAD = f"""# What the search finds among its first five results

`python -m benchmarks search`: queries by chance from the project's own texts; `search.py` says how.

| language | {" | ".join(_KINDS)} | all | least of {len(_SEEDS)} drawings |
|---|{"--:|" * (len(_KINDS) + 2)}
"""
_NUMBERED = re.compile(r"(?:^|/)([a-z]\w*)-(\d+)$")
_PAGE = """\
<!DOCTYPE html><html lang="{locale}"><meta charset="utf-8"><title>Search</title><script src="../site.js" defer></script>
<form role="search" data-index="{script}" data-found="{{number}}" data-nothing="0" data-failed="failed">
<label>Search <input type="search"></label><p role="status"></p><ol></ol></form>
"""
_ASK = """\
(async () => {{
  const form = document.querySelector("form"), status = form.querySelector("[role=status]");
  const found = [];
  for (const query of {queries}) {{
    status.textContent = "";
    const done = new Promise((resolve) => new MutationObserver(() => status.textContent && resolve()).observe(status, {{ childList: true }}));
    form.querySelector("input").value = query;
    form.requestSubmit();
    await done;
    found.push([...form.querySelectorAll("li > a")].slice(0, {first}).map((one) => one.getAttribute("href")));
  }}
  return found;
}})()
"""


@dataclass(frozen=True, slots=True)
class Query:
    """One query, and the addresses of which one must be among the first results."""

    kind: str
    text: str
    wanted: frozenset[str]


@dataclass(frozen=True, slots=True)
class Corpus:
    """The passages of one language."""

    passages: Mapping[str, frozenset[str]]
    """The words of each by its address."""
    originals: Mapping[str, frozenset[str]]
    """The stems of its English original."""
    language: str

    def places(self) -> dict[str, set[str]]:
        """The addresses that have each word."""
        found: dict[str, set[str]] = defaultdict(set)
        for address, texts in self.passages.items():
            for word in texts:
                found[word].add(address)
        return found


def measure() -> Iterator[Row]:
    """The share of queries that miss, by language; what was missed goes to the standard error."""
    if not CHROMIUM_TOOL.present():
        yield Row("search", skipped=f"not on this machine: {CHROMIUM_TOOL.name}; {CHROMIUM_TOOL.remedy}")
        return
    collection = Collection(find_project(_ROOT))
    chosen = os.environ.get("POLYEDITION_LOCALES", "").split() or collection.project.locales
    lines = []
    with TemporaryDirectory() as folder, Browser() as browser:
        (Path(folder) / "site.js").write_bytes((BUILT_IN / "site.js").read_bytes())
        for locale in chosen:
            corpus, page = _corpus(collection, locale), _site(collection, Path(folder), locale)
            drawings = [list(_queries(corpus, seed)) for seed in _SEEDS]
            answers = [_ask(browser.tab(), page, queries) for queries in drawings]
            missed = [_missed(*pair) for pair in zip(drawings, answers, strict=True)]
            for pair in zip(drawings, missed, strict=True):
                _tell(locale, *pair)
            share, worst = max(
                (len(some) / len(all_), place) for place, (all_, some) in enumerate(zip(drawings, missed, strict=True))
            )
            least = f"{len(drawings[worst]) - len(missed[worst])}/{len(drawings[worst])}"
            lines.append(_line(locale, drawings[0], missed[0], least))
            yield Row(f"search, {locale}: {least} found in the worst drawing; missed", 100 * share, "%", MOST_MISSED)
    if chosen == collection.project.locales:
        _TABLE.write_text(_HEAD + "".join(lines), "utf-8")


def _missed(queries: Sequence[Query], found: Sequence[Sequence[str]]) -> list[Query]:
    return [one for one, results in zip(queries, found, strict=True) if one.wanted.isdisjoint(results)]


def _line(locale: str, queries: Sequence[Query], missed: Sequence[Query], least: str) -> str:
    cells = (f"{_count(queries, kind) - _count(missed, kind)}/{_count(queries, kind)}" for kind in _KINDS)
    return f"| {locale} | {' | '.join(cells)} | {len(queries) - len(missed)}/{len(queries)} | {least} |\n"


def _tell(locale: str, queries: Sequence[Query], missed: Sequence[Query]) -> None:
    counts = (f"{kind} {_count(queries, kind) - _count(missed, kind)}/{_count(queries, kind)}" for kind in _KINDS)
    print(f"{locale}: {', '.join(counts)}", file=sys.stderr)
    for one in missed:
        print(f"  {one.kind}: {one.text} → {' '.join(sorted(one.wanted))}", file=sys.stderr)


def _count(queries: Sequence[Query], kind: str) -> int:
    return sum(one.kind == kind for one in queries)


def _site(collection: Collection, folder: Path, locale: str) -> Path:
    for file in search_files(collection, locale):
        path = folder / file.path
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(file.data)
    page = folder / locale / "index.html"
    page.write_text(_PAGE.format(locale=locale, script=SCRIPT), "utf-8")
    return page


def _ask(tab: Tab, page: Path, queries: Sequence[Query]) -> list[list[str]]:
    tab.open(page.as_uri())
    asked = json.dumps([one.text for one in queries])
    found: list[list[str]] = tab.evaluate(_ASK.format(queries=asked, first=_FIRST))
    return found


def _corpus(collection: Collection, locale: str) -> Corpus:
    passages: dict[str, frozenset[str]] = {}
    originals: dict[str, frozenset[str]] = {}
    for name in collection.project.documents:
        for tag, into in ((locale, passages), ("en", originals)):
            for one in searchable(collection.localized(name, tag)).passages:
                if one.language == tag and one.anchor:
                    text = unicodedata.normalize("NFC", f"{one.title} {one.text}")
                    found = {word.lower().strip("'’ʻʼ") for word in words(text)}
                    if tag == "en" and into is originals:
                        found = {stem_of(word, "en") for word in found if len(word) > 3}
                    into[f"{name}.html#{one.anchor}"] = frozenset(found)
    return Corpus(passages, originals, locale.partition("-")[0])


def _queries(corpus: Corpus, seed: int = _SEEDS[0]) -> Iterator[Query]:
    chance = random.Random(seed)
    places = corpus.places()
    plain = sorted(word for word in places if len(word) > 4 and word.isalpha())
    kin = {word: _kin(word, plain, corpus, places) for word in plain}
    rare = [word for word in plain if len(set().union(*(places[one] for one in kin[word]))) <= _FIRST]
    yield from _forms(chance, rare, kin, places)
    for word in chance.sample(rare, 10):
        yield Query("word", word, frozenset(places[word]))
    letters = sorted({letter for word in plain for letter in word})
    for word in chance.sample([word for word in rare if len(word) > 5], 10):
        wrong = word
        while wrong in places:
            wrong = _mistyped(chance, word, letters)
        yield Query("mistyped", wrong, frozenset(places[word]))
    numbered = sorted(address for address in corpus.passages if _NUMBERED.search(address.partition("#")[2]))
    for kind, group in (("number", 2), ("id", 0)):
        for address in chance.sample(numbered, min(5, len(numbered))):
            yield _numbered(kind, address, group, numbered)


def _numbered(kind: str, address: str, group: int, numbered: Sequence[str]) -> Query:
    match = _NUMBERED.search(address.partition("#")[2])
    text = match[group].strip("/") if match else ""
    wanted = (one for one in numbered if one.endswith(f"-{text}" if group else text))
    return Query(kind, text, frozenset(wanted))


def _kin(word: str, plain: Sequence[str], corpus: Corpus, places: Mapping[str, set[str]]) -> list[str]:
    """The words that count as forms of one, itself included."""
    stems = set().union(*(corpus.originals.get(place, frozenset()) for place in places[word]))
    found = []
    for other in plain:
        if other != word and not _begin_alike(word, other):
            continue
        others = set().union(*(corpus.originals.get(place, frozenset()) for place in places[other]))
        if other == word or corpus.language == "en" or stems & others:
            found.append(other)
    return found


def _begin_alike(one: str, other: str) -> bool:
    shared = next(
        (place for place, pair in enumerate(zip(one, other, strict=False)) if pair[0] != pair[1]),
        min(len(one), len(other)),
    )
    return shared >= _LEAST and shared >= _SHARE * max(len(one), len(other))


def _forms(
    chance: random.Random, rare: Sequence[str], kin: Mapping[str, list[str]], places: Mapping[str, set[str]]
) -> Iterator[Query]:
    for kind, choose in ((_KINDS[0], min), (_KINDS[1], max)):
        pairs = []
        for word in rare:
            others = [one for one in kin[word] if places[one] - places[word]]
            if others and word == choose(kin[word], key=lambda one: (len(one), one)):
                pairs.append((word, others))
        for word, others in chance.sample(pairs, min(10, len(pairs))):
            other = chance.choice(others)
            yield Query(kind, word, frozenset(places[other] - places[word]))


def _mistyped(chance: random.Random, word: str, letters: Sequence[str]) -> str:
    place = chance.randrange(1, len(word) - 1)
    match chance.randrange(4):
        case 0:
            return word[:place] + chance.choice(letters) + word[place + 1 :]
        case 1:
            return word[:place] + word[place + 1 :]
        case 2:
            return word[:place] + word[place] + word[place:]
        case _:
            return word[:place] + word[place + 1] + word[place] + word[place + 2 :]
