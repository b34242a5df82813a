"""The formats that worklists go out and come back in: the built-in ones in one tuple, others from installed packages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from toolkit.errors import Diagnostic, ToolkitError, UsageError
from toolkit.system.plugins import FailedError, Group, held, load_all, plugin

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.exchange.worklist import Return, Worklist


P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ExchangeFormat:
    """A format of exchange. `write` and `read` are inverse for ids, digests and texts."""

    name: str
    """As ``--format`` says it."""
    ending: str
    """Of its files, with the dot."""
    words: str
    """What it is, in a few words."""
    write: Callable[[Worklist], bytes]
    """Raises `ToolkitError` for a text that the format cannot hold."""
    read: Callable[[Path, str], Return]
    """The file and what diagnostics call it. Raises `ToolkitError` with one line for a file that is not the format's."""


def _write_docx(worklist: Worklist) -> bytes:
    from toolkit.exchange.docx import write_docx

    return write_docx(worklist)


def _read_docx(path: Path, name: str) -> Return:
    from toolkit.exchange.docx_return import read_docx

    return read_docx(path, name)


def _write_xlsx(worklist: Worklist) -> bytes:
    from toolkit.exchange.xlsx import write_xlsx

    return write_xlsx(worklist)


def _read_xlsx(path: Path, name: str) -> Return:
    from toolkit.exchange.xlsx import read_xlsx

    return read_xlsx(path, name)


def _write_csv(worklist: Worklist) -> bytes:
    from toolkit.exchange.csv_table import write_csv

    return write_csv(worklist)


def _read_csv(path: Path, name: str) -> Return:
    from toolkit.exchange.csv_table import read_csv

    return read_csv(path, name)


def _write_xliff(worklist: Worklist) -> bytes:
    from toolkit.exchange.xliff import write_xliff

    return write_xliff(worklist)


def _write_xliff_2(worklist: Worklist) -> bytes:
    from toolkit.exchange.xliff import write_xliff_2

    return write_xliff_2(worklist)


def _read_xliff(path: Path, name: str) -> Return:
    from toolkit.exchange.xliff import read_xliff

    return read_xliff(path, name)


def _write_po_patch(worklist: Worklist) -> bytes:
    from toolkit.exchange.po_patch import write_po_patch

    return write_po_patch(worklist)


def _read_po_patch(path: Path, name: str) -> Return:
    from toolkit.exchange.po_patch import read_po_patch

    return read_po_patch(path, name)


FORMATS: tuple[ExchangeFormat, ...] = (
    ExchangeFormat("docx", ".docx", "a table for Word", _write_docx, _read_docx),
    ExchangeFormat("xlsx", ".xlsx", "a sheet for Excel", _write_xlsx, _read_xlsx),
    ExchangeFormat("csv", ".csv", "a table as text", _write_csv, _read_csv),
    ExchangeFormat("xliff", ".xlf", "XLIFF 1.2", _write_xliff, _read_xliff),
    ExchangeFormat("xliff-2", ".xliff", "XLIFF 2.1", _write_xliff_2, _read_xliff),
    ExchangeFormat("po", ".po", "a PO file with some texts, as kits save it", _write_po_patch, _read_po_patch),
)
"""Every built-in format; what each needs is imported when it is used."""


@cache
def all_exchange_formats() -> tuple[ExchangeFormat, ...]:
    """The built-in formats, then those of installed packages."""
    from toolkit.exchange.worklist import Return

    found = load_all(Group.EXCHANGE, ExchangeFormat, FORMATS, lambda one: one.name)
    guarded = (
        replace(one, write=_guarded(one, one.write, bytes), read=_guarded(one, one.read, Return)) for one in found
    )
    return (*FORMATS, *guarded)


_OTHERWISE = "take another format, or ask who has made this one"


def _guarded(one: ExchangeFormat, act: Callable[P, T], kind: type[T]) -> Callable[P, T]:
    """What a package's format does, raising nothing but `ToolkitError`."""

    def guarded(*args: P.args, **kwargs: P.kwargs) -> T:
        by = plugin(Group.EXCHANGE, one.name)
        try:
            found = held(lambda: act(*args, **kwargs), ToolkitError)
        except FailedError as error:
            raise ToolkitError(Diagnostic("plug-in", f"{by} fails: {error}", hint=_OTHERWISE)) from error
        if not isinstance(found, kind):
            text = f"{by} fails: it gave a {type(found).__name__}, no {kind.__name__}"
            raise ToolkitError(Diagnostic("plug-in", text, hint=_OTHERWISE))
        return found

    return guarded


def exchange_format(name: str) -> ExchangeFormat:
    """The format of a name. Raises `UsageError` with the names that there are."""
    found = next((one for one in FORMATS if one.name == name), None)
    found = found or next((one for one in all_exchange_formats() if one.name == name), None)
    if found is None:
        names = ", ".join(one.name for one in all_exchange_formats())
        raise UsageError(Diagnostic("format", f"there is no format {name!r}", hint=f"one of: {names}"))
    return found


def format_of(path: Path) -> ExchangeFormat | None:
    """The format that a file is in by its ending; None if no format has that."""
    ending = path.suffix.lower()
    found = next((one for one in FORMATS if one.ending == ending), None)
    return found or next((one for one in all_exchange_formats() if one.ending == ending), None)
