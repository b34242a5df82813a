"""How long one locale's `update` takes after a tenth of the source was edited, beside GNU msgmerge on the same files."""

from __future__ import annotations

import datetime
import random
import shutil
import subprocess
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from benchmarks.rows import Row
from toolkit.catalog.po import format_po, parse_po
from toolkit.catalog.update import build_template, new_catalog, update_catalog
from toolkit.sources.document import Block, Document, Kind, Meta, Segment

if TYPE_CHECKING:
    from collections.abc import Sequence

    from toolkit.catalog.model import Catalog, Message

SIZES = (2_000, 50_000)
TARGETS = {2_000: 0.5, 50_000: 10.0}
"""Seconds for reading, aligning, updating and writing one locale."""

_NOW = datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)
_SEED = 20260
_VOCABULARY = 4_000
_EDITED = 10
"""One segment in this many."""
_SYLLABLES = [consonant + vowel for consonant in "bdgklmnprstv" for vowel in "aeio"]


def measure(sizes: Sequence[int] = SIZES) -> list[Row]:
    """The rows of the table."""
    rows = []
    for size in sizes:
        own, peer = _measure_size(size)
        name = f"update, {size:,} segments, a tenth edited"
        rows.append(Row(name, own, "s", TARGETS[size]))
        if peer is not None:
            rows.append(Row(f"{name}: of msgmerge's {peer:.2f} s", own / peer, "×"))
    return rows


def revision(size: int) -> tuple[list[Segment], list[Segment]]:
    """The segments of a synthetic document of `size`, before and after a tenth of them was edited."""
    chance = random.Random(_SEED)
    words = ["".join(chance.choices(_SYLLABLES, k=chance.randint(1, 4))) for _ in range(_VOCABULARY)]
    weights = [1 / (rank + 10) for rank in range(_VOCABULARY)]
    before = [
        Segment(f"s{n // 40}/paragraph-{n:x}", _sentence(chance, words, weights), Kind.PARAGRAPH, _where(n), n)
        for n in range(size)
    ]
    edited = set(chance.sample(range(size), size // _EDITED))
    after = [
        replace(one, text=_edited(one.text, chance, words), id=f"{one.id}-new") if n in edited else one
        for n, one in enumerate(before)
    ]
    return before, after


def _where(number: int) -> tuple[str, ...]:
    return (f"Section {number // 40 + 1}", f"paragraph {number % 40 + 1}")


def _sentence(chance: random.Random, words: Sequence[str], weights: Sequence[float]) -> str:
    return " ".join(chance.choices(words, weights, k=chance.randint(8, 24))).capitalize() + "."


def _edited(text: str, chance: random.Random, words: Sequence[str]) -> str:
    parts = text.split()
    for _ in range(1 + len(parts) // 12):
        parts[chance.randrange(len(parts))] = chance.choice(words)
    return " ".join(parts)


def _document(segments: Sequence[Segment]) -> Document:
    blocks = tuple(Block(Kind.PARAGRAPH, segment=segment) for segment in segments)
    return Document("bench", "sources/bench.md", Meta("Bench", "en"), (), blocks, revision="0")


def _measure_size(size: int) -> tuple[float, float | None]:
    before, after = map(_document, revision(size))
    ledger, _ = build_template(before, None, now=_NOW)
    catalog = new_catalog(
        ledger, locale="kk", language="Kazakh", plural_forms="nplurals=2; plural=(n != 1);", team="", now=_NOW
    )
    catalog = replace(catalog, messages=tuple(map(_translated, catalog.messages)))
    pot, po = format_po(ledger).encode(), format_po(catalog).encode()
    begin = time.perf_counter()
    template, alignment = build_template(after, parse_po(pot, "bench.pot"), now=_NOW)
    updated = update_catalog(parse_po(po, "kk/bench.po"), template, alignment)
    written = format_po(updated)
    seconds = time.perf_counter() - begin
    if written.count("\n#, fuzzy") < size // _EDITED * 0.9:
        raise RuntimeError("the update did not see the edits")
    return seconds, _msgmerge(po, template)


def _translated(message: Message) -> Message:
    return replace(message, msgstr=(message.msgid.upper(),))


def _msgmerge(po: bytes, template: Catalog) -> float | None:
    """Seconds that msgmerge takes for the same; None where it is not installed."""
    program = shutil.which("msgmerge")
    if not program:
        return None
    with tempfile.TemporaryDirectory() as folder:
        old, new = Path(folder, "old.po"), Path(folder, "new.pot")
        old.write_bytes(po)
        new.write_text(format_po(template), encoding="utf-8")
        begin = time.perf_counter()
        command = [program, "--quiet", "--previous", "--no-wrap", "-o", str(Path(folder, "out.po")), str(old), str(new)]
        subprocess.run(command, check=True)
        return time.perf_counter() - begin
