"""How near a text of the memory is to the one that is looked up, in whole per cent.

100: the same characters. 99: the same but for markup and typography. 98: but for capitals. Below: the likeness of
characters and words, rounded down, with points off for every number that differs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from toolkit.drafts.memory import shape

if TYPE_CHECKING:
    from collections import Counter

SAME, SAME_BUT_TYPOGRAPHY, SAME_BUT_CASE, LIKE = 100, 99, 98, 97
_NUMBER, _MOST_NUMBERS = 3, 15
"""Points off for a number that differs, and at most."""
_WORD = re.compile(r"\w+")


@dataclass
class Query:
    """A text that is looked up."""

    text: str

    @cached_property
    def plain(self) -> str:
        """See `shape.plain`."""
        return shape.plain(self.text)

    @cached_property
    def form(self) -> str:
        """See `shape.form`."""
        return shape.form(self.plain)

    @cached_property
    def _numbers(self) -> Counter[str]:
        return shape.numbers(self.plain)

    @cached_property
    def _words(self) -> list[str]:
        return _WORD.findall(self.form)

    def likeness(self, form: str, least: float = 0.0) -> float:
        """0 to 1: how much two forms share; 0 where it is below `least`.

        The normalised Levenshtein similarity of characters, which forgives another ending, and that of words, which
        tells look-alikes apart. A single word is compared by characters alone; of many the words count half.
        """
        if form == self.form:
            return 1.0
        from rapidfuzz.distance import Levenshtein

        words = _WORD.findall(form)
        share = (1 - 1 / max(len(words), len(self._words), 1)) / 2
        cutoff = max(0.0, (least - share) / (1 - share))
        characters = Levenshtein.normalized_similarity(self.form, form, score_cutoff=cutoff)
        if characters == 0.0:
            return 0.0
        likeness = (1 - share) * characters + share * Levenshtein.normalized_similarity(self._words, words)
        return likeness if likeness >= least else 0.0

    def score(self, source: str, likeness: float) -> int:
        """0 to 100: how near a text is whose form has that likeness."""
        if source == self.text:
            return SAME
        other = shape.plain(source)
        if other == self.plain:
            return SAME_BUT_TYPOGRAPHY
        mine, theirs = self._numbers, shape.numbers(other)
        different = max((mine - theirs).total(), (theirs - mine).total())
        if likeness == 1.0 and not different:
            return SAME_BUT_CASE
        points = int(100 * likeness + 1e-9) - min(_MOST_NUMBERS, _NUMBER * different)
        return max(0, min(LIKE, points))
