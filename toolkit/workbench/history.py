"""What a text was before: the last translations that git has of it, and who wrote them."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from toolkit.catalog.po import parse_po
from toolkit.errors import ToolkitError
from toolkit.review.git import git, version
from toolkit.workbench.texts import by_name

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.collection.collection import Collection

_VERSIONS, _SHOWN = 8, 3
"""So many commits are looked through, and so many translations shown: reading a version takes a tenth of a second."""


def earlier_translations(collection: Collection, domain: str, locale: str) -> Callable[[str], list[dict[str, Any]]]:
    """Gives other translations of a text in the last commits of its catalog, the newest first; nothing without git.

    Git is asked for the commits once, however many texts are asked for.
    """
    project = collection.project
    texts = by_name(collection.catalog(domain, locale))
    name = project.name(project.catalog(domain, locale))
    commits = [] if name.startswith("/") else _commits(project.root, name)

    def earlier(id: str) -> list[dict[str, Any]]:
        if id not in texts:
            return []
        now = texts[id].msgstr
        seen = {now, ("",) * len(now)}
        found = []
        for commit, who, date in commits:
            before = _texts(project.root, commit, name).get(id)
            if before and before not in seen:
                seen.add(before)
                found.append({"texts": before, "who": who, "date": date})
        return found[:_SHOWN]

    return earlier


def _commits(root: Path, name: str) -> list[tuple[str, str, str]]:
    log = git(root, "log", f"--max-count={_VERSIONS}", "--format=%H%x00%an%x00%as", "--", name) or b""
    lines = (line.split("\0") for line in log.decode("utf-8", "replace").splitlines())
    return [(commit, who, date) for commit, who, date in lines]


@lru_cache(_VERSIONS)
def _texts(root: Path, commit: str, name: str) -> dict[str, tuple[str, ...]]:
    """The translations of a version by name; nothing of one that is no catalog."""
    data = version(root, commit, name)
    try:
        catalog = parse_po(data, name) if data is not None else None
    except ToolkitError:
        return {}
    return {id: one.msgstr for id, one in by_name(catalog).items()}
