"""Two wordings of one text, word by word: what stayed, what went, what came."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_MOST = 5000
"""Texts of more words are shown as wholly changed: nobody reads a comparison of that length."""


@dataclass(frozen=True, slots=True)
class Part:
    """A run of a text."""

    text: str
    kind: str
    """``same``, ``gone`` or ``new``."""


def differences(before: str, after: str) -> list[Part]:
    """The parts of both texts in order: those not ``new`` make the old one, those not ``gone`` the new one."""
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    if len(old) > _MOST or len(new) > _MOST:
        return [part for part in (Part(before, "gone"), Part(after, "new")) if part.text]
    return _joined(_parts(old, new))


def _parts(old: list[str], new: list[str]) -> Iterator[Part]:
    from rapidfuzz.distance import LCSseq

    for step in LCSseq.opcodes(old, new):
        if step.tag == "equal":
            yield Part("".join(old[step.src_start : step.src_end]), "same")
        else:
            yield Part("".join(old[step.src_start : step.src_end]), "gone")
            yield Part("".join(new[step.dest_start : step.dest_end]), "new")


def _joined(parts: Iterator[Part]) -> list[Part]:
    """Neighbours of one kind as one; a single blank between two changes belongs to them."""
    found: list[Part] = []
    gone = new = ""

    def flush() -> None:
        nonlocal gone, new
        found.extend(part for part in (Part(gone, "gone"), Part(new, "new")) if part.text)
        gone = new = ""

    for part in parts:
        if part.kind == "gone":
            gone += part.text
        elif part.kind == "new":
            new += part.text
        elif part.text.isspace() and (gone or new):
            gone, new = gone + part.text, new + part.text
        else:
            flush()
            if part.text:
                found.append(part)
    flush()
    return found


def marked(before: str, after: str) -> str:
    """The comparison in plain text, as git marks words: ``[-old-]`` and ``{+new+}``."""
    marks = {"same": "{}", "gone": "[-{}-]", "new": "{{+{}+}}"}
    return "".join(marks[part.kind].format(part.text) for part in differences(before, after))


def count_words(text: str) -> int:
    """How many words a text has, addresses of links and marks aside."""
    return sum(1 for _ in _WORD.finditer(_LINK.sub("]", text)))


_LINK = re.compile(r"\]\([^()\s]*\)|\bhttps?://\S+")
_WORD = re.compile(r"\w+(?:['’ʻʼ-]\w+)*")
