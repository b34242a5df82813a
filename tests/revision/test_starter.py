"""Where a new project may begin."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.errors import UsageError
from toolkit.revision.starter import make_project

if TYPE_CHECKING:
    from pathlib import Path


def test_a_repository_that_was_begun_is_empty(tmp_path: Path) -> None:
    """Git's own files are nobody's work; any other is."""
    (tmp_path / "a" / ".git").mkdir(parents=True)
    (tmp_path / "a" / ".git" / "HEAD").write_text("ref: refs/heads/main\n", "utf-8")
    assert ".gitignore" in make_project(tmp_path / "a")
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="not empty"):
        make_project(tmp_path / "b")
