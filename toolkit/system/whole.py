"""Files of caches that say whether they are whole: what stands in one is believed by its digest, never by its name alone."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from toolkit.system.files import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

_SIZE = hashlib.sha256().digest_size
_BESIDE = ".sha256"


def write_whole(path: Path, data: bytes) -> None:
    """Puts the data at `path`, with their digest before them. Raises what `write_atomically` raises."""
    write_atomically(path, hashlib.sha256(data).digest() + data)


def read_whole(path: Path) -> bytes | None:
    """What `write_whole` has put there; None where it is not there, cannot be read, or is not as it was written."""
    try:
        stored = path.read_bytes()
    except OSError:
        return None
    digest, data = stored[:_SIZE], stored[_SIZE:]
    return data if hashlib.sha256(data).digest() == digest else None


def write_with_digest(path: Path, data: bytes) -> None:
    """Puts the data at `path` as they are, for other programs to read, and their digest beside them."""
    write_atomically(path, data)
    write_atomically(_beside(path), hashlib.sha256(data).hexdigest().encode())


def is_whole(path: Path) -> bool:
    """Whether a file is as `write_with_digest` has written it."""
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest().encode() == _beside(path).read_bytes()
    except OSError:
        return False


def _beside(path: Path) -> Path:
    return path.with_name(path.name + _BESIDE)
