"""Small sites to look at in a real Chromium: one from left to right, one from right to left."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.conftest import require
from tests.tiny_project import make_project, write_catalog
from toolkit.project.project import find_project
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.revision.revise import update_project
from validation.tools import AXE_TOOL

if TYPE_CHECKING:
    from pathlib import Path

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


@pytest.fixture
def axe() -> None:
    """axe-core is there."""
    require(AXE_TOOL)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The output of a document in English and Arabic."""
    root = tmp_path_factory.mktemp("site")
    front = "title: The plan of the libraries\nlanguage: en\ndate: 2026-01-15"
    collection = make_project(root, ENGLISH, ("en", "ar"), title="Plans", front=front)
    with (root / "polyedition.toml").open("a", encoding="utf-8") as settings:
        settings.write('formats = ["html", "epub"]\nstatus.pages = true\n')
    ids = {segment.text: segment.id for segment in collection.document("doc").segments}
    write_catalog(root, "ar", {(ids[text], text): words for text, words in ARABIC.items()})
    project = find_project(root)
    update_project(project, project.locales)
    outcome = build(project, Selection(project.documents, project.locales, project.formats), workers=1)
    assert outcome.diagnostics == []
    return project.output_path
