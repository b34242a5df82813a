"""The figure on the covers of a collection: quarters of circles in the shades of its colour, laid out by its name.

The same name gives the same figure on every machine; it is drawn with a few dozen arcs and costs a cover next to nothing.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from toolkit.project.colours import mixed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from toolkit.project.look import Look

COLUMNS, ROWS = 7, 3
"""Of tiles, which are squares as wide as a seventh of the cover."""
_LIGHTER, _DARKER = 0.13, 0.22
_BRIGHT = 1
"""So many tiles are in the colour of the highlight."""
_CORNERS = ((0, 0), (1, 0), (1, 1), (0, 1))


@dataclass(frozen=True, slots=True)
class Shape:
    """Arcs of one colour."""

    path: str
    """Data of an SVG path, in tiles."""
    colour: str


@cache
def figure(name: str, look: Look) -> tuple[Shape, ...]:
    """The shapes of the collection of that name, `COLUMNS` wide and `ROWS` high, those in front last."""
    shades = (mixed(look.accent, "#ffffff", _LIGHTER), mixed(look.accent, "#000000", _DARKER), look.highlight)
    paths: dict[str, list[str]] = {shade: [] for shade in shades}
    for place, (corner, size, shade) in enumerate(_tiles(name)):
        column, row = place % COLUMNS, place // COLUMNS
        paths[shades[shade]].append(_quarter(column, row, corner, size))
    return tuple(Shape("".join(parts), shade) for shade, parts in paths.items() if parts)


def _tiles(name: str) -> Iterator[tuple[int, float, int]]:
    """Of each tile the corner that its quarter is around, how far that reaches, and its shade; 64 bytes are enough for all."""
    seed = hashlib.sha512(name.encode("utf-8", "surrogateescape")).digest()
    bright = {seed[-1 - number] % (COLUMNS * ROWS) for number in range(_BRIGHT)}
    for place, byte in enumerate(seed[: COLUMNS * ROWS]):
        is_bright = place in bright
        yield byte % 4, 0.5 if is_bright or byte // 4 % 4 == 0 else 1, 2 if is_bright else byte // 16 % 2


def _quarter(column: int, row: int, corner: int, size: float) -> str:
    """A quarter of a disc around a corner of its tile."""
    across, down = _CORNERS[corner]
    x, y = column + across, row + down
    right, below = (-size if across else size), (-size if down else size)
    sweep = 1 if across == down else 0
    return f"M{x} {y}h{right:g}a{size:g} {size:g} 0 0 {sweep} {-right:g} {below:g}z"
