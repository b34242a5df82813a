"""Which version of a catalog a file that came back was made from: the likeliest of those that git has."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from toolkit.catalog.po import parse_po
from toolkit.catalog.review import seal_reviews
from toolkit.errors import ToolkitError
from toolkit.review.git import git, version
from toolkit.review.merge.match import Index

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from toolkit.catalog.model import Catalog

_MOST = 60
"""So many versions are looked at, the newest ones."""


@dataclass(frozen=True, slots=True)
class Sent:
    """A version of a catalog that may have been sent out."""

    revision: str
    """Its commit, shortened as git does."""
    catalog: Catalog


def likely_sent(root: Path, name: str, back: Catalog) -> Sent | None:
    """The committed version of a catalog that shares the most texts, then the most comments, with what came back.

    Of versions that share as much the oldest is taken: what it does not have yet may not have been seen by whoever
    sent the file, and stays a conflict. None where git has no version, or none that shares a text.
    """
    best: Sent | None = None
    most = (0, 0)
    for found in _versions(root, name):
        likeness = _likeness(found.catalog, back)
        if likeness[0] and likeness >= most:
            best, most = found, likeness
    return best


def _versions(root: Path, name: str) -> Iterator[Sent]:
    """The versions that can be read, the newest first."""
    listed = (git(root, "log", "--format=%h", f"-n{_MOST}", "--", f":(literal){name}") or b"").decode()
    for revision in islice(listed.split(), _MOST):
        data = version(root, revision, name)
        try:
            catalog = parse_po(data, f"{revision}:{name}") if data is not None else None
        except ToolkitError:
            continue
        if catalog:
            yield Sent(revision, seal_reviews(catalog))


def _likeness(sent: Catalog, back: Catalog) -> tuple[int, int]:
    """How many texts two versions share, and how many comments and revision dates."""
    index = Index(sent)
    texts = comments = 0
    for message in back.live:
        before = index.find(message) or (index.find_text(message) if message.msgctxt is None else None)
        if before:
            texts += before.msgstr == message.msgstr and before.translated
            comments += len({*before.comments} & {*message.comments})
    return texts, comments + len({*sent.headers} & {*back.headers})
