"""Each folder of ``cases/edition`` is a source, its catalogs, and the body that the edition must have."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from toolkit.collection.collection import Collection
from toolkit.editions.markup import Markup
from toolkit.project.project import find_project

CASES = Path(__file__).parent / "cases" / "edition"
EXPECTED = sorted(CASES.glob("*/expected*.html"))


def body(case: Path, locale: str, folder: Path) -> str:
    """The body of the case's edition; the project around it is made in the folder."""
    settings = case / "polyedition.toml"
    text = settings.read_text("utf-8") if settings.exists() else f'locales = ["{locale}"]\n'
    (folder / "polyedition.toml").write_text(text, "utf-8")
    (folder / "sources").mkdir()
    shutil.copy(case / "source.md", folder / "sources" / "doc.md")
    for catalog in case.glob("*.po"):
        place = folder / "i18n" / catalog.stem / "doc.po"
        place.parent.mkdir(parents=True)
        shutil.copy(catalog, place)
    localized = Collection(find_project(folder)).localized("doc", locale)
    return Markup(localized, notes_title="Notes").body()


def locale_of(expected: Path) -> str:
    """``expected.<locale>.html`` names it, else it is that of the only catalog."""
    named = expected.name.removeprefix("expected").removesuffix("html").strip(".")
    return named or next(path.stem for path in expected.parent.glob("*.po"))


@pytest.mark.parametrize("expected", EXPECTED, ids=lambda path: path.parent.name)
def test_the_body_is_as_expected(expected: Path, tmp_path: Path) -> None:
    """Every text stands where the source's stood, in its language, and what is missing looks untranslated."""
    assert body(expected.parent, locale_of(expected), tmp_path) == expected.read_text("utf-8")


def test_there_are_cases() -> None:
    """The folder is found."""
    assert len(EXPECTED) > 10
