"""The columns of a worklist as a table, and rows of cells as what came back: shared by the formats that are tables.

Columns are found by their heads, so that moving, adding and hiding them harms nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.catalog.model import State
from toolkit.errors import Diagnostic, Location
from toolkit.exchange.archive import refuse
from toolkit.exchange.worklist import Return, Returned, Row

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from toolkit.exchange.worklist import Worklist

COLUMNS = (
    "place", "source", "translation", "state", "note", "hints", "previous source", "id", "digest", "document", "language",
)  # fmt: skip
_NEEDED = ("id", "translation")
_READ = ("id", "translation", "source", "state", "note", "digest", "document", "language")
"""What is read again; what stands in other columns is somebody's own."""


class Unreadable(str):
    """A cell that has no text: it says why not."""

    __slots__ = ()


def cells(worklist: Worklist, row: Row) -> tuple[str, ...]:
    """A row's cells in the order of `COLUMNS`."""
    return (
        " › ".join((*row.headings, row.place)),
        row.source,
        row.target,
        str(row.state),
        "\n".join(row.notes),
        "\n".join(row.hints),
        row.previous,
        row.id,
        "-".join(filter(None, (row.digest, row.sent))),
        worklist.document,
        worklist.locale,
    )


def read_table(rows: Iterable[tuple[int, Sequence[str]]], name: str, sheet: str = "") -> Return:
    """What a table says that came back: its rows, each with its number, the one with the heads among them.

    Raises `ToolkitError` if no row has the heads. A row without an id, or with one that an earlier row has, is refused.
    """
    numbered = iter(rows)
    heads: dict[str, int] = {}
    for _, row in numbered:
        heads = {cell.strip().casefold(): place for place, cell in reversed(list(enumerate(row)))}
        if all(column in heads for column in _NEEDED):
            break
    else:
        hint = "the first row must have the heads of the columns as they were handed out; at least id and translation"
        raise refuse(name, "this table is no worklist: no row has the heads id and translation", hint)
    found: dict[str, Returned] = {}
    refused: list[Diagnostic] = []
    left: list[Row] = []
    documents: list[str] = []
    locales: list[str] = []
    for number, row in numbered:
        get = _getter(heads, row)
        if not any(cell.strip() for cell in row):
            continue
        where = Location(f"{name}: {sheet}" if sheet else name, number)
        id = get("id").strip()
        if reason := next((cell for column in _READ if isinstance(cell := get(column), Unreadable)), None):
            hint = "write the text itself; a cell that begins with = wants an apostrophe before it"
            refused.append(Diagnostic("row", str(reason), where, hint=hint))
            left.append(_left(get))
            continue
        if not id or id in found:
            said = f"the id {id} stands in an earlier row too" if id else "the row has no id"
            hint = "copy the id from the file that was handed out; one row a text"
            if id and found[id].target == get("translation"):
                continue
            if not id and not get("translation").strip():
                continue  # somebody's heading or remark
            refused.append(Diagnostic("row", said, where, hint=hint))
            left.append(_left(get))
            continue
        documents.append(get("document").strip())
        locales.append(get("language").strip())
        digest, _, sent = get("digest").strip().partition("-")
        found[id] = Returned(
            id,
            digest,
            get("translation"),
            where,
            sent=sent,
            source=get("source") if "source" in heads else None,
            state=_state(get("state")),
            notes=_lines(get("note")),
        )
    return Return(_only(documents), _only(locales), tuple(found.values()), tuple(refused), tuple(left))


def _left(get: _Cells) -> Row:
    """A refused row without the cells that cannot be read."""
    id, source, target = (
        "" if isinstance(get(column), Unreadable) else get(column) for column in ("id", "source", "translation")
    )
    return Row(id.strip(), source, target, handed=get("digest").strip().partition("-")[2])


def _getter(heads: dict[str, int], row: Sequence[str]) -> _Cells:
    return _Cells(heads, row)


class _Cells:
    """The cells of a row by the heads of their columns; what is not there is empty."""

    def __init__(self, heads: dict[str, int], row: Sequence[str]) -> None:
        self.heads, self.row = heads, row

    def __call__(self, column: str) -> str:
        place = self.heads.get(column, len(self.row))
        return self.row[place] if place < len(self.row) else ""


def _state(text: str) -> State | None:
    value = text.strip().casefold()
    return State(value) if value in set(State) else None


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in text.splitlines() if line.strip())


def _only(values: list[str]) -> str:
    """The value that all rows have; empty if they differ or have none."""
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else ""
