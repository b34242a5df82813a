"""Catalogs are held by one command at a time, and one that is missing is told of, never made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from toolkit.catalog.po import read_po
from toolkit.errors import UsageError
from toolkit.project.locks import required_catalog

if TYPE_CHECKING:
    from toolkit.project.project import Project


@pytest.mark.parametrize("purpose", ["merge with", "import into"])
def test_a_catalog_that_is_missing_is_told_of(tiny: Project, purpose: str) -> None:
    """With what makes it, and what to do then."""
    path = tiny.catalog("plan", "ru")
    assert required_catalog(tiny, path, purpose) == read_po(path, tiny.name(path))
    path.unlink()
    with pytest.raises(UsageError) as told:
        required_catalog(tiny, path, purpose)
    said = str(told.value)
    assert said.startswith(f"i18n/ru/plan.po: error: there is no catalog to {purpose} [no-catalog]")
    assert f"run `polyedition update` to make it, then {purpose.split(maxsplit=1)[0]} again" in said
    assert not path.exists()
