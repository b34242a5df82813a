"""How many edited texts an update finds again: synthetic revisions of this project's own sources, whose truth is known.

Each revision edits, moves, deletes and adds texts; what it adds is made of the words of the other document. Run as
``python -m benchmarks.revisions``; the real histories that the thresholds were measured on are not ours to copy.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.catalog.align.align import SEPARATOR, Continuation, align
from toolkit.catalog.model import Message
from toolkit.sources.document import Kind, Segment
from toolkit.sources.markdown import read_markdown

if TYPE_CHECKING:
    from collections.abc import Sequence

ROUNDS = 40
MOST_WRONG, MOST_FALSE = 0.5, 3.0
"""Percent."""
_SEED = 20261
_SOURCES = Path(__file__).parents[1] / "sources"


def measure(rounds: int = ROUNDS) -> dict[str, Counter[str]]:
    """For each document: texts that were kept, edited and new, and what became of them."""
    documents = {path.stem: _segments(path) for path in sorted(_SOURCES.glob("*-*.md"))}
    found = {}
    for name, segments in documents.items():
        others = [one.text for other, its in documents.items() if other != name for one in its if _is_text(one)]
        counts: Counter[str] = Counter()
        for number in range(rounds):
            counts += _replay(segments, others, random.Random(_SEED + number))
        found[name] = counts
    return found


def _segments(path: Path) -> list[Segment]:
    document = read_markdown(path.read_bytes(), path.name, path.stem)
    texts = Counter(one.text for one in document.segments)
    return [one for one in document.segments if one.kind != Kind.META and texts[one.text] == 1]


def _is_text(one: Segment) -> bool:
    return one.kind is not Kind.HEADING and len(one.text.split()) > 4


def _replay(segments: Sequence[Segment], others: Sequence[str], chance: random.Random) -> Counter[str]:
    """One revision of a tenth of each kind; the ids of the ledger are the places of its texts."""
    old = [
        Message(one.text, f"s/{place}", extracted=(SEPARATOR.join(one.where),)) for place, one in enumerate(segments)
    ]
    words = [word for text in others for word in text.split()]
    new: list[Segment] = []
    truth: list[tuple[str, str]] = []
    for place, one in enumerate(segments):
        deed = chance.choice(("delete", "edit", "edit", "add", *["keep"] * 6)) if _is_text(one) else "keep"
        if deed == "delete":
            continue
        if deed == "add":
            new.append(replace(one, id="", text=chance.choice(others), given=False, numbered=False))
            truth.append(("new", ""))
        text = _edited(one.text, words, chance) if deed == "edit" else one.text
        new.append(replace(one, id="", text=text, given=False, numbered=False))
        truth.append(("edited" if text != one.text else "same", f"s/{place}"))
    return _score(align(old, new).continuations, truth)


def _edited(text: str, words: Sequence[str], chance: random.Random) -> str:
    """The text with up to four tenths of its words replaced, dropped or added to, in one run."""
    parts = text.split()
    length = chance.randint(1, max(1, len(parts) * 4 // 10))
    begin = chance.randint(0, len(parts) - length)
    coming = chance.choices(words, k=chance.choice((0, length)))
    return " ".join((*parts[:begin], *coming, *parts[begin + length :]))


def _score(continuations: Sequence[Continuation], truth: Sequence[tuple[str, str]]) -> Counter[str]:
    counts: Counter[str] = Counter()
    for continuation, (kind, id) in zip(continuations, truth, strict=True):
        old = continuation.old
        counts[kind] += 1
        counts[f"{kind}, right"] += old[:1] == ((id,) if id else ())
        counts[f"{kind}, wrong"] += bool(old) and old[:1] != (id,)
    return counts


def table(found: dict[str, Counter[str]]) -> str:
    """The figures in Markdown."""
    lines = ["| document | kept | recovered | wrong | false |", "|---|---|---|---|---|"]
    for name, counts in found.items():
        shares = (
            ("same, right", "same"),
            ("edited, right", "edited"),
            ("edited, wrong", "edited"),
            ("new, wrong", "new"),
        )
        cells = (f"{100 * counts[part] / max(1, counts[whole]):.1f} % of {counts[whole]}" for part, whole in shares)
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines)


if __name__ == "__main__":
    print(table(measure()))
