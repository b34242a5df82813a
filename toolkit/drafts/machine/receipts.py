"""What a provider has answered, kept so that nothing is asked twice: one line of JSON an answer, on the disk at once."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from toolkit.errors import Diagnostic, Location, ToolkitError
from toolkit.system.whole import make_way

if TYPE_CHECKING:
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Receipt:
    """An answer, or the reason why there is none."""

    text: str | None
    """The translation as it came; None where the provider declined."""
    reason: str = ""
    passing: bool = False
    """The reason is trouble of the connection or the service: nothing that is kept, another time it may work."""


@dataclass(slots=True)
class Receipts:
    """The answers of one provider. A file that may be deleted at any time; lines that are damaged count for nothing."""

    path: Path
    _known: dict[str, Receipt] = field(default_factory=dict)
    _ends_well: bool = True

    def __post_init__(self) -> None:
        try:
            make_way(self.path)
            data = self.path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise ToolkitError(_unusable(self.path, error)) from None
        self._ends_well = not data or data.endswith(b"\n")
        for line in data.splitlines():
            self._remember(line)

    def get(self, key: str) -> Receipt | None:
        """What is known about a request."""
        return self._known.get(key)

    def put(self, key: str, receipt: Receipt) -> None:
        """Keeps an answer; when this returns, it is on the disk."""
        self._known[key] = receipt
        entry = (
            {"key": key, "text": receipt.text} if receipt.text is not None else {"key": key, "failed": receipt.reason}
        )
        line = json.dumps(entry | {"digest": _digest(entry)}, ensure_ascii=False) + "\n"
        try:
            make_way(self.path)
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("ab") as file:
                # A run that was killed in the middle of a line must not spoil the next one.
                file.write((line if self._ends_well else f"\n{line}").encode("utf-8", "backslashreplace"))
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            raise ToolkitError(_unusable(self.path, error)) from None
        self._ends_well = True

    def _remember(self, line: bytes) -> None:
        try:
            entry = json.loads(line)
            if entry.pop("digest") != _digest(entry):
                return
            match entry:
                case {"key": str(key), "text": str(text)}:
                    self._known[key] = Receipt(text)
                case {"key": str(key), "failed": str(reason)}:
                    self._known[key] = Receipt(None, reason)
        except (ValueError, RecursionError, AttributeError, TypeError, KeyError):
            pass  # no line of ours, or not as it was written


def _digest(entry: dict[str, str]) -> str:
    """Tells a line from one that was damaged and can be read."""
    return hashlib.sha256(json.dumps(entry, sort_keys=True).encode()).hexdigest()[:16]


def receipt_key(variant: str, source: str, target: str, text: str) -> str:
    """What makes a request the same: the model, the pair, and the text with its tokens."""
    return hashlib.sha256(f"{variant}\0{source}\0{target}\0{text}".encode()).hexdigest()[:32]


def _unusable(path: Path, error: OSError) -> Diagnostic:
    reason = error.strerror or str(error)
    return Diagnostic(
        "unwritable",
        f"the answers cannot be kept: {reason}",
        Location(path.as_posix()),
        hint="check the folder .polyedition",
    )
