"""Whether a file is a worklist of ours that came back, or a document: told by what is in it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from toolkit.exchange.archive import open_archive, refuse
from toolkit.exchange.documents.model import plain_words
from toolkit.exchange.documents.read import ENDINGS, require_honest
from toolkit.exchange.docx_return import LINE, is_worklist

if TYPE_CHECKING:
    from pathlib import Path

    from toolkit.exchange.documents.model import Foreign


def is_document(path: Path, name: str) -> bool:
    """Whether the file is a document rather than a worklist.

    Raises `ToolkitError` where it cannot be read, or is not what its name says.
    """
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        return False
    require_honest(path, name)
    return ending != ".docx" or not is_worklist(open_archive(path, name))


def require_no_worklist(foreign: Foreign) -> None:
    """Raises `ToolkitError` for a document that is a worklist which a program has saved in another format."""
    if any(LINE.fullmatch(plain_words(one)) for one in foreign.body.iter("p")):
        hint = "save it as .docx, and import that"
        raise refuse(foreign.losses.name, "this is a worklist that was saved in another format", hint)
