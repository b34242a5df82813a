"""Signs between two directions of writing, so that readers which take lines apart by rules of their own find their order.

Poppler knows letters and digits alone, and takes for a digit what may stand among them: marks that are not seen tell it
where a direction ends (UAX 9, 2.6). PDFium turns the parts of a line round one by one, between words as well: what is
written from left to right within a line from right to left says its parts in the order that comes out right.
"""

from __future__ import annotations

import unicodedata
from itertools import groupby, pairwise
from typing import TYPE_CHECKING, NamedTuple

from toolkit.editions.pdf.shown import NOTHING, Replaced

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MIRRORED = dict(zip("()[]{}<>«»‹›≤≥⟨⟩", ")(][}{><»«›‹≥≤⟩⟨", strict=True))
"""Signs that look the other way round in a line from right to left, each with what it then looks like (UAX 9, 6)."""
_ALSO_TURNED = dict(zip("“”‘’", "”“’‘", strict=True))
"""Signs that PDFium takes for mirrored ones in a line from right to left, though they are not."""
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = "\u200e", "\u200f"
_BACKWARDS = frozenset(("R", "AL"))
_WEAK = frozenset(("ES", "ET", "CS"))
"""What may stand among digits (UAX 9, 3.2)."""
_LETTERS = _BACKWARDS | {"L", "EN", "AN", "NSM"}
_NUMBERS = _WEAK | {"EN", "AN"}
_DIGITS = _WEAK | {"EN", "AN", "NSM", "BN"}


class Sign(NamedTuple):
    """What is shown of a cluster of a line; glyphs are counted from the left."""

    first: int
    end: int
    text: str
    backwards: bool
    run: int
    """The run that it is of: signs of one font and direction."""
    level: int = 0
    """How deep its direction is embedded (UAX 9, 3.2)."""


def between_directions(signs: Iterable[Sign], *, backwards: bool) -> Iterator[Replaced]:
    """What the signs between directions say, and mirrored brackets, of a line of a paragraph that runs `backwards` or not."""
    whole = list(signs)
    line = [one for one in whole if one.end > one.first]
    turned = list(_turned(line) if backwards else _embedded(whole))
    yield from turned
    known = {glyph for one in turned for glyph in range(one.first, one.end)}
    for number, one in enumerate(line):
        if one.first not in known and one.end == one.first + 1 and len(one.text) == 1:
            yield from _marked(line, number)


def balanced(signs: Iterable[Sign], found: Sequence[Replaced]) -> list[Replaced]:
    """What is found in a line from left to right, so that PDFium takes it for one: its first word says marks as well."""
    line = list(signs)
    begins = {one.first: one for one in found}
    known = {glyph for one in found for glyph in range(one.first, one.end)}
    seen = ""
    for one in line:
        said = begins.get(one.first) if one.end > one.first else None
        if said and said.read != "":
            seen += said.text if said.read is None else said.read
        elif said or one.first not in known:
            seen += one.text
    first = next((one for one in line if _kind(one.text[0]) == "L" and one.first not in known), None)
    missing = _surplus(seen)
    if first is None or missing <= 0:
        return list(found)
    marks = (_LEFT_TO_RIGHT + NOTHING) * missing
    return [*found, Replaced(first.first, first.end, first.text, marks + first.text)]


def _marked(line: Sequence[Sign], number: int) -> Iterator[Replaced]:
    """A sign with the marks that it needs, if it needs any."""
    one, kind = line[number], unicodedata.bidirectional(line[number].text)
    is_mirrored, is_turned = (one.backwards and one.text in signs for signs in (MIRRORED, _ALSO_TURNED))
    if kind in _LETTERS and not is_mirrored:
        return
    mark = _RIGHT_TO_LEFT if one.backwards else _LEFT_TO_RIGHT
    left, right = line[number - 1] if number else None, line[number + 1] if number + 1 < len(line) else None
    before, after = (mark * _needs_mark(one, kind, other) for other in (left, right))
    is_between = _is_between(line, number)
    is_behind = _is_behind(line, number)
    if before or after or is_mirrored or is_turned or is_between or is_behind:
        seen = before + _mirrored(one.text) + (after or mark)
        turned = _mirrored(one.text) + NOTHING * (right is not None and not right.text.strip())
        behind = (_LEFT_TO_RIGHT + one.text) * is_behind
        read = _turned_back(seen) if is_between else turned if is_turned else behind
        yield Replaced(one.first, one.end, before + one.text + after, read)


def _is_behind(line: Sequence[Sign], number: int) -> bool:
    """Whether PDFium would take a sign in a line from left to right for a part of what runs from right to left before it."""
    one, before = line[number], next((other for other in reversed(line[:number]) if other.text.strip()), None)
    return one.level == 0 and bool(one.text.strip()) and before is not None and before.level > 0


def _is_between(line: Sequence[Sign], number: int) -> bool:
    """Whether PDFium, too, would take a sign for one of the direction of what stands at its right, or beyond a blank there."""
    one, beyond = line[number], next((other for other in line[number + 1 :] if other.text.strip()), None)
    return one.backwards and bool(one.text.strip()) and beyond is not None and not beyond.backwards


def _needs_mark(one: Sign, kind: str, other: Sign | None) -> bool:
    """Whether a sign could be taken for one of the direction of its neighbour."""
    if other is None or other.backwards != one.backwards or (other.level > 0) != (one.level > 0):
        return True
    return one.backwards and kind in _WEAK and unicodedata.bidirectional(other.text[0]) not in _BACKWARDS


def _embedded(line: Sequence[Sign]) -> Iterator[Replaced]:
    """What is written from right to left in a line from left to right, numbers included: its left end says it all."""
    for is_embedded, group in groupby(line, key=lambda one: one.level > 0):
        signs = list(group)
        if is_embedded:
            text = _written(signs)
            said, read = _in_sections(text), _mirrored_behind(text)
            for _, part in groupby(signs, key=lambda one: one.run):
                run = list(part)
                own = _written(run)
                turned = read[::-1] if any(_kind(sign) == "R" for sign in own) else read
                if run[-1].end > run[0].first:
                    yield Replaced(run[0].first, run[-1].end, said, turned, own)
                    said = read = NOTHING


def _written(signs: Sequence[Sign]) -> str:
    """What signs that stand one beside the other were written as, of a text from right to left."""
    levels = [(level, list(group)) for level, group in groupby(signs, key=lambda one: one.level)]
    return "".join(
        "".join(one.text for one in (reversed(group) if level % 2 else group)) for level, group in reversed(levels)
    )


def _in_sections(text: str) -> str:
    """A text from right to left as Poppler finds it in a line from left to right: what is no number it turns round."""
    found, section = "", ""
    for sign in text:
        kind = unicodedata.bidirectional(sign)
        is_other = kind in _BACKWARDS if _is_number(section[:1]) else _is_number(sign)
        if section and is_other:
            found, section = found + _as_section(section), ""
        section += sign
    return found + _as_section(section)


def _as_section(section: str) -> str:
    if _is_number(section[:1]):
        return section
    return _RIGHT_TO_LEFT * (_kind(section[-1:] or " ") != "R") + section[::-1]


def _is_number(sign: str) -> bool:
    return bool(sign) and unicodedata.bidirectional(sign) in _NUMBERS


def _mirrored_behind(text: str) -> str:
    """A text whose signs behind letters from right to left are mirrored, as PDFium does it."""
    found, is_behind = "", False
    for sign in text:
        kind = _kind(sign)
        found += _mirrored(sign) if kind == "N" and is_behind else sign
        is_behind = kind == "R" or (is_behind and kind != "L")
    return found


# -- PDFium ---------------------------------------------------------------------------------------


def _turned(line: Sequence[Sign]) -> Iterator[Replaced]:
    """What is written from left to right in a line from right to left, where PDFium would turn it round otherwise."""
    groups = [list(signs) for _, signs in groupby(line, key=lambda one: one.backwards)]
    words = ["".join(one.text for one in signs) for signs in groups]
    said = [text if signs[0].backwards else _in_turn(text) for signs, text in zip(groups, words, strict=True)]
    missing = _missing_parts("".join(said))
    for signs, text, found in zip(groups, words, said, strict=True):
        if not signs[0].backwards and (found != text or missing):
            yield from _said(signs, found, (_RIGHT_TO_LEFT + NOTHING) * missing or NOTHING)
            missing = 0


def _said(signs: Sequence[Sign], found: str, marks: str) -> Iterator[Replaced]:
    """The first of the signs says all to PDFium, the next one marks, which count as parts; a sign alone says both."""
    places = {
        0,
        min(1, len(signs) - 1),
        *(number for number in range(1, len(signs)) if signs[number].run != signs[number - 1].run),
    }
    reads = iter((found, marks) if len(signs) > 1 else (marks + found,))
    for first, end in pairwise(sorted({*places, len(signs)})):
        text = "".join(one.text for one in signs[first:end])
        before, after = _LEFT_TO_RIGHT * (first == 0), _LEFT_TO_RIGHT * (end == len(signs))
        yield Replaced(signs[first].first, signs[end - 1].end, before + text + after, next(reads, NOTHING))


def _in_turn(text: str) -> str:
    """The parts of a text from the last to the first, as PDFium turns them round."""
    found, kind, is_forwards = "", "", False
    for kind, signs in groupby(text, key=_kind):
        part = "".join(signs)
        is_forwards = is_forwards or kind == "L"
        found = (part if kind != "N" or is_forwards else "".join(map(_mirrored, reversed(part)))) + found
    return _RIGHT_TO_LEFT + found if kind == "N" else found


def _mirrored(sign: str) -> str:
    return MIRRORED.get(sign) or _ALSO_TURNED.get(sign, sign)


def read_as(word: str, after: str) -> str:
    """What PDFium has to be told so that it reads a word from right to left before what stands at its left.

    It turns round what stands between signs over letters, and takes letters and signs at the end for parts of what follows.
    """
    parts = ("".join([*signs][::-1]) for _, signs in groupby(word, key=_kind))
    end = {"W": _RIGHT_TO_LEFT, "R": NOTHING * (_kind(after[:1] or " ") == "R")}[_kind(word[-1])]
    return "".join(parts) + end * bool(after.strip())


def _turned_back(text: str) -> str:
    """What PDFium has to be told so that it sees a text: it turns round at once what is mostly from right to left."""
    return text[::-1] if _surplus(text) > 0 else text


def _missing_parts(text: str) -> int:
    """How many parts from right to left a line lacks that PDFium shall take for one."""
    return max(0, 1 - _surplus(text)) if any(_kind(sign) == "L" for sign in text) else 0


def _surplus(text: str) -> int:
    """How many more of the parts that PDFium takes a text apart into run from right to left than the other way."""
    parts = [kind for kind, _ in groupby(text, key=_kind)]
    return parts.count("R") - parts.count("L")


def _kind(sign: str) -> str:
    """What PDFium takes a line apart by: letters of either direction, what stands among digits, and all else."""
    kind = unicodedata.bidirectional(sign)
    return "R" if kind in _BACKWARDS else "L" if kind == "L" else "W" if kind in _DIGITS else "N"
