"""An update with nothing to do for a document does not read it; it does and says what one that reads everything does and says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.checks.test_kept import CHANGES, checked, project
from toolkit.collection.collection import Collection
from toolkit.collection.digests import Digests
from toolkit.errors import ToolkitError
from toolkit.project.project import Project, find_project
from toolkit.revision.revise import Change, update_project

__all__ = ["checked", "project"]


def updated(root: Path, *, keep: bool = True) -> list[Change] | str:
    """What an update changes, or says."""
    made = find_project(root)
    digests = Digests(made) if keep else None
    try:
        changes = update_project(made, made.locales, digests=digests)
    except ToolkitError as error:
        return str(error)
    if digests:
        digests.keep()
    return changes


@pytest.mark.parametrize("name", CHANGES)
def test_nothing_is_left_undone(name: str, project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    updated(project.root)
    assert updated(project.root) == []
    read: list[str] = []
    source = Collection._source

    def counted(collection: Collection, document: str) -> object:
        read.append(document)
        return source(collection, document)

    monkeypatch.setattr(Collection, "_source", counted)
    CHANGES[name][0](project.root)
    before = updated(project.root)
    assert name != "nothing" or read == []
    again = updated(project.root, keep=False)
    assert again == (before if isinstance(before, str) else [])
    assert updated(project.root) == again


def test_some_languages_do_not_speak_for_the_others(project: Project) -> None:
    updated(project.root)
    (project.root / "i18n/kk/third.po").unlink()
    assert update_project(project, ["ru", "be"], digests=Digests(project)) == []
    changed = update_project(project, project.locales, digests=Digests(project))
    assert [one.path for one in changed] == ["i18n/kk/third.po"]
