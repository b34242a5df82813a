"""The lines of a PO file as gettext reads them: a backslash at the end of one, inside a string, joins the next to it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from toolkit.catalog.po_tokens import TokenKind, tokens_of

if TYPE_CHECKING:
    from collections.abc import Iterator

_INSIDE = re.compile(r'(?:[^"\\]|\\.)*+')


def joined_lines(text: str) -> Iterator[tuple[int, str]]:
    """Each line under its number, counted from 1; lines that are joined as one, under the number of the first."""
    lines = enumerate(text.split("\n"), 1)
    return lines if "\\\n" not in text else _joined(lines)


def _joined(lines: Iterator[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    for number, line in lines:
        string = _open_string(line)
        if string is None:
            yield number, line
            continue
        pieces = [line[:-1]]
        for _, following in lines:
            string = _continued(string, following)
            if string is None:
                pieces.append(following)
                break
            pieces.append(following[:-1])
        yield number, "".join(pieces)


def _open_string(line: str) -> str | None:
    """What a line that is to be continued leaves of its string for the next one to go on with; None if it is not.

    That is an escape which is not whole yet, or nothing.
    """
    if not line.endswith("\\"):
        return None
    _, tokens = tokens_of(line)
    if not tokens or tokens[-1].kind is not TokenKind.UNTERMINATED:
        return None
    return _left_over(tokens[-1].text[1:-1])


def _continued(left_over: str, line: str) -> str | None:
    """As `_open_string`, for a line that goes on with a string."""
    if not line.endswith("\\"):
        return None
    rest = _left_over(left_over + line[:-1])
    return _open_string(f'"{rest}\\') if rest.startswith('"') else rest


def _left_over(inside: str) -> str:
    """What is left of the inside of a string behind whole characters: its end, or an escape that is not whole."""
    return inside[_INSIDE.match(inside).end() :]  # type: ignore[union-attr]  # nothing matches too
