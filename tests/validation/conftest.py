"""A demanding little project, its editions in every format, and publications with planted faults."""

from __future__ import annotations

import base64
import os
import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.tiny_project import make_project, write_catalog
from toolkit.project.project import find_project
from toolkit.publish.plan import Selection
from toolkit.publish.run import build
from toolkit.revision.revise import update_project
from validation.site import Site
from validation.validators import VALIDATORS

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

SOURCE = """\
## Aims

Read *more* books, and [tell others](https://example.org/others).[^1]

> A library is a growing organism.

- Old books.
- New books.

![A shelf with three books](shelf.png)

{#actions}
## Actions

{.recommendations}
1. Open the doors.
2. Keep them open.

   Even in winter.
3. Lend more books.

### Figures

| Year | Readers |
| --- | ---: |
| 2025 | 1,234 |

[^1]: Or do not.
"""
TRANSLATIONS = {
    "ar": {
        "The plan of the libraries": "خطة المكتبات",
        "Aims": "الأهداف",
        "Actions": "الإجراءات",
        "Open the doors.": "افتحوا الأبواب.",
    },
    "ru": {"The plan of the libraries": "План библиотек", "Aims": "Цели", "Open the doors.": "Откройте двери."},
}
"""Some texts; the others stay English, as in a translation that has only begun."""
_SHELF = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=="
)
_SITE_URL = "https://plans.example.org/library"


@pytest.fixture(scope="session")
def output(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The output of a document in English, Arabic and Russian, with a site's address."""
    root = tmp_path_factory.mktemp("project")
    front = "title: The plan of the libraries\nlanguage: en\ndate: 2026-01-15\npublishers: [The Library]\nplace: Baku"
    collection = make_project(root, SOURCE, ("en", "ar", "ru"), title="Plans", front=front)
    (root / "sources" / "shelf.png").write_bytes(_SHELF)
    with (root / "polyedition.toml").open("a", encoding="utf-8") as settings:
        settings.write(f'site.url = "{_SITE_URL}"\nsite.email = "library@plans.example.org"\n')
    ids = {segment.text: segment.id for segment in collection.document("doc").segments}
    for locale, texts in TRANSLATIONS.items():
        write_catalog(root, locale, {(ids[text], text): words for text, words in texts.items()})
    project = find_project(root)
    update_project(project, project.locales)
    outcome = build(project, Selection(project.documents, project.locales, project.formats), workers=1)
    assert outcome.diagnostics == []
    return Site(project.output_path, _SITE_URL)


@pytest.fixture(scope="session")
def require() -> Callable[[str], None]:
    """Skips a test where a validator's programs are not installed; on CI it fails."""

    def ask(name: str) -> None:
        (validator,) = (one for one in VALIDATORS if one.name == name)
        missing = [tool.name for tool in validator.tools if not tool.present()]
        if missing:
            (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{', '.join(missing)} is not installed")

    return ask


@pytest.fixture
def change(output: Site, tmp_path: Path) -> Callable[[str, Mapping[str, tuple[str, str]]], Site]:
    """Writes a publication of the output anew with words replaced in its files; the site that holds it alone."""

    def write(file: str, changes: Mapping[str, tuple[str, str]]) -> Site:
        write_changed(output.root / file, tmp_path / "doc.epub", changes)
        return Site(tmp_path)

    return write


def write_changed(there: Path, path: Path, changes: Mapping[str, tuple[str, str]]) -> None:
    """Writes a publication with words replaced in its files."""
    with zipfile.ZipFile(there) as sound, zipfile.ZipFile(path, "w") as faulty:
        for entry in sound.infolist():
            text = sound.read(entry)
            if entry.filename in changes:
                old, new = (words.encode() for words in changes[entry.filename])
                assert old in text
                text = text.replace(old, new)
            faulty.writestr(entry, text)


def copy_sound(output: Site, folder: Path) -> list[str]:
    """Copies the publications of the output into a folder; their names there."""
    names = {file: f"sound-{file.replace('/', '-')}" for file in output.named(".epub")}
    for file, name in names.items():
        shutil.copy(output.root / file, folder / name)
    return list(names.values())
