"""How far what is known of an old and a new segment speaks for their being one: all thresholds, each with its reason.

The measures were taken on the histories of public policies and manuals, each replayed version by version
(`benchmarks/revisions.md`); of an edit and of a new text that merely resembles an old one, half of the words in common
is where the two kinds part. Everything is on one scale, that of likeness: 0 for nothing in common, 1 for the same words.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from toolkit.catalog.align.matching import Matching

LEAST = 0.47
"""Between the same neighbours. Of 2,735 edits 0.7 % were less alike, of texts that replaced another nearly all."""
LEAST_MOVED = 0.55
"""Elsewhere in the document, where the place says nothing for the pair."""
LEAST_ALONE = 0.38
"""One old and one new text of one form alone between the same neighbours: a place is rarely emptied and filled at once."""
LEAST_HELD = 0.2
"""The same where both neighbours are word for word as they were, of a brief text: an edit leaves few of its words."""
HELD = 8
"""Words, at most, of such a text; of longer ones an edit leaves more."""
LEAST_BRIEF = 0.05
"""Added for a text of a single word and less for each word more: one word in common of two may be chance."""
BRIEF = 4
"""Words."""
OTHER_FORM = 0.05
"""Added where a paragraph would become an item or the like: it happens, but seldom."""
MADE_HEADING = 0.55
"""Of a paragraph, item or cell that became a heading: it is led in then, or cut («Install it:», now «Step 1: Install it»)."""
SAME_NUMBER = 0.1
"""Taken off where the number in a numbered list is the same."""
SAME_BUT_NUMBERS = 0.6
"""Likeness, at least, of texts in one gap that differ in numbers only: a new date or count, the old sentence."""
NUMBERS_AND_MORE = 0.75
"""Of one text alone in its place with numbers in it: this much of its likeness if all numbers are taken for equal."""
CLEARLY = 0.08
"""So much nearer than any other text a pair must be to need no order to tell which is which."""
LIVING = 0.08
"""So much nearer than a text that goes on elsewhere: else the likeness is only that of their kind («Everyone has …»)."""
OWN = 0.5
"""Share of what the old text has beyond such a one that must be found in the new text for the likeness to be its own."""
IN_ITS_PLACE = 0.7
"""From this likeness on a text of another section that is as near says nothing against a pair of one gap: it is a copy."""
REWRITTEN = 0.7
"""Less alike than this an old text stays in the catalog, too, with its translation: many come back."""
SAME_PART = 0.75
"""Share of a part's words that must be found in its place for a text to count as divided or joined."""
MOST_OF_IT = 0.75
"""Share of a divided text's words in one part from which that part is the text, and the others were cut off it."""
FURTHER = 0.5
"""Share of a new text's words, the rare ones counting more, that must be left over of the old text beside it …"""
FURTHER_OF_IT = 0.3
"""… and share of the old text's words that they must be, not brief, for it to be a further part: less is an echo."""


def least(matching: Matching, index: int, place: int, *, base: float) -> float:
    """The likeness from which an old and a new segment are one, if `base` is what their places ask for."""
    words = min(len(matching.old_words(index)), len(matching.new_words(place)))
    if words < BRIEF:
        base += LEAST_BRIEF * (BRIEF - words) / BRIEF
    if matching.old_forms[index] != matching.new_forms[place]:
        base += OTHER_FORM
    if matching.new[place].numbered and matching.old[index].msgctxt == matching.new[place].id:
        base -= SAME_NUMBER
    return base
