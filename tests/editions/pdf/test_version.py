"""The engine is the one that is completed: what is put in the place of its parts was written for one version."""

from __future__ import annotations

from importlib.metadata import version


def test_the_version_that_is_completed() -> None:
    """WeasyPrint 70 and pydyf 0.13: with others, look through every `patch` in `toolkit/editions/pdf` and its tests first."""
    assert version("weasyprint").partition(".")[0] == "70"
    assert version("pydyf").startswith("0.13.")
