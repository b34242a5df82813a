"""Which of our languages a text is in, told by its groups of three letters.

The counts in ``languages.toml`` come from interface texts (GTK, GLib, GNOME and Xfce programs, as Debian ships them) and this
project's own catalogs; they are measured on others (`benchmarks/check_quality.md`).
"""

from __future__ import annotations

import tomllib
from functools import cache
from itertools import repeat
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.language.locales import load_locale

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_FILE = Path(__file__).with_name("languages.toml")
FEWEST_LETTERS = 40
"""Of a shorter text nothing is said."""
_FEWEST_GROUPS = 28
"""What must remain of it without the words that the source has too."""
_ENOUGH_LETTERS = 400
_UNKNOWN = 14
"""Bits of a group that is not among the language's 800 most frequent ones."""
_FAMILIAR = 10.0
"""Fewer bits a group than this, and the text is in the language: no other need be tried."""
_MARGIN = 0.4
"""So many bits a group must another language fit better."""


def other_language(words: Iterable[str], tag: str) -> str | None:
    """The tag of the language that the words are in, if it is clearly another one than `tag` in the same script.

    None for a text of fewer than 28 letters, or in a language without counts.
    """
    own = _bits().get(_known(tag))
    groups = list(_groups(words))
    if own is None or len(groups) < _FEWEST_GROUPS:
        return None
    measure = _mean(groups, own)
    if measure < _FAMILIAR:
        return None
    others = ((_mean(groups, bits), other) for other, bits in _rivals(tag))
    best, other = min(others, default=(measure, ""))
    return other if best + _MARGIN < measure else None


def is_known(tag: str) -> bool:
    """Whether texts in the language can be told from others of its script."""
    return _known(tag) in _bits()


def _groups(words: Iterable[str]) -> Iterator[str]:
    """Three letters in a row, a blank standing for the edge of a word; as many as the word has letters."""
    count = 0
    for word in words:
        small = word.lower()
        padded = f" {small if small.isalpha() else ''.join(filter(str.isalpha, small))} "
        yield from [padded[at : at + 3] for at in range(len(padded) - 2)]
        count += len(padded)
        if count > _ENOUGH_LETTERS:
            return


def _mean(groups: list[str], bits: dict[str, int]) -> float:
    return sum(map(bits.get, groups, repeat(_UNKNOWN))) / len(groups)


@cache
def _rivals(tag: str) -> tuple[tuple[str, dict[str, int]], ...]:
    """The other languages of the same script, with their counts."""
    script = load_locale(tag).script
    others = ((other, bits) for other, bits in _bits().items() if other != _known(tag))
    return tuple((other, bits) for other, bits in others if load_locale(other).script == script)


def _known(tag: str) -> str:
    return tag if tag in _bits() else tag.partition("-")[0]


@cache
def _bits() -> dict[str, dict[str, int]]:
    """By language and group: how surprising the group is, in bits."""
    data = tomllib.loads(_FILE.read_text("utf-8"))
    return {
        tag: {group.replace("_", " "): int(bits) for bits, groups in levels.items() for group in groups.split()}
        for tag, levels in data.items()
    }
