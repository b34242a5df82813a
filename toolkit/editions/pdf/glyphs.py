"""The glyphs of a line, as Pango has laid them out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from weasyprint.text.ffi import ffi

if TYPE_CHECKING:
    from collections.abc import Iterator


def runs(line: Any) -> Iterator[Any]:
    """The parts of a line of one font and direction, from left to right."""
    run = line.runs[0]
    while run != ffi.NULL:
        yield run.data
        run = run.next


def clusters(run: Any) -> Iterator[tuple[list[Any], int, int]]:
    """The glyphs that stand for the same letters, from left to right, and where those begin and end in the run."""
    number, starts, backwards = run.glyphs.num_glyphs, run.glyphs.log_clusters, run.item.analysis.level % 2
    first = 0
    while first < number:
        after = first + 1
        while after < number and starts[after] == starts[first]:
            after += 1
        if backwards:
            end = starts[first - 1] if first else run.item.length
        else:
            end = starts[after] if after < number else run.item.length
        yield [run.glyphs.glyphs[index] for index in range(first, after)], starts[first], end
        first = after
