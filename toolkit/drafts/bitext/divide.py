"""One text as several: where a translation has joined what the source keeps apart."""

from __future__ import annotations

import re

_SENTENCE = re.compile(r"(?<=[.!?։؟])[»”\")]*\s+(?=\S)|(?<=[。！？])(?=\S)|(?<=[;；؛])\s+(?=\S)")


def divided(text: str, lengths: tuple[int, ...]) -> tuple[str, ...] | None:
    """The text in as many parts as there are lengths, cut between sentences so that it fits them best; None if it has too few."""
    cuts = [(match.start(), match.end()) for match in _SENTENCE.finditer(text)]
    if len(cuts) < len(lengths) - 1:
        return None
    total, done, begin, first = sum(lengths) or 1, 0, 0, 0
    parts = []
    for place, length in enumerate(lengths[:-1]):
        done += length
        wanted = len(text) * done / total
        last = len(cuts) - (len(lengths) - 2 - place)
        best = min(range(first, last), key=lambda one: abs(cuts[one][0] - wanted))
        parts.append(text[begin : cuts[best][0]].strip())
        begin, first = cuts[best][1], best + 1
    return (*parts, text[begin:].strip())
