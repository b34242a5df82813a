"""A real Chromium, and small sites to look at in it: one from left to right, one from right to left."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import make_project, write_catalog
from toolkit.project.project import find_project
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.revision.revise import update_project
from validation.browser import Browser
from validation.tools import AXE_TOOL, CHROMIUM_TOOL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from validation.browser import Tab
    from validation.model import Tool

ENGLISH = """\
## Aims

Read *more* books, and [tell others](https://example.org/others) at <https://example.org/all>.[^1]

> A library is a growing organism.

## Actions

{.recommendations}
1. Open the doors.
2. Keep them open.
3. Lend more books.

| Year | Readers |
| --- | ---: |
| 2025 | 1,234 |

[^1]: Or do not.
"""
ARABIC = {
    "The plan of the libraries": "خطة المكتبات",
    "Aims": "الأهداف",
    "Actions": "الإجراءات",
    "Open the doors.": "افتحوا الأبواب.",
    "Keep them open.": "أبقوها مفتوحة.",
}
"""Some texts; the others stay English, as in a translation that has only begun."""


def _require(tool: Tool) -> None:
    if not tool.present():
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{tool.name} is not installed: {tool.remedy}")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests of a process."""
    _require(CHROMIUM_TOOL)
    with Browser() as started:
        yield started


@pytest.fixture
def tab(browser: Browser) -> Iterator[Tab]:
    """A new tab, closed after the test: a page that stays open goes on working, and asks its server for news."""
    opened = browser.tab()
    yield opened
    opened.close()


@pytest.fixture
def axe() -> None:
    """axe-core is there."""
    _require(AXE_TOOL)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a document in English and Arabic."""
    root = tmp_path_factory.mktemp("site")
    front = "title: The plan of the libraries\nlanguage: en\ndate: 2026-01-15"
    collection = make_project(root, ENGLISH, ("en", "ar"), title="Plans", front=front)
    with (root / "polyedition.toml").open("a", encoding="utf-8") as settings:
        settings.write('formats = ["html"]\nstatus.pages = true\n')
    ids = {segment.text: segment.id for segment in collection.document("doc").segments}
    write_catalog(root, "ar", {(ids[text], text): words for text, words in ARABIC.items()})
    project = find_project(root)
    update_project(project, project.locales)
    outcome = build(project, Selection(project.documents, project.locales, project.formats), workers=1)
    assert outcome.diagnostics == []
    return project.output_path
