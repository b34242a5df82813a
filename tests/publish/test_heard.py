"""Whoever waits for a long file hears how far it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.publish.plan import Selection
from toolkit.publish.run import build

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from toolkit.project.project import Project

SETTINGS = 'title = "Tiny"\nlocales = ["en", "ru", "uz"]\nformats = ["pdf"]\npublish.complete = 0\n'


@pytest.mark.parametrize("workers", [1, 2])
def test_pages_are_told(tmp_path: Path, make_tiny: Callable[..., Project], workers: int) -> None:
    """Of this process and of others; every PDF says its first page."""
    project = make_tiny(tmp_path, SETTINGS)
    told: list[tuple[str, str]] = []
    selection = Selection(("plan",), project.locales, project.formats)
    build(project, selection, workers=workers, tell=lambda path, words: told.append((path, words)))
    assert {(f"{locale}/plan.pdf", "page 1") for locale in project.locales} <= set(told)
