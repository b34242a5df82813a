"""The translation memory with 100,000 units in one language: making it, looking up, and a plain rapidfuzz scan beside it.

The texts are synthetic, with a fixed seed: 30,000 words, each the first part of one word of the project's sources and
the last part of another, so that letters follow each other as in English; frequent as Zipf's law has it, the shorter
the more frequent; 1 to 60 words a text with a median of 15, a tenth of them headings of at most five. Translations are
the same letters in Cyrillic. They lie in 100 catalogs of 1,000 messages.
"""

from __future__ import annotations

import json
import math
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from itertools import accumulate
from pathlib import Path

from benchmarks.rows import Row, most_memory
from toolkit.catalog.model import Catalog, Message
from toolkit.catalog.po import write_po
from toolkit.drafts.memory import Memory
from toolkit.drafts.memory.score import Query
from toolkit.project.project import find_project

ROOT = Path(__file__).resolve().parents[1]
UNITS, CATALOGS = 100_000, 100
LOCALE = "kk"
QUERIES = 100
"""Of each kind: exact, fuzzy, without a match."""
SCANNED = 20
"""Of each kind are looked up by the plain scan as well."""
MINIMUM = 75
_SEED = 20_261
_VOCABULARY = 30_000
_CYRILLIC = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абцдефгһижклмнопқрстұвғхыз")


def measure() -> list[Row]:
    """The rows of the table."""
    with tempfile.TemporaryDirectory() as folder:
        queries = _prepare(Path(folder))
        result = _in_own_process(Path(folder), queries)
    lookups = [seconds * 1000 for kind in result["lookups"].values() for seconds in kind]
    scans = [seconds * 1000 for seconds in result["scans"]]
    name = f"memory, {UNITS:,} units"
    each = [
        Row(f"{name}: lookup, {kind}, median", statistics.median(times) * 1000, "ms")
        for kind, times in result["lookups"].items()
    ]
    return [
        Row(f"{name}: rebuild from {CATALOGS} catalogs", result["rebuild"], "s", 60),
        Row(f"{name}: opening it unchanged", result["open"], "s"),
        Row(f"{name}: lookup, median", statistics.median(lookups), "ms", 20),
        Row(f"{name}: lookup, 95 of 100 below", statistics.quantiles(lookups, n=20)[-1], "ms"),
        *each,
        Row(
            f"{name}: lookup, of a scan's {statistics.median(scans):.0f} ms",
            statistics.median(lookups) / statistics.median(scans),
            "×",
        ),
        Row(f"{name}: matches of a scan that the lookup misses", 100 * result["missed"], "%", 2),
        Row(f"{name}: most working memory", result["memory"], "MB", 400),
        Row(f"{name}: size of the file", result["size"], "MB"),
    ]


def _prepare(folder: Path) -> dict[str, list[str]]:
    """A project with the catalogs in the folder; texts to look up, by kind."""
    (folder / "polyedition.toml").write_text(f'locales = ["{LOCALE}"]\n')
    words, weights = _vocabulary()
    chance = random.Random(_SEED)
    texts = [_text(chance, words, weights) for _ in range(UNITS)]
    place = folder / "i18n" / LOCALE
    place.mkdir(parents=True)
    size = UNITS // CATALOGS
    for number in range(CATALOGS):
        messages = tuple(
            Message(text, f"s/{index}", msgstr=(text.lower().translate(_CYRILLIC),))
            for index, text in enumerate(texts[number * size : (number + 1) * size])
        )
        header = (("Content-Type", "text/plain; charset=UTF-8"), ("X-Source-Language", "en"))
        write_po(Catalog(messages, header), place / f"document-{number:03}.po")
    return {
        "exact": chance.sample(texts, QUERIES),
        "fuzzy": [_edited(chance, text, words) for text in chance.sample(texts, QUERIES)],
        "no match": [_text(chance, words, weights) for _ in range(QUERIES)],
    }


def _vocabulary() -> tuple[list[str], list[float]]:
    """Words, the most frequent first, and the sums of their frequencies."""
    found = set()
    for path in sorted((ROOT / "sources").glob("*.md")):
        found.update(re.findall(r"[a-z]{2,}", path.read_text("utf-8").lower()))
    real = sorted(found)
    chance = random.Random(_SEED)
    heads = [word[: math.ceil(len(word) / 2)] for word in real]
    tails = [word[math.ceil(len(word) / 2) :] for word in real]
    words = set(real)
    while len(words) < _VOCABULARY:
        words.add(chance.choice(heads) + chance.choice(tails))
    ordered = sorted(words, key=lambda word: (len(word) + chance.random() * 12, word))
    return ordered, list(accumulate(1 / (rank + 2.7) for rank in range(len(ordered))))


def _text(chance: random.Random, words: list[str], weights: list[float]) -> str:
    heading = chance.random() < 0.1
    size = chance.randint(1, 5) if heading else round(min(60, max(3, chance.lognormvariate(math.log(15), 0.55))))
    chosen = chance.choices(words, cum_weights=weights, k=size)
    if chance.random() < 0.15:
        chosen.insert(chance.randrange(size + 1), str(chance.randint(1, 2030)))
    return " ".join(chosen).capitalize() + ("" if heading else ".")


def _edited(chance: random.Random, text: str, words: list[str]) -> str:
    """The text with up to a fifth of its words changed, taken out or added, at least one."""
    parts = text.split()
    for _ in range(max(1, round(len(parts) * chance.uniform(0.02, 0.2)))):
        at = chance.randrange(len(parts))
        parts[at : at + 1] = chance.choice(([chance.choice(words)], [], [parts[at], chance.choice(words)]))
        parts = parts or [chance.choice(words)]
    return " ".join(parts)


def _in_own_process(folder: Path, queries: dict[str, list[str]]) -> dict:
    """What `_measure_here` says in a process of its own, whose memory is only the memory's."""
    command = [sys.executable, "-m", "benchmarks.memory", str(folder)]
    done = subprocess.run(command, cwd=ROOT, input=json.dumps(queries), capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def _measure_here(folder: Path, queries: dict[str, list[str]]) -> dict:
    project = find_project(folder)
    begin = time.perf_counter()
    with Memory(project) as memory:
        memory.suggest("", LOCALE)
    rebuild = time.perf_counter() - begin
    begin = time.perf_counter()
    with Memory(project) as memory:
        memory.suggest("", LOCALE)
        opening = time.perf_counter() - begin
        memory.suggest("the first question loads rapidfuzz", LOCALE)
        lookups, found = {}, {}
        for kind, texts in queries.items():
            lookups[kind] = [_timed(memory, text, found) for text in texts]
        peak = most_memory()
        size = memory.path.stat().st_size / 2**20
        forms = [Query(unit.source).form for unit in memory.units()]
    scans, missed, matches = [], 0, 0
    for texts in queries.values():
        for text in texts[:SCANNED]:
            begin = time.perf_counter()
            best = _scan(text, forms)
            scans.append(time.perf_counter() - begin)
            matches += best >= MINIMUM
            missed += best >= MINIMUM and found[text] < best
    return {
        "rebuild": rebuild,
        "open": opening,
        "lookups": lookups,
        "memory": peak,
        "size": size,
        "scans": scans,
        "missed": missed / max(matches, 1),
    }


def _timed(memory: Memory, text: str, found: dict[str, int]) -> float:
    begin = time.perf_counter()
    suggestion = memory.suggest(text, LOCALE, minimum=MINIMUM)
    seconds = time.perf_counter() - begin
    found[text] = suggestion.score if suggestion else 0
    return seconds


def _scan(text: str, forms: list[str]) -> int:
    """The best score that comparing with every form finds; of the three nearest by characters, as the words decide."""
    from rapidfuzz import process
    from rapidfuzz.distance import Levenshtein

    query = Query(text)
    near = process.extract(
        query.form, forms, scorer=Levenshtein.normalized_similarity, score_cutoff=2 * MINIMUM / 100 - 1, limit=3
    )
    return max((query.score(form, query.likeness(form)) for form, _, _ in near), default=0)


if __name__ == "__main__":
    print(json.dumps(_measure_here(Path(sys.argv[1]), json.load(sys.stdin))))
